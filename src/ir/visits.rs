//! What a rule visits, and what it asks of all records of a table.

use super::{Aggregate, Expr, Path};
use crate::finding::Subjects;
use crate::schema::{TableId, Type};
use crate::syntax::ast::Quantifier;
use crate::value::Unit;

/// What a rule visits.
#[derive(Clone, Debug)]
pub enum Visits {
    /// Every record of its table.
    Records,
    /// Every group of records of its table that have these fields in common.
    Groups(Vec<GroupKey>),
    /// The batch, once.
    Batch,
}

impl Visits {
    /// The same without the fields.
    pub const fn kind(&self) -> Subjects {
        match self {
            Self::Records => Subjects::Records,
            Self::Groups(_) => Subjects::Groups,
            Self::Batch => Subjects::Batch,
        }
    }
}

/// A field that the records of a group have in common.
#[derive(Clone, Debug)]
pub struct GroupKey {
    /// The field.
    pub path: Path,
    /// Its type.
    pub ty: Type,
    /// Its unit of entry.
    pub unit: Unit,
}

/// What is asked of all records of a table; they are the frame 1 of its expressions.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The table.
    pub table: TableId,
    /// 其中.
    pub filter: Option<Expr>,
    /// What is asked.
    pub asked: Asked,
    /// The field by which a record is shown; `None` for a record of which no field is read.
    pub shown: Option<Path>,
}

/// What is asked of all records of a table.
#[derive(Clone, Debug)]
pub enum Asked {
    /// `合计(…)`: the argument, where there is one.
    Aggregate(Aggregate, Option<Expr>),
    /// `每个 … 满足 (…)`, under 非 where the last says so.
    Quantified(Quantifier, Expr, bool),
}
