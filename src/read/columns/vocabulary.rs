//! The texts that rules look for, each with a number: a text of the data is looked up once, however many rules ask.

use super::scan::{At, Bytes, Quoted};

/// Texts of rules in a table by their hash.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    /// A power of two of slots, of which most are free.
    table: Box<[Slot]>,
    /// For each length up to 63 bytes, a bit if a word is that long; the last bit for all that are longer.
    lengths: u64,
}

/// A place of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    ends: Ends,
    /// One more than the number of the word that is there; nought where none is.
    code: u32,
    /// True for a word of which nothing needs a second look where it stands between quotes.
    plain: bool,
}

/// The length of a text and its first and last eight bytes: most texts differ in these.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Ends {
    length: usize,
    first: u64,
    last: u64,
}

/// Texts up to that length are told apart by their ends.
const SHORT: usize = 16;

impl Vocabulary {
    /// The vocabulary of these words, of which no two are the same.
    pub fn new(words: Vec<Box<str>>) -> Self {
        let mut table = vec![Slot::default(); (4 * words.len()).next_power_of_two()].into_boxed_slice();
        let mut lengths = 0;
        for (code, word) in (1..).zip(&words) {
            let ends = Ends::of(Bytes::new(word.as_bytes()), 0, word.len());
            lengths |= ends.length_bit();
            let mut at = ends.hash();
            while let Some(slot) = table.get_mut(at & (table.len() - 1)) {
                if slot.code == 0 {
                    *slot = Slot { ends, code, plain: is_plain(word) };
                    break;
                }
                at += 1;
            }
        }
        Self { words, table, lengths }
    }

    /// One more than the number of the word that stands there in a text; nought where none does.
    #[inline]
    pub fn code(&self, text: &[u8], from: usize, length: usize) -> u32 {
        if (self.lengths >> length.min(63)) & 1 == 0 {
            return 0;
        }
        // Texts of columns are in the first half of what a place can be.
        let ends = Ends::of(Bytes::new(text), At::try_from(from).unwrap_or(At::MAX), length);
        match self.slot(ends) {
            Some(slot) if length <= SHORT || self.is(slot.code, text.get(from..from + length)) => slot.code,
            Some(_) => self.behind(ends, text.get(from..from + length)),
            None => 0,
        }
    }

    /// The word of at most fifteen bytes that stands behind a quote and is all that stands before the next one: the
    /// place of that, and the code of the word.
    #[inline]
    pub(super) fn quoted(&self, bytes: Bytes<'_>, from: At) -> Option<(At, u32)> {
        let to = bytes.near_quote(from)?;
        self.slot(Ends::of(bytes, from, (to - from) as usize))
            .filter(|slot| slot.plain)
            .map(|slot| (to, slot.code))
    }

