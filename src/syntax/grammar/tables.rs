//! The grammar as tables, made of `grammar/*.pest` before the crate is compiled; `build/` makes them.

use super::Symbol;

/// A step of the machine, and with which classes of characters it can begin.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// Which of the sets; the first character that is not in it is all that has to be looked at.
    pub(super) begins: u16,
    pub(super) step: Step,
}

/// What is read; other nodes are named by their numbers.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// A text: where it stands in [`TEXTS`], and how long it is.
    Text(u16, u8),
    /// A character between these two.
    Range(char, char),
    /// Any character of the set.
    Character,
    /// The beginning of the text.
    Start,
    /// The end of the text.
    End,
    Rule(u16),
    /// So many nodes from that one on, one after the other.
    Sequence(u16, u8),
    /// The first of so many nodes from that one on.
    Choice(u16, u8),
    Optional(u16),
    Repeat(u16),
    RepeatOnce(u16),
    Ahead(u16),
    NotAhead(u16),
    /// Everything up to the first of so many texts from that one on in [`STOPS`], or to the end.
    Until(u16, u8),
}

/// A rule of the grammar.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) symbol: Symbol,
    pub(super) kind: Kind,
    pub(super) body: u16,
}

/// How a rule reads: with or without white space between its parts, and whether it is a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A piece, read as the rule around it.
    Normal,
    /// No piece, read as the rule around it.
    Silent,
    /// A piece without white space and without pieces in it.
    Atomic,
    /// A piece without white space.
    CompoundAtomic,
    /// A piece with white space.
    NonAtomic,
}

include!(concat!(env!("OUT_DIR"), "/grammar.rs"));

/// The class of a character beyond ASCII, by its number.
pub(super) fn class(number: u32) -> u8 {
    let mut at = number as usize;
    while let Some((taken, class)) = BEGINNERS.get(at % BEGINNERS.len()).filter(|(taken, _)| *taken != 0) {
        if *taken == number {
            return *class;
        }
        at += 1;
    }
    let Some(character) = char::from_u32(number) else {
        return REST;
    };
    match character {
        // Most of what rules are written in, without a look at a table.
        '\u{4E00}'..='\u{9FFF}' => WORD_START,
        _ if pest::unicode::XID_START(character) => WORD_START,
        _ if pest::unicode::XID_CONTINUE(character) => WORD_CONTINUE,
        _ if pest::unicode::WHITE_SPACE(character) => WHITE,
        _ => REST,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn characters_are_of_the_class_that_they_are_in_words() {
        let own: BTreeSet<u32> = BEGINNERS.iter().map(|(number, _)| *number).collect();
        let others = ('\u{80}'..=char::MAX).filter(|one| !own.contains(&u32::from(*one)));
        for character in others {
            let expected = match character {
                _ if pest::unicode::XID_START(character) => WORD_START,
                _ if pest::unicode::XID_CONTINUE(character) => WORD_CONTINUE,
                _ if pest::unicode::WHITE_SPACE(character) => WHITE,
                _ => REST,
            };
            assert_eq!(class(character.into()), expected, "{character:?}");
        }
    }
}
