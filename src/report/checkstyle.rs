//! `checkstyle`: for Jenkins and whatever else reads it; columns in characters, no ends.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Context;
use super::entry::{Entry, entries};
use super::place::{self, Column};
use super::xml::Xml;
use crate::diag::Severity;
use crate::finding::Report;
use crate::text::Language;

/// Writes an element a file and in it an element a problem.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    // A file without a problem stands too: it was looked at.
    let mut files: BTreeMap<&str, Vec<Entry<'_>>> =
        report.run.inputs.iter().map(|input| (place::plain(&input.path), Vec::new())).collect();
    for entry in entries(report) {
        files.entry(entry.site().map_or("", place::path)).or_default().push(entry);
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"{}\">", env!("CARGO_PKG_VERSION"))?;
    for (path, entries) in files {
        writeln!(out, "  <file name=\"{}\">", Xml(path))?;
        for entry in entries {
            write_error(entry, context.language, out)?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

fn write_error(entry: Entry<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let region = entry.site().and_then(|site| place::region(site, Column::Scalar));
    write!(out, "    <error line=\"{}\"", region.map_or(1, |region| region.line))?;
    if let Some(region) = region {
        write!(out, " column=\"{}\"", region.from)?;
    }
    let severity = match entry.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    writeln!(
        out,
        " severity=\"{severity}\" message=\"{}\" source=\"heng.{}\"/>",
        Xml(&entry.full_message(language)),
        // Readers take what is before the last dot for a category.
        Xml(&entry.code().replace('/', ".")),
    )
}
