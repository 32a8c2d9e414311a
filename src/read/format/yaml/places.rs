//! Places as the YAML parser counts them, in characters, to bytes.

use crate::source::Span;

/// Known bytes at every `STEP` characters; a lookup walks from the one before it.
pub(super) struct Places<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

const STEP: usize = 128;

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // A text of ASCII needs no marks: its characters are its bytes.
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect()
        };
        Self { text, marks }
    }

    pub(super) fn span(&self, span: &saphyr_parser::Span) -> Span {
        let start = self.byte(span.start.index());
        Span::new(start, self.byte(span.end.index()).max(start))
    }

    pub(super) fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let text = "金a".repeat(500);
        let places = Places::new(&text);
        for (character, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(places.byte(character), byte);
        }
        assert_eq!(places.byte(1000), text.len());
        assert_eq!(places.byte(5000), text.len());
        assert_eq!(Places::new("abc").byte(7), 3);
    }
}
