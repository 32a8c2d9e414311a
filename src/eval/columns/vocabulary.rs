//! The texts that rules look for, each with a number: a text of the data is looked up once, however many rules ask.

use super::register::{Ranges, View};
use crate::read::columns::PRESENT;

/// Texts of rules in a table by their hash.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    /// For each place of the table one more than the word that is there; a power of two of them.
    table: Box<[u32]>,
    /// For each length up to 63 bytes, a bit if a word is that long; the last bit for all that are longer.
    lengths: u64,
}

/// Which words of a vocabulary a rule looks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members(Vec<u64>);

/// Codes for which there is a bit each in a word of [`Members`].
const BITS: usize = u64::BITS as usize;

#[derive(Debug)]
struct Word {
    ends: Ends,
    text: Box<str>,
}

/// The length of a text and its first and last eight bytes: most texts differ in these.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    length: usize,
    first: u64,
    last: u64,
}

/// Texts up to that length are told apart by their ends.
const SHORT: usize = 16;

impl Vocabulary {
    pub(super) fn new(texts: Vec<Box<str>>) -> Self {
        let words: Vec<Word> = texts
            .into_iter()
            .map(|text| Word { ends: Ends::of(text.as_bytes(), 0, text.len()), text })
            .collect();
        let lengths = words.iter().fold(0, |lengths, word| lengths | word.ends.length_bit());
        let mut table = vec![0; (4 * words.len()).next_power_of_two()].into_boxed_slice();
        for (number, word) in (1..).zip(&words) {
            let free = places(word.ends, table.len()).find(|at| table.get(*at) == Some(&0));
            if let Some(place) = free.and_then(|at| table.get_mut(at)) {
                *place = number;
            }
        }
        Self { words, table, lengths }
    }

    /// For each text one more than the number of the word that it is; nought where it is none of them.
    pub(super) fn codes(&self, view: &View<'_>, texts: Ranges<'_>, codes: &mut Vec<i64>) {
        codes.clear();
        codes.resize(texts.places.len(), 0);
        let (lengths, words, table) = (self.lengths, self.words.as_slice(), &*self.table);
        for ((code, state), place) in codes.iter_mut().zip(texts.states).zip(texts.places) {
            let (text, from, length) = view.whole(*place);
            if *state == PRESENT && (lengths >> length.min(63)) & 1 != 0 {
                *code = find(words, table, text, from, length).into();
            }
        }
    }
}

/// One more than the number of the word that stands there; nought where none does.
#[inline]
fn find(words: &[Word], table: &[u32], text: &[u8], from: usize, length: usize) -> u32 {
    let ends = Ends::of(text, from, length);
    for place in places(ends, table.len()) {
        let number = table.get(place).copied().unwrap_or_default();
        let Some(word) = words.get((number as usize).wrapping_sub(1)) else {
            break;
        };
        let same = word.ends == ends;
        if same && (length <= SHORT || text.get(from..from + length) == Some(word.text.as_bytes())) {
            return number;
        }
    }
    0
}

impl Members {
    /// Adds the word of that number.
    pub(super) fn add(&mut self, number: usize) {
        let code = number + 1;
        self.0.resize(self.0.len().max(code / BITS + 1), 0);
        if let Some(bits) = self.0.get_mut(code / BITS) {
            *bits |= 1 << (code % BITS);
        }
    }

    /// True for the code of one of the words.
    #[inline]
    pub(super) fn hold(&self, code: i64) -> bool {
        let code = usize::try_from(code).unwrap_or_default();
        self.0.get(code / BITS).is_some_and(|bits| (bits >> (code % BITS)) & 1 != 0)
    }
}

/// The places of a table where a word with these ends may be, one after the other.
#[inline]
fn places(ends: Ends, table: usize) -> impl Iterator<Item = usize> {
    /// The golden ratio as bits: numbers near each other are far apart when they are multiplied by it.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let hash = (ends.first ^ ends.last.rotate_left(32) ^ ends.length as u64).wrapping_mul(SPREAD) >> 32;
    let begin = usize::try_from(hash).unwrap_or_default();
    (0..table).map(move |further| (begin + further) & (table - 1))
}

impl Ends {
    #[inline]
    fn of(text: &[u8], from: usize, length: usize) -> Self {
        if length < 8 {
            let first = word(text, from) & !(u64::MAX << (8 * length));
            return Self { length, first, last: 0 };
        }
        Self { length, first: word(text, from), last: word(text, from + length - 8) }
    }

    const fn length_bit(self) -> u64 {
        1 << if self.length < 63 { self.length } else { 63 }
    }
}

/// Eight bytes of a text, with zeros after its end.
#[inline]
fn word(text: &[u8], at: usize) -> u64 {
    match text.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()) {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => last_word(text.get(at..).unwrap_or_default()),
    }
}

#[cold]
fn last_word(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::super::op::Steps;
    use super::super::register::ARENA;
    use super::*;
    use crate::read::columns::{Columns, MISSING};

    /// The code of the whole text.
    fn code_of(vocabulary: &Vocabulary, view: &View<'_>) -> i64 {
        let places = [[0, u32::try_from(view.text.len()).unwrap()]];
        let mut codes = Vec::new();
        vocabulary.codes(view, Ranges { states: &[PRESENT], places: &places }, &mut codes);
        codes[0]
    }

    #[test]
    fn a_text_has_the_number_of_its_word_wherever_it_stands() {
        let words = ["", "=", ">=", "satisfy", "eight888", "产出指标", "更长的文字，超过十六个字节"];
        let others = ["<", ">>", "satisfx", "eight889", "产出指数", "更长的文字，超过十七个字节", "a"];
        let vocabulary = Vocabulary::new(words.map(Box::from).into());
        let all = words.iter().zip(1..).chain(others.iter().map(|other| (other, 0)));
        for (word, code) in all {
            for (before, after) in [("", ""), ("“", ""), ("", "\"more than eight bytes"), ("x", "y")] {
                let text = format!("{before}{word}{after}");
                let (columns, steps) = (Columns::default(), Steps::default());
                let view = View { steps: &steps, columns: &columns, made: &[], text: &text, arena: &text };
                let [from, to] =
                    [before.len(), before.len() + word.len()].map(|at| u32::try_from(at).unwrap());
                let places = [[from, to], [from + ARENA, to + ARENA], [from, to]];
                let texts = Ranges { states: &[PRESENT, PRESENT, MISSING], places: &places };
                let mut codes = vec![7; 9];
                vocabulary.codes(&view, texts, &mut codes);
                assert_eq!(codes, [code, code, 0], "{text}");
            }
        }
    }

    #[test]
    fn words_are_found_however_many_there_are() {
        let texts: Vec<String> =
            (0..500).map(|number| format!("{number}号{}", "长".repeat(number % 9))).collect();
        let vocabulary = Vocabulary::new(texts.iter().map(|text| Box::from(text.as_str())).collect());
        let (columns, steps) = (Columns::default(), Steps::default());
        for (text, code) in texts.iter().zip(1..) {
            let view = View { steps: &steps, columns: &columns, made: &[], text, arena: "" };
            assert_eq!(code_of(&vocabulary, &view), code);
            assert_eq!(code_of(&Vocabulary::new(Vec::new()), &view), 0);
        }
    }

    #[test]
    fn members_are_those_that_were_added() {
        let mut members = Members::default();
        members.add(3);
        members.add(1);
        let held = |code: i64| members.hold(code);
        assert_eq!([0, 1, 2, 3, 4, 5, -1].map(held), [false, false, true, false, true, false, false]);
    }
}
