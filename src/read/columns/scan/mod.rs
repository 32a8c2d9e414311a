//! Bytes of a line of JSON, eight and sixteen at a time; strict in what is passed over, and odd about the rest.
//!
//! A line break is white space as any other: that a record stays in its line is looked at when it has been read.

mod cell;
mod dates;
mod escaped;
mod number;
mod skip;
mod text;

pub(super) use cell::Cell;
pub(super) use dates::DATE;
pub(super) use dates::read as read_date;
pub use dates::{date_code, date_of};
pub(super) use escaped::unescape;
pub(super) use number::Digits;
pub(in crate::read) use skip::closing;
pub(super) use text::Quoted;
pub(in crate::read) use text::quote_end;

use wide::u8x16;

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = ONES << 7;

/// A place in a text, in bytes. Being narrow, it has room for a few more bytes without a check of its own.
pub(super) type At = u32;

/// A text as bytes. After its end there are zeros, which no text of JSON holds.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'t> {
    all: &'t [u8],
}

impl<'t> Bytes<'t> {
    pub(super) const fn new(text: &'t [u8]) -> Self {
        Self { all: text }
    }

    /// The bytes from one place to another.
    #[inline]
    pub(super) fn between(self, from: At, to: At) -> &'t [u8] {
        self.all.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The byte there.
    #[inline]
    pub(super) fn byte(self, at: At) -> u8 {
        self.all.get(at as usize).copied().unwrap_or_default()
    }

    /// So many bytes from there, where there are so many.
    #[inline]
    fn some<const N: usize>(self, at: At) -> Option<&'t [u8; N]> {
        let at = at as usize;
        self.all.get(at..at + N).and_then(|bytes| bytes.try_into().ok())
    }

    #[cold]
    #[inline(never)]
    fn last<const N: usize>(self, at: At) -> [u8; N] {
        padded(self.all.get(at as usize..).unwrap_or_default())
    }

    /// The eight bytes from there, the first one lowest.
    #[inline]
    pub(super) fn word(self, at: At) -> u64 {
        match self.some(at) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => u64::from_le_bytes(self.last(at)),
        }
    }

    /// The sixteen bytes from there, as two words.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
    pub(super) fn words(self, at: At) -> [u64; 2] {
        match self.some::<16>(at) {
            Some(bytes) => {
                let both = u128::from_le_bytes(*bytes);
                [both as u64, (both >> 64) as u64]
            }
            None => [u64::from_le_bytes(self.last(at)), u64::from_le_bytes(self.last(at + 8))],
        }
    }

    /// The sixteen bytes from there.
    #[inline]
    fn block(self, at: At) -> u8x16 {
        match self.some(at) {
            Some(bytes) => u8x16::new(*bytes),
            None => u8x16::new(self.last(at)),
        }
    }

    /// The next place that is no white space.
    #[inline]
    pub(super) fn blank(self, at: At) -> At {
        if self.byte(at) > b' ' { at } else { self.behind_blank(at) }
    }

    /// The same where there is white space, of which most is a single blank.
    #[inline]
    pub(super) fn behind_blank(self, at: At) -> At {
        if self.byte(at) == b' ' && self.byte(at + 1) > b' ' { at + 1 } else { self.more_blank(at) }
    }

    #[cold]
    #[inline(never)]
    fn more_blank(self, mut at: At) -> At {
        while matches!(self.byte(at), b' ' | b'\t' | b'\r' | b'\n') {
            at += 1;
        }
        at
    }
}

/// The first bytes; where there are less, zeros behind them.
pub fn padded<const N: usize>(given: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.iter_mut().zip(given).for_each(|(byte, given)| *byte = *given);
    bytes
}

/// The lower half of a word.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the half is what is wanted")]
pub(super) const fn low(word: u64) -> u32 {
    word as u32
}

/// A byte of a word; nought behind its end.
#[inline]
const fn byte_of(word: u64, at: u32) -> u8 {
    match word.checked_shr(8 * at) {
        Some(word) => word.to_le_bytes()[0],
        None => 0,
    }
}
