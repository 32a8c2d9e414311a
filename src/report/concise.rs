//! `concise`: one line a problem, `path:line:column: severity code message` (a workbook's cell as
//! `path:sheet!E11`), for editors and `grep`.

use std::io::{self, Write};

use super::Context;
use super::terminal::visible;
use crate::diag::Severity;
use crate::finding::Report;
use crate::source::Site;

/// Writes documents' faults, then findings, each by path and line.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    for diagnostic in &report.diagnostics {
        let message = language.problem(&diagnostic.problem).message;
        write_line(
            diagnostic.site(),
            diagnostic.severity,
            diagnostic.problem.code(),
            &message,
            context,
            out,
        )?;
    }
    for finding in &report.findings {
        let site = finding.places.first().map(|place| &place.site);
        write_line(site, finding.severity, &finding.rule, &language.message(&finding.message), context, out)?;
    }
    Ok(())
}

fn write_line(
    site: Option<&Site>,
    severity: Severity,
    code: &str,
    message: &str,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(site) = site {
        write!(out, "{}:", visible(&site.path))?;
        if let Some(cell) = &site.cell {
            write!(out, "{}:", visible(&cell.to_string()))?;
        } else if site.excerpt.is_some() {
            write!(out, "{}:{}:", site.start.line, site.start.column)?;
        }
        write!(out, " ")?;
    }
    let severity =
        super::paint(context.color, super::text::tone(severity), context.language.severity(severity));
    writeln!(out, "{severity} {} {}", visible(code), visible(message))
}
