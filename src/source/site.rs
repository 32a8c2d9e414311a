//! A place that stands on its own: it needs no text to be shown.

use std::sync::Arc;

use super::{CellRef, Excerpt, Position};

/// A file with, where it is known, a range of lines and columns and the text around it.
///
/// In a workbook lines and columns are rows and columns, and the text around a cell is the other cells of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file, as the user named it.
    pub path: Arc<str>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends (the position after the last character).
    pub end: Position,
    /// True when the place is inside of the file, and not the whole of it.
    pub inside: bool,
    /// The text around a place inside of a file, where anybody wants to see it.
    pub excerpt: Option<Box<Excerpt>>,
    /// The cell at its beginning, in a workbook.
    pub cell: Option<CellRef>,
}

impl Site {
    /// A whole file, for what has no place inside it (it cannot be opened, it is empty).
    pub fn whole(path: impl Into<Arc<str>>) -> Self {
        let (start, end) = (Position::FIRST, Position::FIRST);
        Self { path: path.into(), start, end, inside: false, excerpt: None, cell: None }
    }
}
