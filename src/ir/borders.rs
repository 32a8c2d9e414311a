//! The borders of tiers: where they lie, the values around them, and rows with a border moved.

use std::collections::BTreeMap;

use super::{Cover, Pattern, Row, TierRange, Tiers};
use crate::schema::Type;
use crate::value::{Date, Number, Unit, Value, days_between, days_later};

/// The values of an axis.
#[derive(Clone, Debug)]
pub struct Scale {
    /// The axis as it is written.
    pub text: String,
    /// The type of its values.
    pub ty: Type,
    /// The unit in which its money is written.
    pub unit: Unit,
    /// A value out of each run that no row cuts; `None` for no value, where that can be.
    pub cells: Vec<Option<Value>>,
    /// The range that its numbers cannot leave.
    pub domain: TierRange,
    /// True when it has nothing between two neighbouring numbers or days.
    pub whole: bool,
}

impl Tiers {
    /// The values at, just below and just above every border of an axis, in ascending order, each once.
    pub fn around_borders(&self, axis: usize) -> Vec<Value> {
        let Some(scale) = self.scales.get(axis) else {
            return Vec::new();
        };
        let step = scale.step();
        let mut found: BTreeMap<Number, Value> = BTreeMap::new();
        for cut in cuts(self, axis).into_keys() {
            let around = [cut.minus(step).ok(), Some(cut), cut.plus(step).ok()];
            for number in around.into_iter().flatten().filter(|number| scale.domain.contains(*number)) {
                found.extend(scale.value(number).map(|value| (number, value)));
            }
        }
        found.into_values().collect()
    }
}

impl Scale {
    /// The least by which two of its values are taken to differ: a cent, a hundredth, a ten-thousandth of a ratio.
    fn step(&self) -> Number {
        let parts = match self.ty {
            _ if self.whole => 1,
            Type::Ratio => 10_000,
            _ => 100,
        };
        Number::ONE.over(Number::integer(parts)).unwrap_or(Number::ONE)
    }

    fn value(&self, number: Number) -> Option<Value> {
        match self.ty {
            Type::Date => days_later(EPOCH, number).ok().map(Value::Date),
            _ => Some(Value::Number(number)),
        }
    }
}

/// Which sides of a border rows speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    /// A row begins there.
    pub(super) low: bool,
    /// A row ends there.
    pub(super) high: bool,
}

/// The borders of an axis. Of whole numbers and days it is the first that belongs to what lies above; days
/// are counted from [`EPOCH`].
pub(super) fn cuts(tiers: &Tiers, axis: usize) -> BTreeMap<Number, Sides> {
    let whole = tiers.scales.get(axis).is_some_and(|scale| scale.whole);
    let mut found: BTreeMap<Number, Sides> = BTreeMap::new();
    for pattern in tiers.rows.iter().filter_map(|row| pattern(row, axis)) {
        let (low, high) = ends(pattern, whole);
        if let Some(low) = low {
            found.entry(low).or_default().low = true;
        }
        if let Some(high) = high {
            found.entry(high).or_default().high = true;
        }
    }
    found
}

/// The day from which days are counted.
pub(super) const EPOCH: Date = jiff::civil::date(2000, 1, 1);

fn pattern(row: &Row, axis: usize) -> Option<&Pattern> {
    match &row.cover {
        Cover::Patterns(patterns) => patterns.get(axis),
        Cover::AnyMissing | Cover::Otherwise => None,
    }
}

/// The borders at which a pattern begins and ends.
pub(super) fn ends(pattern: &Pattern, whole: bool) -> (Option<Number>, Option<Number>) {
    match pattern {
        Pattern::Range(range) => (
            range
                .low
                .and_then(|(number, closed)| if whole { first_of(number, closed) } else { Some(number) }),
            range
                .high
                .and_then(|(number, closed)| if whole { first_of(number, !closed) } else { Some(number) }),
        ),
        Pattern::Dates { from, to } => (
            from.map(|from| days_between(EPOCH, from)),
            to.and_then(|to| days_between(EPOCH, to).plus(Number::ONE).ok()),
        ),
        Pattern::Any | Pattern::Missing | Pattern::Values(_) => (None, None),
    }
}

/// The first whole number at `number`, or after it where it does not itself count.
fn first_of(number: Number, counts: bool) -> Option<Number> {
    if counts && number.is_integer() { Some(number) } else { number.floor().plus(Number::ONE).ok() }
}

/// The pattern with every end at that border moved by so much; `None` where that cannot be written down.
pub(super) fn moved(pattern: &Pattern, whole: bool, cut: Number, by: Number) -> Option<Pattern> {
    let (low, high) = ends(pattern, whole);
    let later = |date: Date| days_later(date, by).ok();
    let shifted = |(number, closed): (Number, bool)| Some((number.plus(by).ok()?, closed));
    Some(match pattern {
        Pattern::Range(range) => Pattern::Range(TierRange {
            low: if low == Some(cut) { Some(shifted(range.low?)?) } else { range.low },
            high: if high == Some(cut) { Some(shifted(range.high?)?) } else { range.high },
        }),
        Pattern::Dates { from, to } => Pattern::Dates {
            from: if low == Some(cut) { Some(later((*from)?)?) } else { *from },
            to: if high == Some(cut) { Some(later((*to)?)?) } else { *to },
        },
        Pattern::Any | Pattern::Missing | Pattern::Values(_) => pattern.clone(),
    })
}

/// The pattern with the border itself on the other side; of numbers that are not whole.
pub(super) fn turned(pattern: &Pattern, cut: Number) -> Pattern {
    let other = |(number, closed): (Number, bool)| (number, closed != (number == cut));
    match pattern {
        Pattern::Range(range) => {
            Pattern::Range(TierRange { low: range.low.map(other), high: range.high.map(other) })
        }
        Pattern::Any | Pattern::Missing | Pattern::Values(_) | Pattern::Dates { .. } => pattern.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(number: i128) -> Number {
        Number::integer(number)
    }

    fn range(low: (i128, bool), high: (i128, bool)) -> Pattern {
        Pattern::Range(TierRange { low: Some((n(low.0), low.1)), high: Some((n(high.0), high.1)) })
    }

    #[test]
    fn two_rows_of_whole_numbers_meet_at_one_border_however_it_is_written() {
        assert_eq!(ends(&range((0, true), (59, true)), true).1, Some(n(60)));
        assert_eq!(ends(&range((0, true), (60, false)), true).1, Some(n(60)));
        assert_eq!(ends(&range((59, false), (100, true)), true).0, Some(n(60)));
    }

    #[test]
    fn both_rows_move_with_their_border() {
        let below = moved(&range((0, true), (59, true)), true, n(60), n(1)).unwrap();
        let above = moved(&range((60, true), (100, true)), true, n(60), n(1)).unwrap();
        assert_eq!((ends(&below, true).1, ends(&above, true).0), (Some(n(61)), Some(n(61))));
        assert_eq!(ends(&above, true).1, Some(n(101)));
    }

    #[test]
    fn a_border_turned_belongs_to_the_other_row() {
        let Pattern::Range(above) = turned(&range((60, true), (80, false)), n(60)) else { panic!() };
        assert!(!above.contains(n(60)) && above.contains(n(61)) && !above.contains(n(80)));
    }
}
