//! Findings, decisions and the report of a run.

use std::sync::Arc;

use super::{
    Age, Comparison, Counts, Deduction, Disabled, Fingerprint, Handed, Message, Scorecard, Suppression,
    Tally, Verdict, Verdicts, WaiverCounts,
};
use crate::diag::{Diagnostic, Severity};
use crate::schema::{FieldPath, Names};
use crate::source::Site;
use crate::value::{Date, Number, Unit};

/// One rule that one subject did not meet, or that could not be decided on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code. What all findings of a rule have in common is shared between them.
    pub rule: Arc<str>,
    /// The rule's name.
    pub name: Arc<Names>,
    /// Fail, undetermined or fault.
    pub verdict: Verdict,
    /// How much it matters.
    pub severity: Severity,
    /// The subject's table.
    pub table: Arc<Names>,
    /// The subject's key as written; its parts joined by `/`; empty when it has none.
    pub key: String,
    /// The unit that answers for the subject, where the run was told which field names it.
    pub unit: Option<String>,
    /// The subject's name as written, where its table has a field for it: `项目名称` in `项目`.
    pub title: Option<String>,
    /// What it says.
    pub message: Message,
    /// Where: the primary place first.
    pub places: Vec<Place>,
    /// Records that its totals are made of besides those among the places.
    pub more: u64,
    /// By which texts.
    pub basis: Arc<[String]>,
    /// What follows.
    pub measure: Option<AppliedMeasure>,
    /// What it takes off a scorecard.
    pub deduction: Option<Box<Deduction>>,
    /// What to do.
    pub advice: Option<String>,
    /// What was wanted, where the rule compares numbers.
    pub compared: Option<Compared>,
    /// Its identity; see [`super::fingerprint()`]. No two findings of a run have the same one.
    pub fingerprint: Fingerprint,
    /// What somebody answered to it: a waiver, or an explanation that is still to be looked at.
    pub suppression: Option<Arc<Suppression>>,
    /// Whether the baseline knows it; `None` without a baseline.
    pub age: Option<Age>,
}

/// What a rule wanted in place of what was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The number, after the sign of the comparison unless that is `=`.
    pub expected: String,
    /// What was filled in less what was wanted.
    pub difference: String,
    /// The unit of both; empty when they are no amounts of money.
    pub unit: &'static str,
}

/// A cell that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is to the finding.
    pub role: Role,
    /// Where it is.
    pub site: Site,
    /// The field's path in both spellings: first, last.
    pub field: FieldPath,
    /// The text as written; `None` when nothing was filled in.
    pub value: Option<String>,
}

/// What a place is to its finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The cell that broke the rule.
    Primary,
    /// Another cell that the rule read.
    Related,
    /// The cell of one of the records that a total is made of.
    Contributor,
}

/// A measure that follows from a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedMeasure {
    /// The measure's name.
    pub name: Arc<Names>,
    /// 轻重: greater is graver.
    pub weight: u32,
    /// How much money, in 元; `None` when it has no amount or hangs on a cell without a value.
    pub amount: Option<Number>,
    /// The unit in which the amount is shown.
    pub unit: Unit,
}

/// What follows for one subject: the gravest measure that fired on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The subject's table.
    pub table: Arc<Names>,
    /// The subject's key.
    pub key: String,
    /// The measure.
    pub measure: AppliedMeasure,
}

/// A measure with the subjects whose decision it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The measure's name.
    pub measure: Arc<Names>,
    /// How many subjects.
    pub count: u64,
    /// How much money in all, in 元; `None` when the measure has no amount anywhere.
    pub amount: Option<Number>,
    /// The unit in which the amount is shown.
    pub unit: Unit,
    /// Subjects whose amount could not be computed.
    pub unknown: u64,
}

/// A pack that took part in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedPack {
    /// Its name.
    pub name: String,
    /// Its version, empty when it has none.
    pub version: String,
    /// SHA-256 of its files; empty when nobody wanted it.
    pub sha256: String,
}

/// A file that took part in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsedInput {
    /// The path as given.
    pub path: String,
    /// The table that was named for it, in its first spelling.
    pub table: Option<String>,
    /// SHA-256 of its bytes; `None` when it could not be read.
    pub sha256: Option<String>,
    /// How many bytes it has; `None` when it could not be read.
    pub bytes: Option<u64>,
    /// Records found in it.
    pub records: u64,
    /// The verdicts of each rule on its records, in the order of the rules; empty without a record.
    pub verdicts: Vec<Verdicts>,
    /// The counts of each rule on its records, where the run was asked for them; else empty.
    pub counts: Vec<Counts>,
    /// The sheets that heng put in front of it, which hold no data.
    pub fronts: Vec<String>,
}

/// What a run was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Packs, in the order of their use.
    pub packs: Vec<UsedPack>,
    /// The day for which rules were chosen.
    pub as_of: Option<Date>,
    /// Inputs, by path.
    pub inputs: Vec<UsedInput>,
}

/// All that a run says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was checked with what.
    pub run: Run,
    /// Records checked.
    pub records: u64,
    /// Every rule with its five counts, in the order of the program.
    pub rules: Vec<Tally>,
    /// The rules that would have been checked as well, had no pack disabled them.
    pub disabled: Vec<Disabled>,
    /// Findings by path, record and rule.
    pub findings: Vec<Finding>,
    /// What is known of findings that were handed on, or only counted, and are not among these.
    pub handed: Handed,
    /// Records with a finding, whatever somebody answered to it. Groups of records are not among them.
    pub affected: u64,
    /// Decisions by path and record.
    pub decisions: Vec<Decision>,
    /// Totals, the gravest measure first.
    pub totals: Vec<Total>,
    /// What would follow from the findings that are waived, were they not: the gravest of each subject.
    pub waived_totals: Vec<Total>,
    /// How the waivers were used; `None` without any.
    pub waivers: Option<WaiverCounts>,
    /// How the findings compare to the baseline; `None` without one.
    pub comparison: Option<Comparison>,
    /// Scorecards, in the order of the program.
    pub scorecards: Vec<Scorecard>,
    /// What was wrong with the documents.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The five verdicts over all rules.
    pub fn verdicts(&self) -> Counts {
        self.rules.iter().fold(Counts::default(), |mut sum, rule| {
            sum.merge(rule.counts);
            sum
        })
    }

    /// Open findings and diagnostics of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|finding| finding.severity == severity).count()
            + self.handed.count(severity)
            + self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}
