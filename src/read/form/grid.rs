//! A whole sheet in memory: its cells with their places, merged ones with their extent; blank ones have a place too.

use crate::read::book::{CellValue, Merge, Row, SheetCell};
use crate::read::list::{Origin, Page, seen};
use crate::source::{Span, column_letters};

/// Rows and columns of the largest form; a sheet with more is none.
pub(in crate::read) const MOST_ROWS: usize = 500;
pub(super) const MOST_COLUMNS: u32 = 100;

/// A cell by row and column, from 0.
pub(super) type At = (usize, usize);

/// The cells of a sheet.
pub(in crate::read) struct Grid {
    rows: Vec<Vec<Spot>>,
    /// True when the sheet says which cells were merged.
    pub(super) merged: bool,
}

/// A cell of a grid.
#[derive(Clone, Default)]
pub(super) struct Spot {
    /// What it holds.
    pub(super) cell: Option<SheetCell>,
    /// What people see in it.
    pub(super) text: String,
    /// Its place.
    pub(super) span: Span,
    /// How many rows and columns it covers.
    pub(super) high: usize,
    pub(super) wide: usize,
}

impl Grid {
    /// The cells, and the page on which they stand; `None` when they are more than a form has.
    pub(in crate::read) fn new(rows: &[Row], merges: &[Merge], origin: &Origin) -> Option<(Self, Page)> {
        let last_row = rows.last()?.number as usize;
        let last_column =
            rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max()? as usize;
        if last_row > MOST_ROWS || last_column > MOST_COLUMNS as usize {
            return None;
        }
        // One row and column more: there is what was left out at the edge.
        let blank = Spot { high: 1, wide: 1, ..Spot::default() };
        let mut grid = vec![vec![blank; last_column + 1]; last_row + 1];
        for row in rows {
            for cell in &row.cells {
                let spot = grid.get_mut(row.number as usize - 1);
                if let Some(spot) = spot.and_then(|cells| cells.get_mut(cell.column as usize - 1)) {
                    spot.text = seen(&cell.value);
                    spot.cell = Some(cell.clone()).filter(|_| !spot.text.trim().is_empty());
                }
            }
        }
        for merge in merges {
            let first = grid.get_mut(merge.rows.0 as usize - 1);
            if let Some(spot) = first.and_then(|cells| cells.get_mut(merge.columns.0 as usize - 1)) {
                spot.high = (merge.rows.1 - merge.rows.0) as usize + 1;
                spot.wide = (merge.columns.1 - merge.columns.0) as usize + 1;
            }
        }
        let mut page = Page::new(origin);
        let mut rows = rows.iter().peekable();
        for (number, spots) in (1..).zip(&mut grid) {
            let blank = Row { number, ..Row::default() };
            let row = rows.next_if(|row| row.number == number).unwrap_or(&blank);
            for (column, spot) in (1..).zip(spots.iter_mut()) {
                spot.span = page.cell(row, column, &spot.text);
            }
            page.end_row();
        }
        Some((Self { rows: grid, merged: !merges.is_empty() }, page))
    }

    /// The cell there.
    pub(super) fn get(&self, at: At) -> Option<&Spot> {
        self.rows.get(at.0)?.get(at.1)
    }

    /// What the cell there holds.
    pub(super) fn cell(&self, at: At) -> Option<&SheetCell> {
        self.get(at)?.cell.as_ref()
    }

    /// The text that was typed into the cell there.
    pub(super) fn typed(&self, at: At) -> Option<&str> {
        match &self.cell(at)?.value {
            CellValue::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn span(&self, at: At) -> Span {
        self.get(at).map(|spot| spot.span).unwrap_or_default()
    }

    /// The columns that the cell there covers.
    pub(super) fn columns(&self, at: At) -> std::ops::Range<usize> {
        at.1..at.1 + self.get(at).map_or(1, |spot| spot.wide)
    }

    /// The rows that the cell there covers.
    pub(super) fn rows_of(&self, at: At) -> std::ops::Range<usize> {
        at.0..at.0 + self.get(at).map_or(1, |spot| spot.high)
    }

    /// How many rows and columns there are.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.rows.first().map_or(0, Vec::len))
    }

    /// The cells that hold something, in reading order.
    pub(super) fn filled(&self) -> impl Iterator<Item = At> {
        let rows = self.rows.iter().enumerate();
        rows.flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate().filter(|(_, spot)| spot.cell.is_some());
            cells.map(move |(column, _)| (row, column))
        })
    }
}

/// `E11`.
pub(super) fn address(at: At) -> String {
    format!("{}{}", column_letters(at.1 + 1), at.0 + 1)
}
