//! Names and texts.

use super::Builder;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::grammar::{Piece, Symbol};

impl Builder<'_> {
    pub(super) fn ident(&self, piece: &Piece<'_>) -> ast::Ident {
        let written = piece.as_str();
        let bare = written.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')).unwrap_or(written);
        ast::Ident { text: bare.to_owned(), span: self.span(piece) }
    }

    /// The identifiers among the parts of a piece.
    pub(super) fn idents(&self, piece: Piece<'_>) -> Vec<ast::Ident> {
        piece.into_inner().filter(is_ident).map(|name| self.ident(&name)).collect()
    }

    /// The spellings in a piece that holds one or two.
    pub(super) fn names(&self, piece: Piece<'_>) -> ast::Names {
        let span = self.span(&piece);
        let mut idents = piece.into_inner().filter(is_ident).map(|name| self.ident(&name));
        let first = idents.next().unwrap_or_else(|| nameless(span));
        ast::Names { first, second: idents.next() }
    }

    pub(super) fn text(&self, piece: &Piece<'_>) -> ast::Text {
        ast::Text { text: unquoted(piece.as_str()), span: self.span(piece) }
    }

    /// The texts among the parts of a piece, in `texts` or directly.
    pub(super) fn texts(&self, piece: Piece<'_>) -> Vec<ast::Text> {
        let mut found = Vec::new();
        for part in piece.into_inner() {
            match part.as_rule() {
                Symbol::texts => {
                    let texts = part.into_inner().filter(|text| text.as_rule() == Symbol::text);
                    found.extend(texts.map(|text| self.text(&text)));
                }
                Symbol::text => found.push(self.text(&part)),
                _ => {}
            }
        }
        found
    }

    pub(super) fn first_text(&self, piece: Piece<'_>) -> ast::Text {
        let span = self.span(&piece);
        self.texts(piece).into_iter().next().unwrap_or_else(|| ast::Text { text: String::new(), span })
    }
}

fn is_ident(piece: &Piece<'_>) -> bool {
    matches!(piece.as_rule(), Symbol::name | Symbol::label)
}

/// The name of what the grammar says has one: never seen, since a piece is read only with its parts.
pub(super) fn nameless(span: Span) -> ast::Ident {
    ast::Ident { text: String::new(), span }
}

/// The characters of a text in quotes.
pub(super) fn unquoted(written: &str) -> String {
    let mut inner = written.chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str();
    if inner.contains('\\') { inner.replace("\\\"", "\"") } else { inner.to_owned() }
}
