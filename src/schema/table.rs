//! Tables and their fields.

use std::sync::Arc;

use super::{Bounds, Names, RecordType, TableId, Type};
use crate::value::{Matcher, Unit};

/// A dataset: records of one type with a key.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name; also the key of a document that holds several tables. Findings share it.
    pub names: Arc<Names>,
    /// Indices of the key's fields in `record`; empty when the table has none.
    pub key: Vec<usize>,
    /// What a record holds.
    pub record: RecordType,
    /// 子表: its records are elements of a list of another table.
    pub child: Option<Child>,
}

/// Whose elements the records of a child table are. Its first fields are the key of the parent, the others those
/// of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The table of the parents.
    pub parent: TableId,
    /// The list, by the indices of fields from the parent's record.
    pub path: Vec<usize>,
    /// How many fields the key of the parent has.
    pub keys: usize,
}

/// A named place in a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its spellings, both accepted in documents and in rules.
    pub names: Names,
    /// Column headings seen in real documents.
    pub aliases: Vec<String>,
    /// What it holds.
    pub ty: Type,
    /// 必填: a record without it has a fault of its own.
    pub required: bool,
    /// What a bare number in a document stands for; of money fields.
    pub unit: Unit,
    /// `单位 %`: a bare number in a document is in percent; of ratio fields.
    pub percent: bool,
    /// 范围: what lies outside is malformed.
    pub bounds: Option<Bounds>,
    /// 匹配: what does not match is malformed.
    pub pattern: Option<Matcher>,
    /// 占位: texts that mean "not filled in" (those of the table included). Fields share them.
    pub placeholders: Arc<[String]>,
    /// 子表: its elements may be records of a table of their own, so that it is known to be missing only when
    /// those have been read.
    pub child: bool,
}
