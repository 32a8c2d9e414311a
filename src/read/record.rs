//! Records: documents that a schema has given types.

use crate::schema::Table;
use crate::source::Span;
use crate::value::Value;

/// A record of a table, or one nested in it: a cell for each field of its type, in the type's order.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Where to point when one of its fields is not there.
    pub anchor: Span,
}

/// What a record holds for one field.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its state.
    pub state: State,
    /// The place of what stands there, be it blank; the record's anchor when nothing does.
    pub span: Span,
    /// The text in which that place is, where it is another one than that of the record.
    pub file: Option<TextId>,
}

/// A text of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId {
    /// The number of the input.
    pub input: u32,
    /// Which of its blocks of rows, in a workbook; which of its pieces, of a text that is read in pieces.
    pub block: u32,
    /// Where it begins in that piece.
    pub start: usize,
}

impl Record {
    /// Its key in that table; `None` when the table has none, or a part of it is missing or malformed.
    pub fn key(&self, table: &Table) -> Option<Vec<Value>> {
        let part = |at: &usize| match &self.cells.get(*at)?.state {
            State::Value(value) => Some(value.clone()),
            State::Missing | State::Malformed(_) | State::Record(_) | State::List(_) => None,
        };
        let key: Vec<Value> = table.key.iter().map(part).collect::<Option<_>>()?;
        (!key.is_empty()).then_some(key)
    }
}

impl Cell {
    /// A cell in the same input as its record.
    pub const fn new(state: State, span: Span) -> Self {
        Self { state, span, file: None }
    }

    /// True for two cells at one place.
    pub fn is_at_place_of(&self, other: &Self) -> bool {
        (self.span, self.file) == (other.span, other.file)
    }

    /// The cell and all cells in it as cells of that text, where they are not of another.
    #[must_use]
    pub fn of_text(mut self, file: TextId) -> Self {
        let mut open = vec![&mut self];
        while let Some(cell) = open.pop() {
            cell.file.get_or_insert(file);
            match &mut cell.state {
                State::Missing | State::Malformed(_) | State::Value(_) => {}
                State::Record(record) => open.extend(&mut record.cells),
                State::List(cells) => open.extend(cells),
            }
        }
        self
    }
}

/// Present, missing and malformed are three things, never two.
#[derive(Clone, Debug)]
pub enum State {
    /// Absent, null, blank, or a placeholder.
    Missing,
    /// Filled in, but not readable as the field's type or outside its domain: the text as written, shortened.
    Malformed(String),
    /// A scalar.
    Value(Value),
    /// A nested record.
    Record(Record),
    /// A list; its cells are scalars or records, and may themselves be malformed or missing.
    List(Vec<Cell>),
}
