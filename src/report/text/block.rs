//! A message over its lines of text with carets, drawn by miette, or over the cells of a workbook.

use std::fmt;
use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeStyles};

use super::cells::write_cells;
use super::snippet::Snippet;
use crate::diag::Severity;
use crate::report::Context;
use crate::report::terminal::visible;
use crate::source::Site;

/// Places shown under one message, the cause included; the rest is counted.
const MOST_PLACES: usize = 8;

/// Writes a message with the lines of its places: the cause first, each with what is said at it.
pub fn write_block(
    severity: Severity,
    message: &str,
    places: &[(&Site, Option<String>)],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = places.get(..MOST_PLACES).unwrap_or(places);
    let (cells, lines): (Vec<_>, Vec<_>) = shown.iter().cloned().partition(|(site, _)| site.cell.is_some());
    let sites: Vec<&Site> = lines.iter().map(|(site, _)| *site).collect();
    let texts: Vec<Option<String>> =
        lines.iter().map(|(_, text)| text.as_ref().map(|text| visible(text).into_owned())).collect();
    let snippet = Snippet::new(&sites);
    let (marked, labels): (Vec<usize>, Vec<LabeledSpan>) = snippet.labels(&texts).into_iter().unzip();
    let mut theme = GraphicalTheme::unicode_nocolor();
    if context.color {
        theme.styles = styles(severity, &marked);
    }
    let mut handler = GraphicalReportHandler::new_themed(theme).without_syntax_highlighting().tab_width(4);
    handler = match context.width {
        Some(width) => handler.with_width(width.max(40)),
        None => handler.with_wrap_lines(false),
    };
    let has_lines = !snippet.is_empty();
    let block = Block { severity, message: visible(message).into_owned(), labels, snippet };
    let mut drawn = String::new();
    handler.render_report(&mut drawn, &block).map_err(io::Error::other)?;
    for line in drawn.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    write_cells(&cells, context, out)?;
    let words = context.language.report();
    if let (false, Some(site)) = (has_lines, sites.first()) {
        writeln!(out, "    {}{}{}", words.place, words.colon, visible(&site.path))?;
    }
    if let Some(more) = places.len().checked_sub(MOST_PLACES).filter(|&more| more > 0) {
        writeln!(out, "    {}", context.language.more_places(more))?;
    }
    Ok(())
}

/// The cause in the colour of the severity, the other places in another; in the order of the labels.
fn styles(severity: Severity, marked: &[usize]) -> ThemeStyles {
    let mut styles = ThemeStyles::ansi();
    let cause = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    };
    let other = styles.help;
    styles.highlights = marked.iter().map(|&place| if place == 0 { cause } else { other }).collect();
    // miette takes the next of an endless round of styles, so there must be one.
    styles.highlights.push(other);
    styles
}

#[derive(Debug)]
struct Block {
    severity: Severity,
    message: String,
    labels: Vec<LabeledSpan>,
    snippet: Snippet,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Block {}

impl miette::Diagnostic for Block {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
