//! `jsonl`: the same as `json`, one object a line, each saying its type; for streams and large runs.

use std::io::{self, Write};

use serde::Serialize;

use super::format::{Rows, Written};
use super::json::{VERSION, write_line};
use super::rows::{self, RunRow};
use super::{Context, baseline, scores};
use crate::finding::{Finding, Report};

/// Writes a report.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    ROWS.whole(report, context, out)
}

/// A finding is a line.
pub(super) const ROWS: Rows = Rows { row, around };

fn row(finding: &Finding, context: &Context, out: &mut Vec<u8>) -> io::Result<()> {
    write_line(&Line { ty: "finding", row: rows::finding(finding, context.language) }, out)
}

/// Writes the run, rules, disabled rules, findings, decisions, totals, diagnostics and the summary.
fn around(report: &Report, context: &Context, findings: Written<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    write_line(&Opening { ty: "run", v: VERSION, run: rows::run(&report.run) }, out)?;
    for one in &report.rules {
        write_line(&Line { ty: "rule", row: rows::rule(one) }, out)?;
    }
    for one in &report.disabled {
        write_line(&Line { ty: "disabled", row: rows::disabled(one) }, out)?;
    }
    for row in findings {
        out.write_all(&row?)?;
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
    for one in &report.diagnostics {
        write_line(&Line { ty: "diagnostic", row: rows::diagnostic(one, language) }, out)?;
    }
    write_line(&Line { ty: "summary", row: rows::summary(report) }, out)
}

#[derive(Serialize)]
struct Opening<'a> {
    #[serde(rename = "type")]
    ty: &'static str,
    v: u32,
    #[serde(flatten)]
    run: RunRow<'a>,
}

#[derive(Serialize)]
struct Line<T> {
    #[serde(rename = "type")]
    ty: &'static str,
    #[serde(flatten)]
    row: T,
}
