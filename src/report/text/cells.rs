//! Places in a workbook: each cell by its name, and its row with the cell marked.

use std::io::{self, Write};

use super::window::window;
use crate::report::Context;
use crate::report::terminal::{Tone, paint, visible};
use crate::source::{Excerpt, Site};

/// What stands before and after a marked cell. Consoles of every code page that has Chinese have these signs.
const MARKS: [&str; 2] = ["【", "】"];
/// What stands between the cells of a row.
const BETWEEN: &str = " │ ";

/// Writes the cells with what is said at them. Cells of one row that follow each other share its line.
pub(super) fn write_cells(
    places: &[(&Site, Option<String>)],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    for row in places.chunk_by(|(one, _), (other, _)| same_row(one, other)) {
        for (site, said) in row {
            let cell = site.cell.as_ref().map(ToString::to_string).unwrap_or_default();
            let place = format!("{} › {}", visible(&site.path), visible(&cell));
            let said = said.as_ref().map(|said| format!("  {}", visible(said))).unwrap_or_default();
            writeln!(out, "    {}{said}", paint(context.color, Tone::Strong, &place))?;
        }
        let excerpts: Vec<&Excerpt> = row.iter().filter_map(|(site, _)| site.excerpt.as_deref()).collect();
        if !excerpts.is_empty() {
            writeln!(out, "      {}", marked(&excerpts))?;
        }
    }
    Ok(())
}

fn same_row(one: &Site, other: &Site) -> bool {
    let sheet = |site: &Site| site.cell.as_ref().map(|cell| (cell.sheet.clone(), cell.row));
    one.path == other.path && sheet(one) == sheet(other)
}

/// The cells of a row, the marked ones between signs.
fn marked(excerpts: &[&Excerpt]) -> String {
    let shown = window(excerpts);
    let mut marks: Vec<(usize, usize)> = shown.marks.iter().map(|mark| (mark.start, mark.end)).collect();
    marks.sort_unstable();
    marks.dedup();
    let mut line = String::new();
    let mut at = 0;
    for (from, to) in marks {
        let (Some(before), Some(inside)) = (shown.text.get(at..from), shown.text.get(from..to)) else {
            continue;
        };
        let [open, close] = MARKS;
        line.extend([before, open, inside, close]);
        at = to;
    }
    line.push_str(shown.text.get(at..).unwrap_or_default());
    line.replace('\t', BETWEEN).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{CellMark, Source, Span};

    #[test]
    fn cells_of_one_row_share_its_line() {
        let mark = |start, column| CellMark { start, row: 5, column };
        let source = Source::with_cells(
            "申报.xlsx",
            "A001\t795\t \t新增\n".to_owned(),
            "项目".into(),
            vec![mark(0, 1), mark(5, 2), mark(9, 3), mark(11, 4)],
        );
        let (amount, missing) = (source.site(Span::new(5, 8)), source.site(Span::new(9, 10)));
        let places = [(&amount, None), (&missing, Some("未填 `得分`".to_owned()))];
        let mut out = Vec::new();
        write_cells(&places, &Context::default(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "    申报.xlsx › 项目!B5\n    申报.xlsx › 项目!C5  未填 `得分`\n      A001 │ 【795】 │ 【 】 │ 新增\n"
        );
    }
}
