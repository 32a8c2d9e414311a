//! Messages: characters and `{…}` holes in turn.

use std::borrow::Cow;

use super::Builder;
use crate::diag::{SyntaxProblem, Token};
use crate::source::Span;
use crate::syntax::ast::{Template, TemplatePart};
use crate::syntax::grammar::{self, Piece, Symbol};
use crate::syntax::lexemes::{LexemeKind, is_blank, lexemes};
use crate::syntax::{MAX_DEPTH, explain, scan};

impl Builder<'_> {
    pub(super) fn template(&mut self, piece: &Piece<'_>) -> Template {
        let span = self.span(piece);
        let written = piece.as_str();
        let open = written.chars().next().map_or(0, char::len_utf8);
        let close = written.chars().next_back().map_or(0, char::len_utf8);
        let body = written.get(open..written.len().saturating_sub(close)).unwrap_or_default();
        Template { parts: self.parts(body, span.start + open), span }
    }

    /// The parts of a message whose characters begin at byte `start` of the text.
    fn parts(&mut self, body: &str, start: usize) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = body;
        while let Some(to) = memchr::memchr3(b'{', b'}', b'\\', rest.as_bytes()) {
            let (before, from) = rest.split_at_checked(to).unwrap_or_default();
            plain.push_str(before);
            let at = start + body.len() - from.len();
            let mut length = 1;
            if let Some((escape, character)) = [("{{", '{'), ("}}", '}'), ("\\\"", '"')]
                .into_iter()
                .find(|(escape, _)| from.starts_with(escape))
            {
                plain.push(character);
                length = escape.len();
            } else if from.starts_with('}') {
                let expected = vec![Token::Mark("}}")];
                let problem = SyntaxProblem::Unexpected { found: "}".to_owned(), expected, nearest: None };
                self.refuse(problem, Span::new(at, at + length));
            } else if from.starts_with('{') {
                let inside = from.get(1..).unwrap_or_default();
                let Some(end) = hole_end(inside) else {
                    self.refuse(SyntaxProblem::UnclosedBracket { open: '{' }, Span::new(at, at + length));
                    rest = "";
                    break;
                };
                if !plain.is_empty() {
                    parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
                }
                let written = inside.get(..end).unwrap_or_default();
                if let Some(part) = self.hole(written, at + length) {
                    parts.push(part);
                }
                let close = inside.get(end..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8);
                length += end + close;
            } else {
                plain.push('\\');
            }
            rest = from.get(length..).unwrap_or_default();
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(TemplatePart::Text(plain));
        }
        parts
    }

    fn hole(&mut self, written: &str, start: usize) -> Option<TemplatePart> {
        if let Some(at) = scan::too_deep(written) {
            self.refuse(SyntaxProblem::TooDeep { limit: MAX_DEPTH }, at.shifted(start));
            return None;
        }
        match grammar::read(Symbol::hole, &with_plain_blanks(written)) {
            Ok(read) => {
                let outside = std::mem::replace(&mut self.base, start);
                let expr = read
                    .pieces()
                    .flatten()
                    .find(|piece| piece.as_rule() == Symbol::inner)
                    .map(|piece| self.expr(piece));
                self.base = outside;
                expr.map(TemplatePart::Hole)
            }
            Err(stop) => {
                let flaw = explain::stop(self.text, start + stop.at, &stop.expected);
                self.refuse(flaw.problem, flaw.span);
                None
            }
        }
    }
}

/// The text with characters that no grammar reads for white space that is not of the language, and as long as before:
/// in a text in quotes nobody has looked for it.
fn with_plain_blanks(written: &str) -> Cow<'_, str> {
    let strange = |character: char| character.is_whitespace() && !is_blank(character);
    if !written.contains(strange) {
        return Cow::Borrowed(written);
    }
    let mut plain = String::with_capacity(written.len());
    for character in written.chars() {
        if strange(character) {
            plain.extend(std::iter::repeat_n('\0', character.len_utf8()));
        } else {
            plain.push(character);
        }
    }
    Cow::Owned(plain)
}

/// Where the hole that `inside` begins with ends: at the brace that closes it.
fn hole_end(inside: &str) -> Option<usize> {
    // Most holes are names: nothing in them hides a brace.
    let first = inside.find(['}', '｝', '{', '｛', '"', '“', '`', '#'])?;
    if inside.get(first..).is_some_and(|rest| rest.starts_with(['}', '｝'])) {
        return Some(first);
    }
    let mut depth = 0_usize;
    for lexeme in lexemes(inside) {
        match lexeme.kind {
            LexemeKind::Open('{') => depth += 1,
            LexemeKind::Close('}') if depth == 0 => return Some(lexeme.span.start),
            LexemeKind::Close('}') => depth -= 1,
            _ => {}
        }
    }
    None
}
