//! Steps that make truths: comparisons, membership, connectives.

use std::cmp::Ordering;

use super::op::{Op, Step};
use super::register::{Register, TRUE, View, state_of, truth};
use crate::eval::state::Connective;
use crate::read::columns::{MISSING, PRESENT};
use crate::syntax::ast::CompareOp;

/// Makes the truths of a step; false for a step that makes none.
pub(super) fn make(op: &Op, view: &View<'_>, out: &mut Register) -> bool {
    let truths = &mut out.states;
    truths.clear();
    match op {
        Op::IsTrue(value) => {
            let value = view.numbers(*value);
            fill(truths, value.values.iter().map(|value| *value == 1), value.states.iter().copied());
        }
        Op::Compare(compare, left, right) => numbers(*compare, view, *left, *right, truths),
        Op::CompareText(compare, left, right) => texts(*compare, view, *left, *right, truths),
        Op::Within(compare, left, right, within) => {
            let (left, right, within) = (view.numbers(*left), view.numbers(*right), view.numbers(*within));
            let values = left.values.iter().zip(right.values).zip(within.values);
            let states = left.states.iter().zip(right.states).zip(within.states);
            truths.extend(values.zip(states).map(|(((left, right), within), ((one, other), third))| {
                let apart = i128::from(*left) - i128::from(*right);
                let order = if apart.abs() <= i128::from(*within) { Ordering::Equal } else { apart.cmp(&0) };
                truth(holds(*compare, order), one | other | third)
            }));
        }
        Op::InNumbers(value, members) => {
            let value = view.numbers(*value);
            let found = |value: &i64| members.contains(value);
            fill(truths, value.values.iter().map(found), value.states.iter().copied());
        }
        Op::InVocabulary(code, members) => {
            let code = view.numbers(*code);
            fill(truths, code.values.iter().map(|code| members.hold(*code)), code.states.iter().copied());
        }
        Op::HasCharacters(text) => {
            truths.extend(view.states(*text).iter().map(|state| truth(true, *state)));
        }
        Op::Interval { value, low, high, low_closed, high_closed } => {
            let (value, low, high) = (view.numbers(*value), view.numbers(*low), view.numbers(*high));
            let values = value.values.iter().zip(low.values).zip(high.values);
            let states = value.states.iter().zip(low.states).zip(high.states);
            let inside = |((value, low), high): ((&i64, &i64), &i64)| {
                let above = if *low_closed { value >= low } else { value > low };
                let below = if *high_closed { value <= high } else { value < high };
                above & below
            };
            fill(truths, values.map(inside), states.map(|((one, other), third)| one | other | third));
        }
        Op::Matches(value, pattern) => {
            let value = view.ranges(*value);
            truths.extend(value.states.iter().zip(value.places).map(|(state, place)| {
                truth(*state == PRESENT && pattern.is_match(view.text(*place)), *state)
            }));
        }
        Op::Contains(text, part) => {
            let (text, part) = (view.ranges(*text), view.ranges(*part));
            let places = text.places.iter().zip(part.places);
            let states = text.states.iter().zip(part.states);
            truths.extend(places.zip(states).map(|((text, part), (one, other))| {
                let state = one | other;
                truth(state == PRESENT && view.text(*text).contains(view.text(*part)), state)
            }));
        }
        Op::Has(value) => {
            let there = |state: &u8| truth(*state == PRESENT, state & !MISSING);
            truths.extend(view.states(*value).iter().map(there));
        }
        Op::Not(inner) => {
            let turned = |truth: &u8| (truth & 0b100) | ((truth & 1) << 1) | ((truth >> 1) & 1);
            truths.extend(view.states(*inner).iter().map(turned));
        }
        Op::Join(connective, left, right) => {
            let both = view.states(*left).iter().zip(view.states(*right));
            match connective {
                Connective::And => truths.extend(both.map(|(left, right)| and(*left, *right))),
                Connective::Or => truths.extend(both.map(|(left, right)| or(*left, *right))),
            }
        }
        _ => return false,
    }
    true
}

