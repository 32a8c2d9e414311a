//! Steps about texts, and functions that have no step of their own.

use std::fmt::Write;

use super::op::{Kind, Op, Step};
use super::register::{ARENA, DOUBTFUL, Register, View};
use crate::read::columns::{Column, MISSING, PRESENT, SCALE, date_code, date_of, scaled, unscaled};
use crate::value::Value;

/// Makes what a step of texts makes; false for a step of another kind. New texts go to the end of `fresh`, which
/// follows the arena of the view.
pub(super) fn make(op: &Op, view: &View<'_>, rows: usize, fresh: &mut String, out: &mut Register) -> bool {
    match op {
        Op::Length(text) => {
            let text = view.ranges(*text);
            out.states.clear();
            out.states.extend_from_slice(text.states);
            out.numbers.clear();
            out.numbers.extend(text.states.iter().zip(text.places).map(|(state, place)| match *state {
                PRESENT => i64::try_from(characters(view.bytes(*place))).unwrap_or(i64::MAX / SCALE) * SCALE,
                _ => 0,
            }));
        }
        Op::Coded(text) => {
            let text = view.ranges(*text);
            out.states.clear();
            out.states.extend_from_slice(text.states);
            let code = |place: [u32; 2]| {
                let (whole, from, length) = view.whole(place);
                view.steps.vocabulary.code(whole, from, length).into()
            };
            let codes = text.states.iter().zip(text.places);
            out.numbers.clear();
            out.numbers.extend(codes.map(|(state, place)| if *state == PRESENT { code(*place) } else { 0 }));
        }
        Op::Slice(text, from, to) => slice(view, [*text, *from, *to], out),
        Op::Written(number) => written(view, *number, fresh, out),
        Op::Call(function, arguments, result) => {
            out.states.clear();
            out.numbers.clear();
            out.ranges.clear();
            let mut values = Vec::with_capacity(arguments.len());
            for row in 0..rows {
                values.clear();
                let state = arguments.iter().fold(PRESENT, |state, (step, _)| {
                    state | view.states(*step).get(row).copied().unwrap_or(DOUBTFUL)
                });
                let all = arguments.iter().map_while(|(step, kind)| value(view, *step, *kind, row));
                values.extend(all);
                let called = if state == PRESENT && values.len() == arguments.len() {
                    (function.0.apply)(&values).ok()
                } else {
                    None
                };
                let state = if state & MISSING == 0 && called.is_none() { DOUBTFUL } else { state };
                let length = arena_end(view, fresh);
                put(out, state, called.as_ref(), *result, fresh, length);
            }
        }
        _ => return false,
    }
    true
}

/// Characters of a text: all bytes but those that go on with one, eight at a time.
#[inline]
fn characters(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = text.as_chunks::<8>();
    let further = |word: u64| ((word >> 7) & !(word >> 6) & ONES).wrapping_mul(ONES) >> 56;
    let in_words: u64 = words.iter().map(|word| further(u64::from_le_bytes(*word))).sum();
    let in_rest = rest.iter().filter(|byte| **byte & 0xc0 == 0x80).count();
    text.len() - usize::try_from(in_words).unwrap_or(0) - in_rest
}

/// Where the next new text begins.
fn arena_end(view: &View<'_>, fresh: &str) -> usize {
    view.arena.len() + fresh.len()
}

fn place(from: usize, to: usize) -> Option<[u32; 2]> {
    let at = |at: usize| u32::try_from(at).ok()?.checked_add(ARENA);
    Some([at(from)?, at(to)?])
}

/// A text of the language is cut without a copy.
fn slice(view: &View<'_>, [text, from, to]: [Step; 3], out: &mut Register) {
    let (text, from, to) = (view.ranges(text), view.numbers(from), view.numbers(to));
    out.states.clear();
    out.ranges.clear();
    let states = text.states.iter().zip(from.states).zip(to.states);
    let values = text.places.iter().zip(from.values).zip(to.values);
    for (((one, other), third), ((place, from), to)) in states.zip(values) {
        let state = one | other | third;
        out.states.push(state);
        if state != PRESENT {
            out.ranges.push([0, 0]);
            continue;
        }
        // What is no whole number counts as nought, as the function has it.
        let whole =
            |number: i64| if number % SCALE == 0 { usize::try_from(number / SCALE).unwrap_or(0) } else { 0 };
        let (from, to) = (whole(*from), whole(*to));
        let text = view.bytes(*place);
        let start = after(text, 0, from);
        let length = after(text, start, to.saturating_sub(from)) - start;
        let begin = place[0] + u32::try_from(start).unwrap_or(0);
        out.ranges.push([begin, begin + u32::try_from(length).unwrap_or(0)]);
    }
}

