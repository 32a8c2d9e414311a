//! `gitlab`: the code quality report of GitLab; an array without a byte order mark, lines from 1.

use std::io::{self, Write};

use serde::Serialize;

use super::Context;
use super::entry::{Ordinals, entries};
use super::json::write_line;
use super::place;
use crate::diag::Severity;
use crate::finding::Report;

/// Writes an array with an object a problem.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let mut ordinals = Ordinals::default();
    let issues: Vec<Issue<'_>> = entries(report)
        .into_iter()
        .map(|entry| Issue {
            description: entry.full_message(context.language),
            check_name: entry.code().into_owned(),
            // Of two with one fingerprint GitLab shows one.
            fingerprint: ordinals.distinct(entry.fingerprint()),
            severity: severity(entry.severity()),
            location: Location {
                path: entry.site().map_or("", place::path),
                lines: Lines { begin: entry.site().map_or(1, |site| site.start.line) },
            },
        })
        .collect();
    write_line(&issues, out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Note => "info",
    }
}