/// 且.
#[inline]
pub(super) const fn and(left: u8, right: u8) -> u8 {
    (left & right & 0b101) | ((left | right) & 0b010)
}

/// 或.
#[inline]
pub(super) const fn or(left: u8, right: u8) -> u8 {
    (left & right & 0b110) | ((left | right) & 0b001)
}

/// A truth as the value of an expression.
pub(super) fn as_value(view: &View<'_>, step: Step, out: &mut Register) {
    let truths = view.states(step);
    out.states.clear();
    out.states.extend(truths.iter().map(|truth| state_of(*truth)));
    out.numbers.clear();
    out.numbers.extend(truths.iter().map(|truth| i64::from(truth & TRUE & 1)));
}

/// Truths, none of which is there yet, of as many rows as have a state: first of all of them what holds, then what their
/// states let be known of that. A state takes an eighth of the room of a number, so that many more are looked at at once
/// where they are alone.
fn fill(truths: &mut Vec<u8>, holds: impl Iterator<Item = bool>, states: impl ExactSizeIterator<Item = u8>) {
    debug_assert!(truths.is_empty());
    truths.extend(holds.take(states.len()).map(u8::from));
    for (held, state) in truths.iter_mut().zip(states) {
        *held = truth(*held != 0, state);
    }
}

fn numbers(compare: CompareOp, view: &View<'_>, left: Step, right: Step, truths: &mut Vec<u8>) {
    let (left, right) = (view.numbers(left), view.numbers(right));
    let values = left.values.iter().zip(right.values);
    let states = left.states.iter().zip(right.states).map(|(one, other)| one | other);
    macro_rules! by {
        ($operator:tt) => {
            fill(truths, values.map(|(left, right)| left $operator right), states)
        };
    }
    match compare {
        CompareOp::Eq => by!(==),
        CompareOp::Ne => by!(!=),
        CompareOp::Lt => by!(<),
        CompareOp::Le => by!(<=),
        CompareOp::Gt => by!(>),
        CompareOp::Ge => by!(>=),
    }
}

fn texts(compare: CompareOp, view: &View<'_>, left: Step, right: Step, truths: &mut Vec<u8>) {
    let (left, right) = (view.ranges(left), view.ranges(right));
    let places = left.places.iter().zip(right.places);
    let states = left.states.iter().zip(right.states);
    let equal = matches!(compare, CompareOp::Eq | CompareOp::Ne);
    truths.extend(places.zip(states).map(|((left, right), (one, other))| {
        let state = one | other;
        if state != PRESENT {
            return truth(false, state);
        }
        let length = |place: &[u32; 2]| place[1].wrapping_sub(place[0]);
        if equal {
            let same = length(left) == length(right) && view.bytes(*left) == view.bytes(*right);
            return truth(same == (compare == CompareOp::Eq), state);
        }
        truth(holds(compare, view.bytes(*left).cmp(view.bytes(*right))), state)
    }));
}

const fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::register::{FALSE, OBSCURE, UNKNOWN};
    use super::*;

    #[test]
    fn what_is_known_is_known_whatever_the_third_bit_says() {
        let truths = [TRUE, FALSE, UNKNOWN, OBSCURE, FALSE & 0b11, TRUE & 0b11];
        for left in truths {
            for right in truths {
                let (is_true, is_false) = (|truth: u8| truth & 0b11 == 1, |truth: u8| truth & 0b11 == 2);
                assert_eq!(is_true(and(left, right)), is_true(left) && is_true(right));
                assert_eq!(is_false(and(left, right)), is_false(left) || is_false(right));
                assert_eq!(is_true(or(left, right)), is_true(left) || is_true(right));
                assert_eq!(is_false(or(left, right)), is_false(left) && is_false(right));
            }
        }
        assert_eq!(state_of(and(UNKNOWN, TRUE)), MISSING);
        assert_eq!(and(UNKNOWN, OBSCURE), OBSCURE);
        assert_eq!(or(UNKNOWN, OBSCURE), OBSCURE);
    }
}
