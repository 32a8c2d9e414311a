//! Files of TOML to rows of columns, a record each: keys with their values, tables one after the other.

mod keys;
mod tables;
mod values;

use super::Odd;
use super::decoder::Reading;
use super::scan::At;
use crate::source::Span;

pub(super) use tables::Open;

impl<'p> Reading<'p, '_> {
    /// The record that a file is, behind which there is a zero or nothing. `open` is room for its tables.
    pub(super) fn file(&mut self, file: Span, row: usize, open: &mut Vec<Open<'p>>) -> Result<(), Odd> {
        let end = At::try_from(file.end).map_err(|_| Odd)?;
        let mut at = self.lines(At::try_from(file.start).map_err(|_| Odd)?)?;
        // A file in which nothing stands is no record.
        if at == end {
            return Err(Odd);
        }
        self.begin(row, open)?;
        while at != end {
            at = match self.bytes.byte(at) {
                b'[' => self.header(at, open)?,
                _ => self.assignment(at, open)?,
            };
            at = self.line_end(at)?;
        }
        while !open.is_empty() {
            self.close(open)?;
        }
        Ok(())
    }

    /// What stands behind blanks, empty lines and comments.
    pub(super) fn lines(&self, mut at: At) -> Result<At, Odd> {
        loop {
            match self.bytes.byte(at) {
                b' ' | b'\t' | b'\n' => at += 1,
                b'\r' if self.bytes.byte(at + 1) == b'\n' => at += 2,
                b'#' => at = self.comment(at)?,
                _ => return Ok(at),
            }
        }
    }

    /// The same behind a value or a header, where nothing else may stand in the line.
    #[inline]
    fn line_end(&self, at: At) -> Result<At, Odd> {
        if self.bytes.byte(at) == b'\n' && self.bytes.byte(at + 1) > b'#' {
            return Ok(at + 1);
        }
        let at = self.spaces(at);
        match self.bytes.byte(at) {
            0 | b'\n' | b'\r' | b'#' => self.lines(at),
            _ => Err(Odd),
        }
    }

    /// The end of a comment. A control character in one is told of.
    fn comment(&self, mut at: At) -> Result<At, Odd> {
        loop {
            match self.bytes.byte(at) {
                0 | b'\n' | b'\r' => return Ok(at),
                b'\t' | b' '..=b'~' | 0x80.. => at += 1,
                _ => return Err(Odd),
            }
        }
    }

    /// What stands behind blanks in the same line.
    #[inline]
    pub(super) fn spaces(&self, mut at: At) -> At {
        while matches!(self.bytes.byte(at), b' ' | b'\t') {
            at += 1;
        }
        at
    }
}
