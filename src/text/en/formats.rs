//! The words of reports for other programs.

use super::report::number;
use crate::finding::Place;
use crate::text::{FormatWords, PageWords};

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

pub(in crate::text) const PAGE: PageWords = PageWords {
    skip: "Skip to the findings",
    contents: "Contents",
    print: "Print",
    charts: "Charts",
    by_rule: "Rules with the most findings",
    unit: "unit",
    by_unit: "Units with the most findings",
    by_file: "Files with the most findings",
    by_subject: "Subjects with the most findings",
    money: "Money concerned",
    money_note: "each subject counts with its gravest measure",
    search: "Search",
    search_hint: "name, code, value, basis",
    all: "all",
    reset: "Reset",
    shown: "Matching",
    more: "Show more",
    missing: "(not filled in)",
    nothing: "No findings.",
    nothing_shown: "No finding fits the filters.",
    records: "records",
    rules: "rules",
    share: "verdicts",
    record: "What was checked with what",
    alone: "This page needs no network: all of it is in this one file.",
};

pub(in crate::text) fn other(count: usize) -> String {
    format!("{count} others")
}

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
