//! The keys of a record. Within version 1 keys are only ever added, and they stand in alphabetical order: what is
//! written is then canonical without a second pass.

use serde::{Deserialize, Serialize};

/// The form and its version.
pub const SCHEMA: &str = "heng-record/1";

/// What a run was and what came of it. No clock, no names of users or machines, no absolute paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The day for which rules were chosen.
    pub as_of: Option<String>,
    /// What follows for each subject, by path and record.
    pub decisions: Vec<DecisionEntry>,
    /// What was wrong with the documents, by code.
    pub diagnostics: Vec<DiagnosticEntry>,
    /// How the run ended, as a process.
    pub exit_code: u8,
    /// Findings by path, record and rule.
    pub findings: Vec<FindingEntry>,
    /// SHA-256 of the canonical form of `findings`.
    pub findings_sha256: String,
    /// Files, by path.
    pub inputs: Vec<InputEntry>,
    /// What was read and not checked, and why.
    pub left_out: Vec<LeftOut>,
    /// What the run was asked to do.
    pub options: OptionsEntry,
    /// Packs, in the order of their use.
    pub packs: Vec<PackEntry>,
    /// Parameters with their values, in the order of the packs.
    pub params: Vec<ParamEntry>,
    /// Records checked.
    pub records: u64,
    /// Every rule with its five counts.
    pub rules: Vec<RuleEntry>,
    /// [`SCHEMA`].
    pub schema: String,
    /// Scorecards, in the order of the packs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scorecards: Vec<ScorecardEntry>,
    /// Files that say how findings stand: waivers, a baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<StandingEntry>,
    /// The program's name and version.
    pub tool: String,
    /// Measures over all subjects, the gravest first.
    pub totals: Vec<TotalEntry>,
}

/// What follows for one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// The subject's key.
    pub key: String,
    /// The measure.
    pub measure: MeasureEntry,
    /// The subject's table.
    pub table: String,
}

/// A measure that follows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeasureEntry {
    /// How much money, in 元, as decimal digits.
    pub amount: Option<String>,
    /// The measure's name.
    pub name: String,
}

/// How often something was wrong with the documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticEntry {
    /// The diagnostic's code.
    pub code: String,
    /// How often.
    pub count: u64,
    /// `error`, `warning` or `note`.
    pub severity: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingEntry {
    /// Its identity.
    pub fingerprint: String,
    /// The subject's key.
    pub key: String,
    /// What follows.
    pub measure: Option<MeasureEntry>,
    /// What it says, in Chinese.
    pub message: String,
    /// The cells it points at: the primary one first.
    pub places: Vec<PlaceEntry>,
    /// The rule's code.
    pub rule: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// `waived` or `explained`; `None` when nobody answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The subject's table.
    pub table: String,
    /// `fail`, `undetermined` or `fault`.
    pub verdict: String,
}

/// A cell that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceEntry {
    /// Line and column, or sheet and cell.
    pub at: String,
    /// The field.
    pub field: String,
    /// The file.
    pub path: String,
    /// What was filled in.
    pub value: Option<String>,
}

/// A file that was to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputEntry {
    /// Its size; `None` when it could not be read.
    pub bytes: Option<u64>,
    /// Where it is, from the folder of the run.
    pub path: String,
    /// Records found in it.
    pub records: u64,
    /// SHA-256 of its bytes; `None` when it could not be read.
    pub sha256: Option<String>,
    /// The table that was named for it.
    pub table: Option<String>,
}

/// Something that was read and is no record that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// How many files, rows or documents.
    pub count: u64,
    /// The code of the diagnostic that says why.
    pub why: String,
}

/// What the run was asked to do, the configuration included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionsEntry {
    /// The encoding of all texts, where it was given.
    pub encoding: Option<String>,
    /// From which severity on a run fails.
    pub fail_on: String,
    /// True when what a baseline knows counts as what it does not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fail_on_all: bool,
    /// Codes, or beginnings of codes, that were left out.
    pub ignore: Vec<String>,
    /// Parameters given with the run.
    pub params: Vec<(String, String)>,
    /// Packs as they were named; empty for the one built in.
    pub rules: Vec<String>,
    /// Codes, or beginnings of codes, that were chosen.
    pub select: Vec<String>,
    /// The field that names the unit of a record.
    pub unit: Option<String>,
}

/// A pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackEntry {
    /// Its name.
    pub name: String,
    /// SHA-256 of its files.
    pub sha256: String,
    /// Its version.
    pub version: String,
}

/// A parameter, or one of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParamEntry {
    /// The days on which it has this value; `None` for always.
    pub effective: Option<String>,
    /// Its name.
    pub name: String,
    /// Its value as people write it.
    pub value: String,
}

/// A rule with how it ended on all its subjects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleEntry {
    /// The rule's code.
    pub code: String,
    /// The days on which this version of it is in force; `None` for always.
    pub effective: Option<String>,
    /// 违反.
    pub fail: u64,
    /// 故障.
    pub fault: u64,
    /// 不适用.
    pub not_applicable: u64,
    /// The parameters that it reads.
    pub params: Vec<String>,
    /// 合规.
    pub pass: u64,
    /// SHA-256 of its text.
    pub sha256: String,
    /// All five together.
    pub subjects: u64,
    /// 无法判定.
    pub undetermined: u64,
    /// 已豁免, of those that fail.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub waived: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A scorecard with its units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorecardEntry {
    /// The full marks.
    pub full: String,
    /// Its name.
    pub name: String,
    /// The units, the best first.
    pub units: Vec<UnitEntry>,
}

/// A unit on a scorecard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitEntry {
    /// What was taken off in all.
    pub deducted: String,
    /// Findings that took points off.
    pub findings: u64,
    /// Findings whose verdict is open.
    pub pending: u64,
    /// Its place; `None` without a unit.
    pub rank: Option<u64>,
    /// What is left of the full marks.
    pub score: String,
    /// The unit; `None` for all subjects that name none.
    pub unit: Option<String>,
}

/// A file that says how findings stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingEntry {
    /// `waivers` or `baseline`.
    pub kind: String,
    /// Where it is, from the folder of the run.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A measure over all subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalEntry {
    /// How much money in all, in 元, as decimal digits.
    pub amount: Option<String>,
    /// How many subjects.
    pub count: u64,
    /// The measure's name.
    pub measure: String,
    /// Subjects whose amount is not known.
    pub unknown: u64,
}
