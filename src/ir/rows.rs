//! 分档 as data: axes, rows, and which values each row covers.

use super::{Expr, Outcome, Scale};
use crate::schema::Bounds;
use crate::source::Span;
use crate::value::{Date, Number, Value};

/// 分档: rows that are disjoint and cover every value of the axes.
#[derive(Clone, Debug)]
pub struct Tiers {
    /// 按.
    pub axes: Vec<Expr>,
    /// The rows.
    // INVARIANT: proved by `ir::tiers`: every combination of axis values is covered by exactly one row.
    pub rows: Vec<Row>,
    /// The values of each axis, as the proof has cut them.
    pub scales: Vec<Scale>,
}

/// A row of a tier set.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it covers.
    pub cover: Cover,
    /// Its label, 优.
    pub label: Option<String>,
    /// What follows.
    pub outcome: RowOutcome,
    /// Its text.
    pub span: Span,
}

/// What a row covers.
#[derive(Clone, Debug)]
pub enum Cover {
    /// One pattern an axis.
    Patterns(Vec<Pattern>),
    /// A lone 缺失 over several axes: any of them is missing.
    AnyMissing,
    /// All that no other row covers.
    Otherwise,
}

/// What a row says of one axis.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// Every value that is present.
    Any,
    /// No value.
    Missing,
    /// Numbers (money in 元, years, days, ratios) in a range.
    Range(TierRange),
    /// Dates in a range; `None` where it has no end.
    Dates {
        /// First day that belongs to it.
        from: Option<Date>,
        /// Last day that belongs to it.
        to: Option<Date>,
    },
    /// Members, booleans or texts, in ascending order.
    Values(Vec<Value>),
}

impl Pattern {
    /// True when the value, or its absence, is one that it means.
    pub fn covers(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Missing, value) => value.is_none(),
            (Self::Any, value) => value.is_some(),
            (Self::Range(range), Some(Value::Number(number))) => range.contains(*number),
            (Self::Dates { from, to }, Some(Value::Date(date))) => {
                from.is_none_or(|from| from <= *date) && to.is_none_or(|to| *date <= to)
            }
            (Self::Values(values), Some(value)) => values.contains(value),
            (Self::Range(_) | Self::Dates { .. }, _) | (Self::Values(_), None) => false,
        }
    }
}

/// A range of numbers that may have no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierRange {
    /// Lower end and whether it belongs to the range.
    pub low: Option<(Number, bool)>,
    /// Upper end and whether it belongs to the range.
    pub high: Option<(Number, bool)>,
}

impl TierRange {
    /// True when `number` lies in the range.
    pub fn contains(&self, number: Number) -> bool {
        let above = self.low.is_none_or(|(low, closed)| if closed { number >= low } else { number > low });
        let below =
            self.high.is_none_or(|(high, closed)| if closed { number <= high } else { number < high });
        above && below
    }
}

impl From<Bounds> for TierRange {
    fn from(bounds: Bounds) -> Self {
        Self { low: Some((bounds.low, bounds.low_closed)), high: Some((bounds.high, bounds.high_closed)) }
    }
}

/// What follows from a row.
#[derive(Clone, Debug)]
pub enum RowOutcome {
    /// 通过.
    Pass,
    /// 不适用.
    NotApplicable,
    /// A finding.
    Finding(Outcome),
}
