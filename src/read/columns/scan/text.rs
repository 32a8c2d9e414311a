//! Texts between quotes: where they end, that nothing in them needs a second look, and the white space around them.

use wide::u8x16;

use super::{At, Bytes};
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

/// Set in the place of a quote when a character stands before it like some that are white space or invisible. Places
/// are smaller.
const UNCOMMON: At = 1 << 31;

impl Bytes<'_> {
    /// The text behind a quote. One with an escape, or with a character that nobody sees, is odd.
    #[inline]
    pub(in crate::read::columns) fn text(self, from: At) -> Result<Quoted, Odd> {
        let quote = self.quote(from)?;
        let to = quote & !UNCOMMON;
        let edges = self.byte(from).min(self.byte(to.wrapping_sub(1)));
        let padded = edges <= b' ' || (quote != to && self.may_be_padded(from, to));
        let [from, to] = if padded { self.trimmed(from, to) } else { [from, to] };
        Ok(Quoted { from, to, end: (quote & !UNCOMMON) + 1 })
    }

    /// The place of the quote that ends a text.
    // What is handed on from text to text stays in registers: through memory it takes as long as all the rest.
    #[inline]
    fn quote(self, from: At) -> Result<At, Odd> {
        let marks = marks(self.block(from));
        let mark = from + marks.trailing_zeros();
        if marks != 0 && self.byte(mark) == b'"' { Ok(mark) } else { self.later_quote(from, marks) }
    }

    /// The same of a text that does not end in its first sixteen bytes, or has a mark before its end.
    #[inline(never)]
    fn later_quote(self, from: At, mut marks: u32) -> Result<At, Odd> {
        let (mut at, mut uncommon) = (from, 0);
        loop {
            while marks != 0 {
                let mark = at + marks.trailing_zeros();
                let byte = self.byte(mark);
                if byte == b'"' {
                    return Ok(mark | uncommon);
                }
                if byte < 0xc0 || self.begins_invisible(mark) {
                    return Err(Odd);
                }
                uncommon = UNCOMMON;
                marks &= marks - 1;
            }
            at += 16;
            marks = self::marks(self.block(at));
        }
    }

    /// True where a text may begin or end with white space of more than one byte.
    fn may_be_padded(self, from: At, to: At) -> bool {
        let begins = |first: u8| matches!(first, 0xc2 | 0xe1..=0xe3);
        let [third, second] = [3, 2].map(|back| self.byte(to.wrapping_sub(back)));
        begins(self.byte(from)) || second == 0xc2 || begins(third)
    }

    /// The place of a text without the white space around it.
    #[cold]
    #[inline(never)]
    fn trimmed(self, from: At, to: At) -> [At; 2] {
        // What stands between two quotes of a text is a text.
        let text = std::str::from_utf8(self.between(from, to)).unwrap_or_default();
        let length = |text: &str| At::try_from(text.len()).unwrap_or_default();
        let from = from + (length(text) - length(text.trim_start()));
        [from, from + length(text.trim())]
    }

    /// True where a character of more than one byte begins that nobody sees.
    #[cold]
    #[inline(never)]
    fn begins_invisible(self, at: At) -> bool {
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

/// Bits for the bytes that end a text, that may not stand in one as they are, or that begin a character like some
/// that are white space or invisible.
#[inline]
fn marks(block: u8x16) -> u32 {
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));
    let up_to = |bytes: u8x16, last: u8| bytes.min(u8x16::splat(last)).simd_eq(bytes);
    // With the quote in the place of the space, right behind the controls.
    let control_or_quote = up_to(block ^ u8x16::splat(b'"' ^ b' '), b' ');
    let lead = block.max(u8x16::splat(0xc0)).simd_eq(block);
    // Those of Chinese characters, and of others that can all be seen.
    let common = up_to(block - u8x16::splat(0xe4), 0xee - 0xe4);
    (control_or_quote | is(b'\\') | is(0x7f) | (lead ^ common)).to_bitmask()
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
