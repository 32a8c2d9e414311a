//! Findings in a line each: those that are waived or explained, and those that a baseline knows or knew.

use std::io::{self, Write};

use super::problems::tone;
use super::summary;
use crate::finding::{Finding, Known, Report, Status};
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
        write_title(language.status(status), context, out)?;
        for (finding, answer) in settled {
            write_line(finding, context, out)?;
            let label = format!("{}{}", language.states().reason, language.report().colon);
            let answer = language.answer(answer);
            writeln!(out, "    {}{}", paint(context.color, Tone::Note, &label), visible(&answer))?;
        }
        writeln!(out)?;
    }
    write_old(report, context, out)
}

/// What a baseline knows and is still so, and what is so no more.
fn write_old(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let Some(comparison) = &report.comparison else {
        return Ok(());
    };
    let words = context.language.states();
    let mut old = report.open().filter(|finding| !report.counts_against(finding)).peekable();
    if old.peek().is_some() {
        write_title(words.unchanged, context, out)?;
        old.try_for_each(|finding| write_line(finding, context, out))?;
        writeln!(out)?;
    }
    for (title, known) in [(words.fixed, &comparison.fixed), (words.unchecked, &comparison.unchecked)] {
        if !known.is_empty() {
            write_title(title, context, out)?;
            known.iter().try_for_each(|known| write_known(known, context, out))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_title(title: &str, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", paint(context.color, Tone::Strong, &format!("── {title} ──")))
}

/// A finding that is no more: which rule, on whom, which field.
fn write_known(known: &Known, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (language, words) = (context.language, context.language.report());
    let head = format!("{}[{}]", language.severity(known.severity), visible(&known.rule));
    let key = summary::key(&known.key, words);
    writeln!(out, "{head} {} {key} {}", visible(&known.table), visible(&known.field))
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
        None if site.inside => format!("{}:{}:{}", site.path, site.start.line, site.start.column),
        None => site.path.to_string(),
    }
}
