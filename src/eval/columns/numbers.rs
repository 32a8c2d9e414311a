//! Steps that make numbers, in millionths: what has no exact result there is left open.

use super::op::{Op, Step};
use super::register::{DOUBTFUL, Numbers, Register, View};
use crate::ir::Extreme;
use crate::read::columns::{MISSING, SCALE, date_code, date_of, scaled, unscaled};
use crate::syntax::ast::ArithmeticOp;
use crate::value::{days_between, days_later};

/// Makes the numbers of a step; false for a step that makes none.
pub(super) fn make(op: &Op, view: &View<'_>, out: &mut Register) -> bool {
    match op {
        Op::Negate(value) => one(view, *value, out, i64::checked_neg),
        Op::Abs(value) => one(view, *value, out, i64::checked_abs),
        Op::YearOf(date) => one(view, *date, out, |code| (code >> 9).checked_mul(SCALE)),
        Op::Calculate(operator, left, right) => match operator {
            ArithmeticOp::Add => two(view, *left, *right, out, i64::checked_add),
            ArithmeticOp::Sub => two(view, *left, *right, out, i64::checked_sub),
            ArithmeticOp::Mul => two(view, *left, *right, out, product),
            ArithmeticOp::Div => two(view, *left, *right, out, quotient),
        },
        Op::Extreme(extreme, left, right) => match extreme {
            Extreme::Greatest => two(view, *left, *right, out, |left, right| Some(left.max(right))),
            Extreme::Least => two(view, *left, *right, out, |left, right| Some(left.min(right))),
        },
        Op::Days(left, right) => {
            two(view, *left, *right, out, |left, right| {
                scaled(days_between(date_of(right)?, date_of(left)?))
            });
        }
        Op::Later(date, days) => two(view, *date, *days, out, |date, days| {
            days_later(date_of(date)?, unscaled(days)).ok().map(date_code)
        }),
        Op::Earlier(date, days) => two(view, *date, *days, out, |date, days| {
            days_later(date_of(date)?, unscaled(days.checked_neg()?)).ok().map(date_code)
        }),
        _ => return false,
    }
    true
}

fn product(left: i64, right: i64) -> Option<i64> {
    exact(i128::from(left) * i128::from(right), SCALE.into())
}

fn quotient(left: i64, right: i64) -> Option<i64> {
    if right == 0 { None } else { exact(i128::from(left) * i128::from(SCALE), right.into()) }
}

fn exact(numerator: i128, denominator: i128) -> Option<i64> {
    // Most of what is multiplied fits, and small numbers divide much faster.
    match (i64::try_from(numerator), i64::try_from(denominator)) {
        (Ok(numerator), Ok(denominator)) => {
            (numerator.checked_rem(denominator)? == 0).then(|| numerator.checked_div(denominator))?
        }
        _ if numerator % denominator == 0 => i64::try_from(numerator / denominator).ok(),
        _ => None,
    }
}

fn one(view: &View<'_>, value: Step, out: &mut Register, make: impl Fn(i64) -> Option<i64>) {
    let value = view.numbers(value);
    fill(out, value.states.iter().copied(), value.values.iter().map(|value| make(*value)));
}

fn two(view: &View<'_>, left: Step, right: Step, out: &mut Register, make: impl Fn(i64, i64) -> Option<i64>) {
    let (left, right): (Numbers<'_>, Numbers<'_>) = (view.numbers(left), view.numbers(right));
    let states = left.states.iter().zip(right.states).map(|(one, other)| one | other);
    fill(out, states, left.values.iter().zip(right.values).map(|(left, right)| make(*left, *right)));
}

/// Values where there are any; where the states are good and there is none, it is doubtful.
fn fill(
    out: &mut Register,
    states: impl ExactSizeIterator<Item = u8>,
    values: impl Iterator<Item = Option<i64>>,
) {
    out.states.resize(states.len(), 0);
    out.numbers.resize(states.len(), 0);
    let places = out.states.iter_mut().zip(&mut out.numbers);
    for ((state_at, number_at), (state, value)) in places.zip(states.zip(values)) {
        (*state_at, *number_at) = match value {
            Some(value) => (state, value),
            None if state & MISSING != 0 => (state, 0),
            None => (DOUBTFUL, 0),
        };
    }
}
