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
    pub(super) fn text(self, source: &Source) -> Cow<'_, str> {
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

/// The rows of a text, ended by CR, LF or both.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    number: usize,
}

/// What may stand between cells.
const DELIMITERS: [u8; 3] = *b",;\t";

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, delimiter: detect(text), number: 0 }
    }

    /// The number of the row that was given last, from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The next row. After a quote that is not closed there is no other row.
    pub(super) fn next(&mut self) -> Option<Result<Vec<Cell>, Fault>> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number += 1;
        let mut cells = Vec::new();
        loop {
            match self.cell(cells.len() + 1) {
                Ok(cell) => cells.push(cell),
                Err(fault) => {
                    self.at = self.text.len();
                    return Some(Err(fault));
                }
            }
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    if self.peek() == Some(b'\n') {
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
        Some(Ok(cells))
    }

    /// The cell that begins here; afterwards a delimiter, a line break or the end stands here.
    fn cell(&mut self, column: usize) -> Result<Cell, Fault> {
        let start = self.at;
        let quoted = self.peek() == Some(b'"');
        if quoted {
            self.at += 1;
            self.quoted(start, column)?;
        }
        let closed = self.at;
        while self.peek().is_some_and(|byte| byte != self.delimiter && byte != b'\n' && byte != b'\r') {
            self.at += 1;
        }
        Ok(Cell { span: Span::new(start, self.at), quoted, broken: quoted && self.at > closed })
    }

    /// Steps past the closing quote.
    fn quoted(&mut self, start: usize, column: usize) -> Result<(), Fault> {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                let problem = DataProblem::UnclosedQuote { row: self.number, column };
                return Err(Fault::own(problem, Span::new(start, start + 1)));
            };
            self.at += quote + 1;
            if self.peek() != Some(b'"') {
                return Ok(());
            }
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// The delimiter that stands most often in the first line that is not blank, outside quotes; commas where no
/// other stands more often.
fn detect(text: &str) -> u8 {
    let start = text.len() - text.trim_start_matches(['\r', '\n', ' ']).len();
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut inside = false;
    for byte in text.bytes().skip(start) {
        match byte {
            b'"' => inside = !inside,
            b'\r' | b'\n' if !inside => break,
            _ if !inside => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
            _ => {}
        }
    }
    let [comma, semicolon, tab] = counts;
    if comma >= semicolon && comma >= tab {
        b','
    } else if semicolon >= tab {
        b';'
    } else {
        b'\t'
    }
}
