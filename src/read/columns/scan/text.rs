//! Texts between quotes: where they end, that nothing in them needs a second look, and the white space around them.

use wide::u8x16;

use super::{At, Bytes, low};
use crate::read::columns::Odd;

/// A text between quotes.
#[derive(Clone, Copy)]
pub(in crate::read::columns) struct Quoted {
    /// What stands between the quotes, without white space around it.
    pub(in crate::read::columns) from: At,
    pub(in crate::read::columns) to: At,
    /// The place behind the second quote.
    pub(in crate::read::columns) end: At,
}

/// The place behind a text whose first quote is there; `None` where anything in it needs a second look.
pub(in crate::read) fn quote_end(text: &str, quote: usize) -> Option<usize> {
    let bytes = Bytes::new(text.as_bytes());
    let quote = At::try_from(quote).ok().filter(|quote| bytes.byte(*quote) == b'"')?;
    bytes.text(quote + 1).ok().map(|text| text.end as usize)
}

impl Bytes<'_> {
    /// The text behind a quote. One with an escape, or with a character that nobody sees, is odd.
    #[expect(clippy::inline_always, reason = "a call for every text would be a quarter of the work")]
    #[inline(always)]
    pub(in crate::read::columns) fn text(self, from: At) -> Result<Quoted, Odd> {
        if let Some(bytes) = self.some(from) {
            let block = u8x16::new(*bytes);
            let [marks, quotes, blanks] =
                [marks(block), equal(block, b'"').to_bitmask(), equal(block, b' ').to_bitmask()];
            // The first mark is a quote, and no blank is at either end.
            let first = marks & marks.wrapping_neg();
            if first & quotes != 0 && (blanks & 1) | (blanks << 1 & first) == 0 {
                let to = from + first.trailing_zeros();
                return Ok(Quoted { from, to, end: to + 1 });
            }
        }
        // What is handed on from text to text stays in registers: through memory it takes as long as all the rest.
        match self.other_text(from) {
            (_, 0) => Err(Odd),
            (edges, quote) => {
                let [from, to] = [edges, edges >> 32].map(low);
                Ok(Quoted { from, to, end: quote + 1 })
            }
        }
    }

    /// The same of a text that does not end in its first sixteen bytes, has a mark before its end or white space
    /// around it: its beginning and, higher, its end, and the place of its quote; nought for one that is odd.
    #[inline(never)]
    fn other_text(self, from: At) -> (u64, At) {
        let (mut at, mut uncommon) = (from, false);
        let mut marks = marks(self.block(at));
        let quote = 'quote: loop {
            while marks != 0 {
                let mark = at + marks.trailing_zeros();
                let byte = self.byte(mark);
                if byte == b'"' {
                    break 'quote mark;
                }
                if byte < 0xc0 || self.begins_invisible(mark) {
                    return (0, 0);
                }
                uncommon = true;
                marks &= marks - 1;
            }
            at += 16;
            marks = self::marks(self.block(at));
        };
        let edges = self.byte(from).min(self.byte(quote.wrapping_sub(1)));
        let padded = edges <= b' ' || (uncommon && self.may_be_padded(from, quote));
        let [from, to] = if padded { self.trimmed(from, quote) } else { [from, quote] };
        (u64::from(from) | u64::from(to) << 32, quote)
    }

    /// The place of the next quote, where it is near.
    #[inline]
    pub(in crate::read::columns) fn near_quote(self, from: At) -> Option<At> {
        let quotes = equal(u8x16::new(*self.some(from)?), b'"').to_bitmask();
        (quotes != 0).then(|| from + quotes.trailing_zeros())
    }

    /// True where a text may begin or end with white space of more than one byte.
    pub(super) fn may_be_padded(self, from: At, to: At) -> bool {
        let begins = |first: u8| matches!(first, 0xc2 | 0xe1..=0xe3);
        let [third, second] = [3, 2].map(|back| self.byte(to.wrapping_sub(back)));
        begins(self.byte(from)) || second == 0xc2 || begins(third)
    }

    /// The place of a text without the white space around it.
    #[cold]
    #[inline(never)]
    pub(super) fn trimmed(self, from: At, to: At) -> [At; 2] {
        // What stands between two quotes of a text is a text.
        let text = std::str::from_utf8(self.between(from, to)).unwrap_or_default();
        let length = |text: &str| At::try_from(text.len()).unwrap_or_default();
        let from = from + (length(text) - length(text.trim_start()));
        [from, from + length(text.trim())]
    }

    /// True where a character of more than one byte begins that nobody sees.
    #[cold]
    #[inline(never)]
    pub(super) fn begins_invisible(self, at: At) -> bool {
        let [first, second, third, ..] = self.word(at).to_le_bytes();
        match (first, second) {
            (0xc2, second) => second < 0xa0 || second == 0xad,
            (0xd8, 0x9c) => true,
            (0xe1, 0xa0) => third == 0x8e,
            (0xe2, 0x80) => matches!(third, 0x8b | 0x8e | 0x8f | 0xaa..=0xae),
            (0xe2, 0x81) => matches!(third, 0xa0..=0xaf),
            (0xef, 0xbb) => third == 0xbf,
            (0xef, 0xbf) => matches!(third, 0xb9..=0xbb),
            (0xf3, 0xa0) => third < 0x82,
            _ => false,
        }
    }
}

