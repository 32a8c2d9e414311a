//! Items: which construct each is; the header of a pack and parameters, which are small.

use super::Builder;
use super::words::nameless;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

impl Builder<'_> {
    /// The item of a piece; [`ast::Item::Broken`] when something in it could not be built.
    pub(in crate::syntax) fn item(&mut self, piece: Piece<'_>) -> Option<ast::Item> {
        self.broken = false;
        self.clauses.clear();
        let inner = piece.into_inner().next()?;
        let span = self.span(&inner);
        let item = match inner.as_rule() {
            Symbol::pack => ast::Item::Pack(self.pack(inner)),
            Symbol::param => ast::Item::Param(Box::new(self.param(inner))),
            Symbol::type_decl => ast::Item::Type(self.type_decl(inner)),
            Symbol::table => ast::Item::Table(self.table(inner)),
            Symbol::measure => ast::Item::Measure(self.measure(inner)),
            Symbol::scorecard => ast::Item::Scorecard(self.scorecard(inner)),
            Symbol::rule => ast::Item::Rule(Box::new(self.rule(inner))),
            Symbol::tiers => ast::Item::Tiers(Box::new(self.tiers(inner))),
            Symbol::param_override => ast::Item::ParamOverride(Box::new(self.param_override(inner))),
            Symbol::rule_override | Symbol::rule_addition | Symbol::disable => {
                ast::Item::RuleOverride(self.rule_override(inner)?)
            }
            Symbol::form => ast::Item::Form(self.form(inner)),
            Symbol::example => ast::Item::Example(self.example(inner)),
            Symbol::test => ast::Item::Test(self.test(inner)),
            _ => return None,
        };
        Some(if self.broken { ast::Item::Broken(ast::Broken { names: names_of(item), span }) } else { item })
    }

    /// Finds what is wrong in the clauses of an item whose first line is lost.
    pub(in crate::syntax) fn rest(&mut self, piece: Piece<'_>) {
        match piece.as_rule() {
            Symbol::pack_rest => drop(self.pack(piece)),
            Symbol::table_rest => drop(self.table(piece)),
            Symbol::rule_rest => drop(self.rule(piece)),
            Symbol::tiers_rest => drop(self.tiers(piece)),
            Symbol::form_rest => drop(self.form(piece)),
            Symbol::test_rest => drop(self.test(piece)),
            _ => {}
        }
    }

    fn pack(&mut self, piece: Piece<'_>) -> ast::Pack {
        let span = self.span(&piece);
        let (mut name, mut title, mut version, mut period, mut main) = (None, None, None, None, None);
        let mut uses: Option<Vec<ast::Ident>> = None;
        for part in piece.into_inner() {
            if part.as_rule() == Symbol::name {
                name = Some(self.ident(&part));
            }
            let Some(clause) =
                part.clone().into_inner().next().filter(|_| part.as_rule() == Symbol::pack_part)
            else {
                continue;
            };
            match clause.as_rule() {
                Symbol::title => {
                    let text = self.first_text(clause.clone());
                    self.once(&mut title, text, &clause);
                }
                Symbol::version => {
                    let text = self.first_text(clause.clone());
                    self.once(&mut version, text, &clause);
                }
                Symbol::period => {
                    let value = self.period(clause.clone());
                    self.once(&mut period, value, &clause);
                }
                Symbol::uses => {
                    let names = self.idents(clause.clone());
                    self.once(&mut uses, names, &clause);
                }
                Symbol::main_table => {
                    let table = self.idents(clause.clone()).pop().unwrap_or_else(|| nameless(span));
                    self.once(&mut main, table, &clause);
                }
                _ => {}
            }
        }
        let name = name.unwrap_or_else(|| nameless(span));
        ast::Pack { name, title, version, period, uses: uses.unwrap_or_default(), main, span }
    }

    fn param(&mut self, piece: Piece<'_>) -> ast::Param {
        let span = self.span(&piece);
        let mut names = None;
        let mut ty = None;
        let mut value = None;
        let (mut range, mut open, mut period) = (None, None, None);
        for part in piece.clone().into_inner() {
            match part.as_rule() {
                Symbol::names => names = Some(self.names(part)),
                Symbol::type_expr => ty = Some(self.type_expr(part)),
                Symbol::expr => value = Some(self.expr(part)),
                Symbol::param_part => {
                    let Some(clause) = part.into_inner().next() else {
                        continue;
                    };
                    match clause.as_rule() {
                        Symbol::range => {
                            let value = self.range(clause.clone());
                            self.once(&mut range, value, &clause);
                        }
                        Symbol::opening => {
                            let value = self.opening(clause.clone());
                            self.once(&mut open, value, &clause);
                        }
                        _ => {
                            let value = self.period(clause.clone());
                            self.once(&mut period, value, &clause);
                        }
                    }
                }
                _ => {}
            }
        }
        ast::Param {
            names: names.unwrap_or_else(|| spelled_once(nameless(span))),
            ty: ty.unwrap_or_else(|| untyped(span)),
            value: value.unwrap_or_else(|| self.first_expr(piece)),
            range: range.flatten(),
            open: open.flatten(),
            period,
            span,
        }
    }

    pub(super) fn range(&mut self, piece: Piece<'_>) -> Option<ast::Interval> {
        let interval = piece.into_inner().find(|part| part.as_rule() == Symbol::interval)?;
        Some(self.interval(interval))
    }

    /// 施行 … 起 [至 …].
    pub(super) fn period(&mut self, piece: Piece<'_>) -> ast::Period {
        let span = self.span(&piece);
        let days: Vec<Piece<'_>> = piece.into_inner().filter(|part| part.as_rule() == Symbol::date).collect();
        let mut days = days.iter().map(|day| self.date(day));
        let from = days.next().unwrap_or(crate::value::Date::ZERO);
        let to = days.next();
        ast::Period { from, to, span }
    }
}

