//! 分档: axes, rows and what follows from them.

use super::Builder;
use super::rules::HeadParts;
use crate::diag::Token;
use crate::syntax::ast::{self, CompareOp};
use crate::syntax::grammar::{Piece, Symbol};
use crate::syntax::words::{Operator, operator};

impl Builder<'_> {
    pub(super) fn tiers(&mut self, piece: Piece<'_>) -> ast::Tiers {
        let span = self.span(&piece);
        let mut head = HeadParts::default();
        let mut axes = None;
        let mut rows = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::rule_head => self.rule_head(part, &mut head),
                Symbol::row => rows.push(self.row(part)),
                Symbol::tiers_clause => {
                    let Some(clause) = part.into_inner().next() else {
                        continue;
                    };
                    if clause.as_rule() == Symbol::axes {
                        let value = self.axes(clause.clone());
                        self.once(&mut axes, value, &clause);
                    } else {
                        self.head_clause(clause, &mut head);
                    }
                }
                _ => {}
            }
        }
        let mut head = self.head(head, span);
        // The only 按 of a tier set is that of its axes.
        if axes.is_none() {
            axes = head.subject.as_mut().map(|subject| std::mem::take(&mut subject.keys));
            axes = axes.filter(|axes| !axes.is_empty());
        }
        let code = &head.code;
        if axes.is_none() {
            self.missing(Token::Keyword("按"), &code.text, code.span);
        }
        if rows.is_empty() {
            self.missing(Token::Row, &code.text, code.span);
        }
        ast::Tiers { head, axes: axes.unwrap_or_default(), rows, span }
    }

    fn axes(&mut self, piece: Piece<'_>) -> Vec<ast::Expr> {
        let axes = piece.into_inner().filter(|part| part.as_rule() == Symbol::axis);
        axes.map(|axis| self.expr(axis)).collect()
    }

    fn row(&mut self, piece: Piece<'_>) -> ast::Row {
        let span = self.span(&piece);
        let mut patterns = Vec::new();
        let mut otherwise = false;
        let mut label = None;
        let mut outcome = ast::RowOutcome::Pass;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::pattern => patterns.extend(self.pattern(part)),
                Symbol::otherwise_row => otherwise = true,
                Symbol::row_label => label = self.idents(part).pop(),
                Symbol::outcome => outcome = self.outcome(part),
                _ => {}
            }
        }
        let cover = if otherwise { ast::Cover::Otherwise } else { ast::Cover::Patterns(patterns) };
        ast::Row { cover, label, outcome, span }
    }

    fn pattern(&mut self, piece: Piece<'_>) -> Option<ast::Pattern> {
        let span = self.span(&piece);
        let inner = piece.into_inner().next()?;
        let kind = match inner.as_rule() {
            Symbol::missing => ast::PatternKind::Missing,
            Symbol::anything => ast::PatternKind::Any,
            Symbol::bound => self.bound(inner)?,
            Symbol::interval => ast::PatternKind::Interval(self.interval(inner)),
            Symbol::set => {
                let members = inner.into_inner().filter(|part| part.as_rule() == Symbol::inner);
                ast::PatternKind::Set(members.map(|member| self.expr(member)).collect())
            }
            _ => ast::PatternKind::Value(self.expr(inner)),
        };
        Some(ast::Pattern { kind, span })
    }

    fn bound(&mut self, piece: Piece<'_>) -> Option<ast::PatternKind> {
        let mut comparison = CompareOp::Eq;
        let mut value = None;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::comparison => {
                    if let Some((_, Operator::Compare(op))) = operator(part.as_str()) {
                        comparison = op;
                    }
                }
                Symbol::constant => value = Some(self.expr(part)),
                _ => {}
            }
        }
        Some(ast::PatternKind::Compare(comparison, value?))
    }

    fn outcome(&mut self, piece: Piece<'_>) -> ast::RowOutcome {
        let mut measure = None;
        let mut deduction = None;
        let mut advice = None;
        for part in piece.clone().into_inner() {
            match part.as_rule() {
                Symbol::kw_pass => return ast::RowOutcome::Pass,
                Symbol::kw_not_applicable => return ast::RowOutcome::NotApplicable,
                Symbol::measure_use => {
                    let value = self.measure_use(part.clone());
                    self.once(&mut measure, value, &part);
                }
                Symbol::deduction => {
                    let value = self.deduction(part.clone());
                    self.once(&mut deduction, value, &part);
                }
                Symbol::advice => {
                    let value = self.advice(part.clone());
                    self.once(&mut advice, value, &part);
                }
                _ => {}
            }
        }
        let (deduction, advice) = (deduction.flatten(), advice.flatten());
        ast::RowOutcome::Finding { otherwise: self.otherwise(piece), measure, deduction, advice }
    }
}
