//! Rows of a list to rows of columns, a record each.

mod cells;
mod fill;
mod heads;
mod keyed;
mod kind;

use super::plan::{Bits, FieldPlan, Plan};

pub(super) use cells::Room;
pub use fill::{Fill, Filling};
pub use heads::Head;
pub use keyed::{KeyedRows, Run, key_in, key_of};

/// How the rows of a list are read.
#[derive(Debug)]
pub struct RowPlan {
    delimiter: u8,
    /// What is done with each cell of a row.
    slots: Vec<Slot>,
    /// The objects of which they are fields, each behind the one around it.
    objects: Vec<RowObject>,
}

/// A column of the list.
#[derive(Debug)]
struct Slot {
    /// None where nothing is read from it.
    field: Option<SlotField>,
    heading: Heading,
}

/// What a heading is compared as.
#[derive(Debug)]
struct Heading {
    all: Box<[u8]>,
    /// The first byte of it, which nearly every cell is told apart by.
    first: u8,
}

#[derive(Clone, Copy, Debug)]
struct SlotField {
    plan: FieldPlan,
    /// The object of the row of which it is a field.
    object: usize,
    bit: Bits,
}

/// An object of a row.
#[derive(Debug)]
struct RowObject {
    /// The plan's object that it is.
    object: usize,
    /// The object around it, and which of its fields it is; nothing for the record itself.
    around: Option<(usize, Bits, FieldPlan)>,
}

impl Plan {
    /// How rows are read below these headings; `None` where a field cannot be filled in from a row.
    pub fn rows(&self, delimiter: u8, heads: &[Head<'_>]) -> Option<RowPlan> {
        RowPlan::new(self, self.root, delimiter, heads)
    }
}
