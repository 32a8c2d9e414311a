//! Texts to look for, each as its length and its first and last eight bytes: most others differ in these.

use super::register::View;

/// Texts of a rule among which one of the data is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Texts(Vec<Wanted>);

#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    ends: Ends,
    text: Box<str>,
}

/// The length of a text and its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    length: usize,
    first: u64,
    last: u64,
}

/// Texts up to that length are told apart by their ends.
const SHORT: usize = 16;

impl Texts {
    pub(super) fn new(texts: impl IntoIterator<Item = Box<str>>) -> Self {
        let wanted = |text: Box<str>| Wanted { ends: Ends::of(text.as_bytes(), 0, text.len()), text };
        Self(texts.into_iter().map(wanted).collect())
    }

    /// True when the text at that place is one of them.
    #[inline]
    pub(super) fn hold(&self, view: &View<'_>, place: [u32; 2]) -> bool {
        let (text, from, length) = view.whole(place);
        if !self.0.iter().any(|wanted| wanted.ends.length == length) {
            return false;
        }
        let ends = Ends::of(text, from, length);
        let rest = |wanted: &Wanted| {
            length <= SHORT || text.get(from..from + length) == Some(wanted.text.as_bytes())
        };
        self.0.iter().any(|wanted| wanted.ends == ends && rest(wanted))
    }
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
    use super::super::register::ARENA;
    use super::*;
    use crate::read::columns::Columns;

    #[test]
    fn a_text_is_found_by_its_bytes_wherever_it_stands() {
        let wanted = ["", "=", ">=", "satisfy", "eight888", "产出指标", "更长的文字，超过十六个字节"];
        let others = ["<", ">>", "satisfx", "eight889", "产出指数", "更长的文字，超过十七个字节", "a"];
        let texts = Texts::new(wanted.map(Box::from));
        for (word, held) in wanted.iter().map(|word| (word, true)).chain(others.iter().map(|w| (w, false))) {
            for (before, after) in [("", ""), ("“", ""), ("", "\"more than eight bytes"), ("x", "y")] {
                let text = format!("{before}{word}{after}");
                let columns = Columns::default();
                let view = View { ops: &[], columns: &columns, made: &[], text: &text, arena: &text };
                let [from, to] =
                    [before.len(), before.len() + word.len()].map(|at| u32::try_from(at).unwrap());
                assert_eq!(texts.hold(&view, [from, to]), held, "{text}");
                assert_eq!(texts.hold(&view, [from + ARENA, to + ARENA]), held, "{text}");
            }
        }
    }
}
