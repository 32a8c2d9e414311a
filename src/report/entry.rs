//! Findings and what is wrong with documents as one list, for reports that make no difference between them.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::place;
use super::terminal::visible;
use super::text::amount;
use crate::diag::{Diagnostic, Severity};
use crate::finding::{AppliedMeasure, Finding, Report, fingerprint};
use crate::source::Site;
use crate::text::Language;
use crate::value::Number;

/// A finding or a diagnostic. What it says holds no character that a reader would obey or not see.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry<'a> {
    /// A rule that was not met or could not be decided.
    Finding(&'a Finding),
    /// A document, or a cell in it, that cannot be read.
    Diagnostic(&'a Diagnostic),
}

/// Those that somebody has still to do something about, in the order of the report: the documents' faults first.
/// What is waived or explained is no entry of a list of things to do.
pub(super) fn entries(report: &Report) -> Vec<Entry<'_>> {
    let diagnostics = report.diagnostics.iter().map(Entry::Diagnostic);
    diagnostics.chain(report.open().map(Entry::Finding)).collect()
}

/// All of them.
pub(super) fn all(report: &Report) -> Vec<Entry<'_>> {
    let diagnostics = report.diagnostics.iter().map(Entry::Diagnostic);
    diagnostics.chain(report.findings.iter().map(Entry::Finding)).collect()
}

/// The same, the worst first: by severity, then by the weight and the money of the measure.
pub(super) fn worst_first(report: &Report) -> Vec<Entry<'_>> {
    let mut entries = entries(report);
    entries.sort_by_key(|entry| Reverse(entry.gravity()));
    entries
}

impl<'a> Entry<'a> {
    /// True when somebody has still to do something about it.
    pub(super) fn is_open(self) -> bool {
        match self {
            Self::Finding(finding) => finding.is_open(),
            Self::Diagnostic(_) => true,
        }
    }

