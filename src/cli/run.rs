//! From the process's arguments to its exit code.

use std::ffi::OsString;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{CommandFactory, FromArgMatches};

use super::args::{Arguments, Command};
use super::exit::Exit;
use super::screen::Screen;
use super::threads::STACK;
use super::{command, help};
use crate::report::Tone;
use crate::text::{Language, Notice};

/// Runs the command given by the process's arguments. A bug ends in a plain message and the exit code 4.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let (language, stated) = language(&arguments);
    let screen = Screen { language };
    let heard: Arc<Mutex<Option<(String, String)>>> = Arc::default();
    let ear = Arc::clone(&heard);
    panic::set_hook(Box::new(move |info| {
        let payload = info.payload();
        let message = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        ear.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert((message, place));
    }));
    let exit = panic::catch_unwind(AssertUnwindSafe(|| on_a_deep_stack(|| run(&arguments, screen, stated))))
        .unwrap_or_else(|_| {
            let heard = heard.lock().unwrap_or_else(PoisonError::into_inner).take();
            let (message, place) = heard.unwrap_or_default();
            screen.notice(Tone::Error, &Notice::Bug { message, place });
            Exit::Broken
        });
    exit.into()
}

/// Runs the command where rules and documents may nest as deep as their limits allow.
fn on_a_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::grow(STACK, work)
}

fn run(arguments: &[OsString], screen: Screen, stated: bool) -> Exit {
    // What cannot be read is read once more with the help pages at hand, which are not made for anything else.
    let parsed = Arguments::command().try_get_matches_from(arguments);
    let parsed = parsed.or_else(|_| help::command(screen.language).try_get_matches_from(arguments));
    let parsed = parsed.and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, screen),
    };
    match &arguments.command {
        Command::Check(options) => command::check(options, screen, stated),
        Command::Annotate(options) => command::annotate(options, screen, stated),
        Command::Rules(options) => command::rules(options, screen, stated),
        Command::Explain(options) => command::explain(options, screen, stated),
        Command::Compile(options) => command::compile(options, screen, stated),
        Command::Verify(options) => command::verify(options, screen),
        Command::Diff(options) => command::diff(options, screen, stated),
        Command::Completions(options) => command::completions(options, screen),
        Command::Man(options) => command::man(options, screen),
        Command::Sample(options) => command::sample(options, screen, stated),
        Command::Baseline(options) => command::baseline(options, screen, stated),
        Command::Test(options) => command::test(options, screen, stated),
        Command::Fmt(options) => command::fmt(options, screen),
    }
}

/// Shows help, the version, or what is wrong with the arguments.
fn refuse(error: &clap::Error, screen: Screen) -> Exit {
    let Some(usage) = help::fault(error) else {
        let page = error.render();
        let show = |color: bool| if color { page.ansi().to_string() } else { page.to_string() };
        if error.use_stderr() {
            let _ = std::io::stderr().lock().write_all(show(screen.messages().color).as_bytes());
            return Exit::Unusable;
        }
        return match Screen::write(|out| out.write_all(show(screen.output().color).as_bytes())) {
            Ok(()) => Exit::Clean,
            Err(error) => screen.unwritable("stdout", &error),
        };
    };
    let sentence = screen.language.usage(&usage);
    let (language, words) = (screen.language, screen.language.report());
    let head = language.severity(crate::diag::Severity::Error);
    screen.say(Tone::Error, &format!("{head}{}{}", words.colon, sentence.message));
    if let Some(help) = &sentence.help {
        screen.say(Tone::Note, &format!("{}{}{help}", words.help, words.colon));
    }
    screen.say(Tone::Faint, screen.language.see_help());
    Exit::Unusable
}

/// The language of this run before any configuration is read, and whether it was stated: by `--lang`, else
/// by `HENG_LANG`; else it is that of the system.
fn language(arguments: &[OsString]) -> (Language, bool) {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    let mut asked = None;
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--lang") {
            Some("") => asked = arguments.next(),
            Some(rest) => asked = rest.strip_prefix('='),
            None if argument == "--" => break,
            None => {}
        }
    }
    let asked = asked.and_then(Language::named);
    let asked = asked.or_else(|| {
        std::env::var("HENG_LANG").ok().as_deref().filter(|word| !word.is_empty()).map(Language::of_locale)
    });
    match asked {
        Some(language) => (language, true),
        None => (sys_locale::get_locale().as_deref().map_or(Language::English, Language::of_locale), false),
    }
}
