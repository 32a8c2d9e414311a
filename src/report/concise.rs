//! `concise`: one line a problem, `path:line:column: severity code message` (a workbook's cell as
//! `path:sheet!E11`), for editors and `grep`.

use std::io::{self, Write};

use super::Context;
use super::entry::{Entry, all};
use super::terminal::{Tone, paint, visible};
use super::text::tone;
use crate::finding::{Finding, Report};

/// Writes the problems by path and line, a document's faults before the findings of the same place.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let mut entries = all(report);
    entries.sort_by_key(|entry| entry.site().map(|site| (&site.path, site.start)));
    entries.into_iter().try_for_each(|entry| write_line(entry, context, out))
}

/// Writes one problem.
pub(super) fn write_line(entry: Entry<'_>, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    if let Some(site) = entry.site() {
        write!(out, "{}:", visible(&site.path))?;
        if let Some(cell) = &site.cell {
            write!(out, "{}:", visible(&cell.to_string()))?;
        } else if site.inside {
            write!(out, "{}:{}:", site.start.line, site.start.column)?;
        }
        write!(out, " ")?;
    }
    let severity = match entry {
        // In place of how grave it is: nobody has to do anything about it.
        Entry::Finding(Finding { suppression: Some(answer), .. }) if !entry.is_open() => {
            paint(context.color, Tone::Faint, language.status(answer.status))
        }
        Entry::Finding(_) | Entry::Diagnostic(_) => {
            paint(context.color, tone(entry.severity()), language.severity(entry.severity()))
        }
    };
    let message = match entry {
        Entry::Finding(finding) => language.message(&finding.message),
        Entry::Diagnostic(diagnostic) => language.problem(&diagnostic.problem).message,
    };
    let age = match entry {
        Entry::Finding(Finding { age: Some(age), .. }) => format!(" [{}]", language.age(*age)),
        Entry::Finding(_) | Entry::Diagnostic(_) => String::new(),
    };
    writeln!(out, "{severity} {} {}{age}", entry.code(), visible(&message))
}
