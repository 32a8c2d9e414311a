//! Keys of groups as bytes: the same bytes for the same values, and no others.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use hashbrown::DefaultHashBuilder;

use super::super::op::Kind;
use super::super::texts::{number, number_value};
use crate::read::columns::{Column, PRESENT};
use crate::value::Value;

const ABSENT: u8 = 0;
const FILLED_IN: u8 = 1;

/// The hash of a key, as long as the process lives.
pub(super) fn hash(key: &[u8]) -> u64 {
    static STATE: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);
    STATE.hash_one(key)
}

/// Adds what stands in that row of a column.
#[inline]
pub(super) fn push_row(key: &mut Vec<u8>, column: &Column, kind: Kind, text: &str, row: usize) -> Option<()> {
    if *column.states.get(row)? != PRESENT {
        key.push(ABSENT);
        return Some(());
    }
    if kind == Kind::Text {
        let [from, to] = column.ranges.get(row)?.map(|at| at as usize);
        return push_text(key, text.as_bytes().get(from..to)?);
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
            let (length, rest) = key.split_first_chunk()?;
            let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
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
    key.push(FILLED_IN);
    key.extend_from_slice(&length.to_le_bytes());
    key.extend_from_slice(text);
    Some(())
}

fn push_number(key: &mut Vec<u8>, number: i64) {
    key.push(FILLED_IN);
    key.extend_from_slice(&number.to_le_bytes());
}
