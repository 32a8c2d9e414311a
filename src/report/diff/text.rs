//! What two runs say differently, for people at a terminal.

use std::io::{self, Write};

use super::sheet::{Table, sheet};
use crate::finding::record::Diff;
use crate::report::Context;
use crate::report::terminal::{Align, Tone, columns, paint, visible};

/// Writes what moved, tables of what changed, and the counts.
pub(super) fn write(diff: &Diff, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let sheet = sheet(diff, context.language);
    write_title(context.language.records().causes, context, out)?;
    for line in &sheet.causes {
        writeln!(out, "{}", visible(line))?;
    }
    for table in &sheet.tables {
        writeln!(out)?;
        write_title(table.title, context, out)?;
        write_table(table, out)?;
    }
    let tone = if diff.is_empty() { Tone::Good } else { Tone::Strong };
    writeln!(out, "\n{}", paint(context.color, tone, &sheet.summary))
}

fn write_title(title: &str, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", paint(context.color, Tone::Strong, &format!("── {title} ──")))
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let texts = table.heads.len() - table.numbers;
    let align: Vec<Align> =
        (0..table.heads.len()).map(|at| if at < texts { Align::Left } else { Align::Right }).collect();
    let heads = table.heads.clone();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| visible(cell).into_owned()).collect());
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    columns(&align, &rows).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}
