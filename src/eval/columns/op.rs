//! The steps of a compiled rule: each makes a row of values from rows made before.

use std::sync::Arc;

use super::members::Members;
use crate::builtins::Builtin;
use crate::eval::state::Connective;
use crate::ir::{Aggregate, Extreme};
use crate::read::columns::{ColumnId, FrameId, Pattern, Vocabulary};
use crate::syntax::ast::{ArithmeticOp, CompareOp};

/// Which step; it stands for what the step makes.
pub(super) type Step = usize;

/// A step, and of which rows it makes a value each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) op: Op,
    pub(super) frame: FrameId,
}

/// All steps of some rules, and the texts that they need.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) all: Vec<Placed>,
    /// Texts that stand in the rules.
    pub(super) texts: String,
    /// The texts among which texts of the data are looked for.
    pub(super) vocabulary: Arc<Vocabulary>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Op {
    /// A column of the data.
    Column(ColumnId),
    /// What is handed in from outside: of groups the parts of their keys, then what their members come to.
    Handed(usize),
    /// The same number in every row.
    Number(i64),
    /// The same text in every row: its place among the constants.
    Text([u32; 2]),
    /// What a row has, for each element of a list of its.
    Spread(Step, Step),
    Negate(Step),
    Calculate(ArithmeticOp, Step, Step),
    Extreme(Extreme, Step, Step),
    Abs(Step),
    /// Days between two dates, the second taken from the first.
    Days(Step, Step),
    /// The day so many days after a date, or before it.
    Later(Step, Step),
    Earlier(Step, Step),
    YearOf(Step),
    Length(Step),
    /// The number of a text in the vocabulary.
    Coded(Step),
    /// That a text of the data has a character, as all have that are filled in.
    HasCharacters(Step),
    Slice(Step, Step, Step),
    /// A number as text.
    Written(Step),
    /// A function that has no step of its own, of values of these kinds.
    Call(Function, Vec<(Step, Kind)>, Kind),
    /// The first where it is filled in, else the second.
    Default(Step, Step),
    /// A truth as a value, and the other way round.
    FromTruth(Step),
    IsTrue(Step),
    Compare(CompareOp, Step, Step),
    CompareText(CompareOp, Step, Step),
    /// Compared as far as that apart.
    Within(CompareOp, Step, Step, Step),
    InNumbers(Step, Vec<i64>),
    /// Numbers in the vocabulary, of a column of texts or of other texts, and which they may be.
    InVocabulary(Step, Members),
    Interval {
        value: Step,
        low: Step,
        high: Step,
        low_closed: bool,
        high_closed: bool,
    },
    Matches(Step, Pattern),
    Contains(Step, Step),
    Has(Step),
    Not(Step),
    Join(Connective, Step, Step),
    /// A list, and what holds of its elements.
    Quantified(Connective, Step, Step),
    /// A value, a list and whether each of its elements is that value.
    InList(Step, Step, Step),
    Aggregate {
        aggregate: Aggregate,
        list: Step,
        filter: Option<Step>,
        argument: Option<(Step, Kind)>,
    },
}

/// How the values of a step are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Date,
    Bool,
    Member,
    Text,
}

/// A function of the language; it is the same when it stands in the same row of their table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function(pub(super) &'static Builtin);

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
