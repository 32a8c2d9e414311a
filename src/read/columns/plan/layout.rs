//! Which cells of a table's records get columns.

use super::field::Places;
use crate::read::columns::Vocabulary;
use crate::schema::{RecordType, Schema, TableId, Type};

/// Which column.
pub type ColumnId = usize;

/// Which set of rows: the records themselves, or the elements of one of their lists.
pub type FrameId = usize;

/// The columns that are asked for.
#[derive(Debug)]
pub struct Layout<'s> {
    pub(in crate::read::columns) schema: &'s Schema,
    pub(in crate::read::columns) table: TableId,
    /// What a row of each set is.
    pub(in crate::read::columns) frames: Vec<Rows<'s>>,
    columns: Vec<Asked>,
    /// Those whose values are all held, with their places.
    held: Vec<ColumnId>,
    /// True when places are kept of the values of all.
    all_placed: bool,
    /// Those whose texts are looked for in the vocabulary.
    coded: Vec<ColumnId>,
    /// The texts that rules look for.
    words: Vec<Box<str>>,
}

/// What a row is.
#[derive(Clone, Copy, Debug)]
pub(in crate::read::columns) enum Rows<'s> {
    Record(&'s RecordType),
    Scalar(&'s Type),
}

#[derive(Debug)]
struct Asked {
    frame: FrameId,
    steps: Vec<usize>,
    kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Numbers of any type, times [`SCALE`](crate::read::columns::SCALE).
    Number,
    /// Dates, as numbers in the order of the calendar.
    Date,
    /// Yes as 1 and no as 0.
    Bool,
    /// Members of an enumeration.
    Member,
    /// Texts: their places in the text that was read.
    Text,
    /// Whether there is a record.
    Record,
    /// Whether there is a list, and which rows its elements are.
    List(FrameId),
}

impl<'s> Layout<'s> {
    /// No columns yet of that table.
    pub fn new(schema: &'s Schema, table: TableId) -> Option<Self> {
        let record = &schema.table(table)?.record;
        Some(Self {
            schema,
            table,
            frames: vec![Rows::Record(record)],
            columns: Vec::new(),
            held: Vec::new(),
            all_placed: false,
            coded: Vec::new(),
            words: Vec::new(),
        })
    }

    /// The column of the cell that so many steps lead to from a row; no step for the element of a list of scalars.
    pub fn column(&mut self, frame: FrameId, steps: &[usize]) -> Option<(ColumnId, ColumnKind)> {
        if let Some(found) = self.find(frame, steps) {
            return Some((found, self.columns.get(found)?.kind));
        }
        let ty = self.ty(frame, steps)?;
        let kind = match ty {
            Type::Text => ColumnKind::Text,
            Type::Bool => ColumnKind::Bool,
            Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Year | Type::Days => {
                ColumnKind::Number
            }
            Type::Date => ColumnKind::Date,
            Type::Enum(_) => ColumnKind::Member,
            Type::Record(_) => ColumnKind::Record,
            Type::List(element) => {
                self.frames.push(match &**element {
                    Type::Record(record) => Rows::Record(record),
                    scalar => Rows::Scalar(scalar),
                });
                ColumnKind::List(self.frames.len() - 1)
            }
            Type::Set(_) => return None,
        };
        self.columns.push(Asked { frame, steps: steps.to_owned(), kind });
        Some((self.columns.len() - 1, kind))
    }

    /// Asks for the places of a column's values as well, and that it hold all values: a record with one that does not
    /// fit is odd.
    pub fn hold(&mut self, column: ColumnId) {
        self.held.push(column);
    }

    /// Asks for the places of the values of all columns.
    pub const fn place_all(&mut self) {
        self.all_placed = true;
    }

    /// The number of a text in the vocabulary, to which it is added where it is not in it.
    pub fn word(&mut self, text: Box<str>) -> usize {
        self.words.iter().position(|known| *known == text).unwrap_or_else(|| {
            self.words.push(text);
            self.words.len() - 1
        })
    }

    /// Asks for the codes of a column's texts in the vocabulary as well.
    pub fn code(&mut self, column: ColumnId) {
        self.coded.push(column);
    }

    /// The texts that rules look for, each with a code.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(self.words.clone())
    }

    pub(in crate::read::columns) fn is_coded(&self, column: ColumnId) -> bool {
        self.coded.contains(&column)
    }

    pub(in crate::read::columns) fn places(&self, column: ColumnId) -> Places {
        if self.held.contains(&column) {
            Places::OfAll
        } else if self.all_placed {
            Places::Kept
        } else {
            Places::None
        }
    }

    /// How many sets of rows there are.
    pub fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// The column of the cell that so many steps lead to from a row, where it was asked for.
    pub fn find(&self, frame: FrameId, steps: &[usize]) -> Option<ColumnId> {
        self.columns.iter().position(|asked| asked.frame == frame && asked.steps == steps)
    }

    /// What a column holds.
    pub fn kind(&self, column: ColumnId) -> Option<ColumnKind> {
        self.columns.get(column).map(|asked| asked.kind)
    }

    /// The set of rows and the kind of each column.
    pub(in crate::read::columns) fn columns(&self) -> impl Iterator<Item = (FrameId, ColumnKind)> {
        self.columns.iter().map(|asked| (asked.frame, asked.kind))
    }

    fn ty(&self, frame: FrameId, steps: &[usize]) -> Option<&'s Type> {
        let record = match (self.frames.get(frame)?, steps.is_empty()) {
            (Rows::Scalar(ty), true) => return Some(ty),
            (Rows::Record(record), false) => *record,
            (Rows::Scalar(_), false) | (Rows::Record(_), true) => return None,
        };
        let (last, way) = steps.split_last()?;
        let mut record = record;
        for step in way {
            let Type::Record(inner) = &record.fields.get(*step)?.ty else {
                return None;
            };
            record = inner;
        }
        record.fields.get(*last).map(|field| &field.ty)
    }
}
