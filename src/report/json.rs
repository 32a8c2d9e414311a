//! `json`: version 1 of the report for programs; keys are only ever added.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::Context;
use super::rows::{self, DecisionRow, DiagnosticRow, FindingRow, RuleRow, RunRow, SummaryRow, TotalRow};
use super::terminal::is_hidden;
use crate::finding::Report;

/// Writes the report as one object and a line feed.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    write_line(
        &Document {
            v: VERSION,
            run: rows::run(&report.run),
            summary: rows::summary(report),
            rules: report.rules.iter().map(rows::rule).collect(),
            findings: report.findings.iter().map(|one| rows::finding(one, language)).collect(),
            decisions: report.decisions.iter().map(rows::decision).collect(),
            totals: report.totals.iter().map(rows::total).collect(),
            diagnostics: report.diagnostics.iter().map(|one| rows::diagnostic(one, language)).collect(),
        },
        out,
    )
}

/// The version of the form.
pub(super) const VERSION: u32 = 1;

/// Writes one line of JSON. Characters that a terminal would obey or hide are written as `\u` escapes, which
/// mean the same to every reader.
pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let plain = serde_json::to_string(value)?;
    let mut line = String::with_capacity(plain.len() + 1);
    for character in plain.chars() {
        if is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(character);
        }
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

#[derive(Serialize)]
struct Document<'a> {
    v: u32,
    run: RunRow<'a>,
    summary: SummaryRow,
    rules: Vec<RuleRow<'a>>,
    findings: Vec<FindingRow<'a>>,
    decisions: Vec<DecisionRow<'a>>,
    totals: Vec<TotalRow<'a>>,
    diagnostics: Vec<DiagnosticRow<'a>>,
}
