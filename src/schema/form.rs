//! Forms as data: where the fields of a record stand, by what is written around them.

use super::{Field, Names, RecordType, TableId, Type};
use crate::value::Unit;

/// A form: one sheet holds one record, or a part of one.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its name.
    pub names: Names,
    /// The table whose record it holds.
    pub table: TableId,
    /// Indices of the fields that name the record where its key is not on the form.
    pub by: Vec<usize>,
    /// 标题: one of these is written above it.
    pub headings: Vec<String>,
    /// The captions that name the unit of entry.
    pub units: Vec<String>,
    /// The unit of entry where nothing on the sheet names one.
    pub unit: Option<Unit>,
    /// 固定: what the form itself says.
    pub fixed: Vec<Constant>,
    /// 固定 … 其中: elements of lists that the form itself is or brings.
    pub elements: Vec<Element>,
    /// Single cells.
    pub picks: Vec<Pick>,
    /// Tables inside the form.
    pub lists: Vec<FormList>,
    /// 样文: how texts begin that are printed where something is to be filled in.
    pub hints: Vec<String>,
    /// 不读: captions of cells that are not read.
    pub ignored: Vec<String>,
}

/// A field of a record, however deep inside records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its path in first spellings.
    pub path: String,
    /// The indices of the fields on the way.
    pub at: Vec<usize>,
}

/// A field with a value that needs no cell.
#[derive(Clone, Debug)]
pub struct Constant {
    /// The field.
    pub slot: Slot,
    /// The value as documents write it.
    pub text: String,
}

/// A cell and what it holds.
#[derive(Clone, Debug)]
pub struct Pick {
    /// Where it is.
    pub place: FormPlace,
    /// True when a form without it is one all the same.
    pub optional: bool,
    /// What it holds.
    pub targets: Vec<Target>,
    /// The element of a list to which the fields belong.
    pub element: Option<Element>,
}

/// Where a cell is.
#[derive(Clone, Debug)]
pub enum FormPlace {
    /// It has the shape of the first target.
    Inside,
    /// Beside a caption.
    Right(Caption),
    /// Below a caption.
    Below(Caption),
    /// Where the row of one caption and the column of another meet.
    Crossing(Vec<String>, Vec<String>),
}

/// A caption by its wordings.
#[derive(Clone, Debug)]
pub struct Caption {
    /// The wordings.
    pub texts: Vec<String>,
    /// A caption below which it stands.
    pub column: Option<String>,
}

/// An element of a list, by what is known of it besides its cells.
#[derive(Clone, Debug)]
pub struct Element {
    /// The list.
    pub list: Slot,
    /// Fields of the element.
    pub constants: Vec<Constant>,
}

/// What a cell, or a part of it, holds: the first shape that fits.
#[derive(Clone, Debug)]
pub struct Target {
    /// The shapes.
    pub shapes: Vec<Shape>,
    /// True when a text that fits none leaves the fields blank.
    pub lenient: bool,
}

/// A way in which a cell can be filled in.
#[derive(Clone, Debug)]
pub enum Shape {
    /// The value of a field.
    Field(Slot),
    /// A text with fields in it.
    Pattern(Pattern),
}

/// A text with holes.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As written.
    pub written: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a pattern.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Characters.
    Text(String),
    /// A field's value.
    Hole(Slot),
    /// `{*}`: anything.
    Anything,
}

/// A table inside a form.
#[derive(Clone, Debug)]
pub struct FormList {
    /// The list.
    pub list: Slot,
    /// Indices of the fields by which elements of two forms are the same.
    pub keys: Vec<usize>,
    /// Captions below it.
    pub until: Vec<String>,
    /// Its columns.
    pub columns: Vec<FormColumn>,
}

/// A column of a table inside a form.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// The wordings of its heading.
    pub texts: Vec<String>,
    /// Which of the columns with that heading, from 1.
    pub number: usize,
    /// True when a table without it is one all the same.
    pub optional: bool,
    /// What it holds.
    pub targets: Vec<Target>,
    /// True when a blank cell holds what the one above holds.
    pub ditto: bool,
}

impl Shape {
    /// The fields that it fills.
    pub fn slots(&self) -> Vec<&Slot> {
        match self {
            Self::Field(slot) => vec![slot],
            Self::Pattern(pattern) => pattern
                .pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Hole(slot) => Some(slot),
                    Piece::Text(_) | Piece::Anything => None,
                })
                .collect(),
        }
    }
}

impl RecordType {
    /// The field at the end of these indices.
    pub fn at(&self, at: &[usize]) -> Option<&Field> {
        let (first, rest) = at.split_first()?;
        let field = self.fields.get(*first)?;
        match &field.ty {
            _ if rest.is_empty() => Some(field),
            Type::Record(inner) => inner.at(rest),
            _ => None,
        }
    }

    /// What an element of the list at the end of these indices holds.
    pub fn element(&self, list: &[usize]) -> Option<&Self> {
        match &self.at(list)?.ty {
            Type::List(element) => match &**element {
                Type::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }
}
