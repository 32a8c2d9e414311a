//! The tokens of a text in their order, each with the comments around it.

use super::super::grammar::{Pieces, Symbol};
use super::super::lexemes::{LexemeKind, lexemes};
use super::super::words::Keywords;
use super::spelling::spelled;
use crate::source::Span;

/// All tokens, and the comments after the last one.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    pub(super) after: Vec<Comment>,
}

/// A token.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) symbol: Symbol,
    /// As it is to be written.
    pub(super) text: String,
    pub(super) span: Span,
    /// Comments on lines of their own before it.
    pub(super) comments: Vec<Comment>,
    /// A comment after it on its line.
    pub(super) trailing: Option<String>,
    /// True when an empty line stands before it.
    pub(super) blank: bool,
}

/// A comment on a line of its own.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) text: String,
    /// True when an empty line stands before it.
    pub(super) blank: bool,
    /// True when it does not begin at the start of its line.
    pub(super) indented: bool,
}

/// The tokens of a file that was read without mistakes.
pub(super) fn tokens(pieces: Pieces<'_>, text: &str, keywords: Keywords) -> Tokens {
    let mut comments = lexemes(text).filter(|lexeme| lexeme.kind == LexemeKind::Comment).peekable();
    let mut all: Vec<Token> = Vec::new();
    let mut quantifiers = Vec::new();
    let mut end = 0;
    let leaves = pieces.flatten().filter(|piece| piece.clone().into_inner().next().is_none());
    for leaf in leaves {
        let symbol = leaf.as_rule();
        let span = leaf.span();
        let mut own = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.span.start < span.start) {
            place(comment.span, text, &mut end, &mut all, &mut own);
        }
        if symbol == Symbol::EOI {
            for comment in comments.by_ref() {
                place(comment.span, text, &mut end, &mut all, &mut own);
            }
            return Tokens { all, after: own };
        }
        let mut written = spelled(symbol, leaf.as_str(), keywords);
        match symbol {
            Symbol::kw_each | Symbol::kw_exists => quantifiers.push(symbol),
            Symbol::kw_satisfy
                if quantifiers.pop() == Some(Symbol::kw_exists) && keywords == Keywords::English =>
            {
                written.clear();
                written.push_str("satisfies");
            }
            _ => {}
        }
        let blank = empty_line(text, end, span.start);
        end = span.end;
        all.push(Token { symbol, text: written, span, comments: own, trailing: None, blank });
        order_period(&mut all, keywords);
    }
    Tokens { all, after: Vec::new() }
}

fn place(span: Span, text: &str, end: &mut usize, all: &mut [Token], own: &mut Vec<Comment>) {
    let written = text.get(span.range()).unwrap_or_default().trim_end().to_owned();
    let between = text.get(*end..span.start).unwrap_or_default();
    match all.last_mut() {
        Some(last) if !between.contains('\n') && own.is_empty() && last.trailing.is_none() => {
            last.trailing = Some(written);
        }
        _ => {
            let line = text.get(..span.start).unwrap_or_default();
            let indented = !line.is_empty() && !line.ends_with('\n');
            own.push(Comment { text: written, blank: empty_line(text, *end, span.start), indented });
        }
    }
    *end = span.end;
}

fn empty_line(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.matches('\n').count() > 1)
}

/// `施行 2020-01-01 起` and `effective from 2020-01-01`: the words of a period stand in the order of their language.
fn order_period(all: &mut [Token], keywords: Keywords) {
    let [.., keyword, first, second] = all else {
        return;
    };
    let wanted = match keywords {
        Keywords::Chinese => [Symbol::kw_from, Symbol::date],
        Keywords::English => [Symbol::date, Symbol::kw_from],
    };
    let lone = first.trailing.is_none() && first.comments.is_empty() && second.comments.is_empty();
    if keyword.symbol == Symbol::kw_effective && [first.symbol, second.symbol] == wanted && lone {
        std::mem::swap(&mut first.symbol, &mut second.symbol);
        std::mem::swap(&mut first.text, &mut second.text);
    }
}