/// A name with one spelling.
pub(super) fn spelled_once(first: ast::Ident) -> ast::Names {
    ast::Names { first, second: None }
}

/// The type of what the grammar says has one.
pub(super) fn untyped(span: Span) -> ast::TypeExpr {
    ast::TypeExpr { kind: ast::TypeKind::Basic(ast::BasicType::Text), span }
}

/// The names that an item declares for others to use.
fn names_of(item: ast::Item) -> Vec<ast::Ident> {
    let spellings = |names: ast::Names| [Some(names.first), names.second].into_iter().flatten();
    match item {
        ast::Item::Pack(pack) => vec![pack.name],
        ast::Item::Param(param) => spellings(param.names).collect(),
        ast::Item::Type(ty) => spellings(ty.names).chain(names_in(ty.body)).collect(),
        ast::Item::Table(table) => {
            spellings(table.names).chain(names_in(ast::TypeBody::Fields(table.fields))).collect()
        }
        ast::Item::Measure(measure) => spellings(measure.names).collect(),
        ast::Item::Scorecard(scorecard) => spellings(scorecard.names).collect(),
        ast::Item::Rule(rule) => head_names(rule.head),
        ast::Item::Tiers(tiers) => head_names(tiers.head),
        ast::Item::Form(form) => spellings(form.names).collect(),
        ast::Item::ParamOverride(_)
        | ast::Item::RuleOverride(_)
        | ast::Item::Example(_)
        | ast::Item::Test(_) => Vec::new(),
        ast::Item::Broken(broken) => broken.names,
    }
}

fn head_names(head: ast::Head) -> Vec<ast::Ident> {
    let names = head.names.into_iter().flat_map(|names| [Some(names.first), names.second]).flatten();
    [head.code].into_iter().chain(names).collect()
}

fn names_in(body: ast::TypeBody) -> Vec<ast::Ident> {
    let mut found = Vec::new();
    match body {
        ast::TypeBody::Members(members) => {
            for names in members.into_iter().map(|member| member.names) {
                found.extend([Some(names.first), names.second].into_iter().flatten());
            }
        }
        ast::TypeBody::Fields(fields) => {
            for field in fields {
                found.extend([Some(field.names.first), field.names.second].into_iter().flatten());
                let mut kind = field.ty.kind;
                while let ast::TypeKind::List(element) | ast::TypeKind::Set(element) = kind {
                    kind = element.kind;
                }
                if let ast::TypeKind::Inline(body) = kind {
                    found.extend(names_in(body));
                }
            }
        }
    }
    found
}
