//! `github`: workflow commands that GitHub shows beside the changed lines; the worst first, within its limits.

use std::fmt;
use std::io::{self, Write};

use super::Context;
use super::entry::{Entry, worst_first};
use super::place::{self, Column};
use super::terminal::visible;
use crate::diag::Severity;
use crate::finding::Report;
use crate::text::Language;

/// What one step may show of each severity; GitHub drops the rest without a word.
const MOST: usize = 10;

/// Writes up to ten commands of each severity, then how many were left out, then the conclusion.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (mut errors, mut warnings, mut notes, mut left_out) = (0, 0, 0, 0);
    // What a baseline knows is shown where it was found; here is what is new.
    let counts = |entry: &Entry<'_>| match entry {
        Entry::Finding(finding) => report.counts_against(finding),
        Entry::Diagnostic(_) => true,
    };
    for entry in worst_first(report).into_iter().filter(counts) {
        let shown = match entry.severity() {
            Severity::Error => &mut errors,
            Severity::Warning => &mut warnings,
            Severity::Note => &mut notes,
        };
        if *shown < MOST {
            *shown += 1;
            write_command(entry, context.language, out)?;
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        writeln!(out, "{}", context.language.left_out(left_out))?;
    }
    if let Some(not_listed) = context.language.not_listed(report) {
        writeln!(out, "{not_listed}")?;
    }
    writeln!(out, "{}", context.language.conclusion(report))
}

fn write_command(entry: Entry<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let command = match entry.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(out, "::{command} ")?;
    if let Some(site) = entry.site() {
        write!(out, "file={},", Property(&visible(place::path(site))))?;
        if let Some(region) = place::region(site, Column::Utf16) {
            write!(
                out,
                "line={line},endLine={line},col={},endColumn={},",
                region.from,
                region.to,
                line = region.line
            )?;
        }
    }
    let mut message = vec![entry.message(language)];
    message.extend(entry.details(language));
    writeln!(out, "title={}::{}", Property(&entry.title(language)), Data(&message.join("\n")))
}

/// The text after `::`.
struct Data<'a>(&'a str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
    }
}

/// A value before `::`.
struct Property<'a>(&'a str);

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Data(self.0).to_string();
        f.write_str(&text.replace(':', "%3A").replace(',', "%2C"))
    }
}
