//! `heng rules`: the catalogue, and every effective value with where it comes from.

mod effective;
mod json;
mod points;
mod written;

pub(super) use points::lines as points;
pub(super) use written::{Written, severity};

use effective::Effective;

use super::{program, settings};
use crate::cli::args::Rules;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;
use crate::ir::{Program, Rule};
use crate::report::{Align, Tone, columns, paint, visible};
use crate::text::{Heading, Language};

/// Runs `heng rules`.
pub(in crate::cli) fn rules(options: &Rules, screen: Screen, stated: bool) -> Exit {
    let settings = settings::of_rules(&options.program, None, options.as_of.as_ref(), screen, stated);
    let compiled = settings.and_then(|(settings, day)| {
        program::compile_rules(&settings.rules, &settings.params, settings.screen)
            .map(|compiled| (compiled, settings.screen, day))
    });
    let (compiled, screen, day) = match compiled {
        Ok(compiled) => compiled,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let program = &*compiled.program.on(day);
    let effective = Effective { program, day, given: &options.program.params };
    if options.format.as_deref() == Some("json") {
        // Only a value that is no JSON could fail, and there is none.
        return screen.print(Exit::Clean, &[effective.json().unwrap_or_default()]);
    }
    if options.effective {
        return screen.print(Exit::Clean, &effective.lines(screen));
    }
    let (language, words) = (screen.language, screen.language.report());
    let heading = |heading| language.heading(heading).to_owned();
    let mut rows = vec![vec![
        words.rule.to_owned(),
        heading(Heading::Severity),
        heading(Heading::Table),
        words.name.to_owned(),
        words.basis.to_owned(),
    ]];
    for rule in &program.rules {
        rows.push(vec![
            rule.code.to_string(),
            severity(rule, language).to_owned(),
            about(program, rule, language),
            visible(language.name(&rule.names)).into_owned(),
            visible(&rule.basis.join(words.comma)).into_owned(),
        ]);
    }
    let mut lines = columns(&[Align::Left; 5], &rows);
    if let Some(head) = lines.first_mut() {
        *head = paint(screen.output().color, Tone::Strong, head);
    }
    let disabled: Vec<String> = program
        .rules
        .iter()
        .filter_map(|rule| Some((rule, rule.disabled()?)))
        .map(|(rule, (by, reason))| {
            let (code, pack, reason) =
                (visible(&rule.code), visible(Written(program).pack(by.pack)), visible(reason));
            format!("    {code}{}{pack}{}{reason}", words.comma, words.colon)
        })
        .collect();
    if !disabled.is_empty() {
        lines.extend([String::new(), paint(screen.output().color, Tone::Strong, words.disabled)]);
        lines.extend(disabled);
    }
    screen.print(Exit::Clean, &lines)
}

/// What a rule is about: its table, the fields by which it groups the records, or the batch.
pub(super) fn about(program: &Program, rule: &Rule, language: Language) -> String {
    let table = rule.table.and_then(|table| program.schema.table(table));
    let table = table.map_or_else(String::new, |table| language.name(&table.names).to_owned());
    let kind = language.subjects(rule.visits.kind());
    [table.as_str(), kind].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}
