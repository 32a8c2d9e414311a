//! `jsonl`: the same as `json`, one object a line, each saying its type; for streams and large runs. Findings come
//! first, and none of them waits for what is known in the end.

use std::io::{self, Write};

use serde::Serialize;

use super::format::{Around, Rows};
use super::json::{VERSION, write_line};
use super::object::{Object, key};
use super::rows;
use super::{Context, baseline, problem_rows, scores};
use crate::finding::{Finding, Report};

/// Writes a report.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    ROWS.whole(report, context, out)
}

/// A finding is a line.
pub(super) const ROWS: Rows = Rows { row, around: Around::Behind { opening, rest } };

/// Says what the lines are.
fn opening(out: &mut Vec<u8>) {
    let say = |row: &mut Object<'_>| {
        row.number(key!("v"), VERSION.into());
        row.text(key!("tool"), rows::TOOL);
    };
    line("report", say, out);
}

fn row(finding: &Finding, context: &Context, out: &mut Vec<u8>) -> usize {
    line("finding", |row| problem_rows::finding(finding, context.language, row), out)
}

/// Writes the run, rules, disabled rules, decisions, totals, diagnostics and the summary.
fn rest(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    write_line(&Line { ty: "run", row: rows::run(&report.run) }, out)?;
    for one in &report.rules {
        write_line(&Line { ty: "rule", row: rows::rule(one) }, out)?;
    }
    for one in &report.disabled {
        write_line(&Line { ty: "disabled", row: rows::disabled(one) }, out)?;
    }
    for one in &report.decisions {
        write_line(&Line { ty: "decision", row: rows::decision(one) }, out)?;
    }
    for one in &report.totals {
        write_line(&Line { ty: "total", row: rows::total(one) }, out)?;
    }
    for one in &report.waived_totals {
        write_line(&Line { ty: "waived_total", row: rows::total(one) }, out)?;
    }
    for one in &report.scorecards {
        write_line(&Line { ty: "scorecard", row: scores::scorecard(one) }, out)?;
    }
    if let Some(comparison) = &report.comparison {
        for one in &comparison.fixed {
            write_line(&Line { ty: "fixed", row: baseline::row(one) }, out)?;
        }
        for one in &comparison.unchecked {
            write_line(&Line { ty: "not_checked", row: baseline::row(one) }, out)?;
        }
    }
    let mut row = Vec::new();
    for one in &report.diagnostics {
        row.clear();
        line("diagnostic", |row| problem_rows::diagnostic(one, language, row), &mut row);
        out.write_all(&row)?;
    }
    write_line(&Line { ty: "summary", row: rows::summary(report) }, out)
}

fn line<T>(ty: &str, say: impl FnOnce(&mut Object<'_>) -> T, out: &mut Vec<u8>) -> T {
    let said = Object::write(out, |row| {
        row.text(key!("type"), ty);
        say(row)
    });
    out.push(b'\n');
    said
}

#[derive(Serialize)]
struct Line<T> {
    #[serde(rename = "type")]
    ty: &'static str,
    #[serde(flatten)]
    row: T,
}
