//! Texts between quotes: where they end, that nothing in them needs a second look, and the white space around them.

use wide::u8x16;

use super::{At, Bytes};
use crate::read::columns::Odd;

impl Bytes<'_> {
    /// The place of the quote that ends a text, given where the text begins. One with an escape, or with a
    /// character that nobody sees, is odd.
    #[inline]
    pub(in crate::read::columns) fn end_of_text(self, from: At) -> Result<At, Odd> {
        let mut at = from;
        loop {
            let mut marks = marks(self.block(at));
            while marks != 0 {
                let mark = at + marks.trailing_zeros();
                let byte = self.byte(mark);
                if byte == b'"' {
                    return Ok(mark);
                }
                if byte < 0xc0 || self.begins_invisible(mark) {
                    return Err(Odd);
                }
                marks &= marks - 1;
            }
            at += 16;
        }
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

    /// The place of a text without the white space around it, given the places of its quotes.
    #[inline]
    pub(in crate::read::columns) fn trimmed(self, from: At, to: At) -> (At, At) {
        let [.., third, second, last] = self.word(to.wrapping_sub(8)).to_le_bytes();
        // White space of more than one byte ends with one that begins no character, and is two or three bytes long.
        let behind = last >= 0x80 && (second == 0xc2 || may_be_blank(third));
        let doubtful = may_be_blank(self.byte(from)) || last <= b' ' || behind;
        if doubtful && from < to { self.trim(from, to) } else { (from, to) }
    }

    #[cold]
    #[inline(never)]
    fn trim(self, from: At, to: At) -> (At, At) {
        // What stands between two quotes of a text is a text.
        let Ok(text) = std::str::from_utf8(self.between(from, to)) else {
            return (from, to);
        };
        let length = |text: &str| At::try_from(text.len()).unwrap_or_default();
        let start = from + (length(text) - length(text.trim_start()));
        (start, start + length(text.trim()))
    }
}

/// True for the first byte of white space, and of some other characters.
#[inline]
const fn may_be_blank(first: u8) -> bool {
    matches!(first, 0..=b' ' | 0xc2 | 0xe1..=0xe3)
}

/// Bits for the bytes that end a text, that may not stand in one as they are, or that begin a character of which
/// some are invisible.
#[inline]
fn marks(block: u8x16) -> u32 {
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));
    let up_to = |bytes: u8x16, last: u8| bytes.min(u8x16::splat(last)).simd_eq(bytes);
    // With the quote in the place of the space, right behind the controls.
    let control_or_quote = up_to(block ^ u8x16::splat(b'"' ^ b' '), b' ');
    let lead = block.max(u8x16::splat(0xc0)).simd_eq(block);
    // Those of Chinese characters, and of others that can all be seen.
    let common = up_to(block - u8x16::splat(0xe3), 0xee - 0xe3);
    (control_or_quote | is(b'\\') | is(0x7f) | (lead ^ common)).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::invisible::first_invisible;

    fn end(written: &str) -> Option<usize> {
        Bytes::new(written.as_bytes()).end_of_text(1).ok().map(|end| end as usize)
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
        for character in ' '..=char::MAX {
            for text in [
                format!("{character}"),
                format!("金{character}"),
                format!("{character}金"),
                format!("a{character}b"),
            ] {
                let (from, to) = Bytes::new(text.as_bytes()).trimmed(0, At::try_from(text.len()).unwrap());
                assert_eq!(&text[from as usize..to as usize], text.trim(), "{text:?}");
            }
        }
    }
}
