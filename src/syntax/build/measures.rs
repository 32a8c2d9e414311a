//! 处置, as an item and as a clause.

use super::Builder;
use super::items::{spelled_once, untyped};
use super::words::nameless;
use crate::diag::Token;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

impl Builder<'_> {
    pub(super) fn measure(&mut self, piece: Piece<'_>) -> ast::Measure {
        let span = self.span(&piece);
        let mut names = None;
        let mut args = Vec::new();
        let mut weight = None;
        let mut amount = None;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::measure_names => names = Some(self.names(part)),
                Symbol::measure_args => {
                    let given = part.into_inner().filter(|arg| arg.as_rule() == Symbol::measure_arg);
                    args = given.map(|arg| self.measure_arg(arg)).collect();
                }
                Symbol::weight => {
                    let value = self.weight(part.clone());
                    self.once(&mut weight, value, &part);
                }
                Symbol::amount => {
                    let value = self.first_expr(part.clone());
                    self.once(&mut amount, value, &part);
                }
                _ => {}
            }
        }
        let names = names.unwrap_or_else(|| spelled_once(nameless(span)));
        if weight.is_none() {
            self.missing(Token::Keyword("轻重"), &names.first.text, names.first.span);
        }
        ast::Measure { names, args, weight, amount, span }
    }

    fn measure_arg(&mut self, piece: Piece<'_>) -> ast::MeasureArg {
        let span = self.span(&piece);
        let mut name = nameless(span);
        let mut ty = untyped(span);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::name => name = self.ident(&part),
                Symbol::type_expr => ty = self.type_expr(part),
                _ => {}
            }
        }
        ast::MeasureArg { name, ty }
    }

    fn weight(&mut self, piece: Piece<'_>) -> ast::Weight {
        let span = self.span(&piece);
        let number = piece.into_inner().find(|part| part.as_rule() == Symbol::integer);
        number.map_or(ast::Weight { value: 0, span }, |number| ast::Weight {
            value: self.integer(&number),
            span: self.span(&number),
        })
    }

    pub(super) fn measure_use(&mut self, piece: Piece<'_>) -> ast::MeasureUse {
        let span = self.span(&piece);
        let mut name = nameless(span);
        let mut args = Vec::new();
        for part in piece.into_inner().filter(|part| part.as_rule() == Symbol::reference) {
            for piece in part.into_inner() {
                if piece.as_rule() == Symbol::args {
                    let inners = piece.into_inner().filter(|arg| arg.as_rule() == Symbol::inner);
                    args = inners.map(|arg| self.expr(arg)).collect();
                } else {
                    name = self.ident(&piece);
                }
            }
        }
        ast::MeasureUse { name, args, span }
    }
}
