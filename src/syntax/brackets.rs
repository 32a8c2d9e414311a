//! Brackets without a partner, found by where the clauses and the indentation say that they should have ended.

use super::flaw::Flaw;
use super::grammar::Symbol;
use super::lexemes::{Lexeme, LexemeKind, lexemes};
use crate::diag::SyntaxProblem;
use crate::source::Span;

/// A bracket that nothing closes, and the text that is unreadable for it.
#[derive(Debug)]
pub(super) struct Unclosed {
    /// What to say, at the bracket.
    pub(super) flaw: Flaw,
    /// From the outermost bracket that is lost with it to where the text can be read again.
    pub(super) lost: Span,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    bracket: char,
    span: Span,
    /// Indentation of the line it stands on.
    indent: usize,
}

/// The unclosed brackets of an item of this kind.
pub(super) fn unclosed(text: &str, kind: Option<Symbol>) -> Vec<Unclosed> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut indent = 0;
    for lexeme in lexemes(text).filter(|lexeme| lexeme.kind != LexemeKind::Comment) {
        if lexeme.first_of_line {
            indent = lexeme.indent;
            let written = text.get(lexeme.span.range()).unwrap_or_default();
            if lexeme.kind == LexemeKind::Word && ends_brackets(kind, written) {
                give_up(&mut open, 0, lexeme.span.start, &mut found);
            }
        }
        match lexeme.kind {
            LexemeKind::Open(bracket) => open.push(Open { bracket, span: lexeme.span, indent }),
            LexemeKind::Close(bracket) => close(bracket, lexeme, &mut open, &mut found),
            _ => {}
        }
    }
    give_up(&mut open, 0, text.len(), &mut found);
    found
}

fn close(bracket: char, lexeme: Lexeme, open: &mut Vec<Open>, found: &mut Vec<Unclosed>) {
    let partner = |candidate: &Open| (bracket == '}') == (candidate.bracket == '{');
    // A bracket at the start of a line closes the one whose line is indented alike.
    let aligned =
        |candidate: &Open| lexeme.first_of_line && candidate.indent == lexeme.indent && partner(candidate);
    let nearest = open.iter().rposition(partner);
    let Some(at) = open.iter().rposition(aligned).or(nearest) else {
        return;
    };
    // An interval may end in the other bracket, so only a brace tells that a bracket inside it is unclosed.
    if bracket == '}' || Some(at) == nearest {
        give_up(open, at + 1, lexeme.span.start, found);
        open.pop();
    }
}

/// Drops the brackets from `from` on; the innermost one is the one to point at.
fn give_up(open: &mut Vec<Open>, from: usize, until: usize, found: &mut Vec<Unclosed>) {
    let lost = open.split_off(from.min(open.len()));
    if let (Some(outermost), Some(innermost)) = (lost.first(), lost.last()) {
        let problem = SyntaxProblem::UnclosedBracket { open: innermost.bracket };
        let flaw = Flaw::new(problem, innermost.span);
        found.push(Unclosed { flaw, lost: Span::new(outermost.span.start, until) });
    }
}

/// True for a word that begins a clause and can stand in no bracket of such an item.
fn ends_brackets(kind: Option<Symbol>, word: &str) -> bool {
    match kind {
        Some(Symbol::kw_rule | Symbol::kw_tiers) => matches!(
            word,
            "条件" | "令" | "要求" | "否则" | "除外" | "when" | "let" | "require" | "else" | "except"
        ),
        Some(Symbol::kw_test) => matches!(word, "例" | "应" | "case" | "expect"),
        _ => false,
    }
}
