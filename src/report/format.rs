//! The table of output formats.

use std::io::{self, Write};

use super::{
    book, checkstyle, concise, csv, github, gitlab, html, json, jsonl, junit, markdown, rdjson, sarif, text,
};
use crate::finding::{Finding, Report};
use crate::text::Language;

/// A way to write a report.
#[derive(Debug)]
pub struct Format {
    /// The name by which `--format` and `--out` know it.
    pub name: &'static str,
    /// The usual ending of its files, without the dot.
    pub ending: &'static str,
    /// Writes a report.
    pub write: fn(&Report, &Context, &mut dyn Write) -> io::Result<()>,
    /// True when it shows the SHA-256 of the inputs.
    pub hashes: bool,
    /// How it takes findings as a run comes to them, where each stands for itself; a run need not keep them then.
    pub rows: Option<Rows>,
}

/// A format in which each finding stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Writes a finding, but for what depends on the findings before it.
    pub row: fn(&Finding, &Context, &mut Vec<u8>) -> io::Result<()>,
    /// Writes a report around the rows of its findings.
    pub around: fn(&Report, &Context, Written<'_>, &mut dyn Write) -> io::Result<()>,
}

/// The rows of findings in their order.
pub type Written<'w> = &'w mut dyn Iterator<Item = io::Result<Vec<u8>>>;

impl Rows {
    /// Writes a report that has its findings with it.
    pub(super) fn whole(self, report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = report.findings.iter().map(|finding| {
            let mut row = Vec::new();
            (self.row)(finding, context, &mut row).map(|()| row)
        });
        (self.around)(report, context, &mut rows, out)
    }
}

/// How a report is to be shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The language of all words that are not the packs' own.
    pub language: Language,
    /// True when the output may hold colours.
    pub color: bool,
    /// Columns of the terminal, when there is one: messages are wrapped to it.
    pub width: Option<usize>,
    /// True when only findings and the conclusion are wanted.
    pub brief: bool,
    /// After how many problems the `text` report gives the others one line each; all are shown in full when left out.
    pub in_full: Option<usize>,
}

/// The format for people, which is the default.
const TEXT: Format = Format { name: "text", ending: "txt", write: text::write, hashes: false, rows: None };

/// All formats, the default first.
pub fn formats() -> &'static [Format] {
    const FORMATS: &[Format] = &[
        TEXT,
        Format { name: "concise", ending: "txt", write: concise::write, hashes: false, rows: None },
        Format { name: "json", ending: "json", write: json::write, hashes: true, rows: Some(json::ROWS) },
        Format { name: "jsonl", ending: "jsonl", write: jsonl::write, hashes: true, rows: Some(jsonl::ROWS) },
        Format { name: "sarif", ending: "sarif", write: sarif::write, hashes: true, rows: None },
        Format { name: "junit", ending: "xml", write: junit::write, hashes: false, rows: None },
        Format { name: "github", ending: "txt", write: github::write, hashes: false, rows: None },
        Format {
            name: "github-summary",
            ending: "md",
            write: markdown::write_summary,
            hashes: true,
            rows: None,
        },
        Format { name: "gitlab", ending: "json", write: gitlab::write, hashes: false, rows: None },
        Format { name: "checkstyle", ending: "xml", write: checkstyle::write, hashes: false, rows: None },
        Format { name: "rdjson", ending: "json", write: rdjson::write, hashes: false, rows: None },
        Format { name: "html", ending: "html", write: html::write, hashes: true, rows: None },
        Format { name: "markdown", ending: "md", write: markdown::write, hashes: true, rows: None },
        Format { name: "csv", ending: "csv", write: csv::write, hashes: false, rows: Some(csv::ROWS) },
        Format {
            name: "csv-raw",
            ending: "csv",
            write: csv::write_raw,
            hashes: false,
            rows: Some(csv::RAW_ROWS),
        },
        Format { name: "xlsx", ending: "xlsx", write: book::write, hashes: true, rows: None },
    ];
    FORMATS
}

/// The format for people.
pub fn default_format() -> &'static Format {
    &TEXT
}

/// The format of that name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    formats().iter().find(|format| format.name == name)
}
