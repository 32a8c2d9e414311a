//! A baseline as it is written: a finding a line, sorted, so that two of them can be read side by side.

use std::io::{self, Write};

use serde::Serialize;

use super::json::write_value;
use crate::finding::Known;

/// The version of the form; keys are only ever added.
const VERSION: u32 = 1;

/// Writes the findings in their order.
pub fn write_baseline(known: &[Known], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{{\n\"baseline\": {VERSION},\n\"findings\": [")?;
    for (number, one) in known.iter().enumerate() {
        write_value(&row(one), out)?;
        writeln!(out, "{}", if number + 1 < known.len() { "," } else { "" })?;
    }
    writeln!(out, "]\n}}")
}

#[derive(Serialize)]
pub(super) struct KnownRow<'a> {
    rule: &'a str,
    table: &'a str,
    key: &'a str,
    field: &'a str,
    verdict: &'static str,
    severity: &'static str,
    fingerprint: &'a str,
}

/// A finding of a baseline.
pub(super) fn row(known: &Known) -> KnownRow<'_> {
    KnownRow {
        rule: &known.rule,
        table: &known.table,
        key: &known.key,
        field: &known.field,
        verdict: known.verdict.word(),
        severity: known.severity.word(),
        fingerprint: &known.fingerprint,
    }
}
