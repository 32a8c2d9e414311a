//! `csv`: the list of problems for spreadsheets, which take no cell of it for a formula; `csv-raw`: the same with
//! every text as it is, for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Context;
use super::format::{Around, Rows, Written};
use super::list::{COLUMNS, Row, of_diagnostics};
use super::terminal::visible;
use crate::finding::{Finding, Report};
use crate::text::Column;

/// Spreadsheets take a text without it for one in the code page of the system.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a heading and a record a problem.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    ROWS.whole(report, context, out)
}

/// A finding is a record; its number depends on what stands before it.
pub(super) const ROWS: Rows = Rows {
    row: |finding, context, out| record_of(finding, context, out, safe),
    around: Around::Both(|report, context, findings, out| write_around(report, context, findings, out, safe)),
};

/// The same with every text as it is.
pub(super) const RAW_ROWS: Rows = Rows {
    row: |finding, context, out| record_of(finding, context, out, as_it_is),
    around: Around::Both(|report, context, findings, out| {
        write_around(report, context, findings, out, as_it_is)
    }),
};

fn safe(text: &str) -> String {
    guarded(&visible(text))
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

/// The same for programs that read no cell as a formula.
pub(super) fn write_raw(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    RAW_ROWS.whole(report, context, out)
}

fn write_around(
    report: &Report,
    context: &Context,
    findings: Written<'_>,
    out: &mut dyn Write,
    safe: fn(&str) -> String,
) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    write_record(&COLUMNS.map(|column| context.language.column(column).to_owned()), out)?;
    let diagnostics = of_diagnostics(report);
    for row in &diagnostics {
        write_record(&COLUMNS.map(|column: Column| safe(&row.text(column, context.language))), out)?;
    }
    let (mut row, mut number) = (Vec::new(), diagnostics.len());
    while findings(&mut row)? {
        number += 1;
        write!(out, "{number}")?;
        out.write_all(&row)?;
    }
    Ok(())
}

/// The record of a finding without its number, which is its first field; gives the place where the digits of its
/// fingerprint begin.
fn record_of(finding: &Finding, context: &Context, out: &mut Vec<u8>, safe: fn(&str) -> String) -> usize {
    let begin = out.len();
    let row = Row::of_finding(finding);
    let text = |column: Column| match column {
        Column::Number => String::new(),
        column => safe(&row.text(column, context.language)),
    };
    // Writing to memory does not fail.
    let _ = write_record(&COLUMNS.map(text), out);
    // The last column: a text before it may hold the same digits.
    let written = out.get(begin..).unwrap_or_default();
    begin + memchr::memmem::rfind(written, finding.fingerprint.digits()).unwrap_or(written.len())
}

/// Writes fields as a record that a spreadsheet takes for texts and numbers, and nothing of it for a formula.
pub fn csv_record(fields: &[String], out: &mut dyn Write) -> io::Result<()> {
    let guarded: Vec<String> = fields.iter().map(|field| guarded(&visible(field))).collect();
    write_record(&guarded, out)
}

fn write_record(fields: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (at, field) in fields.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}{}", quoted(field))?;
    }
    out.write_all(b"\r\n")
}

/// A field as RFC 4180 has it.
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains(['"', ',', '\r', '\n', ';', '\t']) || field.starts_with(' ') || field.ends_with(' ') {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

/// The text with a `'` before it where a spreadsheet would compute it. Numbers are none of that: -5 stays -5.
fn guarded(text: &str) -> String {
    let first = text.trim_start().chars().next();
    // Some versions take full-width signs for the plain ones.
    let computes =
        |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    if first.is_some_and(computes) && !is_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// Digits with a sign, thousands separators, a point and a percent sign, and nothing else.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str, more: &[u8]| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || more.contains(&byte))
    };
    whole.starts_with(|c: char| c.is_ascii_digit()) && all(whole, b",") && all(fraction, b"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_a_text() {
        for text in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+cmd",
            "-2+3",
            "@SUM(A1)",
            " =1",
            "＝1",
            "-",
            "+",
            "-1,2a",
            "=HYPERLINK(\"http://x\")",
            "-.5",
            "+.",
            "-,",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["-5", "+3.50", "-1,234.50", "-12%", "", "甲=1", "'=1", "2020-01-01"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        assert_eq!(quoted("甲,\"乙\"\n丙"), "\"甲,\"\"乙\"\"\n丙\"");
        assert_eq!(quoted("甲 乙"), "甲 乙");
    }
}
