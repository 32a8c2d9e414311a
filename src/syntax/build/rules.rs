//! 规则, and the clauses that it shares with 分档.

use super::Builder;
use super::words::nameless;
use crate::diag::Token;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

/// The clauses of a head as they are met.
#[derive(Debug, Default)]
pub(super) struct HeadParts {
    code: Option<ast::Ident>,
    names: Option<ast::Names>,
    basis: Vec<ast::Text>,
    subject: Option<ast::Subject>,
    period: Option<ast::Period>,
    lets: Vec<ast::Let>,
    condition: Option<ast::Expr>,
    exceptions: Vec<ast::Exception>,
}

impl Builder<'_> {
    pub(super) fn rule(&mut self, piece: Piece<'_>) -> ast::Rule {
        let span = self.span(&piece);
        let mut head = HeadParts::default();
        let (mut requirement, mut otherwise, mut measure, mut advice) = (None, None, None, None);
        let mut deduction = None;
        for part in piece.into_inner() {
            if part.as_rule() == Symbol::rule_head {
                self.rule_head(part, &mut head);
                continue;
            }
            let Some(clause) = part.into_inner().next() else {
                continue;
            };
            match clause.as_rule() {
                Symbol::requirement => {
                    let value = self.first_expr(clause.clone());
                    self.once(&mut requirement, value, &clause);
                }
                Symbol::otherwise => {
                    let value = self.otherwise(clause.clone());
                    self.once(&mut otherwise, value, &clause);
                }
                Symbol::measure_use => {
                    let value = self.measure_use(clause.clone());
                    self.once(&mut measure, value, &clause);
                }
                Symbol::deduction => {
                    let value = self.deduction(clause.clone());
                    self.once(&mut deduction, value, &clause);
                }
                Symbol::advice => {
                    let value = self.advice(clause.clone());
                    self.once(&mut advice, value, &clause);
                }
                _ => self.head_clause(clause, &mut head),
            }
        }
        let head = self.head(head, span);
        let code = &head.code;
        if requirement.is_none() {
            self.missing(Token::Keyword("要求"), &code.text, code.span);
        }
        if otherwise.is_none() {
            self.missing(Token::Keyword("否则"), &code.text, code.span);
        }
        let (deduction, advice) = (deduction.flatten(), advice.flatten());
        ast::Rule { head, requirement, otherwise, measure, deduction, advice, span }
    }

    /// Code and names.
    pub(super) fn rule_head(&mut self, piece: Piece<'_>, head: &mut HeadParts) {
        let mut names = Vec::new();
        for part in piece.into_inner() {
            if part.as_rule() == Symbol::code {
                head.code = Some(self.ident(&part));
            } else {
                names.push(self.ident(&part));
            }
        }
        let mut names = names.into_iter();
        head.names = names.next().map(|first| ast::Names { first, second: names.next() });
    }

    /// A clause that 规则 and 分档 share.
    pub(super) fn head_clause(&mut self, clause: Piece<'_>, head: &mut HeadParts) {
        match clause.as_rule() {
            Symbol::basis => head.basis.extend(self.texts(clause)),
            Symbol::subject => {
                let subject = self.subject(clause.clone());
                self.once(&mut head.subject, subject, &clause);
            }
            Symbol::period => {
                let value = self.period(clause.clone());
                self.once(&mut head.period, value, &clause);
            }
            Symbol::condition => {
                let value = self.first_expr(clause.clone());
                self.once(&mut head.condition, value, &clause);
            }
            Symbol::let_clause => {
                let name = self.idents(clause.clone()).pop().unwrap_or_else(|| nameless(self.span(&clause)));
                head.lets.push(ast::Let { name, value: self.first_expr(clause) });
            }
            Symbol::exception => {
                let exception = self.exception(clause);
                head.exceptions.push(exception);
            }
            _ => {}
        }
    }

    /// The finished head.
    pub(super) fn head(&mut self, parts: HeadParts, span: Span) -> ast::Head {
        let code = parts.code.unwrap_or_else(|| nameless(span));
        if parts.subject.is_none() {
            self.missing(Token::Keyword("对象"), &code.text, code.span);
        }
        ast::Head {
            code,
            names: parts.names,
            basis: parts.basis,
            subject: parts.subject,
            period: parts.period,
            lets: parts.lets,
            condition: parts.condition,
            exceptions: parts.exceptions,
        }
    }

    fn subject(&mut self, piece: Piece<'_>) -> ast::Subject {
        let span = self.span(&piece);
        let mut table = None;
        let mut keys = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::name => table = Some(self.ident(&part)),
                Symbol::groups => {
                    let paths = part.into_inner().filter(|path| path.as_rule() == Symbol::path);
                    keys.extend(paths.map(|path| self.expr(path)));
                }
                _ => {}
            }
        }
        ast::Subject { table, keys, span }
    }

    pub(super) fn exception(&mut self, piece: Piece<'_>) -> ast::Exception {
        let span = self.span(&piece);
        let keyword = piece.clone().into_inner().next();
        let mut basis = Vec::new();
        for part in piece.clone().into_inner().filter(|part| part.as_rule() == Symbol::basis) {
            basis.extend(self.texts(part));
        }
        if let Some(keyword) = keyword.filter(|_| basis.is_empty()) {
            let at = self.span(&keyword);
            self.missing(Token::Keyword("依据"), keyword.as_str(), at);
        }
        ast::Exception { when: self.first_expr(piece), basis, span }
    }

    /// A severity and a message, directly in the piece or in its `finding`.
    pub(super) fn otherwise(&mut self, piece: Piece<'_>) -> ast::Otherwise {
        let span = self.span(&piece);
        let mut severity = ast::Level::Error;
        let mut message = ast::Template { parts: Vec::new(), span };
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::finding => return self.otherwise(part),
                Symbol::level => severity = level(part),
                Symbol::text => message = self.template(&part),
                _ => {}
            }
        }
        ast::Otherwise { severity, message }
    }

    pub(super) fn advice(&mut self, piece: Piece<'_>) -> Option<ast::Template> {
        let text = piece.into_inner().find(|part| part.as_rule() == Symbol::text)?;
        Some(self.template(&text))
    }
}

/// 错误, 警告 or 提示.
pub(super) fn level(piece: Piece<'_>) -> ast::Level {
    match piece.into_inner().next().map(|keyword| keyword.as_rule()) {
        Some(Symbol::kw_warning) => ast::Level::Warning,
        Some(Symbol::kw_note) => ast::Level::Note,
        _ => ast::Level::Error,
    }
}
