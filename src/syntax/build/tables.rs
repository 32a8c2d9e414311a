//! 表 and 类型: fields and the types written in them.

use super::Builder;
use super::items::{spelled_once, untyped};
use super::words::nameless;
use crate::syntax::MAX_DEPTH;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};
use crate::syntax::words::TYPES;
use crate::value::Unit;

impl Builder<'_> {
    pub(super) fn table(&mut self, piece: Piece<'_>) -> ast::Table {
        let span = self.span(&piece);
        let mut names = None;
        let mut key = None;
        let mut placeholders = None;
        let mut fields = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::table_names => names = Some(self.names(part)),
                Symbol::key => {
                    let idents = self.idents(part.clone());
                    self.once(&mut key, idents, &part);
                }
                Symbol::placeholders => {
                    let texts = self.texts(part.clone());
                    self.once(&mut placeholders, texts, &part);
                }
                Symbol::field => fields.push(self.field(part)),
                _ => {}
            }
        }
        ast::Table {
            names: names.unwrap_or_else(|| spelled_once(nameless(span))),
            key: key.unwrap_or_default(),
            placeholders: placeholders.unwrap_or_default(),
            fields,
            span,
        }
    }

    pub(super) fn type_decl(&mut self, piece: Piece<'_>) -> ast::TypeDecl {
        let span = self.span(&piece);
        let mut names = None;
        let mut body = None;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::table_names => names = Some(self.names(part)),
                Symbol::fields | Symbol::members => body = Some(self.type_body(part)),
                _ => {}
            }
        }
        ast::TypeDecl {
            names: names.unwrap_or_else(|| spelled_once(nameless(span))),
            body: body.unwrap_or(ast::TypeBody::Members(Vec::new())),
            span,
        }
    }

    fn type_body(&mut self, piece: Piece<'_>) -> ast::TypeBody {
        if piece.as_rule() == Symbol::fields {
            let fields = piece.into_inner().filter(|part| part.as_rule() == Symbol::field);
            return ast::TypeBody::Fields(fields.map(|field| self.field(field)).collect());
        }
        let members = piece.into_inner().filter(|part| part.as_rule() == Symbol::enum_member);
        ast::TypeBody::Members(members.map(|member| self.enum_member(member)).collect())
    }

    fn enum_member(&mut self, piece: Piece<'_>) -> ast::Member {
        let span = self.span(&piece);
        let mut names = None;
        let mut aliases = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::member_names => names = Some(self.names(part)),
                Symbol::aliases => aliases = self.texts(part),
                _ => {}
            }
        }
        ast::Member { names: names.unwrap_or_else(|| spelled_once(nameless(span))), aliases }
    }

    fn field(&mut self, piece: Piece<'_>) -> ast::Field {
        let span = self.span(&piece);
        let mut names = None;
        let mut ty = None;
        let mut required = None;
        let mut unit = None;
        let mut range = None;
        let mut pattern = None;
        let mut aliases = None;
        let mut placeholders = None;
        let mut child = None;
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::names => names = Some(self.names(part)),
                Symbol::type_expr => ty = Some(self.type_expr(part)),
                Symbol::modifier => {
                    let Some(modifier) = part.into_inner().next() else {
                        continue;
                    };
                    match modifier.as_rule() {
                        Symbol::required => self.once(&mut required, (), &modifier),
                        Symbol::unit => {
                            let value = self.field_unit(modifier.clone());
                            self.once(&mut unit, value, &modifier);
                        }
                        Symbol::range => {
                            let value = self.range(modifier.clone());
                            self.once(&mut range, value, &modifier);
                        }
                        Symbol::matching => {
                            let value = self.first_text(modifier.clone());
                            self.once(&mut pattern, value, &modifier);
                        }
                        Symbol::aliases => {
                            let value = self.texts(modifier.clone());
                            self.once(&mut aliases, value, &modifier);
                        }
                        Symbol::placeholders => {
                            let value = self.texts(modifier.clone());
                            self.once(&mut placeholders, value, &modifier);
                        }
                        Symbol::child => {
                            let value = self.child(modifier.clone());
                            self.once(&mut child, value, &modifier);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        ast::Field {
            names: names.unwrap_or_else(|| spelled_once(nameless(span))),
            ty: ty.unwrap_or_else(|| untyped(span)),
            required: required.is_some(),
            unit: unit.flatten(),
            range: range.flatten(),
            pattern,
            aliases: aliases.unwrap_or_default(),
            placeholders: placeholders.unwrap_or_default(),
            child,
            span,
        }
    }

    fn child(&mut self, piece: Piece<'_>) -> ast::Child {
        let span = self.span(&piece);
        let names = piece.into_inner().find(|part| part.as_rule() == Symbol::child_names);
        ast::Child { names: names.map(|names| self.names(names)), span }
    }

    fn field_unit(&mut self, piece: Piece<'_>) -> Option<ast::FieldUnit> {
        let word = piece.into_inner().find(|part| part.as_rule() == Symbol::unit_word)?;
        let unit = match word.as_str() {
            "%" | "％" => ast::EntryUnit::Percent,
            unit => ast::EntryUnit::Money(Unit::named(unit)?),
        };
        Some(ast::FieldUnit { unit, span: self.span(&word) })
    }

    pub(super) fn type_expr(&mut self, piece: Piece<'_>) -> ast::TypeExpr {
        let span = self.span(&piece);
        let mut wrappers: Vec<fn(Box<ast::TypeExpr>) -> ast::TypeKind> = Vec::new();
        let mut ty = untyped(span);
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::kw_list => wrappers.push(ast::TypeKind::List),
                Symbol::kw_set => wrappers.push(ast::TypeKind::Set),
                Symbol::fields | Symbol::members => {
                    let body_span = self.span(&part);
                    ty = ast::TypeExpr { kind: ast::TypeKind::Inline(self.type_body(part)), span: body_span };
                }
                Symbol::type_name => {
                    let written = part.as_str();
                    let basic =
                        TYPES.iter().find(|(word, _)| word.chinese == written || word.english == written);
                    let kind = basic.map_or_else(
                        || ast::TypeKind::Named(self.ident(&part)),
                        |(_, basic)| ast::TypeKind::Basic(*basic),
                    );
                    ty = ast::TypeExpr { kind, span: self.span(&part) };
                }
                _ => {}
            }
        }
        if wrappers.len() > MAX_DEPTH {
            self.too_deep(span);
            return ty;
        }
        while let Some(wrap) = wrappers.pop() {
            ty = ast::TypeExpr { kind: wrap(Box::new(ty)), span };
        }
        ty
    }
}
