//! Bytes of a line of JSON, eight at a time; strict in what it passes over, and odd about the rest.

use super::Odd;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// A place in a text. A line break is no white space to it: it never leaves its line.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    bytes: &'t [u8],
    pub(super) at: usize,
}

/// A number as digits: so many of them after the point.
pub(super) struct Digits {
    pub(super) negative: bool,
    pub(super) magnitude: u64,
    pub(super) fraction: i32,
}

/// Digits that surely fit a [`Digits::magnitude`].
const MOST_DIGITS: usize = 18;

impl<'t> Cursor<'t> {
    pub(super) const fn new(bytes: &'t [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The byte at hand; a zero after the end, which no text holds.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    /// The next eight bytes, with zeros after the end.
    #[inline]
    fn word(&self, at: usize) -> u64 {
        match self.bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()) {
            Some(bytes) => u64::from_le_bytes(bytes),
            None => self.last_word(at),
        }
    }

    #[cold]
    fn last_word(&self, at: usize) -> u64 {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(rest).for_each(|(byte, given)| *byte = *given);
        u64::from_le_bytes(bytes)
    }

    /// True when the bytes at hand are those of the pattern where its mask is set.
    #[inline]
    pub(super) fn shows(&self, pattern: &[(u64, u64)]) -> bool {
        let mut at = self.at;
        pattern.iter().all(|(mask, wanted)| {
            let found = self.word(at) & mask;
            at += 8;
            found == *wanted
        })
    }

    /// Steps over white space to the next byte.
    #[inline]
    pub(super) fn next(&mut self) -> u8 {
        loop {
            let byte = self.peek();
            if !matches!(byte, b' ' | b'\t' | b'\r') {
                return byte;
            }
            self.at += 1;
        }
    }

    /// Steps over that byte, and white space before it.
    #[inline]
    pub(super) fn take(&mut self, wanted: u8) -> Result<(), Odd> {
        if self.next() != wanted {
            return Err(Odd);
        }
        self.at += 1;
        Ok(())
    }

    /// Steps over a word.
    #[inline]
    pub(super) fn word_is(&mut self, word: &[u8]) -> Result<(), Odd> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word) {
            return Err(Odd);
        }
        self.at = end;
        Ok(())
    }

    /// Steps over a text whose opening quote is at hand; the place of what stands between the quotes. One with an
    /// escape, or with a character that nobody sees, is odd.
    #[inline]
    pub(super) fn text(&mut self) -> Result<(usize, usize), Odd> {
        let start = self.at + 1;
        let mut at = start;
        let mut doubtful = 0;
        loop {
            let word = self.word(at);
            let is = |byte: u8| {
                let apart = word ^ (ONES * u64::from(byte));
                apart.wrapping_sub(ONES) & !apart
            };
            // Of several such bytes only the first is sure to be one.
            let control = word.wrapping_sub(ONES * 0x20) & !word;
            let special = (is(b'"') | is(b'\\') | is(0x7f) | control) & HIGH;
            let seven = word & !HIGH;
            let lead = word & (word << 1);
            let common = (seven + ONES * (0x80 - 0x63)) & !(seven + ONES * (0x80 - 0x6a));
            let rare = lead & !common & HIGH;
            if special != 0 {
                let length = (special.trailing_zeros() / 8) as usize;
                doubtful |= rare & ((special & special.wrapping_neg()) - 1);
                at += length;
                break;
            }
            doubtful |= rare;
            at += 8;
        }
        if self.bytes.get(at) != Some(&b'"') {
            return Err(Odd);
        }
        self.at = at + 1;
        if doubtful != 0 && !self.bytes.get(start..at).is_some_and(is_visible) {
            return Err(Odd);
        }
        Ok((start, at))
    }

    /// Steps over a number.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Digits, Odd> {
        let negative = self.peek() == b'-';
        if negative {
            self.at += 1;
        }
        let first = self.at;
        let mut magnitude = 0;
        self.digits(&mut magnitude);
        let whole = self.at - first;
        if whole == 0 || (whole > 1 && self.bytes.get(first) == Some(&b'0')) {
            return Err(Odd);
        }
        let mut fraction = 0;
        if self.peek() == b'.' {
            self.at += 1;
            let point = self.at;
            self.digits(&mut magnitude);
            fraction = self.at - point;
            if fraction == 0 {
                return Err(Odd);
            }
        }
        if whole + fraction > MOST_DIGITS || matches!(self.peek(), b'e' | b'E') {
            return Err(Odd);
        }
        Ok(Digits { negative, magnitude, fraction: i32::try_from(fraction).unwrap_or(i32::MAX) })
    }

    #[inline]
    fn digits(&mut self, magnitude: &mut u64) {
        while let digit @ 0..=9 = self.peek().wrapping_sub(b'0') {
            *magnitude = magnitude.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.at += 1;
        }
    }
}

/// True when the text surely has no character that nobody sees.
fn is_visible(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let second = text.get(at + 1).copied().unwrap_or_default();
        let third = text.get(at + 2).copied().unwrap_or_default();
        at += match (byte, second) {
            (0..=0x7f, _) => 1,
            (0xc3..=0xd7, _) => 2,
            (0xe2, 0x80) if !matches!(third, 0x8b | 0x8e | 0x8f | 0xaa..=0xae) => 3,
            (0xe2, 0x82..) | (0xe3..=0xee, _) | (0xef, 0x80..=0xba | 0xbc..=0xbe) => 3,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::invisible::first_invisible;

    fn text(written: &str) -> Option<(usize, usize)> {
        Cursor::new(written.as_bytes(), 0).text().ok()
    }

    #[test]
    fn a_text_ends_at_its_quote_wherever_that_stands() {
        for length in 0..40 {
            let written = format!("\"{}\":\"", "金a".repeat(length));
            assert_eq!(text(&written), Some((1, written.len() - 3)), "{written}");
        }
        for odd in ["\"a", "\"a\\n\"", "\"\u{1}\"", "\"\u{7f}\"", "\"金\u{200b}\"", "\"a\nb\""] {
            assert_eq!(text(odd), None, "{odd:?}");
        }
    }

    #[test]
    fn no_character_that_nobody_sees_gets_through() {
        let common = (' '..='\u{ffff}').chain('\u{e0000}'..='\u{e00ff}').chain('\u{1f300}'..='\u{1f3ff}');
        for character in common.filter(|character| !matches!(character, '"' | '\\')) {
            let content = character.to_string();
            let passed = text(&format!("\"{content}\"")).is_some();
            assert!(!passed || first_invisible(&content).is_none(), "{character:?}");
        }
    }

    #[test]
    fn numbers_are_those_of_json() {
        let number = |text: &str| {
            let mut cursor = Cursor::new(text.as_bytes(), 0);
            let digits = cursor.number().ok().filter(|_| cursor.at == text.len())?;
            Some((digits.negative, digits.magnitude, digits.fraction))
        };
        assert_eq!(number("-12.50"), Some((true, 1250, 2)));
        assert_eq!(number("0"), Some((false, 0, 0)));
        for odd in ["01", "1.", ".5", "-", "1e3", "1234567890123456789", "+1", "1_000"] {
            assert_eq!(number(odd), None, "{odd}");
        }
    }
}
