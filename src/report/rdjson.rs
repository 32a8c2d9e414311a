//! `rdjson`: the Reviewdog Diagnostic Format; columns in UTF-8 bytes, ends one past the last.

use std::io::{self, Write};

use serde::Serialize;

use super::Context;
use super::entry::{Entry, entries};
use super::json::write_line;
use super::place::{self, Column};
use crate::diag::Severity;
use crate::finding::Report;
use crate::source::Site;
use crate::text::Language;

/// Writes one `DiagnosticResult`.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let entries = entries(report);
    let worst = entries.iter().map(|entry| entry.severity()).max();
    write_line(
        &Result {
            source: Source { name: "heng" },
            severity: worst.map(severity),
            diagnostics: entries.into_iter().map(|entry| diagnostic(entry, context.language)).collect(),
        },
        out,
    )
}

#[derive(Serialize)]
struct Result<'a> {
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

fn diagnostic(entry: Entry<'_>, language: Language) -> Diagnostic<'_> {
    Diagnostic {
        message: entry.full_message(language),
        location: entry.site().map_or(Location { path: "", range: None }, location),
        severity: severity(entry.severity()),
        code: Code { value: entry.code().into_owned() },
        related_locations: entry
            .related(language)
            .into_iter()
            .map(|(site, message)| Related { message, location: location(site) })
            .collect(),
    }
}

fn location(site: &Site) -> Location<'_> {
    let range = place::region(site, Column::Utf8).map(|region| Range {
        start: Position { line: region.line, column: region.from },
        end: Position { line: region.line, column: region.to },
    });
    Location { path: place::path(site), range }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    }
}
