//! The table of output formats.

use std::io::{self, Write};

use super::{
    book, checkstyle, concise, csv, github, gitlab, html, json, jsonl, junit, markdown, rdjson, sarif, text,
};
use crate::finding::Report;
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
}

/// The format for people, which is the default.
const TEXT: Format = Format { name: "text", ending: "txt", write: text::write };

/// All formats, the default first.
pub fn formats() -> &'static [Format] {
    const FORMATS: &[Format] = &[
        TEXT,
        Format { name: "concise", ending: "txt", write: concise::write },
        Format { name: "json", ending: "json", write: json::write },
        Format { name: "jsonl", ending: "jsonl", write: jsonl::write },
        Format { name: "sarif", ending: "sarif", write: sarif::write },
        Format { name: "junit", ending: "xml", write: junit::write },
        Format { name: "github", ending: "txt", write: github::write },
        Format { name: "github-summary", ending: "md", write: markdown::write_summary },
        Format { name: "gitlab", ending: "json", write: gitlab::write },
        Format { name: "checkstyle", ending: "xml", write: checkstyle::write },
        Format { name: "rdjson", ending: "json", write: rdjson::write },
        Format { name: "html", ending: "html", write: html::write },
        Format { name: "markdown", ending: "md", write: markdown::write },
        Format { name: "csv", ending: "csv", write: csv::write },
        Format { name: "csv-raw", ending: "csv", write: csv::write_raw },
        Format { name: "xlsx", ending: "xlsx", write: book::write },
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
