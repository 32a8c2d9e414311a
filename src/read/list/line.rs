//! Rows as lines of JSON that mean the same, so that lists are judged in the columns in which lines are.

use super::header::Column;
use super::value::{adds_unit, held, is_bare};
use crate::read::NodeKind;
use crate::read::book::{CellValue, Row, Shown, percent, push_digits};
use crate::schema::Type;

/// How rows of a list are written as lines: what stands before each value, and at the end.
#[derive(Debug)]
pub(super) struct Line {
    /// Columns by their places in the header, in the order in which they are written.
    steps: Vec<(String, usize)>,
    end: String,
}

impl Line {
    /// `None` where elements of lists have columns: which of them there are depends on the row.
    pub(super) fn new(columns: &[Column<'_>]) -> Option<Self> {
        let paths = columns.iter().enumerate().map(|(at, column)| (at, &*column.meant.path));
        let paths: Vec<(usize, &str)> = paths.collect();
        let lists = paths.iter().any(|(_, path)| path.contains('['));
        let mut line = Self { steps: Vec::new(), end: String::new() };
        if lists || paths.is_empty() {
            return None;
        }
        line.object(&paths);
        Some(line)
    }

    /// Adds an object with these paths, those of one record together.
    fn object<'p>(&mut self, paths: &[(usize, &'p str)]) {
        let mut rest = paths.to_vec();
        self.end.push('{');
        let mut comma = "";
        while let Some((at, first)) = rest.first().copied() {
            let (head, tail) = first.split_once('.').map_or((first, None), |(head, tail)| (head, Some(tail)));
            self.end.extend([comma, "\"", head, "\":"]);
            comma = ",";
            if tail.is_none() {
                self.steps.push((std::mem::take(&mut self.end), at));
                rest.remove(0);
                continue;
            }
            let inside = |path: &'p str| path.strip_prefix(head).and_then(|tail| tail.strip_prefix('.'));
            let own: Vec<(usize, &'p str)> =
                rest.iter().filter_map(|(at, path)| Some((*at, inside(path)?))).collect();
            rest.retain(|(_, path)| inside(path).is_none());
            self.object(&own);
        }
        self.end.push('}');
    }

    /// Adds the line of a row; `None` where a cell cannot be written so.
    pub(super) fn write(&self, columns: &[Column<'_>], row: &Row, out: &mut String) -> Option<()> {
        for (before, column) in &self.steps {
            let column = columns.get(*column)?;
            out.push_str(before);
            // Mostly there is a cell in every column up to this one.
            let guess = row.cells.get(column.number as usize - 1).filter(|cell| cell.column == column.number);
            let cell = guess.or_else(|| row.cells.iter().find(|cell| cell.column == column.number));
            match cell {
                Some(cell) => write(&cell.value, column, out)?,
                None => out.push_str("null"),
            }
        }
        out.push_str(&self.end);
        Some(())
    }
}

fn write(value: &CellValue, column: &Column<'_>, out: &mut String) -> Option<()> {
    let holder = column.holder();
    let number =
        matches!(holder.ty, Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Year | Type::Days);
    match value {
        CellValue::Text(text) if !number || !is_bare(text) => quoted(text, out),
        CellValue::Number(value, Shown::Plain | Shown::Padded(_)) if number && !adds_unit(&holder) => {
            push_digits(*value, out);
            Some(())
        }
        // What is seen as a share is one, in a field that is filled in in percent too.
        CellValue::Number(value, Shown::Percent) if matches!(holder.ty, Type::Ratio) => {
            if holder.field.percent {
                out.push_str(&percent(*value));
            } else {
                push_digits(*value, out);
            }
            Some(())
        }
        value => match held(value, &holder) {
            NodeKind::Scalar(text) => quoted(&text, out),
            NodeKind::Null | NodeKind::Unread(_) | NodeKind::Object(_) | NodeKind::List(_) => None,
        },
    }
}

/// Adds a text between quotes; `None` for one that cannot stand there as it is.
fn quoted(text: &str, out: &mut String) -> Option<()> {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    text.bytes().all(plain).then_some(())?;
    out.push('"');
    out.push_str(text);
    out.push('"');
    Some(())
}
