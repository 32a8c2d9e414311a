//! Documents as they were written, in any format: scalars as text, objects with their keys, all with spans.

use crate::source::Span;

/// One value of a document.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its text.
    pub span: Span,
    /// Where to point when something inside it is not there: the key, header or bracket that opens it.
    pub anchor: Span,
}

/// The kinds of values. A scalar has no type: the schema gives it one, so that the format cannot.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Nothing: `null`, an empty cell.
    Null,
    /// A scalar's characters, unescaped; numbers as written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// An object, with repeated keys kept, in the order of the text.
    Object(Vec<Entry>),
    /// Something that no type can make a value of.
    Unread(Unread),
}

/// Why there is no value where something was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// An error value of a spreadsheet, `#REF!`.
    ErrorValue(String),
    /// A formula that was never computed.
    NotComputed(String),
    /// A code that was kept as a number and lost its last digits.
    LostDigits(String),
    /// Several boxes ticked.
    SeveralTicks(String),
    /// An amount in no unit.
    NoUnit(String),
    /// A cell of a form that is not filled in as the form wants it.
    OtherShape {
        /// What stands there.
        found: String,
        /// What could.
        shapes: Vec<String>,
    },
    /// Something of which it was told already.
    Told(String),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, unescaped.
    pub key: String,
    /// The key's place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}
