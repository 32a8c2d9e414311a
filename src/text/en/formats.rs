//! The words of reports for other programs.

use super::report::number;
use crate::finding::Place;
use crate::text::FormatWords;

pub(in crate::text) const WORDS: FormatWords = FormatWords {
    title: "Compliance report",
    reading: "reading and form of the file",
    skipped: "not applicable: no subject to which it applies",
    unread: "not checked: no record was read in the file",
    documents: "Problems of reading and form",
    findings: "Findings",
    message: "message",
    values: "values",
    rules: "Rules",
    record: "Rule packs used",
    severity: "severity",
    file: "file",
    records: "records",
    pack: "pack",
    version: "version",
    table: "table",
    root: "the folder in which the check was run",
    articles: "the articles that rules rest on",
    inputs: "Files checked",
};

pub(in crate::text) fn value(place: &Place) -> String {
    let field = &place.field.1;
    match &place.value {
        Some(value) if field.is_empty() => value.clone(),
        Some(value) => format!("{field}: {value}"),
        None if field.is_empty() => "not filled in".to_owned(),
        None => format!("{field}: (not filled in)"),
    }
}

pub(in crate::text) fn left_out(count: usize) -> String {
    format!("only the worst are listed here: {count} more in the json report")
}

pub(in crate::text) fn open(rule: &str, verdict: &str, count: u64) -> String {
    format!("rule {rule} ended as {verdict} on {}", number(count, "subject"))
}
