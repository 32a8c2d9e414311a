//! What two runs say differently, for programs: version 1; keys are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::record::{Causes, Change, Diff, FindingEntry, Kind, MeasureEntry, Moved, Why};
use crate::report::Context;
use crate::report::json::write_line;
use crate::value::Number;

/// Writes one object and a line feed.
pub(super) fn write(diff: &Diff, _: &Context, out: &mut dyn Write) -> io::Result<()> {
    let Causes { tool, as_of, packs, rules, params, inputs, options } = &diff.causes;
    let causes = CausesRow {
        tool: tool.iter().map(moved).next(),
        as_of: as_of.iter().map(moved).next(),
        options: options.iter().map(moved).collect(),
        packs: packs.iter().map(moved).collect(),
        rules: rules.iter().map(moved).collect(),
        params: params.iter().map(moved).collect(),
        inputs: inputs.iter().map(moved).collect(),
    };
    let summary = SummaryRow {
        new: diff.count(Kind::New),
        fixed: diff.count(Kind::Fixed),
        changed: diff.count(Kind::Changed),
        unchanged: diff.unchanged,
    };
    let decisions = diff.decisions.iter().map(|one| DecisionRow {
        table: &one.table,
        key: &one.key,
        before: one.before.as_ref(),
        after: one.after.as_ref(),
    });
    let totals = diff.totals.iter().map(|one| TotalRow {
        measure: &one.measure,
        before: amount(one.before),
        after: amount(one.after),
    });
    let scores = diff.scores.iter().map(|one| ScoreRow {
        scorecard: &one.scorecard,
        unit: one.unit.as_deref(),
        before: one.before.map(marks),
        after: one.after.map(marks),
    });
    let document = Document {
        v: 1,
        summary,
        causes,
        findings: diff.changes.iter().map(change).collect(),
        decisions: decisions.collect(),
        totals: totals.collect(),
        scores: scores.collect(),
    };
    write_line(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    v: u32,
    summary: SummaryRow,
    causes: CausesRow<'a>,
    findings: Vec<ChangeRow<'a>>,
    decisions: Vec<DecisionRow<'a>>,
    totals: Vec<TotalRow<'a>>,
    scores: Vec<ScoreRow<'a>>,
}

#[derive(Serialize)]
struct SummaryRow {
    new: usize,
    fixed: usize,
    changed: usize,
    unchanged: usize,
}

#[derive(Serialize)]
struct CausesRow<'a> {
    tool: Option<MovedRow<'a>>,
    as_of: Option<MovedRow<'a>>,
    options: Vec<MovedRow<'a>>,
    packs: Vec<MovedRow<'a>>,
    rules: Vec<MovedRow<'a>>,
    params: Vec<MovedRow<'a>>,
    inputs: Vec<MovedRow<'a>>,
}

#[derive(Serialize)]
struct MovedRow<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

fn moved(moved: &Moved) -> MovedRow<'_> {
    MovedRow { name: &moved.name, from: moved.from.as_deref(), to: moved.to.as_deref() }
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    change: &'static str,
    why: Vec<&'static str>,
    before: Option<&'a FindingEntry>,
    after: Option<&'a FindingEntry>,
}

fn change(change: &Change) -> ChangeRow<'_> {
    ChangeRow {
        change: match change.kind {
            Kind::New => "new",
            Kind::Fixed => "fixed",
            Kind::Changed => "changed",
        },
        why: change.why.iter().copied().map(why).collect(),
        before: change.before.as_ref(),
        after: change.after.as_ref(),
    }
}

const fn why(why: Why) -> &'static str {
    match why {
        Why::Data => "data",
        Why::Rules => "rules",
        Why::Params => "params",
        Why::Day => "as_of",
        Why::Options => "options",
        Why::Tool => "tool",
    }
}

#[derive(Serialize)]
struct DecisionRow<'a> {
    table: &'a str,
    key: &'a str,
    before: Option<&'a MeasureEntry>,
    after: Option<&'a MeasureEntry>,
}

#[derive(Serialize)]
struct TotalRow<'a> {
    measure: &'a str,
    before: AmountRow,
    after: AmountRow,
}

/// How many subjects, and how much money in 元.
#[derive(Serialize)]
struct AmountRow {
    count: u64,
    amount: Option<String>,
}

fn amount((count, amount): (u64, Option<Number>)) -> AmountRow {
    AmountRow { count, amount: amount.map(|amount| amount.to_decimal(0)) }
}

#[derive(Serialize)]
struct ScoreRow<'a> {
    scorecard: &'a str,
    unit: Option<&'a str>,
    before: Option<MarksRow>,
    after: Option<MarksRow>,
}

#[derive(Serialize)]
struct MarksRow {
    full: String,
    score: String,
}

fn marks((full, score): (Number, Number)) -> MarksRow {
    MarksRow { full: full.to_decimal(0), score: score.to_decimal(0) }
}
