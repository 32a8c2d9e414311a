//! The rows of the machine-readable reports, but for those of findings and diagnostics: keys, their order and their spelling.

use serde::Serialize;

use super::states::{self, ComparisonRow, WaiversRow};
use crate::diag::Severity;
use crate::finding::{Counts, Decision, Disabled, Report, Run, Subjects, Tally, Total};
use crate::value::{Number, Unit};

/// By what a report was made.
pub(super) const TOOL: &str = concat!("heng ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
pub(super) struct RunRow<'a> {
    tool: &'static str,
    packs: Vec<PackRow<'a>>,
    as_of: Option<String>,
    inputs: Vec<InputRow<'a>>,
}

#[derive(Serialize)]
struct PackRow<'a> {
    name: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct InputRow<'a> {
    path: &'a str,
    sha256: Option<&'a str>,
    records: u64,
}

/// What the run was made of.
pub(super) fn run(run: &Run) -> RunRow<'_> {
    RunRow {
        tool: TOOL,
        packs: run
            .packs
            .iter()
            .map(|pack| PackRow { name: &pack.name, version: &pack.version, sha256: &pack.sha256 })
            .collect(),
        as_of: run.as_of.map(|day| day.to_string()),
        inputs: run
            .inputs
            .iter()
            .map(|input| InputRow {
                path: &input.path,
                sha256: input.sha256.as_deref(),
                records: input.records,
            })
            .collect(),
    }
}

#[derive(Serialize)]
pub(super) struct SummaryRow {
    records: u64,
    rules: usize,
    verdicts: CountsRow,
    errors: usize,
    warnings: usize,
    notes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    waivers: Option<WaiversRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<ComparisonRow>,
}

#[derive(Serialize)]
struct CountsRow {
    pass: u64,
    fail: u64,
    not_applicable: u64,
    undetermined: u64,
    fault: u64,
    sum: u64,
    #[serde(skip_serializing_if = "is_zero")]
    waived: u64,
    #[serde(skip_serializing_if = "is_zero")]
    explained: u64,
}

fn counts(counts: Counts) -> CountsRow {
    let Counts { pass, fail, not_applicable, undetermined, fault, waived, explained } = counts;
    let sum = counts.total();
    CountsRow { pass, fail, not_applicable, undetermined, fault, sum, waived, explained }
}

/// The counts over everything.
pub(super) fn summary(report: &Report) -> SummaryRow {
    SummaryRow {
        records: report.records,
        rules: report.rules.len(),
        verdicts: counts(report.verdicts()),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
        waivers: report.waivers.map(states::waivers),
        baseline: states::comparison(report),
    }
}

#[derive(Serialize)]
pub(super) struct RuleRow<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    declared_severity: &'static str,
    subjects: &'static str,
    #[serde(flatten)]
    counts: CountsRow,
    effective: Option<PeriodRow>,
    versions: usize,
}

/// The days on which the version used is in force.
#[derive(Serialize)]
struct PeriodRow {
    from: String,
    to: Option<String>,
}

/// A rule with its counts.
pub(super) fn rule(tally: &Tally) -> RuleRow<'_> {
    RuleRow {
        code: &tally.code,
        name: &tally.name.first,
        severity: tally.severity.word(),
        declared_severity: tally.declared_severity.word(),
        subjects: match tally.subjects {
            Subjects::Records => "records",
            Subjects::Groups => "groups",
            Subjects::Batch => "batch",
        },
        counts: counts(tally.counts),
        effective: tally.period.map(|period| PeriodRow {
            from: period.from.to_string(),
            to: period.to.map(|day| day.to_string()),
        }),
        versions: tally.versions,
    }
}

#[derive(Serialize)]
pub(super) struct DisabledRow<'a> {
    code: &'a str,
    name: &'a str,
    pack: &'a str,
    declared_severity: &'static str,
    disabled_by: &'a str,
    reason: &'a str,
}

/// A rule that a pack has disabled.
pub(super) fn disabled(disabled: &Disabled) -> DisabledRow<'_> {
    DisabledRow {
        code: &disabled.rule.code,
        name: &disabled.rule.name.first,
        pack: &disabled.rule.pack,
        declared_severity: disabled.rule.declared_severity.word(),
        disabled_by: &disabled.by,
        reason: &disabled.reason,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[derive(Serialize)]
pub(super) struct DecisionRow<'a> {
    table: &'a str,
    key: &'a str,
    measure: &'a str,
    amount: Option<String>,
    unit: &'static str,
}

/// What follows for one subject.
pub(super) fn decision(decision: &Decision) -> DecisionRow<'_> {
    DecisionRow {
        table: &decision.table.first,
        key: &decision.key,
        measure: &decision.measure.name.first,
        amount: amount(decision.measure.amount, decision.measure.unit),
        unit: decision.measure.unit.word(),
    }
}

#[derive(Serialize)]
pub(super) struct TotalRow<'a> {
    measure: &'a str,
    count: u64,
    amount: Option<String>,
    unit: &'static str,
    unknown: u64,
}

/// A measure over all subjects.
pub(super) fn total(total: &Total) -> TotalRow<'_> {
    TotalRow {
        measure: &total.measure.first,
        count: total.count,
        amount: amount(total.amount, total.unit),
        unit: total.unit.word(),
        unknown: total.unknown,
    }
}

/// An amount in its unit as decimal digits, two of them after the point at least.
pub(super) fn amount(amount: Option<Number>, unit: Unit) -> Option<String> {
    unit.digits(amount?, 2)
}
