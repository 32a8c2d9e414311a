//! Findings that nobody has to do anything about, a line each: waived, explained.

use std::io::{self, Write};

use super::problems::tone;
use super::summary;
use crate::finding::{Finding, Report, Status};
use crate::report::Context;
use crate::report::terminal::{Tone, paint, visible};

/// Writes the lists that hold something.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    for status in [Status::Accepted, Status::UnderReview] {
        let mut settled = report.settled().filter(|(_, answer)| answer.status == status).peekable();
        if settled.peek().is_none() {
            continue;
        }
        let title = format!("── {} ──", language.status(status));
        writeln!(out, "{}", paint(context.color, Tone::Strong, &title))?;
        for (finding, answer) in settled {
            write_line(finding, context, out)?;
            let label = format!("{}{}", language.states().reason, language.report().colon);
            let answer = language.answer(answer);
            writeln!(out, "    {}{}", paint(context.color, Tone::Note, &label), visible(&answer))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A finding in a line: how grave, which rule, on whom, what it says, where.
fn write_line(finding: &Finding, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (language, words) = (context.language, context.language.report());
    let head = format!("{}[{}]", language.severity(finding.severity), visible(&finding.rule));
    let subject = format!("{} {}", visible(language.name(&finding.table)), summary::key(&finding.key, words));
    let message = language.message(&finding.message);
    let place = finding.places.first().map(|place| format!("  {}", spot(place))).unwrap_or_default();
    writeln!(
        out,
        "{} {subject}{}{}{}",
        paint(context.color, tone(finding.severity), &head),
        words.colon,
        visible(&message),
        paint(context.color, Tone::Faint, &visible(&place)),
    )
}

/// `path:line:column`, or the cell.
fn spot(place: &crate::finding::Place) -> String {
    let site = &place.site;
    match &site.cell {
        Some(cell) => format!("{}:{cell}", site.path),
        None if site.excerpt.is_some() => format!("{}:{}:{}", site.path, site.start.line, site.start.column),
        None => site.path.to_string(),
    }
}
