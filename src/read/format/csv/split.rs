//! CSV text to cells with their places; knows nothing of what they mean.

use std::borrow::Cow;

use crate::diag::DataProblem;
use crate::read::format::faults::Fault;
use crate::source::{Source, Span};

/// One cell as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Its place, quotes included.
    pub(super) span: Span,
    /// True when it stands in quotes.
    pub(super) quoted: bool,
    /// True when something stands between its closing quote and the next delimiter.
    pub(super) broken: bool,
}

impl Cell {
    /// What it means.
    pub(super) fn text<'s>(self, source: &'s Source<'_>) -> Cow<'s, str> {
        let raw = source.slice(self.span);
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match inner.filter(|_| self.quoted) {
            Some(inner) if inner.contains("\"\"") => Cow::Owned(inner.replace("\"\"", "\"")),
            Some(inner) => Cow::Borrowed(inner),
            None => Cow::Borrowed(raw),
        }
    }

    pub(super) fn is_blank(self, source: &Source) -> bool {
        self.text(source).trim().is_empty()
    }
}

/// Goes through the rows of a text, ended by CR, LF or both.
pub(super) struct Rows {
    at: usize,
    delimiter: u8,
    number: usize,
}

/// What may stand between cells.
const DELIMITERS: [u8; 3] = *b",;\t";

impl Rows {
    pub(super) fn new(text: &str) -> Self {
        Self::with_delimiter(detect(text))
    }

    pub(super) const fn with_delimiter(delimiter: u8) -> Self {
        Self { at: 0, delimiter, number: 0 }
    }

    pub(super) const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The number of the row that was given last, from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Puts the cells of the next row of the same text into `cells`; false at its end. After a quote that is not
    /// closed there is no other row.
    pub(super) fn next(&mut self, text: &str, cells: &mut Vec<Cell>) -> Result<bool, Fault> {
        cells.clear();
        if self.at >= text.len() {
            return Ok(false);
        }
        self.number += 1;
        loop {
            let cell = self.cell(text, cells.len() + 1).inspect_err(|_| self.at = text.len());
            cells.push(cell?);
            match self.peek(text) {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    if self.peek(text) == Some(b'\n') {
                        self.at += 1;
                    }
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        Ok(true)
    }

    /// The cell that begins here; afterwards a delimiter, a line break or the end stands here.
    fn cell(&mut self, text: &str, column: usize) -> Result<Cell, Fault> {
        let start = self.at;
        let quoted = self.peek(text) == Some(b'"');
        if quoted {
            self.at += 1;
            self.quoted(text, start, column)?;
        }
        let closed = self.at;
        while self.peek(text).is_some_and(|byte| byte != self.delimiter && byte != b'\n' && byte != b'\r') {
            self.at += 1;
        }
        Ok(Cell { span: Span::new(start, self.at), quoted, broken: quoted && self.at > closed })
    }

    /// Steps past the closing quote.
    fn quoted(&mut self, text: &str, start: usize, column: usize) -> Result<(), Fault> {
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                let problem = DataProblem::UnclosedQuote { row: self.number, column };
                return Err(Fault::own(problem, Span::new(start, start + 1)));
            };
            self.at += quote + 1;
            if self.peek(text) != Some(b'"') {
                return Ok(());
            }
            self.at += 1;
        }
    }

    fn peek(&self, text: &str) -> Option<u8> {
        text.as_bytes().get(self.at).copied()
    }
}

/// Lines that show which delimiter a text uses.
const LOOK: usize = 50;

/// The delimiter that stands in most of the first lines, outside quotes, whatever titles stand above; of those in
/// as many lines the one that stands most often, and commas before others.
fn detect(text: &str) -> u8 {
    let mut found = [(0_usize, 0_usize); DELIMITERS.len()];
    let mut here = [0_usize; DELIMITERS.len()];
    let (mut inside, mut lines) = (false, 0);
    for byte in text.bytes().chain(*b"\n") {
        match byte {
            b'"' => inside = !inside,
            b'\r' | b'\n' if !inside => {
                for ((lines, all), here) in found.iter_mut().zip(&mut here) {
                    *lines += usize::from(*here > 0);
                    *all += std::mem::take(here);
                }
                lines += 1;
                if lines == LOOK {
                    break;
                }
            }
            _ if !inside => {
                for (count, delimiter) in here.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
            _ => {}
        }
    }
    let best = DELIMITERS.into_iter().zip(found).rev().max_by_key(|(_, found)| *found);
    best.map_or(b',', |(delimiter, _)| delimiter)
}