    /// How a finding stands that was answered or that the baseline knows.
    pub(super) fn standing(self, language: Language) -> Option<&'static str> {
        let Self::Finding(finding) = self else {
            return None;
        };
        let answer = finding.suppression.as_ref().map(|answer| language.status(answer.status));
        answer.or_else(|| finding.age.map(|age| language.age(age)))
    }

    /// Greater is worse.
    pub(super) fn gravity(self) -> (Severity, u32, Option<Number>) {
        let measure = match self {
            Self::Finding(finding) => finding.measure.as_ref(),
            Self::Diagnostic(_) => None,
        };
        (
            self.severity(),
            measure.map_or(0, |measure| measure.weight),
            measure.and_then(|measure| measure.amount),
        )
    }

    /// How much it matters.
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Finding(finding) => finding.severity,
            Self::Diagnostic(diagnostic) => diagnostic.severity,
        }
    }

    /// The code of the rule or of the problem.
    pub(super) fn code(self) -> Cow<'a, str> {
        match self {
            Self::Finding(finding) => visible(&finding.rule),
            Self::Diagnostic(diagnostic) => Cow::Borrowed(diagnostic.problem.code()),
        }
    }

    /// Code and name of the rule, or the code of the problem.
    pub(super) fn title(self, language: Language) -> String {
        match self {
            Self::Finding(finding) if !finding.name.is(&finding.rule) => {
                format!("{} {}", visible(&finding.rule), visible(language.name(&finding.name)))
            }
            Self::Finding(_) | Self::Diagnostic(_) => self.code().into_owned(),
        }
    }

    /// Where its cause is.
    pub(super) fn site(self) -> Option<&'a Site> {
        match self {
            Self::Finding(finding) => finding.places.first().map(|place| &place.site),
            Self::Diagnostic(diagnostic) => diagnostic.site(),
        }
    }

    /// The other places, each with what is said at it.
    pub(super) fn related(self, language: Language) -> Vec<(&'a Site, String)> {
        match self {
            Self::Finding(finding) => {
                let places = finding.places.iter().skip(1);
                places.map(|place| (&place.site, visible(&language.value(place)).into_owned())).collect()
            }
            Self::Diagnostic(diagnostic) => {
                let labels = diagnostic.labels.iter().skip(1);
                let remark = |remark: &_| visible(&language.remark(remark)).into_owned();
                labels
                    .map(|label| (&label.site, label.remark.as_ref().map_or_else(String::new, remark)))
                    .collect()
            }
        }
    }

    /// What it says, in one sentence without a full stop; in a workbook after the cell that it is about.
    pub(super) fn message(self, language: Language) -> String {
        let message = match self {
            Self::Finding(finding) => language.message(&finding.message),
            Self::Diagnostic(diagnostic) => language.problem(&diagnostic.problem).message,
        };
        match self.site().and_then(place::cell) {
            Some(cell) => format!("{cell}{}{}", language.report().colon, visible(&message)),
            None => visible(&message).into_owned(),
        }
    }

    /// Basis, measure and advice of a finding, the remedy of a diagnostic: each with its label.
    pub(super) fn details(self, language: Language) -> Vec<String> {
        let words = language.report();
        let labelled = |label: &str, text: &str| format!("{label}{}{}", words.colon, visible(text).trim());
        match self {
            Self::Finding(finding) => {
                let basis = (!finding.basis.is_empty())
                    .then(|| labelled(words.basis, &finding.basis.join(words.comma)));
                let measure = finding.measure.as_ref();
                let measure = measure.map(|one| labelled(words.measure, &measure_text(one, language)));
                let advice = finding.advice.as_ref().map(|advice| labelled(words.advice, advice));
                let points = finding.deduction.as_ref();
                let points = points.map(|one| labelled(language.scores().points, &language.deduction(one)));
                let answer = finding.suppression.as_ref();
                let answer = answer.map(|one| labelled(language.status(one.status), &language.answer(one)));
                basis.into_iter().chain(measure).chain(points).chain(advice).chain(answer).collect()
            }
            Self::Diagnostic(diagnostic) => {
                let help = language.problem(&diagnostic.problem).help;
                help.iter().map(|help| labelled(words.help, help)).collect()
            }
        }
    }

    /// All that it says; the first sentence stands alone.
    pub(super) fn full_message(self, language: Language) -> String {
        let details = self.details(language);
        language.sentences(
            std::iter::once(self.message(language).as_str()).chain(details.iter().map(String::as_str)),
        )
    }

    /// Its identity, whatever its line and the language of the report.
    pub(super) fn fingerprint(self) -> String {
        match self {
            Self::Finding(finding) => finding.fingerprint.to_string(),
            Self::Diagnostic(diagnostic) => {
                let message = Language::Chinese.problem(&diagnostic.problem).message;
                let path = diagnostic.site().map_or("", |site| &site.path);
                fingerprint(diagnostic.problem.code(), path, &message, "").to_string()
            }
        }
    }
}

/// A measure with its amount.
pub(super) fn measure_text(measure: &AppliedMeasure, language: Language) -> String {
    let name = language.name(&measure.name);
    match amount(measure.amount, measure.unit) {
        Some(amount) => format!("{name}{}{amount}", language.report().comma),
        None => name.to_owned(),
    }
}

/// Gives the second and later ones of equal fingerprints a number of their own: programs drop what looks like
/// something they have.
#[derive(Debug, Default)]
pub(super) struct Ordinals(BTreeMap<String, u64>);

impl Ordinals {
    /// From 1: how often this fingerprint came, this time included.
    pub(super) fn next(&mut self, fingerprint: &str) -> u64 {
        let count = match self.0.get_mut(fingerprint) {
            Some(count) => count,
            None => self.0.entry(fingerprint.to_owned()).or_default(),
        };
        *count += 1;
        *count
    }

    /// The fingerprint, with its number from the second on.
    pub(super) fn distinct(&mut self, fingerprint: String) -> String {
        match self.next(&fingerprint) {
            1 => fingerprint,
            ordinal => format!("{fingerprint}-{ordinal}"),
        }
    }
}
