//! Documents straight to columns of numbers and places: only what is written plainly, and only what is asked for.
//!
//! A record in which anything is unusual, and every record that the careful reader would have a word to say about,
//! is *odd*: nothing of it counts here, and it is read again by the careful reader. What is not odd means exactly
//! what the careful reader makes of it.

mod decoder;
mod order;
mod pattern;
mod plan;
mod rows;
mod scalar;
mod scan;
mod store;
mod toml;
#[cfg(test)]
mod trials;
mod units;
mod vocabulary;

pub use decoder::{Decoder, Written};
pub use pattern::Pattern;
pub use plan::{ColumnId, ColumnKind, FrameId, Layout, Plan};
pub use rows::{Fill, Filling, Head, KeyedRows, RowPlan, Run, key_in, key_of};
pub(super) use scan::{closing, quote_end};
pub use scan::{date_code, date_of, padded};
pub use store::{Column, Columns, DOUBTFUL, MISSING, PRESENT};
pub use vocabulary::Vocabulary;

use crate::value::Number;

/// Where the places of texts begin that do not stand in what was read, but in a text beside it.
pub const ARENA: u32 = 1 << 31;

/// Parts of one into which all numbers in columns are counted.
pub const SCALE: i64 = 1_000_000;

/// Decimal digits of [`SCALE`].
const DIGITS: u32 = 6;

/// A number as it stands in a column; `None` where it does not fit.
pub fn scaled(number: Number) -> Option<i64> {
    let scaled = number.times(Number::integer(SCALE.into())).ok()?;
    scaled.to_integer().and_then(|whole| i64::try_from(whole).ok())
}

/// The number that stands so in a column.
pub fn unscaled(scaled: i64) -> Number {
    Number::decimal(scaled.into(), DIGITS)
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Syntax {
    /// As JSON.
    Json,
    /// As TOML, with a zero behind each record.
    Toml,
}

/// Not for this reader: the careful one has to look.
#[derive(Clone, Copy, Debug)]
struct Odd;
