//! Records: documents that a schema has given types.

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
