//! The states of values and of truths, and the orders in which they win; the truth tables of the language.

use std::borrow::Cow;

use crate::value::{NumberError, Value};

/// The value of an expression, or why it has none.
pub(super) type Scalar<'d> = Result<Cow<'d, Value>, Unknown>;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Something it reads was not filled in.
    Missing,
    /// A calculation has no exact result.
    Fault(NumberError),
    /// No record of another table has that key.
    NotFound,
    /// Something it reads was filled in but cannot be read.
    Malformed,
}

impl Unknown {
    /// What a calculation over both is: missing wins over fault, fault over not found, and that over malformed; of
    /// two faults the first.
    pub(super) fn over(self, other: Self) -> Self {
        if other.rank() < self.rank() { other } else { self }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Fault(_) => 1,
            Self::NotFound => 2,
            Self::Malformed => 3,
        }
    }
}

/// Both values, or what a calculation over both is.
pub(super) fn both<'a, 'b>(
    left: Scalar<'a>,
    right: Scalar<'b>,
) -> Result<(Cow<'a, Value>, Cow<'b, Value>), Unknown> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(left.over(right)),
        (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => Err(unknown),
    }
}

/// What holds: yes, no, or that it cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// 否.
    False,
    /// 是.
    True,
    /// It hangs on something.
    Unknown(Unknown),
}

impl Truth {
    /// 且: the least of false < missing < fault < not found < malformed < true.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        if other.rank_in_and() < self.rank_in_and() { other } else { self }
    }

    /// 或: the greatest of false < missing < not found < malformed < fault < true.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        if other.rank_in_or() > self.rank_in_or() { other } else { self }
    }

    /// 且 or 或.
    #[must_use]
    pub(super) fn joined(self, connective: Connective, other: Self) -> Self {
        match connective {
            Connective::And => self.and(other),
            Connective::Or => self.or(other),
        }
    }

    /// The leaf with that truth under 非 where `negated`: what is unknown stays as it is.
    #[must_use]
    pub(super) const fn turned(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::True, true) => Self::False,
            (Self::False, true) => Self::True,
            (as_it_is, _) => as_it_is,
        }
    }

    /// The truth of 有: what is missing or not found is not there.
    #[must_use]
    pub(super) const fn or_false(self) -> Self {
        match self {
            Self::Unknown(Unknown::Missing | Unknown::NotFound) => Self::False,
            as_it_is => as_it_is,
        }
    }

    /// As the value of an expression.
    pub(super) fn into_scalar<'d>(self) -> Scalar<'d> {
        match self {
            Self::True => Ok(Cow::Owned(Value::Bool(true))),
            Self::False => Ok(Cow::Owned(Value::Bool(false))),
            Self::Unknown(unknown) => Err(unknown),
        }
    }

    const fn rank_in_and(self) -> u8 {
        match self {
            Self::False => 0,
            Self::Unknown(Unknown::Missing) => 1,
            Self::Unknown(Unknown::Fault(_)) => 2,
            Self::Unknown(Unknown::NotFound) => 3,
            Self::Unknown(Unknown::Malformed) => 4,
            Self::True => 5,
        }
    }

    const fn rank_in_or(self) -> u8 {
        match self {
            Self::False => 0,
            Self::Unknown(Unknown::Missing) => 1,
            Self::Unknown(Unknown::NotFound) => 2,
            Self::Unknown(Unknown::Malformed) => 3,
            Self::Unknown(Unknown::Fault(_)) => 4,
            Self::True => 5,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl From<Scalar<'_>> for Truth {
    fn from(scalar: Scalar<'_>) -> Self {
        match scalar {
            Ok(value) => Self::from(*value == Value::Bool(true)),
            Err(unknown) => Self::Unknown(unknown),
        }
    }
}

/// How truths are joined. Under 非 each is the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Connective {
    /// 且, 每个.
    And,
    /// 或, 存在.
    Or,
}

impl Connective {
    /// What it is under 非 where `negated`.
    pub(super) const fn turned(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::And, false) | (Self::Or, true) => Self::And,
            (Self::Or, false) | (Self::And, true) => Self::Or,
        }
    }

    /// The truth of no operands at all.
    pub(super) const fn of_none(self) -> Truth {
        match self {
            Self::And => Truth::True,
            Self::Or => Truth::False,
        }
    }

    /// The truth that no further operand can change.
    pub(super) const fn is_settled_by(self, truth: Truth) -> bool {
        matches!((self, truth), (Self::And, Truth::False) | (Self::Or, Truth::True))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const F: Truth = Truth::False;
    const M: Truth = Truth::Unknown(Unknown::Missing);
    const X: Truth = Truth::Unknown(Unknown::Malformed);
    const B: Truth = Truth::Unknown(Unknown::Fault(NumberError::Overflow));
    const T: Truth = Truth::True;

    #[test]
    fn every_row_of_and() {
        let table = [
            (F, [F, F, F, F, F]),
            (M, [F, M, M, M, M]),
            (B, [F, M, B, B, B]),
            (X, [F, M, B, X, X]),
            (T, [F, M, B, X, T]),
        ];
        for (left, row) in table {
            for (right, result) in [F, M, B, X, T].into_iter().zip(row) {
                assert_eq!(left.and(right), result, "{left:?} and {right:?}");
            }
        }
    }

    #[test]
    fn every_row_of_or() {
        let table = [
            (F, [F, M, X, B, T]),
            (M, [M, M, X, B, T]),
            (X, [X, X, X, B, T]),
            (B, [B, B, B, B, T]),
            (T, [T, T, T, T, T]),
        ];
        for (left, row) in table {
            for (right, result) in [F, M, X, B, T].into_iter().zip(row) {
                assert_eq!(left.or(right), result, "{left:?} or {right:?}");
            }
        }
    }

    #[test]
    fn a_leaf_under_not() {
        for (leaf, result) in [(F, T), (M, M), (X, X), (B, B), (T, F)] {
            assert_eq!(leaf.turned(true), result);
            assert_eq!(leaf.turned(false), leaf);
        }
    }

    #[test]
    fn a_calculation_over_unknowns() {
        let fault = Unknown::Fault(NumberError::DivisionByZero);
        assert_eq!(Unknown::Malformed.over(fault), fault);
        assert_eq!(fault.over(Unknown::Missing), Unknown::Missing);
        assert_eq!(Unknown::Malformed.over(Unknown::Missing), Unknown::Missing);
    }
}
