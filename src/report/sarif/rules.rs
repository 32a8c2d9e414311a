//! Rules as reporting descriptors.

use std::collections::BTreeMap;

use super::log::{Configuration, DescriptorReference, MultiText, Relationship, Rule, RuleProperties, Text};
use super::taxonomies::Taxonomies;
use crate::diag::Severity;
use crate::finding::Tally;
use crate::report::markdown::Markdown;
use crate::report::terminal::visible;
use crate::text::Language;

/// What GitHub shows of a description.
const LONGEST: usize = 1024;

/// The rules of a report by their codes.
pub(super) struct Rules<'a> {
    tallies: &'a [Tally],
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(tallies: &'a [Tally]) -> Self {
        let numbers = tallies.iter().enumerate().map(|(number, rule)| (&*rule.code, number)).collect();
        Self { tallies, numbers }
    }

    /// A rule's place among the descriptors.
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        self.numbers.get(code).copied()
    }

    /// A reference to a rule.
    pub(super) fn reference(&self, code: &str) -> DescriptorReference {
        DescriptorReference { id: visible(code).into_owned(), index: self.index(code), tool_component: None }
    }

    /// All of them.
    pub(super) fn descriptors(&self, taxonomies: &Taxonomies, language: Language) -> Vec<Rule<'a>> {
        self.tallies.iter().map(|rule| descriptor(rule, taxonomies, language)).collect()
    }
}

/// Severity as a level of SARIF.
pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn descriptor<'a>(rule: &'a Tally, taxonomies: &Taxonomies, language: Language) -> Rule<'a> {
    let words = language.report();
    let title = visible(language.name(&rule.name));
    let basis = visible(&rule.basis.join(words.comma)).into_owned();
    let labelled = |label: &str, text: &str| format!("{label}{}{text}", words.colon);
    let mut facts = vec![labelled(language.formats().table, &visible(language.name(&rule.table)))];
    if !basis.is_empty() {
        facts.push(labelled(words.basis, &basis));
    }
    let facts = language.sentences(facts.iter().map(String::as_str));
    let headline = language.sentences([&*title]);
    Rule {
        id: visible(&rule.code).into_owned(),
        // A name that only says the identifier again says nothing.
        name: (!rule.name.is(&rule.code)).then(|| visible(rule.name.last()).into_owned()),
        short_description: Text { text: cut(&title) },
        full_description: Text { text: cut(&format!("{headline}{}{facts}", gap(language))) },
        help: help(rule, &headline, &facts),
        default_configuration: Configuration { level: level(rule.severity) },
        relationships: taxonomies
            .cited(&rule.basis)
            .into_iter()
            .map(|target| Relationship { target, kinds: ["relevant"] })
            .collect(),
        properties: RuleProperties {
            tags: vec![&rule.pack, &rule.table.first].into_iter().map(String::as_str).collect(),
            precision: "very-high",
            problem_severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
            verdicts: rule.counts.into(),
        },
    }
}

/// The rule in its own words: the one text that cannot say something else than what was checked.
fn help(rule: &Tally, headline: &str, facts: &str) -> MultiText {
    let text: Vec<String> =
        rule.text.lines().map(|line| visible(&line.replace('\t', "    ")).into_owned()).collect();
    let text = text.join("\n");
    // The fence is longer than any inside.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let code = if text.is_empty() { String::new() } else { format!("\n\n{fence}heng\n{text}\n{fence}\n") };
    let plain = if text.is_empty() { String::new() } else { format!("\n\n{text}\n") };
    MultiText {
        markdown: format!("**{}**\n\n{}{code}", Markdown(headline), Markdown(facts)),
        text: format!("{headline}\n\n{facts}{plain}"),
    }
}

const fn gap(language: Language) -> &'static str {
    match language {
        Language::Chinese => "",
        Language::English => " ",
    }
}

/// At most as many characters as GitHub shows.
fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
