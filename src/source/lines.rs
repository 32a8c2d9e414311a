//! Bytes to lines and columns, at a cost that does not grow with the place in the text.

use memchr::{memchr_iter, memrchr};

/// A place as people count: lines and columns from 1, columns in Unicode scalar values.
///
/// Programs count columns in other units too; each line has its column in all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
    /// Column, from 1, in UTF-16 code units.
    pub utf16: usize,
    /// Column, from 1, in UTF-8 bytes.
    pub utf8: usize,
}

impl Position {
    /// Before the first character of a text.
    pub const FIRST: Self = Self { line: 1, column: 1, utf16: 1, utf8: 1 };

    /// The place on the same line with `text` between it and this one.
    #[must_use]
    pub(super) fn back(self, text: &str) -> Self {
        let before = |column: usize, width: usize| column.saturating_sub(width).max(1);
        let (characters, utf16) = units(text.as_bytes());
        Self {
            line: self.line,
            column: before(self.column, characters),
            utf16: before(self.utf16, utf16),
            utf8: before(self.utf8, text.len()),
        }
    }
}

/// Known positions at every `STEP` bytes or so; a lookup scans from the nearest one before it.
#[derive(Debug)]
pub(super) struct Lines {
    marks: Vec<Mark>,
}

/// A byte with its line and its columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    byte: usize,
    line: usize,
    column: usize,
    utf16: usize,
    /// The first byte of its line.
    pub(super) line_start: usize,
}

impl Mark {
    pub(super) const FIRST: Self = Self { byte: 0, line: 1, column: 1, utf16: 1, line_start: 0 };

    /// The mark of a byte that comes after.
    pub(super) fn to(self, text: &str, byte: usize) -> Self {
        advance(text, self, text.floor_char_boundary(byte.min(text.len())))
    }

    /// The same, where the byte is near.
    pub(super) fn later(self, text: &str, byte: usize) -> Option<Self> {
        (self.byte..=self.byte + STEP).contains(&byte).then(|| self.to(text, byte))
    }

    /// The mark behind one more byte.
    fn past(self, byte: u8) -> Self {
        let here = Self { byte: self.byte + 1, ..self };
        match byte {
            b'\n' => Self { line: self.line + 1, column: 1, utf16: 1, line_start: here.byte, ..here },
            // A character begins; one of four bytes is two units.
            0xf0.. => Self { column: self.column + 1, utf16: self.utf16 + 2, ..here },
            0xc0.. | 0..0x80 => Self { column: self.column + 1, utf16: self.utf16 + 1, ..here },
            0x80..0xc0 => here,
        }
    }

    pub(super) fn position(self) -> Position {
        Position {
            line: self.line,
            column: self.column,
            utf16: self.utf16,
            utf8: self.byte - self.line_start + 1,
        }
    }
}

const STEP: usize = 1024;

/// Bytes that are counted one by one.
const FEW: usize = 24;

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut here = Mark::FIRST;
        let mut marks = vec![here];
        while here.byte < text.len() {
            let next = text.ceil_char_boundary((here.byte + STEP).min(text.len()));
            here = advance(text, here, next);
            marks.push(here);
        }
        Self { marks }
    }

    /// The lines and columns of a byte.
    pub(super) fn mark(&self, text: &str, byte: usize) -> Mark {
        let byte = text.floor_char_boundary(byte.min(text.len()));
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let from = self.marks.get(after.saturating_sub(1)).copied();
        from.unwrap_or(Mark::FIRST).to(text, byte)
    }
}

fn advance(text: &str, from: Mark, to: usize) -> Mark {
    let Some(slice) = text.as_bytes().get(from.byte..to) else {
        return from;
    };
    if slice.len() <= FEW {
        return slice.iter().fold(from, |mark, byte| mark.past(*byte));
    }
    match memrchr(b'\n', slice) {
        None => {
            let (characters, utf16) = units(slice);
            Mark { byte: to, column: from.column + characters, utf16: from.utf16 + utf16, ..from }
        }
        Some(last) => {
            let (characters, utf16) = units(slice.get(last + 1..).unwrap_or_default());
            Mark {
                byte: to,
                line: from.line + memchr_iter(b'\n', slice).count(),
                column: 1 + characters,
                utf16: 1 + utf16,
                line_start: from.byte + last + 1,
            }
        }
    }
}

/// How many characters a text has, and how many UTF-16 code units: one for a character, two for those that take
/// four bytes.
fn units(text: &[u8]) -> (usize, usize) {
    let (mut characters, mut long) = (0, 0);
    // Short enough for their numbers to fit a byte, so that many bytes are looked at together.
    for bytes in text.chunks(128) {
        let (begins, longs) = bytes.iter().fold((0_u8, 0_u8), |(begins, longs), byte| {
            (begins + u8::from(byte & 0xc0 != 0x80), longs + u8::from(byte & 0xf0 == 0xf0))
        });
        characters += usize::from(begins);
        long += usize::from(longs);
    }
    (characters, characters + long)
}

#[cfg(test)]
mod tests {
    use super::{FEW, Mark};
    use crate::source::{Position, Source, Span};

    #[test]
    fn columns_are_exact_in_three_units() {
        let source = Source::new("a.toml", "甲 = 1\n预算=\"😀\"; x\n".to_owned());
        let at = source.text().find('x').unwrap();
        assert_eq!(source.position(at), Position { line: 2, column: 9, utf16: 10, utf8: 16 });
    }

    #[test]
    fn a_few_bytes_are_counted_as_many_are() {
        let text = "预a\n😀b\u{7ff}\r\n\n金".repeat(4);
        for (to, _) in text.char_indices() {
            let one_by_one = text.as_bytes()[..to].iter().fold(Mark::FIRST, |mark, byte| mark.past(*byte));
            let mut many = text[..to].to_owned();
            many.insert_str(0, &"\n".repeat(FEW + 1));
            let together = Mark::FIRST.to(&many, many.len());
            assert_eq!(together.line - one_by_one.line, FEW + 1);
            assert_eq!((together.column, together.utf16), (one_by_one.column, one_by_one.utf16));
            assert_eq!(together.byte - together.line_start, one_by_one.byte - one_by_one.line_start);
        }
    }

    #[test]
    fn columns_are_exact_far_inside_a_long_line() {
        let line = "😀预a".repeat(1000);
        let source = Source::new("a.toml", format!("\n{line}x"));
        let span = Span::at(source.text().len() - 1);
        let expected = Position { line: 2, column: 3001, utf16: 4001, utf8: 8001 };
        let site = source.site(span);
        assert_eq!(site.start, expected);
        // The window on the line begins at an exact column too.
        let first = site.excerpt.unwrap().first;
        assert_eq!((first.column, first.utf16, first.utf8), (2911, 3881, 7761));
    }
}