#[inline]
fn equal(block: u8x16, byte: u8) -> u8x16 {
    block.simd_eq(u8x16::splat(byte))
}

/// Bits for the bytes that end a text, that may not stand in one as they are, or that begin a character like some
/// that are white space or invisible.
#[inline]
fn marks(block: u8x16) -> u32 {
    // With the quote in the place of the space, right behind the controls.
    let control_or_quote = up_to(block ^ u8x16::splat(b'"' ^ b' '), b' ');
    (control_or_quote | equal(block, b'\\') | equal(block, 0x7f) | uncommon(block)).to_bitmask()
}

#[inline]
fn up_to(bytes: u8x16, last: u8) -> u8x16 {
    bytes.min(u8x16::splat(last)).simd_eq(bytes)
}

/// All bits of controls.
#[inline]
pub(super) fn control(block: u8x16) -> u8x16 {
    up_to(block, b' ' - 1)
}

/// All bits of the bytes that begin a character like some that are white space or invisible.
#[inline]
pub(super) fn uncommon(block: u8x16) -> u8x16 {
    let lead = block.max(u8x16::splat(0xc0)).simd_eq(block);
    // Those of Chinese characters, and of others that can all be seen.
    let common = up_to(block - u8x16::splat(0xe4), 0xee - 0xe4);
    lead ^ common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::invisible::first_invisible;

    fn end(written: &str) -> Option<usize> {
        Bytes::new(written.as_bytes()).text(1).ok().map(|text| text.end as usize - 1)
    }

    #[test]
    fn a_text_ends_at_its_quote_wherever_that_stands() {
        for length in 0..40 {
            let written = format!("\"{}，\":\"", "金a".repeat(length));
            assert_eq!(end(&written), Some(written.len() - 3), "{written}");
        }
        for odd in ["\"a", "\"a\\n\"", "\"\u{1}\"", "\"\u{7f}\"", "\"金\u{200b}\"", "\"a\nb\""] {
            assert_eq!(end(odd), None, "{odd:?}");
        }
    }

    #[test]
    fn a_character_that_nobody_sees_is_odd_and_no_other() {
        let all = (' '..=char::MAX).filter(|character| !matches!(character, '"' | '\\'));
        for character in all {
            let content = character.to_string();
            let seen = first_invisible(&content).is_none();
            assert_eq!(end(&format!("\"{content}\"")).is_some(), seen, "{character:?}");
        }
    }

    #[test]
    fn white_space_around_a_text_is_found_as_the_language_finds_it() {
        let all = ('\u{20}'..=char::MAX).filter(|character| !matches!(character, '"' | '\\'));
        for character in all {
            let contents = ["_", "金_", "_金", "a_b", "_。", "  _ 12345678901234567890_", "_，"];
            for content in contents.map(|content| content.replace('_', &character.to_string())) {
                let written = format!("\"{content}\"");
                let Ok(Quoted { from, to, end }) = Bytes::new(written.as_bytes()).text(1) else {
                    continue;
                };
                assert_eq!(written.get(from as usize..to as usize), Some(content.trim()), "{content:?}");
                assert_eq!(end as usize, written.len());
            }
        }
    }
}
