//! Scorecards, and what rules take off them, as data.

use serde::Serialize;

use super::written::Written;
use crate::ir::{KnownPoints, Origin, Program, Rule, Scorecard};
use crate::report::visible;
use crate::text::Language;
use crate::value::Number;

/// What an outcome of a rule takes off: by which row, how many points, how many at most.
#[derive(Serialize)]
pub(super) struct PointsRow {
    row: Option<String>,
    points: Option<String>,
    at_most: Option<String>,
}

/// The scorecard of a rule, and what its outcomes take off it.
#[derive(Serialize)]
pub(super) struct DeductionsRow {
    scorecard: String,
    outcomes: Vec<PointsRow>,
}

/// What the rule takes off its scorecard; `None` where it takes nothing.
pub(super) fn deductions(program: &Program, rule: &Rule) -> Option<DeductionsRow> {
    let outcomes = of(program, rule).map(|(row, known)| PointsRow {
        row,
        points: known.points.map(digits),
        at_most: known.most.map(digits),
    });
    Some(DeductionsRow {
        scorecard: scorecard(program, rule)?.names.first.clone(),
        outcomes: outcomes.collect(),
    })
}

/// The same for people, an outcome a line.
pub(in crate::cli::command) fn lines(program: &Program, rule: &Rule, language: Language) -> Vec<String> {
    let Some(scorecard) = scorecard(program, rule) else {
        return Vec::new();
    };
    let name = language.name(&scorecard.names);
    let line = |(row, KnownPoints { points, most, .. }): (Option<String>, KnownPoints)| {
        let points = points.map_or_else(String::new, digits);
        let said = language.takes_off(name, &points, most.map(digits).as_deref());
        let row = row.map(|row| format!("  {row}")).unwrap_or_default();
        visible(&format!("{said}{row}")).into_owned()
    };
    of(program, rule).map(line).collect()
}

fn of<'a>(
    program: &'a Program,
    rule: &'a Rule,
) -> impl Iterator<Item = (Option<String>, KnownPoints)> + use<'a> {
    let row = move |known: &KnownPoints| {
        let span = known.row?;
        Some(Written(program).text(Origin { source: rule.origin.source, span }))
    };
    rule.known_points(program).into_iter().map(move |known| (row(&known), known))
}

fn scorecard<'a>(program: &'a Program, rule: &Rule) -> Option<&'a Scorecard> {
    program.scorecards.get(rule.scored.as_ref()?.scorecard)
}

pub(super) fn digits(number: Number) -> String {
    number.to_decimal(0)
}
