//! What two runs say differently, for a page or a comment.

use std::io::{self, Write};

use super::sheet::{Table, sheet};
use crate::finding::record::Diff;
use crate::report::Context;
use crate::report::markdown::Markdown;

/// Writes the counts, what moved, and tables of what changed.
pub(super) fn write(diff: &Diff, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let sheet = sheet(diff, context.language);
    writeln!(out, "# {}", Markdown(&sheet.summary))?;
    writeln!(out, "\n## {}\n", context.language.records().causes)?;
    for line in &sheet.causes {
        writeln!(out, "- {}", Markdown(line))?;
    }
    sheet.tables.iter().try_for_each(|table| write_table(table, out))
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", table.title)?;
    let texts = table.heads.len() - table.numbers;
    let sides = (0..table.heads.len()).map(|at| if at < texts { "---" } else { "--:" });
    writeln!(out, "| {} |", table.heads.join(" | "))?;
    writeln!(out, "|{}|", sides.collect::<Vec<_>>().join("|"))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| Markdown(cell).to_string()).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
