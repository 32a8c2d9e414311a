//! Numbers as JSON writes them, as digits.

use super::{At, Bytes, HIGH, ONES, byte_of};
use crate::read::columns::Odd;

/// A number as digits: so many of them after the point.
pub(in crate::read::columns) struct Digits {
    pub(in crate::read::columns) negative: bool,
    pub(in crate::read::columns) magnitude: i64,
    pub(in crate::read::columns) fraction: u32,
    /// Where it ends.
    pub(in crate::read::columns) end: At,
}

/// Digits that surely fit a [`Digits::magnitude`].
const MOST_DIGITS: u32 = 18;

impl Bytes<'_> {
    /// The number that begins there; one with very many digits is odd. What follows it is left to be looked at: an
    /// exponent too.
    #[expect(clippy::inline_always, reason = "a call for every number would be a third of the work")]
    #[inline(always)]
    pub(in crate::read::columns) fn number(self, at: At, first: u8) -> Result<Digits, Odd> {
        let negative = first == b'-';
        let from = at + At::from(negative);
        let word = self.word(from);
        let others = not_digits(word);
        let whole = bytes_before(others);
        if byte_of(word, whole) == b'.' {
            let behind = others & (others - 1);
            let end = bytes_before(behind);
            let fraction = end.wrapping_sub(whole + 1);
            if behind != 0 && whole != 0 && fraction != 0 && !leading_zero(word, whole) {
                let magnitude = magnitude(without(word, whole), end - 1);
                return Ok(Digits { negative, magnitude, fraction, end: from + end });
            }
        } else if others != 0 && whole != 0 && !leading_zero(word, whole) {
            let magnitude = magnitude(word, whole);
            return Ok(Digits { negative, magnitude, fraction: 0, end: from + whole });
        }
        self.long_number(negative, from)
    }

    /// A number that is longer than a word, or none.
    #[cold]
    #[inline(never)]
    fn long_number(self, negative: bool, from: At) -> Result<Digits, Odd> {
        let (mut at, mut magnitude) = (from, 0);
        self.digits(&mut at, &mut magnitude);
        let whole = at - from;
        if whole == 0 || (whole > 1 && self.byte(from) == b'0') {
            return Err(Odd);
        }
        let mut fraction = 0;
        if self.byte(at) == b'.' {
            at += 1;
            let point = at;
            self.digits(&mut at, &mut magnitude);
            fraction = at - point;
            if fraction == 0 {
                return Err(Odd);
            }
        }
        if whole + fraction > MOST_DIGITS {
            return Err(Odd);
        }
        let magnitude = i64::try_from(magnitude).map_err(|_| Odd)?;
        Ok(Digits { negative, magnitude, fraction, end: at })
    }

    #[inline]
    fn digits(self, at: &mut At, magnitude: &mut u64) {
        while let digit @ 0..=9 = self.byte(*at).wrapping_sub(b'0') {
            *magnitude = magnitude.wrapping_mul(10).wrapping_add(u64::from(digit));
            *at += 1;
        }
    }
}

/// The highest bit of each byte that is no digit. What follows one of another alphabet may have it too.
#[inline]
pub(super) const fn not_digits(word: u64) -> u64 {
    let apart = word ^ (ONES * b'0' as u64);
    (apart.wrapping_add(ONES * (0x80 - 10)) | apart) & HIGH
}

/// How many bytes come before the first that is marked.
#[inline]
const fn bytes_before(marks: u64) -> u32 {
    marks.trailing_zeros() / 8
}

/// True for digits of which the first is a nought that says nothing.
#[inline]
const fn leading_zero(word: u64, digits: u32) -> bool {
    digits > 1 && byte_of(word, 0) == b'0'
}

/// The word without the byte there.
#[inline]
const fn without(word: u64, at: u32) -> u64 {
    let before = (1 << (8 * at)) - 1;
    (word & before) | ((word >> 8) & !before)
}

/// The number that so many digits are, from one to eight.
#[inline]
const fn magnitude(digits: u64, count: u32) -> i64 {
    // To the end of the word, behind noughts; then pairs, fours and all eight.
    let ones = (digits << (64 - 8 * count)) & (ONES * 0x0f);
    let pairs = (ones.wrapping_mul((10 << 8) + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul((100 << 16) + 1) >> 16) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul((10_000 << 32) + 1) >> 32).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Digits, Odd> {
        let bytes = Bytes::new(text.as_bytes());
        bytes.number(0, bytes.byte(0))
    }

    fn number(text: &str) -> Option<(bool, i64, u32)> {
        let digits = read(text).ok().filter(|digits| digits.end as usize == text.len())?;
        Some((digits.negative, digits.magnitude, digits.fraction))
    }

    #[test]
    fn numbers_are_those_of_json() {
        assert_eq!(number("-12.50"), Some((true, 1250, 2)));
        assert_eq!(number("0"), Some((false, 0, 0)));
        assert_eq!(number("123456789012345.678"), Some((false, 123_456_789_012_345_678, 3)));
        for odd in
            ["01", "1.", ".5", "-", "1e3", "1E3", "1.5e3", "1234567890123456789", "+1", "1_000", "00.5"]
        {
            assert_eq!(number(odd), None, "{odd}");
        }
    }

    #[test]
    fn digits_count_wherever_the_point_stands() {
        let all = "8070605040302019";
        for length in 1..=all.len() {
            let digits = all.get(..length).unwrap_or_default();
            assert_eq!(number(digits), Some((false, digits.parse().unwrap(), 0)));
            for whole in 1..length {
                let (before, after) = digits.split_at(whole);
                let expected = Some((true, digits.parse().unwrap(), u32::try_from(after.len()).unwrap()));
                assert_eq!(number(&format!("-{before}.{after}")), expected);
                for behind in [",", "}", "]", " ", "x金", "金"] {
                    let text = format!("{before}.{after}{behind}");
                    let found = read(&text).map(|digits| (digits.magnitude, digits.end as usize));
                    assert_eq!(found.ok(), Some((digits.parse().unwrap(), length + 1)), "{text}");
                }
            }
        }
    }
}
