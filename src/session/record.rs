//! The record of a run, made of its report and of the program that gave it.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::eval::param_text;
use crate::finding::record::{
    DecisionEntry, DiagnosticEntry, FindingEntry, InputEntry, LeftOut, MeasureEntry, OptionsEntry, PackEntry,
    ParamEntry, PlaceEntry, RuleEntry, RunRecord, SCHEMA, ScorecardEntry, StandingEntry, TotalEntry,
    UnitEntry, digest,
};
use crate::finding::{AppliedMeasure, Decision, Finding, Place, Report, Scorecard, Tally, Total, UnitScore};
use crate::ir::Program;
use crate::source::CellRef;
use crate::text::Language;
use crate::value::{Number, Period, Unit};

/// The record of a run of the program. `named` says how a path is recorded: a record holds no absolute ones;
/// `is_unread` which diagnostics keep something from being checked.
pub fn record(
    report: &Report,
    program: &Program,
    options: OptionsEntry,
    standing: Vec<StandingEntry>,
    exit_code: u8,
    named: &dyn Fn(&str) -> String,
    is_unread: &dyn Fn(&Diagnostic) -> bool,
) -> RunRecord {
    let findings: Vec<FindingEntry> = report.findings.iter().map(|one| finding(one, named)).collect();
    RunRecord {
        as_of: report.run.as_of.map(|day| day.to_string()),
        decisions: report.decisions.iter().map(decision).collect(),
        diagnostics: diagnostics(&report.diagnostics),
        exit_code,
        findings_sha256: digest(&findings),
        findings,
        inputs: report
            .run
            .inputs
            .iter()
            .map(|input| InputEntry {
                bytes: input.bytes,
                path: named(&input.path),
                records: input.records,
                sha256: input.sha256.clone(),
                table: input.table.clone(),
            })
            .collect(),
        left_out: left_out(report.diagnostics.iter().filter(|one| is_unread(one))),
        options,
        packs: report
            .run
            .packs
            .iter()
            .map(|pack| PackEntry {
                name: pack.name.clone(),
                sha256: pack.sha256.clone(),
                version: pack.version.clone(),
            })
            .collect(),
        params: params(program),
        records: report.records,
        rules: report.rules.iter().map(|tally| rule(tally, program)).collect(),
        schema: SCHEMA.to_owned(),
        scorecards: report.scorecards.iter().map(scorecard).collect(),
        standing,
        tool: concat!("heng ", env!("CARGO_PKG_VERSION")).to_owned(),
        totals: report.totals.iter().map(total).collect(),
    }
}

fn finding(finding: &Finding, named: &dyn Fn(&str) -> String) -> FindingEntry {
    FindingEntry {
        fingerprint: finding.fingerprint.to_string(),
        key: finding.key.clone(),
        measure: finding.measure.as_ref().map(measure),
        message: Language::Chinese.message(&finding.message),
        places: finding.places.iter().map(|one| place(one, named)).collect(),
        rule: finding.rule.to_string(),
        severity: finding.severity.word().to_owned(),
        state: finding.suppression.as_ref().map(|answer| answer.status.word().to_owned()),
        table: finding.table.first.clone(),
        verdict: finding.verdict.word().to_owned(),
    }
}

fn place(place: &Place, named: &dyn Fn(&str) -> String) -> PlaceEntry {
    let site = &place.site;
    let at = match &site.cell {
        Some(cell) => CellRef::to_string(cell),
        None if site.inside => format!("{}:{}", site.start.line, site.start.column),
        None => String::new(),
    };
    PlaceEntry { at, field: place.field.0.clone(), path: named(&site.path), value: place.value.clone() }
}

fn decision(decision: &Decision) -> DecisionEntry {
    DecisionEntry {
        key: decision.key.clone(),
        measure: measure(&decision.measure),
        table: decision.table.first.clone(),
    }
}

fn measure(measure: &AppliedMeasure) -> MeasureEntry {
    MeasureEntry { amount: measure.amount.map(yuan), name: measure.name.first.clone() }
}

fn scorecard(scorecard: &Scorecard) -> ScorecardEntry {
    let unit = |unit: &UnitScore| UnitEntry {
        deducted: unit.deducted.to_decimal(0),
        findings: unit.findings,
        pending: unit.pending,
        rank: unit.rank,
        score: unit.score.to_decimal(0),
        unit: unit.unit.clone(),
    };
    ScorecardEntry {
        full: scorecard.full.to_decimal(0),
        name: scorecard.names.first.clone(),
        units: scorecard.units.iter().map(unit).collect(),
    }
}

fn total(total: &Total) -> TotalEntry {
    TotalEntry {
        amount: total.amount.map(yuan),
        count: total.count,
        measure: total.measure.first.clone(),
        unknown: total.unknown,
    }
}

/// An amount in 元 as decimal digits.
fn yuan(amount: Number) -> String {
    Unit::Yuan.digits(amount, 0).unwrap_or_else(|| amount.to_decimal(0))
}

fn rule(tally: &Tally, program: &Program) -> RuleEntry {
    let rule = program.rules.iter().find(|rule| rule.code == tally.code);
    let names = rule.into_iter().flat_map(|rule| &rule.params).filter_map(|param| program.params.get(*param));
    let mut params: Vec<String> = names.map(|param| param.names.first.clone()).collect();
    params.sort();
    params.dedup();
    RuleEntry {
        code: tally.code.to_string(),
        effective: tally.period.map(days),
        fail: tally.counts.fail,
        fault: tally.counts.fault,
        not_applicable: tally.counts.not_applicable,
        params,
        pass: tally.counts.pass,
        sha256: digest(&tally.text),
        subjects: tally.counts.total(),
        undetermined: tally.counts.undetermined,
        waived: tally.counts.waived,
    }
}

fn params(program: &Program) -> Vec<ParamEntry> {
    let params = program.params.iter().map(|param| ParamEntry {
        effective: param.period.map(days),
        name: param.names.first.clone(),
        value: param_text(program, param),
    });
    params.collect()
}

fn days(period: Period) -> String {
    let to = period.to.map(|day| day.to_string()).unwrap_or_default();
    format!("{}/{to}", period.from)
}

/// How the codes of problems with paths begin.
const PATHS: &str = "input/";

fn diagnostics(diagnostics: &[Diagnostic]) -> Vec<DiagnosticEntry> {
    let mut counts: BTreeMap<(&str, Severity), u64> = BTreeMap::new();
    // What is wrong with the paths that were given is said by what was left out.
    let documents = diagnostics.iter().filter(|one| !one.problem.code().starts_with(PATHS));
    for diagnostic in documents {
        *counts.entry((diagnostic.problem.code(), diagnostic.severity)).or_default() += 1;
    }
    let entry = |((code, severity), count): ((&str, Severity), u64)| DiagnosticEntry {
        code: code.to_owned(),
        count,
        severity: severity.word().to_owned(),
    };
    counts.into_iter().map(entry).collect()
}

fn left_out<'d>(unread: impl Iterator<Item = &'d Diagnostic>) -> Vec<LeftOut> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for diagnostic in unread {
        *counts.entry(diagnostic.problem.code()).or_default() += 1;
    }
    counts.into_iter().map(|(why, count)| LeftOut { count, why: why.to_owned() }).collect()
}
