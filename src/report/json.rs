//! `json`: version 1 of the report for programs; keys are only ever added.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::Context;
use super::baseline;
use super::rows::{self, RunRow, SummaryRow};
use super::scores;
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
            rules: Each(&report.rules, rows::rule),
            disabled: Each(&report.disabled, rows::disabled),
            findings: Each(&report.findings, |one| rows::finding(one, language)),
            decisions: Each(&report.decisions, rows::decision),
            totals: Each(&report.totals, rows::total),
            waived_totals: (!report.waived_totals.is_empty())
                .then_some(Each(&report.waived_totals, rows::total)),
            scorecards: (!report.scorecards.is_empty())
                .then_some(Each(&report.scorecards, scores::scorecard)),
            fixed: report.comparison.as_ref().map(|one| Each(&one.fixed, baseline::row)),
            not_checked: report.comparison.as_ref().map(|one| Each(&one.unchecked, baseline::row)),
            diagnostics: Each(&report.diagnostics, |one| rows::diagnostic(one, language)),
        },
        out,
    )
}

/// The version of the form.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, Rule, Disabled, Finding, Decision, Total, Scorecard, Known, Diagnostic> {
    v: u32,
    run: RunRow<'a>,
    summary: SummaryRow,
    rules: Rule,
    disabled: Disabled,
    findings: Finding,
    decisions: Decision,
    totals: Total,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived_totals: Option<Total>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scorecards: Option<Scorecard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Known>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_checked: Option<Known>,
    diagnostics: Diagnostic,
}

/// A list whose rows are made one by one as they are written: a large run is never in memory twice.
struct Each<'a, T, F>(&'a [T], F);

impl<'a, T, R: Serialize, F: Fn(&'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

/// Writes one line of JSON. Characters that a terminal would obey or hide are written as `\u` escapes, which
/// mean the same to every reader.
pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_value(value, out)?;
    out.write_all(b"\n")
}

/// The same without the end of the line.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Safe))?;
    Ok(())
}

struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // Most texts are keys and codes: no character of them needs a second look.
        if fragment.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, character) in fragment.char_indices().filter(|(_, character)| is_hidden(*character)) {
            out.write_all(fragment.get(plain..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            plain = at + character.len_utf8();
        }
        out.write_all(fragment.get(plain..).unwrap_or_default().as_bytes())
    }
}
