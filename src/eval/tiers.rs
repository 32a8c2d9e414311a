//! 分档: the row that covers the values of the axes.

use std::borrow::Cow;

use super::evidence::Evidence;
use super::judge::Scene;
use super::state::{Scalar, Unknown};
use crate::ir::{Cover, Pattern, Row, TierRange, Tiers};
use crate::value::{Number, Value};

/// The number of the row for these values of the axes, where the evaluator finds one.
pub fn row_of(tiers: &Tiers, values: &[Option<Value>]) -> Option<usize> {
    let axes = values.iter().map(|value| value.as_ref().map(Cow::Borrowed).ok_or(Unknown::Missing));
    let row = find(tiers, &axes.collect::<Vec<_>>()).ok()?;
    tiers.rows.iter().position(|one| std::ptr::eq(one, row))
}

impl<'d> Scene<'d> {
    /// The row for this subject. A malformed axis decides nothing, except that one missing axis settles the
    /// row 缺失 of several. A missing axis that no row covers leaves the rule undetermined.
    pub(super) fn row(&self, tiers: &'d Tiers) -> Result<&'d Row, Unknown> {
        // What no record of another table says is as silent as what nobody filled in: 缺失 is about both.
        let silent = |unknown| if unknown == Unknown::NotFound { Unknown::Missing } else { unknown };
        let axes: Vec<Scalar<'d>> =
            tiers.axes.iter().map(|axis| self.scalar(axis, &self.subject).map_err(silent)).collect();
        find(tiers, &axes)
    }

    /// The cells of the axes, those that were not filled in first.
    pub(super) fn axes_read(&self, tiers: &'d Tiers) -> Evidence<'d> {
        let mut found = Evidence::default();
        for axis in &tiers.axes {
            self.causes(axis, &self.subject, &mut found);
        }
        for axis in &tiers.axes {
            self.reads(axis, &self.subject, &mut found);
        }
        found
    }
}

/// The row that covers the values.
fn find<'t>(tiers: &'t Tiers, axes: &[Scalar<'_>]) -> Result<&'t Row, Unknown> {
    let missing = axes.contains(&Err(Unknown::Missing));
    let covering = |wanted: fn(&Cover) -> bool| tiers.rows.iter().find(|row| wanted(&row.cover));
    if missing && let Some(row) = covering(|cover| matches!(cover, Cover::AnyMissing)) {
        return Ok(row);
    }
    let unreadable = axes.iter().filter_map(|axis| axis.as_ref().err());
    if let Some(unknown) =
        unreadable.copied().filter(|unknown| *unknown != Unknown::Missing).reduce(Unknown::over)
    {
        return Err(unknown);
    }
    if let Some(row) = tiers.rows.iter().find(|row| covers(&row.cover, axes)) {
        return Ok(row);
    }
    // 其他 takes what no other row covers, but not the silence of an axis that has to be filled in.
    let expected = axes.iter().zip(&tiers.axes).all(|(value, axis)| value.is_ok() || axis.optional);
    let otherwise = covering(|cover| matches!(cover, Cover::Otherwise));
    otherwise.filter(|_| expected).ok_or(if missing { Unknown::Missing } else { Unknown::Malformed })
}

fn covers(cover: &Cover, axes: &[Scalar<'_>]) -> bool {
    match cover {
        Cover::Patterns(patterns) => {
            patterns.len() == axes.len()
                && patterns.iter().zip(axes).all(|(pattern, axis)| fits(pattern, axis))
        }
        Cover::AnyMissing | Cover::Otherwise => false,
    }
}

fn fits(pattern: &Pattern, axis: &Scalar<'_>) -> bool {
    match (pattern, axis.as_ref().map(Cow::as_ref)) {
        (Pattern::Missing, axis) => axis == Err(&Unknown::Missing),
        (Pattern::Any, Ok(_)) => true,
        (Pattern::Range(range), Ok(Value::Number(number))) => within(*range, *number),
        (Pattern::Dates { from, to }, Ok(Value::Date(date))) => {
            from.is_none_or(|from| from <= *date) && to.is_none_or(|to| *date <= to)
        }
        (Pattern::Values(values), Ok(value)) => values.contains(value),
        (_, Err(_)) | (Pattern::Range(_) | Pattern::Dates { .. }, Ok(_)) => false,
    }
}

fn within(range: TierRange, number: Number) -> bool {
    let above = range.low.is_none_or(|(low, closed)| if closed { number >= low } else { number > low });
    let below = range.high.is_none_or(|(high, closed)| if closed { number <= high } else { number < high });
    above && below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(n: i128) -> Number {
        Number::integer(n)
    }

    #[test]
    fn a_border_belongs_to_the_row_that_closes_on_it() {
        let range = TierRange { low: Some((n(60), true)), high: Some((n(80), false)) };
        let inside: Vec<i128> = (58..82).filter(|number| within(range, n(*number))).collect();
        assert_eq!((inside.first(), inside.last()), (Some(&60), Some(&79)));
        assert!(within(TierRange { low: None, high: None }, n(-1)));
    }

    #[test]
    fn any_is_not_missing() {
        assert!(!fits(&Pattern::Any, &Err(Unknown::Missing)));
        assert!(fits(&Pattern::Missing, &Err(Unknown::Missing)));
        assert!(!fits(&Pattern::Missing, &Err(Unknown::Malformed)));
    }
}
