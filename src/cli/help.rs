//! Help pages and usage errors in the user's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error};

use super::args::Arguments;
use crate::text::{Language, Usage};

/// The command with its help pages in that language.
pub(super) fn command(language: Language) -> Command {
    let [usage, commands, ..] = language.help_headings();
    let flag = |name: &'static str, short, action| Arg::new(name).long(name).short(short).action(action);
    let dressed = |command: Command, name: &str| {
        command
            .about(language.help(name, None).unwrap_or_default())
            .help_template(format!(
                "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
            ))
            .after_help(language.after_help(name).unwrap_or_default())
            .override_usage(language.usage_line(name).unwrap_or_default())
            .subcommand_help_heading(commands)
            .arg(flag("help", 'h', ArgAction::Help))
    };
    let dress_arguments =
        |command: Command, name: &str| command.mut_args(|argument| dress(argument, name, language));
    let root = dressed(Arguments::command(), "").arg(flag("version", 'V', ArgAction::Version));
    let root = dress_arguments(root, "");
    root.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        dress_arguments(dressed(command, &name), &name)
    })
}

fn dress(argument: Arg, command: &str, language: Language) -> Arg {
    let [_, _, arguments, options] = language.help_headings();
    let id = argument.get_id().to_string();
    let mut help = language.help(command, Some(&id)).unwrap_or_default().to_owned();
    let words: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_values = argument.get_action().takes_values();
    let mut argument = argument;
    if takes_values && !words.is_empty() {
        help.push_str(&language.choices(&words));
        argument = argument.hide_possible_values(true);
    }
    let heading = if argument.is_positional() { arguments } else { options };
    let argument = argument.help(StyledStr::from(help)).help_heading(heading);
    match language.placeholder(&id) {
        Some(placeholder) if takes_values => argument.value_name(placeholder),
        _ => argument,
    }
}

/// What is wrong with the arguments; `None` when help or the version was asked for.
pub(super) fn fault(error: &Error) -> Option<Usage> {
    let argument = || text(error, ContextKind::InvalidArg).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::UnknownArgument => {
            Usage::UnknownArgument { argument: argument(), nearest: text(error, ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidSubcommand => Usage::UnknownCommand {
            command: text(error, ContextKind::InvalidSubcommand).unwrap_or_default(),
            nearest: text(error, ContextKind::SuggestedSubcommand),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let possible = texts(error, ContextKind::ValidValue);
            match text(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
                None => Usage::NoValue { argument: argument(), possible },
                Some(value) => Usage::BadValue {
                    argument: argument(),
                    value,
                    possible,
                    nearest: text(error, ContextKind::SuggestedValue),
                },
            }
        }
        ErrorKind::MissingRequiredArgument => Usage::Missing(texts(error, ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand => Usage::NoCommand,
        ErrorKind::ArgumentConflict => Usage::Repeated(argument()),
        // Newer versions of the parser may add kinds of errors: their own words are better than none.
        _ => {
            let words = error.to_string();
            let first = words.lines().next().unwrap_or_default();
            Usage::Other(first.trim_start_matches("error: ").to_owned())
        }
    })
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    texts(error, kind).into_iter().next()
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let mut root = command(language);
            root.build();
            let commands = std::iter::once(&root).chain(root.get_subcommands());
            for command in commands {
                let name = command.get_name();
                assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{name}");
                for argument in command.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{language:?} {name} {}", argument.get_id());
                }
            }
        }
    }

    fn fault_of(arguments: &[&str]) -> Option<Usage> {
        fault(&command(Language::Chinese).try_get_matches_from(arguments).unwrap_err())
    }

    #[test]
    fn slips_are_answered_with_what_was_meant() {
        let nearest = Some("check".to_owned());
        let command = "chekc".to_owned();
        assert_eq!(fault_of(&["heng", "chekc"]), Some(Usage::UnknownCommand { command, nearest }));
        let (argument, nearest) = ("--fromat".to_owned(), Some("--format".to_owned()));
        assert_eq!(
            fault_of(&["heng", "check", "a", "--fromat"]),
            Some(Usage::UnknownArgument { argument, nearest })
        );
        assert!(matches!(fault_of(&["heng", "check"]), Some(Usage::Missing(_))));
        assert!(matches!(fault_of(&["heng", "check", "a", "--format", "jsn"]), Some(Usage::BadValue { .. })));
        assert_eq!(fault_of(&["heng", "check", "--help"]), None);
    }

    #[test]
    fn help_is_in_one_language() {
        let help = command(Language::Chinese).render_help().to_string();
        assert!(!help.contains("Usage") && !help.contains("Options") && help.contains("用法"), "{help}");
    }
}
