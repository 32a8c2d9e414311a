//! Findings as results, the worst first.

use std::cmp::Reverse;
use std::sync::Arc;

use super::log::{Fingerprints, Location, Measure, Result, ResultProperties, Suppression, Text};
use super::places::Places;
use super::rules::{Rules, level};
use super::taxonomies::Taxonomies;
use crate::diag::Severity;
use crate::finding::{Age, AppliedMeasure, Finding, Known, Report, Status, Suppression as Answer, Verdict};
use crate::report::entry::{Entry, Ordinals};
use crate::report::terminal::visible;
use crate::text::Language;

/// Related places of one result; GitHub keeps no more.
const MOST_PLACES: usize = 100;
/// Links in one message: enough to see what was compared.
const MOST_LINKS: usize = 8;

/// The worst findings as results, at most so many.
pub(super) fn results<'a>(
    report: &'a Report,
    most: usize,
    rules: &Rules<'_>,
    taxonomies: &Taxonomies,
    places: &Places<'_>,
    language: Language,
) -> Vec<Result<'a>> {
    // Fingerprints are numbered in the order of the data: how many are worse must not change them.
    let mut ordinals = Ordinals::default();
    let mut numbered: Vec<(u64, &Finding)> =
        report.findings.iter().map(|finding| (ordinals.next(&finding.fingerprint), finding)).collect();
    numbered.sort_by_key(|(_, finding)| (!finding.is_open(), Reverse(Entry::Finding(finding).gravity())));
    numbered.truncate(most);
    let heaviest = numbered
        .iter()
        .filter_map(|(_, finding)| finding.measure.as_ref())
        .map(|measure| measure.weight)
        .max();
    let answered =
        report.waivers.is_some() || report.findings.iter().any(|finding| finding.suppression.is_some());
    let heaviest = heaviest.unwrap_or_default();
    let maker = Maker { rules, taxonomies, places, language, heaviest, answered };
    numbered.into_iter().map(|(ordinal, finding)| maker.result(finding, ordinal)).collect()
}

/// The findings of the baseline that are gone, at most so many: each at its place in the baseline.
pub(super) fn absent<'a>(
    report: &'a Report,
    most: usize,
    rules: &Rules<'_>,
    places: &Places<'_>,
    language: Language,
) -> Vec<Result<'a>> {
    let fixed = report.comparison.iter().flat_map(|comparison| &comparison.fixed);
    let result = |known: &'a Known| {
        let subject = visible(&known.key);
        let text = format!("{}{}{subject} {}", language.states().gone, language.report().colon, known.field);
        Result {
            rule_id: visible(&known.rule).into_owned(),
            rule_index: rules.index(&known.rule),
            kind: if known.verdict == Verdict::Fail { "fail" } else { "open" },
            level: if known.verdict == Verdict::Fail { level(known.severity) } else { "none" },
            message: Text { text: literal(&visible(&language.sentences([text.trim()]))) },
            locations: vec![places.at(&known.site)],
            related_locations: Vec::new(),
            partial_fingerprints: fingerprints(&known.fingerprint, 1),
            suppressions: report.waivers.map(|_| Vec::new()),
            baseline_state: Some("absent"),
            taxa: Vec::new(),
            rank: 0,
            properties: ResultProperties {
                verdict: known.verdict.word(),
                table: &known.table,
                key: &known.key,
                unit: None,
                measure: None,
            },
        }
    };
    fixed.take(most).map(result).collect()
}

fn fingerprints(fingerprint: &str, ordinal: u64) -> Fingerprints {
    let numbered = format!("{fingerprint}:{ordinal}");
    Fingerprints { primary_location_line_hash: numbered.clone(), heng: numbered }
}

struct Maker<'m, 'r> {
    rules: &'m Rules<'r>,
    taxonomies: &'m Taxonomies,
    places: &'m Places<'r>,
    language: Language,
    heaviest: u32,
    /// True when answers to findings were looked for: then each says whether it has one.
    answered: bool,
}

