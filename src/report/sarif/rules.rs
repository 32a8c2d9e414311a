//! Rules as reporting descriptors.

use std::collections::BTreeMap;

use super::log::{
    Configuration, ConfigurationOverride, DescriptorReference, MultiText, OverrideProperties, Relationship,
    Rule, RuleProperties, Text,
};
use super::taxonomies::Taxonomies;
use crate::diag::Severity;
use crate::finding::{Disabled, Tally};
use crate::report::markdown::Markdown;
use crate::report::terminal::visible;
use crate::text::Language;

/// What GitHub shows of a description.
const LONGEST: usize = 1024;

/// The rules of a report by their codes, those last that packs have disabled.
pub(super) struct Rules<'a> {
    tallies: &'a [Tally],
    disabled: &'a [Disabled],
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(tallies: &'a [Tally], disabled: &'a [Disabled]) -> Self {
        let all = tallies.iter().chain(disabled.iter().map(|one| &one.rule));
        let numbers = all.enumerate().map(|(number, rule)| (&*rule.code, number)).collect();
        Self { tallies, disabled, numbers }
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
        let used = self.tallies.iter().map(|rule| descriptor(rule, None, taxonomies, language));
        let disabled = self.disabled.iter();
        used.chain(disabled.map(|one| descriptor(&one.rule, Some(false), taxonomies, language))).collect()
    }

    /// What packs have made of rules of other packs: graver, or not used.
    pub(super) fn overrides(&self) -> Vec<ConfigurationOverride> {
        let of = |rule: &Tally, enabled, by: Option<&Disabled>| ConfigurationOverride {
            configuration: Configuration { enabled, level: level(rule.severity) },
            descriptor: self.reference(&rule.code),
            properties: by.map(|by| OverrideProperties {
                disabled_by: visible(&by.by).into_owned(),
                reason: visible(&by.reason).into_owned(),
            }),
        };
        let raised = self.tallies.iter().filter(|rule| rule.severity != rule.declared_severity);
        let raised = raised.map(|rule| of(rule, None, None));
        raised.chain(self.disabled.iter().map(|one| of(&one.rule, Some(false), Some(one)))).collect()
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

fn descriptor<'a>(
    rule: &'a Tally,
    enabled: Option<bool>,
    taxonomies: &Taxonomies,
    language: Language,
) -> Rule<'a> {
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
        default_configuration: Configuration { enabled, level: level(rule.declared_severity) },
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
