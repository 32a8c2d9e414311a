//! 改为, 增加 and 停用: what a pack changes of the packs that it imports.

use super::Builder;
use super::rules::level;
use super::words::nameless;
use crate::diag::Token;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

/// The clauses that every override can have, as they are met.
#[derive(Debug, Default)]
struct Parts {
    basis: Vec<ast::Text>,
    period: Option<ast::Period>,
}

impl Builder<'_> {
    pub(super) fn param_override(&mut self, piece: Piece<'_>) -> ast::ParamOverride {
        let span = self.span(&piece);
        let mut name = nameless(span);
        let mut parts = Parts::default();
        let mut open = None;
        for part in piece.clone().into_inner() {
            match part.as_rule() {
                Symbol::name => name = self.ident(&part),
                Symbol::override_part => self.override_part(part, &mut parts),
                Symbol::opening => {
                    let value = self.opening(part.clone());
                    self.once(&mut open, value, &part);
                }
                _ => {}
            }
        }
        if parts.basis.is_empty() {
            self.missing(Token::Keyword("依据"), &name.text, name.span);
        }
        let Parts { basis, period } = parts;
        let value = self.first_expr(piece);
        ast::ParamOverride { name, value, basis, open: open.flatten(), period, span }
    }

    pub(super) fn rule_override(&mut self, piece: Piece<'_>) -> Option<ast::RuleOverride> {
        let span = self.span(&piece);
        let mut code = nameless(span);
        let mut row = None;
        let mut deed = None;
        let mut parts = Parts::default();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::code => code = self.ident(&part),
                Symbol::row_label => row = self.idents(part).pop(),
                Symbol::level => {
                    let span = self.span(&part);
                    deed = Some(ast::RuleDeed::Raise { row: row.take(), level: level(part), span });
                }
                Symbol::exception => deed = Some(ast::RuleDeed::Except(self.exception(part))),
                Symbol::text => deed = Some(ast::RuleDeed::Disable { reason: self.text(&part) }),
                Symbol::override_part => self.override_part(part, &mut parts),
                _ => {}
            }
        }
        if parts.basis.is_empty() && matches!(deed, Some(ast::RuleDeed::Raise { .. })) {
            self.missing(Token::Keyword("依据"), &code.text, code.span);
        }
        Some(ast::RuleOverride { code, deed: deed?, basis: parts.basis, period: parts.period, span })
    }

    fn override_part(&mut self, piece: Piece<'_>, parts: &mut Parts) {
        let Some(clause) = piece.into_inner().next() else {
            return;
        };
        if clause.as_rule() == Symbol::basis {
            parts.basis.extend(self.texts(clause));
        } else {
            let value = self.period(clause.clone());
            self.once(&mut parts.period, value, &clause);
        }
    }

    pub(super) fn opening(&mut self, piece: Piece<'_>) -> Option<ast::Opening> {
        let span = self.span(&piece);
        let permitted = piece.into_inner().find_map(|part| match part.as_rule() {
            Symbol::interval => Some(ast::Permitted::Interval(self.interval(part))),
            Symbol::set => {
                let members = part.into_inner().filter(|part| part.as_rule() == Symbol::inner);
                Some(ast::Permitted::Set(members.map(|member| self.expr(member)).collect()))
            }
            _ => None,
        })?;
        Some(ast::Opening { permitted, span })
    }
}