/// The byte so many characters after another.
fn after(text: &[u8], from: usize, characters: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    if rest.get(..characters).is_some_and(<[u8]>::is_ascii) {
        return from + characters;
    }
    let begins = rest.iter().enumerate().filter(|(_, byte)| (**byte & 0xc0) != 0x80);
    begins.map(|(at, _)| from + at).nth(characters).unwrap_or(text.len())
}

fn written(view: &View<'_>, number: Step, fresh: &mut String, out: &mut Register) {
    let number = view.numbers(number);
    out.states.clear();
    out.ranges.clear();
    let mut last: Option<(i64, [u32; 2])> = None;
    for (state, value) in number.states.iter().zip(number.values) {
        let known = last.filter(|(before, _)| before == value).map(|(_, place)| place);
        let place = known.or_else(|| {
            let from = arena_end(view, fresh);
            if value % SCALE == 0 {
                let _ = write!(fresh, "{}", value / SCALE);
            } else {
                fresh.push_str(&unscaled(*value).to_decimal(0));
            }
            place(from, arena_end(view, fresh))
        });
        out.states.push(if place.is_some() { *state } else { *state | DOUBTFUL });
        out.ranges.push(place.unwrap_or_default());
        last = place.map(|place| (*value, place));
    }
}

/// The value of a row.
pub(super) fn value(view: &View<'_>, step: Step, kind: Kind, row: usize) -> Option<Value> {
    let number = || view.numbers(step).values.get(row).copied();
    let place = || view.ranges(step).places.get(row).copied();
    value_of(view, kind, number, place)
}

/// The value of a row of a column.
pub(super) fn held(view: &View<'_>, column: &Column, kind: Kind, row: usize) -> Option<Value> {
    value_of(view, kind, || column.numbers.get(row).copied(), || column.ranges.get(row).copied())
}

/// A number as it stands in columns, as a value.
pub(super) fn number_value(number: i64, kind: Kind) -> Option<Value> {
    match kind {
        Kind::Number => Some(Value::Number(unscaled(number))),
        Kind::Date => date_of(number).map(Value::Date),
        Kind::Bool => Some(Value::Bool(number == 1)),
        Kind::Member => usize::try_from(number).ok().map(Value::Member),
        Kind::Text => None,
    }
}

fn value_of(
    view: &View<'_>,
    kind: Kind,
    number: impl Fn() -> Option<i64>,
    place: impl Fn() -> Option<[u32; 2]>,
) -> Option<Value> {
    match kind {
        Kind::Number | Kind::Date | Kind::Bool | Kind::Member => number_value(number()?, kind),
        Kind::Text => Some(Value::Text(view.text(place()?).into())),
    }
}

/// A value as it stands in columns; texts aside.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => scaled(*number),
        Value::Date(date) => Some(date_code(*date)),
        Value::Bool(truth) => Some(i64::from(*truth)),
        Value::Member(member) => i64::try_from(*member).ok(),
        Value::Text(_) => None,
    }
}

fn put(out: &mut Register, state: u8, value: Option<&Value>, kind: Kind, fresh: &mut String, from: usize) {
    let held = match (value, kind) {
        (Some(Value::Text(text)), Kind::Text) => {
            fresh.push_str(text);
            place(from, from + text.len()).map(|place| out.ranges.push(place))
        }
        (Some(value), Kind::Number | Kind::Date | Kind::Bool | Kind::Member) => {
            number(value).map(|number| out.numbers.push(number))
        }
        _ => None,
    };
    match (held, kind) {
        (Some(()), _) => {}
        (None, Kind::Text) => out.ranges.push([0, 0]),
        (None, _) => out.numbers.push(0),
    }
    out.states.push(if held.is_none() && state == PRESENT { DOUBTFUL } else { state });
}
