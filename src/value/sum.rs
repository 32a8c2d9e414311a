//! Sums of many numbers that come out the same in whatever order and in however many parts they are added.

use std::collections::BTreeMap;

use super::{Number, NumberError};

/// A sum that grows. Only its total can be too large for a [`Number`], never what it is on the way there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// For each denominator the sum of the numerators, in its upper and lower 64 bits.
    parts: BTreeMap<i128, (i128, i128)>,
}

const LOWER: i128 = (1 << 64) - 1;

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, number: Number) {
        let (numerator, denominator) = number.parts();
        let (upper, lower) = self.parts.entry(denominator).or_default();
        // Each half has 63 bits to spare: more numbers than there will ever be.
        *upper += numerator >> 64;
        *lower += numerator & LOWER;
    }

    /// Adds all that another sum has.
    pub fn merge(&mut self, other: Self) {
        for (denominator, (more_upper, more_lower)) in other.parts {
            let (upper, lower) = self.parts.entry(denominator).or_default();
            *upper += more_upper;
            *lower += more_lower;
        }
    }

    /// The exact sum.
    pub fn total(&self) -> Result<Number, NumberError> {
        let one = |(denominator, (upper, lower)): (&i128, &(i128, i128))| {
            let upper = (upper + (lower >> 64)).checked_mul(1 << 64).ok_or(NumberError::Overflow)?;
            let numerator = upper.checked_add(lower & LOWER).ok_or(NumberError::Overflow)?;
            Number::integer(numerator).over(Number::integer(*denominator))
        };
        self.parts.iter().map(one).try_fold(Number::ZERO, |sum, part| sum.plus(part?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn third() -> Number {
        Number::ONE.over(Number::integer(3)).unwrap()
    }

    #[test]
    fn thirds_add_up_to_one_in_any_grouping() {
        let mut whole = Sum::default();
        let mut part = Sum::default();
        part.add(third());
        part.add(third());
        whole.add(third());
        whole.merge(part);
        assert_eq!(whole.total(), Ok(Number::ONE));
    }

    #[test]
    fn what_is_too_large_on_the_way_is_not_in_the_end() {
        let mut sum = Sum::default();
        for number in [i128::MAX, i128::MAX, -i128::MAX, -i128::MAX, -7] {
            sum.add(Number::integer(number));
        }
        assert_eq!(sum.total(), Ok(Number::integer(-7)));
        sum.add(Number::integer(i128::MAX));
        sum.add(Number::integer(i128::MAX));
        assert_eq!(sum.total(), Err(NumberError::Overflow));
    }
}
