//! Reports for other programs against the schemas and the documented facts of their formats.

mod cells;
mod columns;
mod hashes;
mod hostile;
mod page;
mod sample;
mod sarif;
mod schemas;
mod standing;

use std::io::Write;

use super::{Context, format_named};
use crate::finding::Report;
use crate::text::Language;

/// A report in a format, in Chinese.
fn written(report: &Report, format: &str) -> String {
    written_in(report, format, Language::Chinese)
}

fn written_in(report: &Report, format: &str, language: Language) -> String {
    let mut out = Vec::new();
    let context = Context { language, ..Context::default() };
    (format_named(format).unwrap().write)(report, &context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Says that a test did not look at what it is about, past the harness, which keeps what a passing test prints.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
