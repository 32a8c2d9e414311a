//! What is wrong with inputs and settings, and what a reader of the results must know, as notifications.

use std::collections::BTreeMap;

use super::log::{Descriptor, DescriptorReference, Location, MultiText, Notification, Text};
use super::places::Places;
use super::rules::{Rules, level};
use crate::diag::{Diagnostic, Problem, Severity};
use crate::finding::{Report, Verdict};
use crate::report::entry::Entry;
use crate::report::markdown::Markdown;
use crate::text::Language;

/// Notifications by what they are about, and their descriptors.
pub(super) struct Notices {
    pub(super) descriptors: Vec<Descriptor>,
    pub(super) configuration: Vec<Notification>,
    pub(super) execution: Vec<Notification>,
}

/// The notification that the results are not all.
const LEFT_OUT: &str = "report/left-out";
/// The notification that a rule could not be decided everywhere.
const OPEN: &str = "report/undetermined";

/// What is to be said about a run besides its results.
pub(super) fn notices(
    report: &Report,
    left_out: usize,
    rules: &Rules<'_>,
    places: &Places<'_>,
    language: Language,
) -> Notices {
    let (mut configuration, mut execution) = (Vec::new(), Vec::new());
    if left_out > 0 {
        execution.push(plain(LEFT_OUT, Severity::Warning, &language.left_out(left_out), language));
    }
    for rule in &report.rules {
        for (verdict, count) in
            [(Verdict::Undetermined, rule.counts.undetermined), (Verdict::Fault, rule.counts.fault)]
        {
            if count > 0 {
                let text = language.open(&rule.code, verdict, count);
                execution.push(Notification {
                    associated_rule: Some(rules.reference(&rule.code)),
                    ..plain(OPEN, Severity::Warning, &text, language)
                });
            }
        }
    }
    for diagnostic in &report.diagnostics {
        let notification = notification(diagnostic, places, language);
        match diagnostic.problem {
            Problem::State(_) => configuration.push(notification),
            Problem::Setup(_) | Problem::Syntax(_) | Problem::Rule(_) | Problem::Override(_)
                if is_setting(diagnostic) =>
            {
                configuration.push(notification);
            }
            Problem::Setup(_)
            | Problem::Syntax(_)
            | Problem::Rule(_)
            | Problem::Override(_)
            | Problem::Data(_)
            | Problem::Book(_)
            | Problem::Form(_) => {
                execution.push(notification);
            }
        }
    }
    let descriptors = number(&mut configuration, &mut execution, language);
    Notices { descriptors, configuration, execution }
}

/// True for what is wrong with rules and options; false for inputs and outputs.
fn is_setting(diagnostic: &Diagnostic) -> bool {
    !diagnostic.problem.code().starts_with("input/") && !diagnostic.problem.code().starts_with("output/")
}

fn plain(id: &str, severity: Severity, text: &str, language: Language) -> Notification {
    let text = language.sentences([&*crate::report::terminal::visible(text)]);
    Notification {
        descriptor: DescriptorReference { id: id.to_owned(), index: None, tool_component: None },
        associated_rule: None,
        level: level(severity),
        message: Text { text: text.replace('{', "{{").replace('}', "}}").replace("](", "] (") },
        locations: Vec::new(),
    }
}

fn notification(diagnostic: &Diagnostic, places: &Places<'_>, language: Language) -> Notification {
    let text = Entry::Diagnostic(diagnostic).full_message(language);
    let locations = diagnostic.labels.iter().map(|label| Location {
        message: label.remark.as_ref().map(|remark| Text { text: language.remark(remark) }),
        ..places.at(&label.site)
    });
    Notification {
        locations: locations.collect(),
        ..plain(diagnostic.problem.code(), diagnostic.severity, &text, language)
    }
}

/// Lists the descriptors of the notifications by identifier and gives each notification its number.
fn number(
    configuration: &mut [Notification],
    execution: &mut [Notification],
    language: Language,
) -> Vec<Descriptor> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for notification in configuration.iter().chain(execution.iter()) {
        numbers.insert(notification.descriptor.id.clone(), 0);
    }
    for (index, number) in numbers.values_mut().enumerate() {
        *number = index;
    }
    for notification in configuration.iter_mut().chain(execution) {
        notification.descriptor.index = numbers.get(&notification.descriptor.id).copied();
    }
    let words = language.formats();
    let about = |id: &str| match id {
        LEFT_OUT => words.findings,
        OPEN => words.rules,
        _ => words.documents,
    };
    let descriptor = |id: String| {
        let text = about(&id).to_owned();
        let full = Text { text: language.sentences([text.as_str()]) };
        let help = MultiText { text: full.text.clone(), markdown: Markdown(&full.text).to_string() };
        Descriptor { id, short_description: Text { text }, full_description: full, help }
    };
    numbers.into_keys().map(descriptor).collect()
}
