//! Pieces of the grammar to the syntax tree, one file a construct; says what the grammar alone cannot: clauses that
//! are repeated or missing, literals that are none, trees that are too deep.

mod expressions;
mod forms;
mod items;
mod level;
mod literals;
mod measures;
mod overrides;
mod records;
mod rules;
mod scorecards;
mod tables;
mod templates;
mod tiers;
mod words;

use super::MAX_DEPTH;
use super::flaw::Flaw;
use super::grammar::{Piece, Symbol};
use crate::diag::{SyntaxProblem, Token};
use crate::source::Span;

/// Builds the tree of one stretch of text.
#[derive(Debug)]
pub(super) struct Builder<'s> {
    /// The whole text, for what stands around a place.
    text: &'s str,
    /// Where in the text the pieces' own text begins.
    base: usize,
    /// True when parts of the item were taken out because they could not be read: what is missing then is no news.
    damaged: bool,
    /// True when what was built holds a stand-in for something that could not be built.
    broken: bool,
    /// The clauses of the item that may stand once, as they were met.
    clauses: Vec<(Symbol, Span)>,
    /// What was found to be wrong.
    flaws: Vec<Flaw>,
}

impl<'s> Builder<'s> {
    /// A builder for pieces read from `text[base..]`.
    pub(super) fn new(text: &'s str, base: usize) -> Self {
        Self { text, base, damaged: false, broken: false, clauses: Vec::new(), flaws: Vec::new() }
    }

    /// Says whether parts of the items that follow were taken out.
    pub(super) fn set_damaged(&mut self, damaged: bool) {
        self.damaged = damaged;
    }

    /// Gives up what was found to be wrong.
    pub(super) fn into_flaws(self) -> Vec<Flaw> {
        self.flaws
    }

    fn span(&self, piece: &Piece<'_>) -> Span {
        piece.span().shifted(self.base)
    }

    /// Something is wrong, and the tree stands all the same.
    fn report(&mut self, problem: SyntaxProblem, span: Span) {
        self.flaws.push(Flaw::new(problem, span));
    }

    /// Something is wrong, and the item cannot stand.
    fn refuse(&mut self, problem: SyntaxProblem, span: Span) {
        self.broken = true;
        self.report(problem, span);
    }

    fn too_deep(&mut self, span: Span) {
        if !self.broken {
            self.refuse(SyntaxProblem::TooDeep { limit: MAX_DEPTH }, span);
        }
    }

    /// Keeps a clause that may stand once: the first one.
    fn once<T>(&mut self, slot: &mut Option<T>, value: T, piece: &Piece<'_>) {
        let keyword = piece.clone().into_inner().next().unwrap_or_else(|| piece.clone());
        let span = self.span(&keyword);
        if slot.is_none() {
            *slot = Some(value);
            self.clauses.push((piece.as_rule(), span));
            return;
        }
        let first =
            self.clauses.iter().rev().find(|(symbol, _)| *symbol == piece.as_rule()).map(|(_, span)| *span);
        let problem = SyntaxProblem::RepeatedClause { clause: keyword.as_str().to_owned() };
        self.flaws.push(Flaw { first, ..Flaw::new(problem, span) });
    }

    /// A clause that must stand does not.
    fn missing(&mut self, clause: Token, item: &str, span: Span) {
        if !self.damaged {
            self.report(SyntaxProblem::MissingClause { clause, item: item.to_owned() }, span);
        }
    }
}
