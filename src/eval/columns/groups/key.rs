//! Keys of groups as bytes: the same bytes for the same values, and no others.

use super::super::op::Kind;
use super::super::register::View;
use super::super::texts::{number, number_value};
use crate::read::columns::{Column, MISSING, PRESENT};
use crate::value::Value;

/// The first byte of a part that is not filled in.
const ABSENT: u8 = 0;
/// The first byte of a number.
const NUMBER: u8 = 1;
/// The first byte of a text after which its length follows; that of a shorter text is its length and one.
const LONG: u8 = 255;

/// Adds what stands in that row of a column.
#[inline]
pub(super) fn push_row(
    key: &mut Vec<u8>,
    column: &Column,
    kind: Kind,
    view: &View<'_>,
    row: usize,
) -> Option<()> {
    match *column.states.get(row)? {
        PRESENT => {}
        MISSING => {
            key.push(ABSENT);
            return Some(());
        }
        _ => return None,
    }
    if kind == Kind::Text {
        return push_text(key, view.bytes(*column.ranges.get(row)?));
    }
    push_number(key, *column.numbers.get(row)?);
    Some(())
}

/// The key of these values; `None` where no row of columns has them.
pub(super) fn of_values(values: &[Option<Value>]) -> Option<Vec<u8>> {
    let mut key = Vec::with_capacity(32);
    for value in values {
        match value {
            None => key.push(ABSENT),
            Some(Value::Text(text)) => push_text(&mut key, text.as_bytes())?,
            Some(value) => push_number(&mut key, number(value)?),
        }
    }
    Some(key)
}

/// One part of a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'k> {
    Absent,
    Text(&'k str),
    Number(i64),
}

/// The parts of a key whose values are of these kinds.
pub(super) fn parts(mut key: &[u8], kinds: impl Iterator<Item = Kind>) -> impl Iterator<Item = Part<'_>> {
    kinds.map_while(move |kind| {
        let (tag, rest) = key.split_first()?;
        key = rest;
        if *tag == ABSENT {
            return Some(Part::Absent);
        }
        if kind == Kind::Text {
            let mut length = usize::from(*tag) - 1;
            if *tag == LONG {
                let (written, rest) = key.split_first_chunk()?;
                (length, key) = (u32::from_le_bytes(*written) as usize, rest);
            }
            let (text, rest) = key.split_at_checked(length)?;
            key = rest;
            return std::str::from_utf8(text).ok().map(Part::Text);
        }
        let (number, rest) = key.split_first_chunk()?;
        key = rest;
        Some(Part::Number(i64::from_le_bytes(*number)))
    })
}

/// The values of a key.
pub(super) fn values(key: &[u8], kinds: impl Iterator<Item = Kind> + Clone) -> Vec<Option<Value>> {
    let values = parts(key, kinds.clone()).zip(kinds).map(|(part, kind)| match part {
        Part::Absent => None,
        Part::Text(text) => Some(Value::Text(text.into())),
        Part::Number(number) => number_value(number, kind),
    });
    values.collect()
}

fn push_text(key: &mut Vec<u8>, text: &[u8]) -> Option<()> {
    let length = u32::try_from(text.len()).ok()?;
    let tag = u8::try_from(length).map_or(LONG, |length| length.saturating_add(1));
    key.push(tag);
    if tag == LONG {
        key.extend_from_slice(&length.to_le_bytes());
    }
    key.extend_from_slice(text);
    Some(())
}

fn push_number(key: &mut Vec<u8>, number: i64) {
    key.push(NUMBER);
    key.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_were_written() {
        let texts = ["", "一", &"长".repeat(84), &"x".repeat(253), &"x".repeat(254), &"x".repeat(70_000)];
        for text in texts {
            let of = [
                None,
                Some(Value::Text(text.into())),
                Some(Value::Bool(true)),
                Some(Value::Text("尾".into())),
            ];
            let key = of_values(&of).unwrap();
            let kinds = [Kind::Number, Kind::Text, Kind::Bool, Kind::Text];
            assert_eq!(values(&key, kinds.into_iter()), of);
        }
    }

    #[test]
    fn different_values_have_different_keys() {
        let texts = |one: &str, other: &str| {
            of_values(&[Some(Value::Text(one.into())), Some(Value::Text(other.into()))])
        };
        assert_ne!(texts("ab", "c"), texts("a", "bc"));
        assert_ne!(texts("", "a"), texts("a", ""));
        assert_ne!(
            of_values(&[None, Some(Value::Text("".into()))]),
            of_values(&[Some(Value::Text("".into())), None])
        );
    }
}
