//! The table of output formats.

use std::io::{self, Write};

use super::{
    book, checkstyle, concise, csv, github, gitlab, html, json, jsonl, junit, markdown, rdjson, sarif,
    summary, text,
};
use crate::finding::{Details, Finding, Report};
use crate::text::Language;

/// A way to write a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name by which `--format` and `--out` know it.
    pub name: &'static str,
    /// The usual ending of its files, without the dot.
    pub ending: &'static str,
    /// Writes a report.
    pub write: WriteReport,
    /// What it takes of the findings of a run.
    pub takes: Takes,
    /// What it shows besides what all show.
    pub shows: Details,
    /// True when it ends with the conclusion.
    pub concludes: bool,
}

/// What a format takes of the findings of a run.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// All at once.
    All,
    /// One by one as a run comes to them, which need not keep them then.
    Rows(Rows),
    /// None: counts are all that it shows.
    Counts,
}

/// A format in which each finding stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Adds the row of a finding, but for what depends on the findings before it; gives the place in all that is there
    /// then where the digits of its fingerprint begin.
    pub row: fn(&Finding, &Context, &mut Vec<u8>) -> usize,
    /// What stands around the rows.
    pub around: Around,
}

/// What stands around the rows of a report.
#[derive(Clone, Copy, Debug)]
pub enum Around {
    /// The rows come first, and nothing comes between two of them: they are handed over as bytes, as many as come at
    /// once.
    Behind {
        /// Adds what stands before them, which is the same in all reports.
        opening: fn(&mut Vec<u8>),
        /// Writes what comes behind them.
        rest: fn(&Report, &Context, &mut dyn Write) -> io::Result<()>,
    },
    /// Writes the whole report, the rows where they belong.
    Both(fn(&Report, &Context, Written<'_>, &mut dyn Write) -> io::Result<()>),
}

/// The rows of findings in their order: puts the next one in place of the one before; false after the last.
pub type Written<'w> = &'w mut dyn FnMut(&mut Vec<u8>) -> io::Result<bool>;

impl Rows {
    /// Writes a report that has its findings with it.
    pub(super) fn whole(self, report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
        let mut findings = report.findings.iter();
        let mut rows = |row: &mut Vec<u8>| {
            row.clear();
            let next = findings.next();
            next.map(|finding| (self.row)(finding, context, row));
            Ok(next.is_some())
        };
        match self.around {
            Around::Both(around) => around(report, context, &mut rows, out),
            Around::Behind { opening, rest } => {
                let mut row = Vec::new();
                opening(&mut row);
                out.write_all(&row)?;
                while rows(&mut row)? {
                    out.write_all(&row)?;
                }
                rest(report, context, out)
            }
        }
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

/// Writes a report.
type WriteReport = fn(&Report, &Context, &mut dyn Write) -> io::Result<()>;

const HASHES: Details = Details { hashes: true, ..Details::NONE };
const EXCERPTS: Details = Details { excerpts: true, ..Details::NONE };
const COMPARED: Details = Details { compared: true, ..Details::NONE };

/// A format that takes all findings, and shows the text around their places.
const fn format(name: &'static str, ending: &'static str, write: WriteReport) -> Format {
    Format { name, ending, write, takes: Takes::All, shows: EXCERPTS, concludes: false }
}

/// A format that takes findings one by one, and shows of them what all show.
const fn by_rows(name: &'static str, ending: &'static str, write: WriteReport, rows: Rows) -> Format {
    Format { takes: Takes::Rows(rows), shows: Details::NONE, ..format(name, ending, write) }
}

const fn with(details: Details, format: Format) -> Format {
    Format { shows: format.shows.or(details), ..format }
}

/// The format for people, which is the default.
const TEXT: Format = Format { concludes: true, ..format("text", "txt", text::write) };

/// The counts for people.
const SUMMARY: Format = Format {
    takes: Takes::Counts,
    concludes: true,
    shows: Details::NONE,
    ..format("summary", "txt", summary::write)
};

/// All formats, the default first.
pub fn formats() -> &'static [Format] {
    const FORMATS: &[Format] = &[
        TEXT,
        Format { shows: Details::NONE, ..format("concise", "txt", concise::write) },
        SUMMARY,
        with(HASHES, by_rows("json", "json", json::write, json::ROWS)),
        with(HASHES, by_rows("jsonl", "jsonl", jsonl::write, jsonl::ROWS)),
        with(HASHES, format("sarif", "sarif", sarif::write)),
        format("junit", "xml", junit::write),
        format("github", "txt", github::write),
        with(HASHES, format("github-summary", "md", markdown::write_summary)),
        format("gitlab", "json", gitlab::write),
        format("checkstyle", "xml", checkstyle::write),
        format("rdjson", "json", rdjson::write),
        with(HASHES, format("html", "html", html::write)),
        with(HASHES, format("markdown", "md", markdown::write)),
        with(COMPARED, by_rows("csv", "csv", csv::write, csv::ROWS)),
        with(COMPARED, by_rows("csv-raw", "csv", csv::write_raw, csv::RAW_ROWS)),
        with(COMPARED, with(HASHES, format("xlsx", "xlsx", book::write))),
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
