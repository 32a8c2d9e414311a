//! Pieces of a text, each with the symbol of the grammar that it is and the pieces in it.

use super::Symbol;
use crate::source::Span;

/// A piece as it is kept: those in it come behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) symbol: Symbol,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The number of the first mark behind it that is not in it.
    pub(super) past: u32,
}

/// A text as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Reading<'t> {
    text: &'t str,
    marks: Vec<Mark>,
}

impl<'t> Reading<'t> {
    pub(super) const fn new(text: &'t str, marks: Vec<Mark>) -> Self {
        Self { text, marks }
    }

    /// Its pieces, without those that are in them.
    pub(in crate::syntax) fn pieces(&self) -> Pieces<'_> {
        let past = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        Pieces { text: self.text, marks: &self.marks, next: 0, past, deep: false }
    }
}

/// A piece of text with the symbol of the grammar that it is.
#[derive(Clone, Debug)]
pub(in crate::syntax) struct Piece<'i> {
    text: &'i str,
    marks: &'i [Mark],
    at: u32,
}

impl<'i> Piece<'i> {
    /// Its symbol.
    pub(in crate::syntax) fn as_rule(&self) -> Symbol {
        self.mark().map_or(Symbol::EOI, |mark| mark.symbol)
    }

    /// Where it stands.
    pub(in crate::syntax) fn span(&self) -> Span {
        self.mark().map_or(Span::at(0), |mark| Span::new(mark.start as usize, mark.end as usize))
    }

    /// Its text.
    pub(in crate::syntax) fn as_str(&self) -> &'i str {
        self.text.get(self.span().range()).unwrap_or_default()
    }

    /// The pieces in it, without those that are in them.
    pub(in crate::syntax) fn into_inner(self) -> Pieces<'i> {
        let past = self.mark().map_or(0, |mark| mark.past);
        Pieces { text: self.text, marks: self.marks, next: self.at + 1, past, deep: false }
    }

    fn mark(&self) -> Option<&Mark> {
        self.marks.get(self.at as usize)
    }
}

/// Pieces that follow each other.
#[derive(Clone, Debug)]
pub(in crate::syntax) struct Pieces<'i> {
    text: &'i str,
    marks: &'i [Mark],
    next: u32,
    past: u32,
    /// True when those in them follow too.
    deep: bool,
}

impl<'i> Pieces<'i> {
    /// The pieces, each with those in it behind it.
    pub(in crate::syntax) fn flatten(self) -> Self {
        Self { deep: true, ..self }
    }

    /// The text from the first to the last of them.
    pub(in crate::syntax) fn as_str(&self) -> &'i str {
        let mut spans = self.clone().map(|piece| piece.span());
        let first = spans.next().unwrap_or_default();
        let whole = spans.fold(first, Span::to);
        self.text.get(whole.range()).unwrap_or_default()
    }
}

impl<'i> Iterator for Pieces<'i> {
    type Item = Piece<'i>;

    fn next(&mut self) -> Option<Piece<'i>> {
        let at = self.next;
        if at >= self.past {
            return None;
        }
        self.next = if self.deep { at + 1 } else { self.marks.get(at as usize)?.past };
        Some(Piece { text: self.text, marks: self.marks, at })
    }
}
