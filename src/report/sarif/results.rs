//! Findings as results, the worst first.

use std::cmp::Reverse;

use super::log::{Fingerprints, Location, Measure, Result, ResultProperties, Text};
use super::places::Places;
use super::rules::{Rules, level};
use super::taxonomies::Taxonomies;
use crate::diag::Severity;
use crate::finding::{AppliedMeasure, Finding, Report, Verdict};
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
    numbered.sort_by_key(|(_, finding)| Reverse(Entry::Finding(finding).gravity()));
    numbered.truncate(most);
    let heaviest = numbered
        .iter()
        .filter_map(|(_, finding)| finding.measure.as_ref())
        .map(|measure| measure.weight)
        .max();
    let maker = Maker { rules, taxonomies, places, language, heaviest: heaviest.unwrap_or_default() };
    numbered.into_iter().map(|(ordinal, finding)| maker.result(finding, ordinal)).collect()
}

struct Maker<'m, 'r> {
    rules: &'m Rules<'r>,
    taxonomies: &'m Taxonomies,
    places: &'m Places<'r>,
    language: Language,
    heaviest: u32,
}

impl Maker<'_, '_> {
    fn result<'a>(&self, finding: &'a Finding, ordinal: u64) -> Result<'a> {
        let (kind, verdict) = match finding.verdict {
            Verdict::Fail => ("fail", "fail"),
            Verdict::Undetermined => ("open", "undetermined"),
            Verdict::Fault => ("open", "fault"),
            Verdict::Pass => ("pass", "pass"),
            Verdict::NotApplicable => ("notApplicable", "not_applicable"),
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
            partial_fingerprints: Fingerprints {
                primary_location_line_hash: format!("{}:{ordinal}", finding.fingerprint),
                heng: format!("{}:{ordinal}", finding.fingerprint),
            },
            taxa: self.taxonomies.cited(&finding.basis),
            rank: self.rank(finding),
            properties: ResultProperties {
                verdict,
                table: &finding.table.first,
                key: &finding.key,
                unit: finding.unit.as_deref(),
                measure: finding.measure.as_ref().map(measure),
            },
        }
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
