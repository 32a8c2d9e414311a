//! `json`: version 1 of the report for programs; keys are only ever added.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::Context;
use super::baseline;
use super::format::{Around, Rows, Written};
use super::object::Object;
use super::problem_rows;
use super::rows;
use super::scores;
use super::terminal::hidden;
use crate::finding::{Finding, Report};

/// Writes the report as one object and a line feed.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    ROWS.whole(report, context, out)
}

/// A finding is an object.
pub(super) const ROWS: Rows = Rows { row, around: Around::Both(around) };

/// The version of the form.
pub(super) const VERSION: u32 = 1;

fn row(finding: &Finding, context: &Context, out: &mut Vec<u8>) -> usize {
    Object::write(out, |row| problem_rows::finding(finding, context.language, row))
}

fn around(report: &Report, context: &Context, findings: Written<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    let mut document = Document { out, begun: false };
    document.entry("v", &VERSION)?;
    document.entry("run", &rows::run(&report.run))?;
    document.entry("summary", &rows::summary(report))?;
    document.entry("rules", &Each(&report.rules, rows::rule))?;
    document.entry("disabled", &Each(&report.disabled, rows::disabled))?;
    document.written("findings", findings)?;
    document.entry("decisions", &Each(&report.decisions, rows::decision))?;
    document.entry("totals", &Each(&report.totals, rows::total))?;
    if !report.waived_totals.is_empty() {
        document.entry("waived_totals", &Each(&report.waived_totals, rows::total))?;
    }
    if !report.scorecards.is_empty() {
        document.entry("scorecards", &Each(&report.scorecards, scores::scorecard))?;
    }
    if let Some(comparison) = &report.comparison {
        document.entry("fixed", &Each(&comparison.fixed, baseline::row))?;
        document.entry("not_checked", &Each(&comparison.unchecked, baseline::row))?;
    }
    let mut diagnostics = report.diagnostics.iter();
    document.written("diagnostics", &mut |out| {
        out.clear();
        let next = diagnostics.next();
        if let Some(one) = next {
            Object::write(out, |row| problem_rows::diagnostic(one, language, row));
        }
        Ok(next.is_some())
    })?;
    document.end()
}

/// The whole report as it is written, entry by entry.
struct Document<'o> {
    out: &'o mut dyn Write,
    begun: bool,
}

impl Document<'_> {
    fn entry(&mut self, key: &str, value: &impl Serialize) -> io::Result<()> {
        self.key(key)?;
        write_value(value, self.out)
    }

    /// A list of values that are written already.
    fn written(&mut self, key: &str, values: Written<'_>) -> io::Result<()> {
        self.key(key)?;
        let (mut before, mut value): (&[u8], _) = (b"[", Vec::new());
        while values(&mut value)? {
            self.out.write_all(before)?;
            self.out.write_all(&value)?;
            before = b",";
        }
        self.out.write_all(if before == b"," { b"]" } else { b"[]" })
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        self.out.write_all(if self.begun { b"," } else { b"{" })?;
        self.begun = true;
        write_value(&key, self.out)?;
        self.out.write_all(b":")
    }

    fn end(self) -> io::Result<()> {
        self.out.write_all(b"}\n")
    }
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
pub(super) fn write_line<W: Write + ?Sized>(value: &impl Serialize, out: &mut W) -> io::Result<()> {
    write_value(value, out)?;
    out.write_all(b"\n")
}

/// The same without the end of the line.
pub(super) fn write_value<W: Write + ?Sized>(value: &impl Serialize, out: &mut W) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Safe))?;
    Ok(())
}

struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, character) in hidden(fragment) {
            out.write_all(fragment.get(plain..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            plain = at + character.len_utf8();
        }
        out.write_all(fragment.get(plain..).unwrap_or_default().as_bytes())
    }
}