    /// The first slot with a word that has these ends.
    #[inline]
    fn slot(&self, ends: Ends) -> Option<&Slot> {
        let mut at = ends.hash();
        loop {
            let slot = self.table.get(at & (self.table.len().wrapping_sub(1)))?;
            if slot.ends == ends && slot.code != 0 {
                return Some(slot);
            }
            if slot.code == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// The same as [`Self::code`], of a text that is longer than its ends and has those of another word.
    #[cold]
    #[inline(never)]
    fn behind(&self, ends: Ends, text: Option<&[u8]>) -> u32 {
        let begin = ends.hash();
        let slots = (begin..).map_while(|at| self.table.get(at & (self.table.len() - 1)));
        let mut words = slots.take_while(|slot| slot.code != 0);
        words.find(|slot| slot.ends == ends && self.is(slot.code, text)).map_or(0, |slot| slot.code)
    }

    /// True for the text of a word, which has the same ends.
    #[inline(never)]
    fn is(&self, code: u32, text: Option<&[u8]>) -> bool {
        let word = self.words.get((code as usize).wrapping_sub(1));
        word.zip(text).is_some_and(|(word, text)| word.as_bytes() == text)
    }
}

/// True for a word of which nothing needs a second look where it stands between quotes.
fn is_plain(word: &str) -> bool {
    let quoted = format!("\"{word}\"");
    let whole = |text: Quoted| text.to - text.from == text.end - 2 && text.end as usize == quoted.len();
    !word.is_empty() && Bytes::new(quoted.as_bytes()).text(1).is_ok_and(whole)
}

/// The golden ratio as bits: numbers near each other are far apart when they are multiplied by it.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Ends {
    #[inline]
    fn of(bytes: Bytes<'_>, from: At, length: usize) -> Self {
        let first = bytes.word(from);
        match At::try_from(length) {
            Ok(short @ 0..8) => Self { length, first: first & !(u64::MAX << (8 * short)), last: 0 },
            Ok(long) => Self { length, first, last: bytes.word(from.wrapping_add(long - 8)) },
            Err(_) => Self { length, first, last: 0 },
        }
    }

    /// Where in a table such a word is looked for first.
    #[inline]
    fn hash(self) -> usize {
        let mixed = self.first ^ self.last.rotate_left(32) ^ self.length as u64;
        usize::try_from(mixed.wrapping_mul(SPREAD) >> 32).unwrap_or_default()
    }

    const fn length_bit(self) -> u64 {
        1 << if self.length < 63 { self.length } else { 63 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_number_of_its_word_wherever_it_stands() {
        let words = [
            "",
            "=",
            ">=",
            "satisfy",
            "eight888",
            "产出指标",
            "更长的文字，超过十六个字节",
            "更长的文字，不是十六个字节",
        ];
        let others = ["<", ">>", "satisfx", "eight889", "产出指数", "更长的文字，超过十七个字节", "a"];
        let vocabulary = Vocabulary::new(words.map(Box::from).into());
        let all = words.iter().zip(1..).chain(others.iter().map(|other| (other, 0)));
        for (word, code) in all {
            for (before, after) in [("", ""), ("“", ""), ("", "\"more than eight bytes"), ("x", "y")] {
                let text = format!("{before}{word}{after}");
                assert_eq!(vocabulary.code(text.as_bytes(), before.len(), word.len()), code, "{text}");
            }
        }
    }

    #[test]
    fn a_word_between_quotes_is_found_where_nothing_needs_a_second_look() {
        let words = ["", "=", "satisfy", "产出指标", " a", "a\\", "a\"b", "十二个字节", "十六个字节的"];
        let vocabulary = Vocabulary::new(words.map(Box::from).into());
        let found = |word: &str| {
            let text = format!("\"{word}\"{}", ",".repeat(16));
            vocabulary.quoted(Bytes::new(text.as_bytes()), 1).map(|(to, code)| (to as usize - 1, code))
        };
        for (word, code) in words.iter().zip(1..) {
            let plain = !word.is_empty() && word.len() < 16 && !word.contains([' ', '\\', '"']);
            assert_eq!(found(word), plain.then_some((word.len(), code)), "{word}");
        }
        assert_eq!(found("satisfx"), None);
        // A quote that an escape stands before ends no text.
        assert_eq!(found("a\\\"b"), None);
        // Near the end of a text it is left to others.
        assert_eq!(vocabulary.quoted(Bytes::new(b"\"satisfy\""), 1), None);
        assert_eq!(Vocabulary::default().quoted(Bytes::new(b"\"a\",,,,,,,,,,,,,,,,"), 1), None);
    }

    #[test]
    fn words_are_found_however_many_there_are() {
        let texts: Vec<String> =
            (0..500).map(|number| format!("{number}号{}", "长".repeat(number % 9))).collect();
        let vocabulary = Vocabulary::new(texts.iter().map(|text| Box::from(text.as_str())).collect());
        for (text, code) in texts.iter().zip(1..) {
            assert_eq!(vocabulary.code(text.as_bytes(), 0, text.len()), code);
            assert_eq!(Vocabulary::new(Vec::new()).code(text.as_bytes(), 0, text.len()), 0);
        }
    }
}
