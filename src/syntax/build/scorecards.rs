//! 考核, and the points that findings take off it.

use super::Builder;
use super::items::spelled_once;
use super::words::nameless;
use crate::diag::Token;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

impl Builder<'_> {
    pub(super) fn scorecard(&mut self, piece: Piece<'_>) -> ast::Scorecard {
        let span = self.span(&piece);
        let (mut names, mut basis, mut full, mut unit) = (None, Vec::new(), None, None);
        for part in piece.into_inner() {
            if part.as_rule() == Symbol::scorecard_names {
                names = Some(self.names(part));
                continue;
            }
            let Some(clause) = part.into_inner().next() else {
                continue;
            };
            match clause.as_rule() {
                Symbol::basis => basis.extend(self.texts(clause)),
                Symbol::full_marks => {
                    let value = self.part_of(&clause, Symbol::constant);
                    self.once(&mut full, value, &clause);
                }
                Symbol::unit_key => {
                    let value = self.part_of(&clause, Symbol::path);
                    self.once(&mut unit, value, &clause);
                }
                _ => {}
            }
        }
        let names = names.unwrap_or_else(|| spelled_once(nameless(span)));
        let (name, at) = (names.first.text.clone(), names.first.span);
        if full.is_none() {
            self.missing(Token::Keyword("满分"), &name, at);
        }
        if unit.is_none() {
            self.missing(Token::Keyword("按"), &name, at);
        }
        ast::Scorecard { names, basis, full: full.flatten(), unit: unit.flatten(), span }
    }

    pub(super) fn deduction(&mut self, piece: Piece<'_>) -> Option<ast::Deduction> {
        let span = self.span(&piece);
        let points = self.part_of(&piece, Symbol::constant)?;
        let (mut most, mut scorecard) = (None, None);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::at_most => most = self.part_of(&part, Symbol::constant),
                Symbol::onto => scorecard = self.idents(part).pop(),
                _ => {}
            }
        }
        Some(ast::Deduction { points, most, scorecard, span })
    }

    /// The expression that a part of the piece is.
    pub(super) fn part_of(&mut self, piece: &Piece<'_>, symbol: Symbol) -> Option<ast::Expr> {
        let part = piece.clone().into_inner().find(|part| part.as_rule() == symbol)?;
        Some(self.expr(part))
    }
}
