//! Scorecards as rows of words: the same ones in every report for people.

use serde::Serialize;

use super::terminal::visible;
use crate::finding::{Cost, Deduction, Scorecard, UnitScore};
use crate::text::Language;

/// Columns, of which all but the unit and what took the points hold numbers.
pub(super) const COLUMNS: usize = 7;

/// The heads of the columns.
pub(super) fn heads(language: Language) -> [&'static str; COLUMNS] {
    let words = language.scores();
    [words.rank, words.unit, words.score, words.findings, words.pending, words.subjects, words.costs]
}

/// True for a column of numbers.
pub(super) const fn is_number(column: usize) -> bool {
    !matches!(column, 1 | 6)
}

/// A unit.
pub(super) fn cells(unit: &UnitScore, language: Language) -> [String; COLUMNS] {
    let words = language.scores();
    let costs: Vec<String> = unit.costs.iter().map(|cost| language.cost(cost)).collect();
    [
        unit.rank.map_or_else(|| words.no_rank.to_owned(), |rank| rank.to_string()),
        visible(unit.unit.as_deref().unwrap_or(words.no_unit)).into_owned(),
        unit.score.to_decimal(0),
        unit.findings.to_string(),
        unit.pending.to_string(),
        unit.subjects.to_string(),
        visible(&costs.join(language.report().comma)).into_owned(),
    ]
}

/// What a finding takes off a scorecard, for programs.
#[derive(Serialize)]
pub(super) struct DeductionRow<'a> {
    scorecard: &'a str,
    unit: Option<&'a str>,
    points: Option<String>,
    at_most: Option<String>,
}

/// The row of what a finding takes off.
pub(super) fn deduction(deduction: &Deduction) -> DeductionRow<'_> {
    DeductionRow {
        scorecard: &deduction.scorecard.first,
        unit: deduction.unit.as_deref(),
        points: deduction.points.map(|points| points.to_decimal(0)),
        at_most: deduction.most.map(|most| most.to_decimal(0)),
    }
}

/// A scorecard, for programs.
#[derive(Serialize)]
pub(super) struct ScorecardRow<'a> {
    name: &'a str,
    basis: &'a [String],
    full: String,
    units: Vec<UnitRow<'a>>,
}

#[derive(Serialize)]
struct UnitRow<'a> {
    unit: Option<&'a str>,
    rank: Option<u64>,
    score: String,
    deducted: String,
    subjects: u64,
    findings: u64,
    pending: u64,
    costs: Vec<CostRow<'a>>,
}

#[derive(Serialize)]
struct CostRow<'a> {
    rule: &'a str,
    findings: u64,
    points: String,
}

/// The row of a scorecard.
pub(super) fn scorecard(scorecard: &Scorecard) -> ScorecardRow<'_> {
    ScorecardRow {
        name: &scorecard.names.first,
        basis: &scorecard.basis,
        full: scorecard.full.to_decimal(0),
        units: scorecard.units.iter().map(unit).collect(),
    }
}

fn unit(unit: &UnitScore) -> UnitRow<'_> {
    UnitRow {
        unit: unit.unit.as_deref(),
        rank: unit.rank,
        score: unit.score.to_decimal(0),
        deducted: unit.deducted.to_decimal(0),
        subjects: unit.subjects,
        findings: unit.findings,
        pending: unit.pending,
        costs: unit.costs.iter().map(cost).collect(),
    }
}

fn cost(cost: &Cost) -> CostRow<'_> {
    CostRow { rule: &cost.rule, findings: cost.findings, points: cost.points.to_decimal(0) }
}
