//! `markdown`: a report to be put into an issue, a wiki or a letter; `github-summary`: the same within what
//! GitHub shows of a step, for `$GITHUB_STEP_SUMMARY`.

mod escape;
mod sections;
mod table;

use std::io::{self, Write};

pub(super) use self::escape::Markdown;
use self::sections::Room;
use super::Context;
use crate::finding::Report;

/// Writes all of it.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    sections::write(report, context.language, &Room::ENDLESS, out)
}

/// Writes what GitHub shows: it drops a summary of more than a mebibyte whole.
pub(super) fn write_summary(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    sections::write(report, context.language, &Room::STEP, out)
}
