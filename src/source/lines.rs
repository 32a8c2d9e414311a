//! Bytes to lines and columns, at a cost that does not grow with the place in the text.

/// A place as people count: lines and columns from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// Known positions at every `STEP` bytes or so; a lookup scans from the nearest one before it.
#[derive(Debug)]
pub(super) struct Lines {
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    line: usize,
    column: usize,
    line_start: usize,
}

const STEP: usize = 1024;

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut here = Mark { byte: 0, line: 1, column: 1, line_start: 0 };
        let mut marks = vec![here];
        while here.byte < text.len() {
            let next = text.ceil_char_boundary((here.byte + STEP).min(text.len()));
            here = advance(text, here, next);
            marks.push(here);
        }
        Self { marks }
    }

    pub(super) fn position(&self, text: &str, byte: usize) -> Position {
        let mark = self.mark_at(text, byte);
        Position { line: mark.line, column: mark.column }
    }

    /// First byte of the line that holds `byte`.
    pub(super) fn line_start(&self, text: &str, byte: usize) -> usize {
        self.mark_at(text, byte).line_start
    }

    fn mark_at(&self, text: &str, byte: usize) -> Mark {
        let byte = text.floor_char_boundary(byte.min(text.len()));
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let from = self.marks.get(after.saturating_sub(1)).copied();
        advance(text, from.unwrap_or(Mark { byte: 0, line: 1, column: 1, line_start: 0 }), byte)
    }
}

fn advance(text: &str, from: Mark, to: usize) -> Mark {
    let Some(slice) = text.get(from.byte..to) else {
        return from;
    };
    match slice.rfind('\n') {
        None => Mark { byte: to, column: from.column + slice.chars().count(), ..from },
        Some(last) => {
            let tail = slice.get(last + 1..).unwrap_or_default();
            Mark {
                byte: to,
                line: from.line + slice.bytes().filter(|&byte| byte == b'\n').count(),
                column: 1 + tail.chars().count(),
                line_start: from.byte + last + 1,
            }
        }
    }
}
