//! Texts against patterns: `219-某局` as code and name, `≥90%` as comparison, number and unit.

use unicode_normalization::UnicodeNormalization;

use crate::read::habit::read_value;
use crate::read::invisible::is_invisible;
use crate::schema::{Pattern, Piece, RecordType, Schema, Slot, Type};
use crate::value::{Number, Value};

/// Characters of the longest text that is held against a pattern.
const LONGEST: usize = 200;
/// Steps after which a text fits no pattern: the ways to cut it grow with the holes.
const MOST_STEPS: usize = 20_000;

/// The texts of the fields in the holes, if the whole text fits.
pub(super) fn fit<'p>(
    schema: &Schema,
    record: &RecordType,
    pattern: &'p Pattern,
    text: &str,
) -> Option<Vec<(&'p Slot, String)>> {
    let characters = characters(text);
    if characters.is_empty() || characters.len() > LONGEST {
        return None;
    }
    let mut search = Search { schema, record, characters: &characters, found: Vec::new(), steps: 0 };
    search.rest(&pattern.pieces, 0).then_some(search.found)
}

/// A character as compared, and as written.
type Character = (char, char);

/// One width, and no characters that cannot be seen.
fn characters(text: &str) -> Vec<Character> {
    let shown = text.trim().chars().filter(|c| !is_invisible(*c));
    shown.flat_map(|written| written.nfkc().map(move |c| (c, written)).collect::<Vec<_>>()).collect()
}

struct Search<'s, 'p> {
    schema: &'s Schema,
    record: &'s RecordType,
    characters: &'s [Character],
    found: Vec<(&'p Slot, String)>,
    steps: usize,
}

impl<'p> Search<'_, 'p> {
    /// True when the pieces take all characters from `at` on.
    fn rest(&mut self, pieces: &'p [Piece], at: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let Some((first, rest)) = pieces.split_first() else {
            return self.blank_from(at) == self.characters.len();
        };
        match first {
            Piece::Text(text) => self.literal(text, at).is_some_and(|after| self.rest(rest, after)),
            Piece::Anything => (at..=self.characters.len()).any(|after| self.rest(rest, after)),
            Piece::Hole(slot) => {
                let at = self.blank_from(at);
                (at + 1..=self.characters.len()).rev().any(|after| self.hole(slot, rest, at, after))
            }
        }
    }

    fn hole(&mut self, slot: &'p Slot, rest: &'p [Piece], at: usize, after: usize) -> bool {
        self.steps += 1;
        let Some(text) = self.value(slot, at, after) else {
            return false;
        };
        self.found.push((slot, text));
        let fits = self.rest(rest, after);
        if !fits {
            self.found.pop();
        }
        fits
    }

    /// The text of a field, when it is a value of it.
    fn value(&self, slot: &Slot, at: usize, after: usize) -> Option<String> {
        let taken = self.characters.get(at..after)?;
        let field = self.record.at(&slot.at)?;
        if let Type::Text = field.ty {
            let mut written: Vec<char> = taken.iter().map(|(_, written)| *written).collect();
            // One character can be compared as several.
            written.dedup_by(|second, first| second == first && second.nfkc().count() > 1);
            let text: String = written.into_iter().collect();
            let text = text.trim().to_owned();
            let whole = field.pattern.as_ref().is_none_or(|pattern| pattern.is_match(&text));
            return (!text.is_empty() && whole).then_some(text);
        }
        let text: String = taken.iter().map(|(compared, _)| *compared).collect();
        let text = text.trim().to_owned();
        let (value, _) = read_value(&field.ty, field.unit, field.percent, self.schema, &text).ok()?;
        let inside = |number: &Number| field.bounds.as_ref().is_none_or(|bounds| bounds.contains(*number));
        match &value {
            Value::Number(number) if !inside(number) => None,
            _ => Some(text),
        }
    }

    /// Where a literal ends that begins at `at`; white space does not count.
    fn literal(&self, text: &str, mut at: usize) -> Option<usize> {
        for wanted in text.nfkc().filter(|c| !c.is_whitespace()) {
            at = self.blank_from(at);
            let (compared, _) = self.characters.get(at)?;
            if !compared.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The first character at or after `at` that is no white space.
    fn blank_from(&self, at: usize) -> usize {
        let rest = self.characters.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|(compared, _)| compared.is_whitespace()).count()
    }
}
