//! 测试 and 样例: cases, and the records in them.

use super::Builder;
use super::rules::level;
use super::words::nameless;
use crate::diag::Token;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

impl Builder<'_> {
    pub(super) fn test(&mut self, piece: Piece<'_>) -> ast::Test {
        let span = self.span(&piece);
        let mut rule = nameless(span);
        let mut cases = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::code => rule = self.ident(&part),
                Symbol::case => cases.push(self.case(part)),
                _ => {}
            }
        }
        if cases.is_empty() {
            self.missing(Token::Keyword("例"), &rule.text, rule.span);
        }
        ast::Test { rule, cases, span }
    }

    pub(super) fn example(&mut self, piece: Piece<'_>) -> ast::Example {
        let span = self.span(&piece);
        let mut table = nameless(span);
        let mut record = ast::RecordLiteral { entries: Vec::new(), span };
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::name => table = self.ident(&part),
                Symbol::record => record = self.record(part),
                _ => {}
            }
        }
        ast::Example { table, record, span }
    }

    fn case(&mut self, piece: Piece<'_>) -> ast::Case {
        let span = self.span(&piece);
        let title = self.first_text(piece.clone());
        let mut records = Vec::new();
        let mut expect = unexpected(span);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::given => records.push(self.given(part)),
                Symbol::expect => expect = self.expect(part),
                _ => {}
            }
        }
        ast::Case { title, records, expect, span }
    }

    fn given(&mut self, piece: Piece<'_>) -> ast::Given {
        let span = self.span(&piece);
        let mut table = nameless(span);
        let mut record = ast::RecordLiteral { entries: Vec::new(), span };
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::name => table = self.ident(&part),
                Symbol::record => record = self.record(part),
                _ => {}
            }
        }
        ast::Given { table, record }
    }

    fn expect(&mut self, piece: Piece<'_>) -> ast::Expect {
        let mut expect = unexpected(self.span(&piece));
        let mut todo = None;
        for part in piece.into_inner() {
            let Some(inner) = part.clone().into_inner().next() else {
                continue;
            };
            if part.as_rule() == Symbol::verdict {
                expect.verdict = match inner.as_rule() {
                    Symbol::kw_fail => ast::ExpectedVerdict::Fail,
                    Symbol::kw_not_applicable => ast::ExpectedVerdict::NotApplicable,
                    Symbol::kw_undetermined => ast::ExpectedVerdict::Undetermined,
                    _ => ast::ExpectedVerdict::Pass,
                };
                continue;
            }
            match inner.as_rule() {
                Symbol::level => self.once(&mut expect.severity, level(inner.clone()), &inner),
                Symbol::expect_measure => {
                    let name = self.idents(inner.clone()).pop().unwrap_or_else(|| nameless(expect.span));
                    self.once(&mut expect.measure, name, &inner);
                }
                Symbol::amount => {
                    let value = self.first_expr(inner.clone());
                    self.once(&mut expect.amount, value, &inner);
                }
                Symbol::expect_points => {
                    if let Some(value) = self.part_of(&inner, Symbol::constant) {
                        self.once(&mut expect.points, value, &inner);
                    }
                }
                Symbol::expect_field => {
                    if let Some(path) =
                        inner.clone().into_inner().find(|part| part.as_rule() == Symbol::field_path)
                    {
                        let path = ast::FieldPath { text: path.as_str().to_owned(), span: self.span(&path) };
                        self.once(&mut expect.field, path, &inner);
                    }
                }
                Symbol::kw_todo => self.once(&mut todo, (), &inner),
                _ => {}
            }
        }
        expect.todo = todo.is_some();
        expect
    }

    fn record(&mut self, piece: Piece<'_>) -> ast::RecordLiteral {
        let span = self.span(&piece);
        let entries = piece.into_inner().filter(|part| part.as_rule() == Symbol::entry);
        ast::RecordLiteral { entries: entries.map(|entry| self.entry(entry)).collect(), span }
    }

    fn entry(&mut self, piece: Piece<'_>) -> ast::Entry {
        let span = self.span(&piece);
        let mut name = nameless(span);
        let mut value = ast::DataLiteral::Missing(span);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::label => name = self.ident(&part),
                Symbol::entry_colon => {}
                _ => value = self.data(part),
            }
        }
        ast::Entry { name, value }
    }

    fn data(&mut self, piece: Piece<'_>) -> ast::DataLiteral {
        let span = self.span(&piece);
        match piece.as_rule() {
            Symbol::record => ast::DataLiteral::Record(self.record(piece)),
            Symbol::list => {
                let elements = piece.into_inner().filter(|part| {
                    !matches!(part.as_rule(), Symbol::open_square | Symbol::close_square | Symbol::comma)
                });
                ast::DataLiteral::List(elements.map(|element| self.data(element)).collect(), span)
            }
            Symbol::missing => ast::DataLiteral::Missing(span),
            Symbol::text => ast::DataLiteral::Scalar(self.text(&piece)),
            _ => {
                let text = self.ident(&piece).text;
                // As a document would write it, in half-width marks.
                let number =
                    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '－'));
                let text = if number { text.replace('％', "%").replace('－', "-") } else { text };
                ast::DataLiteral::Scalar(ast::Text { text, span })
            }
        }
    }
}

fn unexpected(span: Span) -> ast::Expect {
    ast::Expect {
        verdict: ast::ExpectedVerdict::Pass,
        severity: None,
        measure: None,
        amount: None,
        points: None,
        field: None,
        todo: false,
        span,
    }
}
