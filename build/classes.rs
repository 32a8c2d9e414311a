//! Characters that the grammar does not tell apart: each with which some text of the grammar begins is a class of its
//! own, the others go by what they are in words.

use std::collections::BTreeSet;
use std::error::Error;

use crate::nodes::{Class, Node, Nodes};

/// All classes, by their numbers.
pub(crate) struct Classes {
    /// The first classes, one for each of these characters, in ascending order.
    pub(crate) characters: Vec<char>,
}

/// What a character is that begins no text of the grammar, in the order of the last classes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    Digit,
    WordStart,
    WordContinue,
    Blank,
    Rest,
    /// No character, but the end of the text.
    End,
}

impl Other {
    pub(crate) const ALL: [Self; 6] =
        [Self::Digit, Self::WordStart, Self::WordContinue, Self::Blank, Self::Rest, Self::End];

    pub(crate) fn of(character: char) -> Self {
        match character {
            _ if character.is_ascii_digit() => Self::Digit,
            _ if pest::unicode::XID_START(character) => Self::WordStart,
            _ if pest::unicode::XID_CONTINUE(character) => Self::WordContinue,
            _ if pest::unicode::WHITE_SPACE(character) => Self::Blank,
            _ => Self::Rest,
        }
    }

    /// True when characters of this kind are in that set.
    fn is(self, class: Class) -> bool {
        match class {
            Class::Any => self != Self::End,
            Class::Digit => self == Self::Digit,
            Class::WordStart => self == Self::WordStart,
            Class::WordContinue => matches!(self, Self::Digit | Self::WordStart | Self::WordContinue),
            Class::Blank => self == Self::Blank,
        }
    }
}

/// Classes that a set of them has room for.
const MOST: usize = 256;

pub(crate) fn of(nodes: &Nodes) -> Result<Classes, Box<dyn Error>> {
    let mut characters = BTreeSet::new();
    for node in &nodes.all {
        if let Node::Text(text) = node {
            characters.extend(text.chars().next());
        }
    }
    if characters.len() + Other::ALL.len() > MOST {
        return Err("there are more characters that begin something than classes for them".into());
    }
    Ok(Classes { characters: characters.into_iter().collect() })
}

impl Classes {
    pub(crate) fn len(&self) -> usize {
        self.characters.len() + Other::ALL.len()
    }

    /// The class of the characters of that kind that begin no text.
    pub(crate) fn other(&self, other: Other) -> usize {
        self.characters.len() + Other::ALL.iter().position(|one| *one == other).unwrap_or(0)
    }

    pub(crate) fn class(&self, character: char) -> usize {
        self.characters.binary_search(&character).unwrap_or_else(|_| self.other(Other::of(character)))
    }

    /// True when the characters of a class are in that set.
    pub(crate) fn is(&self, class: usize, set: Class) -> bool {
        let kind = self.characters.get(class).map(|character| Other::of(*character));
        kind.or_else(|| Other::ALL.get(class - self.characters.len()).copied())
            .is_some_and(|kind| kind.is(set))
    }

    /// True when a character of the class may lie between these two.
    pub(crate) fn may_lie(&self, class: usize, from: char, to: char) -> bool {
        let rest = class != self.other(Other::End);
        self.characters.get(class).map_or(rest, |character| (from..=to).contains(character))
    }
}
