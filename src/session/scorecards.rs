//! Scorecards of a run: what the findings leave each unit, in an order that depends on neither threads nor files.

use std::collections::{BTreeMap, HashMap};

use crate::eval::Answerable;
use crate::finding::{Cost, Finding, Scorecard, UnitScore, Verdict};
use crate::ir::{self, Program, Rule, Visits};
use crate::schema::{Names, TableId};
use crate::value::Number;

/// Subjects by scorecard and unit.
pub(super) type Units = BTreeMap<Answerable, u64>;

/// The program's scorecards off which some rule of the run can take points.
pub(super) fn scorecards(program: &Program, units: &Units, findings: &[Finding]) -> Vec<Scorecard> {
    let mut by_unit: HashMap<(&Names, Option<&str>), Vec<&Finding>> = HashMap::new();
    for finding in findings {
        if let Some(deduction) = &finding.deduction {
            by_unit.entry((&deduction.scorecard, deduction.unit.as_deref())).or_default().push(finding);
        }
    }
    let scorecard = |(number, scorecard): (usize, &ir::Scorecard)| {
        let own = units.iter().filter(|((of, _), _)| *of == number);
        let units: Vec<UnitScore> = own
            .map(|((_, unit), subjects)| {
                let own = by_unit.get(&(&scorecard.names, unit.as_deref()));
                score(program, scorecard.full, (unit, *subjects), own.map_or(&[], Vec::as_slice))
            })
            .collect();
        let (names, basis) = (scorecard.names.clone(), scorecard.basis.clone());
        (!units.is_empty()).then(|| Scorecard { names, basis, full: scorecard.full, units: ranked(units) })
    };
    program.scorecards.iter().enumerate().filter_map(scorecard).collect()
}

/// For each scorecard and table a rule of the run that takes points off for records of the table.
pub(super) fn scored(program: &Program, rules: &[usize]) -> Vec<usize> {
    let mut first: BTreeMap<(usize, TableId), usize> = BTreeMap::new();
    for number in rules {
        if let Some(rule) = program.rules.get(*number)
            && let (Some(scored), Some(table), Visits::Records) = (&rule.scored, rule.table, &rule.visits)
        {
            first.entry((scored.scorecard, table)).or_insert(*number);
        }
    }
    first.into_values().collect()
}

/// Whether a finding takes points off: the one place that says so. What is waived takes none.
fn counts(finding: &Finding) -> bool {
    finding.verdict == Verdict::Fail && !finding.is_waived()
}

/// What the findings of one unit leave it.
fn score(
    program: &Program,
    full: Number,
    (unit, subjects): (&Option<String>, u64),
    own: &[&Finding],
) -> UnitScore {
    let mut by_rule: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in own.iter().filter(|finding| counts(finding)) {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let rules = program.rules.iter();
    let costs: Vec<Cost> = rules.filter_map(|rule| Some(cost(rule, by_rule.get(&*rule.code)?))).collect();
    let deducted = total(costs.iter().map(|cost| cost.points));
    UnitScore {
        unit: unit.clone(),
        rank: None,
        score: full.minus(deducted).unwrap_or(Number::ZERO).max(Number::ZERO),
        deducted,
        subjects,
        findings: costs.iter().map(|cost| cost.findings).sum(),
        pending: own.iter().filter(|finding| finding.verdict != Verdict::Fail).count() as u64,
        costs,
    }
}

/// What a rule takes off a unit: all its findings share the limit, which is the same for all of them.
fn cost(rule: &Rule, findings: &[&Finding]) -> Cost {
    let deductions = || findings.iter().filter_map(|finding| finding.deduction.as_ref());
    let sum = total(deductions().filter_map(|deduction| deduction.points));
    let most = deductions().filter_map(|deduction| deduction.most).min();
    Cost {
        rule: rule.code.clone(),
        name: rule.names.clone(),
        findings: findings.len() as u64,
        points: most.map_or(sum, |most| sum.min(most)),
    }
}

/// Points of which no sum is too large to be held: there are not that many findings.
fn total(points: impl Iterator<Item = Number>) -> Number {
    points.fold(Number::ZERO, |sum, points| sum.plus(points).unwrap_or(sum))
}

/// The best first, those without a unit last; units with the same score share a place.
fn ranked(mut units: Vec<UnitScore>) -> Vec<UnitScore> {
    units.sort_by(|one, other| {
        let by_score = other.score.cmp(&one.score);
        one.unit.is_none().cmp(&other.unit.is_none()).then(by_score).then_with(|| one.unit.cmp(&other.unit))
    });
    let scores: Vec<Number> =
        units.iter().filter(|unit| unit.unit.is_some()).map(|unit| unit.score).collect();
    for unit in units.iter_mut().filter(|unit| unit.unit.is_some()) {
        let better = scores.partition_point(|score| *score > unit.score);
        unit.rank = Some(better as u64 + 1);
    }
    units
}
