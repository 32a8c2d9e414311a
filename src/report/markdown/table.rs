//! A table in as much room as it has.

use std::io::{self, Write};

use crate::text::Language;

/// How the cells of a column stand.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
}

/// Writes a heading and a table; nothing when it has no row. Rows that find no room are counted under it.
///
/// Cells are Markdown already.
pub(super) fn write<const N: usize>(
    title: &str,
    heads: [(&str, Side); N],
    rows: impl ExactSizeIterator<Item = [String; N]>,
    room: usize,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (total, mut written, mut size) = (rows.len(), 0, 0);
    if total == 0 {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    writeln!(out, "| {} |", heads.map(|(head, _)| head).join(" | "))?;
    let rule = heads.map(|(_, side)| match side {
        Side::Left => "---",
        Side::Right => "--:",
    });
    writeln!(out, "|{}|", rule.join("|"))?;
    for row in rows {
        let line = format!("| {} |", row.join(" | "));
        size += line.len() + 1;
        if size > room {
            break;
        }
        writeln!(out, "{line}")?;
        written += 1;
    }
    match total - written {
        0 => Ok(()),
        left_out => writeln!(out, "\n{}", language.left_out(left_out)),
    }
}
