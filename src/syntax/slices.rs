//! A text with mistakes cut at its items, so that a mistake stays in the item that holds it.

use super::explain::{self, ITEMS};
use super::flaw::Flaw;
use super::grammar::Symbol;
use super::lexemes::{Lexeme, LexemeKind, lexemes};
use super::words::{is_word, keyword};
use crate::diag::{SyntaxProblem, nearest};
use crate::source::Span;

/// The text of an item, up to the next one.
#[derive(Debug)]
pub(super) struct Slice {
    /// Its bytes.
    pub(super) span: Span,
    /// The keyword that begins it; `None` for text before the first item.
    pub(super) kind: Option<Symbol>,
    /// What is wrong with the keyword.
    pub(super) flaw: Option<Flaw>,
}

/// The slices of a text: an item keyword at the start of a line begins one.
pub(super) fn slices(text: &str) -> Vec<Slice> {
    let lexemes: Vec<Lexeme> = lexemes(text).filter(|lexeme| lexeme.kind != LexemeKind::Comment).collect();
    let mut found: Vec<Slice> = Vec::new();
    let mut line = Line { text, depth: 0, kind: None, flush: false };
    for (index, lexeme) in lexemes.iter().enumerate() {
        let window = lexemes.get(index..).unwrap_or_default();
        if let Some((kind, flaw)) = line.starts_item(window) {
            if let Some(last) = found.last_mut() {
                last.span.end = lexeme.span.start;
            }
            let span = Span::new(lexeme.span.start, text.len());
            found.push(Slice { span, kind: Some(kind), flaw });
            line = Line { depth: 0, kind: Some(kind), flush: false, ..line };
            continue;
        }
        if index == 0 {
            found.push(Slice { span: Span::new(lexeme.span.start, text.len()), kind: None, flaw: None });
        }
        line.step(lexeme);
    }
    found
}

/// The item keyword that `word` is.
pub(super) fn item_keyword(word: &str) -> Option<Symbol> {
    ITEMS.iter().copied().find(|symbol| {
        keyword(*symbol).is_some_and(|keyword| keyword.chinese == word || keyword.english == word)
    })
}

/// What is known of the item that a line belongs to.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    text: &'t str,
    /// Open brackets.
    depth: usize,
    kind: Option<Symbol>,
    /// True when its clauses stand at the start of their lines, without indentation.
    flush: bool,
}

impl Line<'_> {
    fn step(&mut self, lexeme: &Lexeme) {
        match lexeme.kind {
            LexemeKind::Open(_) => self.depth += 1,
            LexemeKind::Close(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if lexeme.first_of_line && lexeme.kind == LexemeKind::Word {
            self.flush = lexeme.indent == 0;
        }
    }

    /// The keyword, when the first lexeme of `window` begins an item, and what is wrong with its spelling.
    fn starts_item(&self, window: &[Lexeme]) -> Option<(Symbol, Option<Flaw>)> {
        let (first, after) = window.split_first()?;
        if !first.first_of_line || first.kind != LexemeKind::Word {
            return None;
        }
        let line_end = after.iter().position(|lexeme| lexeme.first_of_line).unwrap_or(after.len());
        let line = after.get(..line_end).unwrap_or_default();
        let kinds: Vec<LexemeKind> = line.iter().take(2).map(|lexeme| lexeme.kind).collect();
        let written = self.text.get(first.span.range()).unwrap_or_default();
        if let Some(symbol) = item_keyword(written) {
            let is_field = match kinds.as_slice() {
                [LexemeKind::Colon | LexemeKind::Comma, ..]
                | [LexemeKind::Word, LexemeKind::Comma | LexemeKind::Close(_)] => true,
                [LexemeKind::Word, LexemeKind::Colon] => symbol != Symbol::kw_param,
                _ => false,
            };
            let here = if first.indent == 0 {
                !(symbol == Symbol::kw_measure && self.flush) || self.declares_measure(line)
            } else {
                self.depth == 0 && symbol != Symbol::kw_measure && kinds.first() == Some(&LexemeKind::Word)
            };
            return (!is_field && here).then_some((symbol, None));
        }
        let in_fields = matches!(self.kind, Some(Symbol::kw_table | Symbol::kw_type));
        let shaped = match kinds.as_slice() {
            [LexemeKind::Word, LexemeKind::Colon] => !in_fields,
            [LexemeKind::Word, LexemeKind::Comma | LexemeKind::Close(_)] => false,
            [LexemeKind::Word, ..] => true,
            _ => false,
        };
        if first.indent > 0 || !shaped || is_word(written) {
            return None;
        }
        let words = ITEMS.iter().filter_map(|symbol| keyword(*symbol));
        let near = nearest(written, words.flat_map(|word| [word.chinese, word.english]))?;
        let problem =
            SyntaxProblem::NotAnItem { found: explain::shortened(written), nearest: Some(near.clone()) };
        Some((item_keyword(&near)?, Some(Flaw::new(problem, first.span))))
    }

    /// True when the rest of a line after 处置 declares a measure and does not apply one.
    fn declares_measure(&self, line: &[Lexeme]) -> bool {
        let weighs = line.iter().any(|lexeme| {
            matches!(self.text.get(lexeme.span.range()), Some("轻重" | "weight" | "金额" | "amount"))
        });
        weighs || line.iter().any(|lexeme| lexeme.kind == LexemeKind::Colon)
    }
}
