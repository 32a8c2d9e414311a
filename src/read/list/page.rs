//! Rows of a sheet as one text with the places of its cells, so that spans mean cells.

use std::sync::Arc;

use crate::source::{CellMark, Source, Span};

/// A text being made.
#[derive(Default)]
pub(in crate::read) struct Page {
    text: String,
    marks: Vec<CellMark>,
    /// Bytes before the row at hand.
    row_start: usize,
}

impl Page {
    /// Adds a cell to the row at hand; a cell that holds nothing has a place too.
    pub(in crate::read) fn cell(&mut self, row: u32, column: u32, text: &str) -> Span {
        if self.text.len() > self.row_start {
            self.text.push('\t');
        }
        let start = self.text.len();
        self.marks.push(CellMark { start, row, column });
        // A row is one line, and cells stand between tabs.
        self.text.extend(text.trim().chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        if self.text.len() == start {
            self.text.push(' ');
        }
        Span::new(start, self.text.len())
    }

    /// Ends the row at hand.
    pub(in crate::read) fn end_row(&mut self) {
        self.text.push('\n');
        self.row_start = self.text.len();
    }

    /// How much text there is.
    pub(in crate::read) fn len(&self) -> usize {
        self.text.len()
    }

    pub(in crate::read) fn finish(self, path: &Arc<str>, sheet: &Arc<str>) -> Source {
        Source::with_cells(Arc::clone(path), self.text, Arc::clone(sheet), self.marks)
    }
}