impl Maker<'_, '_> {
    fn result<'a>(&self, finding: &'a Finding, ordinal: u64) -> Result<'a> {
        let kind = match finding.verdict {
            Verdict::Fail => "fail",
            Verdict::Undetermined | Verdict::Fault => "open",
            Verdict::Pass => "pass",
            Verdict::NotApplicable => "notApplicable",
        };
        let related = self.related(finding);
        let (mut cells, language) = (finding.places.iter(), self.language);
        Result {
            rule_id: visible(&finding.rule).into_owned(),
            rule_index: self.rules.index(&finding.rule),
            kind,
            // The standard gives a level to failures only.
            level: if kind == "fail" { level(finding.severity) } else { "none" },
            message: Text { text: self.message(finding, &related) },
            locations: cells
                .next()
                .map(|cell| self.places.cell(finding, cell, language))
                .into_iter()
                .collect(),
            related_locations: related,
            partial_fingerprints: fingerprints(&finding.fingerprint, ordinal),
            suppressions: self.answered.then(|| self.suppressions(finding)),
            baseline_state: finding.age.map(age),
            taxa: self.taxonomies.cited(&finding.basis),
            rank: self.rank(finding),
            properties: ResultProperties {
                verdict: finding.verdict.word(),
                table: &finding.table.first,
                key: &finding.key,
                unit: finding.unit.as_deref(),
                measure: finding.measure.as_ref().map(measure),
            },
        }
    }

    /// The answer to a finding, at the place where it is written.
    fn suppressions(&self, finding: &Finding) -> Vec<Suppression> {
        let one = |answer: &Arc<Answer>| Suppression {
            kind: "external",
            status: match answer.status {
                Status::Accepted => "accepted",
                Status::UnderReview => "underReview",
            },
            justification: visible(&self.language.answer(answer)).into_owned(),
            location: self.places.at(&answer.site),
        };
        finding.suppression.iter().map(one).collect()
    }

    fn related(&self, finding: &Finding) -> Vec<Location> {
        let cells = finding.places.iter().skip(1).take(MOST_PLACES).enumerate();
        cells
            .map(|(number, cell)| Location {
                id: Some(number + 1),
                message: Some(Text { text: literal(&visible(&self.language.value(cell))) }),
                ..self.places.cell(finding, cell, self.language)
            })
            .collect()
    }

    /// All that a finding says, and links to the other cells it read.
    fn message(&self, finding: &Finding, related: &[Location]) -> String {
        let text = literal(&Entry::Finding(finding).full_message(self.language));
        let links: Vec<String> = related
            .iter()
            .take(MOST_LINKS)
            .filter_map(|one| Some(format!("[{}]({})", link(&one.message.as_ref()?.text), one.id?)))
            .collect();
        if links.is_empty() {
            return text;
        }
        let words = self.language.report();
        let links = format!("{}{}{}", self.language.formats().values, words.colon, links.join(words.comma));
        self.language.sentences([text.as_str(), &links])
    }

    /// From 0 to 100: three bands for the severities, within a band by the weight of the measure.
    fn rank(&self, finding: &Finding) -> u64 {
        let band = match finding.severity {
            Severity::Error => 70,
            Severity::Warning => 40,
            Severity::Note => 10,
        };
        let weight = finding.measure.as_ref().map_or(0, |measure| u64::from(measure.weight));
        band + (weight * 30).checked_div(u64::from(self.heaviest)).unwrap_or_default()
    }
}

const fn age(age: Age) -> &'static str {
    match age {
        Age::New => "new",
        Age::Unchanged => "unchanged",
    }
}

fn measure(measure: &AppliedMeasure) -> Measure<'_> {
    Measure {
        name: &measure.name.first,
        weight: measure.weight,
        amount: crate::report::text::amount(measure.amount, measure.unit),
    }
}

/// Text without placeholders and links: braces are doubled as the standard has it, brackets do not meet.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// The text of a link.
fn link(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
