//! `csv`: the list of problems for spreadsheets, which take no cell of it for a formula; `csv-raw`: the same with
//! every text as it is, for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Context;
use super::list::{COLUMNS, Row, rows};
use super::terminal::visible;
use crate::finding::Report;
use crate::text::Column;

/// Spreadsheets take a text without it for one in the code page of the system.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a heading and a record a problem.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    write_with(report, context, out, |text| guarded(&visible(&text)))
}

/// The same for programs that read no cell as a formula.
pub(super) fn write_raw(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    write_with(report, context, out, |text| text)
}

fn write_with(
    report: &Report,
    context: &Context,
    out: &mut dyn Write,
    safe: fn(String) -> String,
) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    write_record(&COLUMNS.map(|column| context.language.column(column).to_owned()), out)?;
    rows(report).iter().try_for_each(|row: &Row<'_>| {
        write_record(&COLUMNS.map(|column: Column| safe(row.text(column, context.language))), out)
    })
}

/// Writes fields as a record that a spreadsheet takes for texts and numbers, and nothing of it for a formula.
pub fn csv_record<const N: usize>(fields: &[String; N], out: &mut dyn Write) -> io::Result<()> {
    write_record(&fields.each_ref().map(|field| guarded(&visible(field))), out)
}

fn write_record<const N: usize>(fields: &[String; N], out: &mut dyn Write) -> io::Result<()> {
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
