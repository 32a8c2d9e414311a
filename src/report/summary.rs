//! `summary`: how many subjects of each rule pass, fail and so on, without the findings; for a first look at a large run.

use std::io::{self, Write};

use super::Context;
use super::terminal::{Tone, paint};
use super::text::{write_conclusion, write_files, write_scope, write_verdicts};
use crate::finding::Report;

/// Writes what is wrong with the documents, the counts of the rules, how findings can be listed, and the conclusion.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    write_files(report, std::iter::empty(), context, out)?;
    write_verdicts(report, context, out)?;
    if !context.brief {
        write_scope(report, context, out)?;
        if report.records > 0 {
            writeln!(out, "{}", language.affected(report))?;
        }
        if report.verdicts().has_findings() {
            writeln!(out, "{}", paint(context.color, Tone::Faint, language.report().unlisted))?;
        }
    }
    write_conclusion(report, context, out)
}
