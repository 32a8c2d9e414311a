//! Where rows stand: in a text of their own, with the places of the cells of a sheet, or in the text they come from.

use std::sync::Arc;

use crate::read::book::Row;
use crate::source::{CellMark, Site, Source, Span};

use super::value::seen;

/// What rows come from.
#[derive(Clone)]
pub(in crate::read) struct Origin {
    pub(in crate::read) path: Arc<str>,
    pub(in crate::read) sheet: Arc<str>,
    /// The text in which they stand; none for the rows of a workbook.
    pub(in crate::read) text: Option<Arc<Source<'static>>>,
}

impl Origin {
    /// The first cell of a row that holds something.
    pub(in crate::read) fn site_of(&self, row: &Row) -> Site {
        self.site_in(row, row.cells.first().map_or(1, |cell| cell.column))
    }

    /// A cell of a row.
    pub(in crate::read) fn site_in(&self, row: &Row, column: u32) -> Site {
        let mut page = Page::new(self);
        let mut span = Span::at(0);
        for cell in &row.cells {
            let place = page.cell(row, cell.column, &seen(&cell.value));
            if cell.column == column {
                span = place;
            }
        }
        if row.cells.is_empty() {
            span = page.cell(row, column, "");
        }
        page.end_row();
        page.finish(self).site(span)
    }
}

/// A text of rows being made, so that spans mean cells.
pub(in crate::read) struct Page {
    text: String,
    marks: Vec<CellMark>,
    /// Bytes before the row at hand.
    row_start: usize,
    /// Where the last row ended, when rows stand in a text already.
    last: Option<usize>,
}

impl Page {
    pub(in crate::read) fn new(origin: &Origin) -> Self {
        let last = origin.text.as_ref().map(|_| 0);
        Self { text: String::new(), marks: Vec::new(), row_start: 0, last }
    }

    /// The same with room for as much as another page came to.
    pub(super) fn like(origin: &Origin, (bytes, cells): (usize, usize)) -> Self {
        let mut page = Self::new(origin);
        if origin.text.is_none() {
            page.text.reserve(bytes);
            page.marks.reserve(cells);
        }
        page
    }

    /// How much text there is, and how many cells.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.text.len(), self.marks.len())
    }

    /// Adds a cell to the row at hand; a cell that holds nothing has a place too.
    pub(in crate::read) fn cell(&mut self, row: &Row, column: u32, text: &str) -> Span {
        self.cell_with(row, column, |out| out.push_str(text))
    }

    /// Adds a cell whose text is written there to the row at hand.
    pub(super) fn cell_with(&mut self, row: &Row, column: u32, write: impl FnOnce(&mut String)) -> Span {
        if let Some(last) = &mut self.last {
            *last = row.spans.last().map_or(*last, |span| span.end);
            return row.spans.get(column as usize - 1).copied().unwrap_or(Span::at(*last));
        }
        if self.text.len() > self.row_start {
            self.text.push('\t');
        }
        let start = self.text.len();
        self.marks.push(CellMark { start, row: row.number, column });
        write(&mut self.text);
        self.tidy(start);
        if self.text.len() == start {
            self.text.push(' ');
        }
        Span::new(start, self.text.len())
    }

    /// Takes what is written from there on without white space around it and as one line: a row is one, and cells
    /// stand between tabs.
    fn tidy(&mut self, start: usize) {
        let own = self.text.get(start..).unwrap_or_default();
        let trimmed = own.trim();
        if trimmed.len() < own.len() || memchr::memchr3(b'\t', b'\n', b'\r', own.as_bytes()).is_some() {
            let in_line = |c: char| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c };
            let tidied: String = trimmed.chars().map(in_line).collect();
            self.text.truncate(start);
            self.text.push_str(&tidied);
        }
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

    /// The text; the one that the rows come from where they stand in one.
    pub(in crate::read) fn finish(self, origin: &Origin) -> Arc<Source<'static>> {
        let made =
            || Source::with_cells(Arc::clone(&origin.path), self.text, Arc::clone(&origin.sheet), self.marks);
        origin.text.clone().unwrap_or_else(|| Arc::new(made()))
    }
}
