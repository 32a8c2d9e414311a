//! The list of problems as people pass it on: a row a problem, in the columns of a desk check.

use super::entry::{Entry, Ordinals, measure_text};
use super::place::{self, Column as Counted};
use crate::diag::Diagnostic;
use crate::finding::{Deduction, Finding, Report, Verdict, fingerprint};
use crate::source::Site;
use crate::text::{Column, Language};

/// The columns that a list of its own has, in the order in which finance offices know them.
pub(super) const COLUMNS: [Column; 19] = [
    Column::Number,
    Column::Severity,
    Column::File,
    Column::Sheet,
    Column::Cell,
    Column::Unit,
    Column::Key,
    Column::Title,
    Column::Check,
    Column::Found,
    Column::Expected,
    Column::Difference,
    Column::Measure,
    Column::Points,
    Column::Message,
    Column::Advice,
    Column::Basis,
    Column::Code,
    Column::Fingerprint,
];

/// A problem with its number in the list and an identity that no other row has.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub(super) number: usize,
    pub(super) entry: Entry<'a>,
    pub(super) fingerprint: String,
}

/// All problems of a report in its order.
pub(super) fn rows(report: &Report) -> Vec<Row<'_>> {
    let mut rows = of_diagnostics(report);
    let findings = report.findings.iter().zip(rows.len() + 1..);
    rows.extend(findings.map(|(finding, number)| Row { number, ..Row::of_finding(finding) }));
    rows
}

/// What is wrong with the documents, which stands before all findings.
pub(super) fn of_diagnostics(report: &Report) -> Vec<Row<'_>> {
    let mut ordinals = Ordinals::default();
    let rows = report.diagnostics.iter().zip(1..).map(|(diagnostic, number)| Row {
        number,
        entry: Entry::Diagnostic(diagnostic),
        fingerprint: ordinals.distinct(of_diagnostic(diagnostic)),
    });
    rows.collect()
}

/// The identity of what is wrong at a cell, whatever its file is called.
fn of_diagnostic(diagnostic: &Diagnostic) -> String {
    let message = Language::Chinese.problem(&diagnostic.problem).message;
    let cell = diagnostic.site().and_then(|site| site.cell.as_ref()).map(ToString::to_string);
    fingerprint(diagnostic.problem.code(), "", &message, &cell.unwrap_or_default()).to_string()
}

impl<'a> Row<'a> {
    /// A finding whose number is not known yet; no other has its identity.
    pub(super) fn of_finding(finding: &'a Finding) -> Self {
        Self { number: 0, entry: Entry::Finding(finding), fingerprint: finding.fingerprint.to_string() }
    }

    /// What stands in a column, as it is: texts of users and rules are not made safe yet.
    pub(super) fn text(&self, column: Column, language: Language) -> String {
        let finding = match self.entry {
            Entry::Finding(finding) => Some(finding),
            Entry::Diagnostic(_) => None,
        };
        let of_finding = |text: fn(&Finding) -> Option<&str>| finding.and_then(text).unwrap_or_default();
        match column {
            Column::Number => self.number.to_string(),
            Column::Severity => self.severity(language),
            Column::File => self.entry.site().map_or("", place::path).to_owned(),
            Column::Sheet => self.sheet(language),
            Column::Cell => self.entry.site().map(spot).unwrap_or_default(),
            Column::Unit => of_finding(|finding| finding.unit.as_deref()).to_owned(),
            Column::Key => of_finding(|finding| Some(&finding.key)).to_owned(),
            Column::Title => of_finding(|finding| finding.title.as_deref()).to_owned(),
            Column::Check => match self.entry {
                Entry::Finding(finding) => language.name(&finding.name).to_owned(),
                Entry::Diagnostic(_) => language.formats().reading.to_owned(),
            },
            Column::Found => of_finding(|finding| finding.places.first()?.value.as_deref()).to_owned(),
            Column::Expected => of_finding(|finding| Some(&finding.compared.as_ref()?.expected)).to_owned(),
            Column::Difference => {
                of_finding(|finding| Some(&finding.compared.as_ref()?.difference)).to_owned()
            }
            Column::Measure => of_finding(|finding| Some(finding.compared.as_ref()?.unit)).to_owned(),
            Column::Points => finding.map(|finding| points(finding, language)).unwrap_or_default(),
            Column::Message => self.message(language),
            Column::Advice => match self.entry {
                Entry::Finding(finding) => finding.advice.clone().unwrap_or_default(),
                Entry::Diagnostic(diagnostic) => {
                    language.problem(&diagnostic.problem).help.unwrap_or_default()
                }
            },
            Column::Basis => finding.map_or_else(String::new, |one| one.basis.join(language.report().comma)),
            Column::Code => match self.entry {
                Entry::Finding(finding) => finding.rule.to_string(),
                Entry::Diagnostic(diagnostic) => diagnostic.problem.code().to_owned(),
            },
            Column::Fingerprint => self.fingerprint.clone(),
            Column::State
            | Column::Explanation
            | Column::Person
            | Column::Review
            | Column::Standing
            | Column::Carried
            | Column::CarriedValue => String::new(),
        }
    }

    /// The severity, and what else there is to know at a glance: that there is no verdict, that it was answered, that
    /// it is new.
    fn severity(&self, language: Language) -> String {
        let mut words = vec![language.severity(self.entry.severity())];
        if let Entry::Finding(finding) = self.entry {
            if finding.verdict != Verdict::Fail {
                words.push(language.verdict(finding.verdict));
            }
            words.extend(finding.suppression.as_ref().map(|answer| language.status(answer.status)));
            words.extend(finding.age.map(|age| language.age(age)));
        }
        words.join(language.report().comma)
    }

    fn sheet(&self, language: Language) -> String {
        let cell = self.entry.site().and_then(|site| site.cell.as_ref());
        match (cell, self.entry) {
            (Some(cell), _) => cell.sheet.to_string(),
            (None, Entry::Finding(finding)) => language.name(&finding.table).to_owned(),
            (None, Entry::Diagnostic(_)) => String::new(),
        }
    }

    /// What it says and what follows, in sentences.
    fn message(&self, language: Language) -> String {
        match self.entry {
            Entry::Finding(finding) => {
                let measure = finding.measure.as_ref().map(|measure| {
                    let words = language.report();
                    format!("{}{}{}", words.measure, words.colon, measure_text(measure, language))
                });
                let message = language.message(&finding.message);
                language.sentences(std::iter::once(message.as_str()).chain(measure.as_deref()))
            }
            Entry::Diagnostic(diagnostic) => {
                let message = language.problem(&diagnostic.problem).message;
                language.sentences([message.as_str()])
            }
        }
    }
}

/// What a finding takes off a scorecard.
fn points(finding: &Finding, language: Language) -> String {
    let points = |one: &Deduction| match one.points {
        Some(points) => points.to_decimal(0),
        None => language.scores().pending.to_owned(),
    };
    finding.deduction.as_deref().map(points).unwrap_or_default()
}

/// `E11` in a workbook, `12:3` in a text.
fn spot(site: &Site) -> String {
    match (&site.cell, place::region(site, Counted::Scalar)) {
        (Some(cell), _) => cell.address(),
        (None, Some(region)) => format!("{}:{}", region.line, region.from),
        (None, None) => String::new(),
    }
}
