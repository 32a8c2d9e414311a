//! Types and tables as data: what a pack says a document looks like. Made by `ir`, obeyed by `read` and `eval`.

mod form;
mod lookup;
mod name;
mod table;
mod types;

pub use form::{
    Caption, Constant, Element, Form, FormColumn, FormList, FormPlace, Pattern, Pick, Piece, Shape, Slot,
    Target,
};
pub use name::{FieldPath, Names};
pub use table::{Child, Field, Table};
pub use types::{Bounds, Enumeration, Member, RecordType, Type};

/// Which enumeration of a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub usize);

/// Which table of a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub usize);

/// All types and tables of a program.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Enumerations, in the order of their declaration.
    pub enumerations: Vec<Enumeration>,
    /// Tables, in the order of their declaration.
    pub tables: Vec<Table>,
    /// Forms, in the order of their declaration.
    pub forms: Vec<Form>,
    /// The table of which a bare document is a record.
    pub main: Option<TableId>,
}
