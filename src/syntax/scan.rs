//! What is wrong with a text before any grammar: unclosed texts, characters nobody sees, brackets too deep.

use super::MAX_DEPTH;
use super::flaw::Flaw;
use super::lexemes::{Lexeme, LexemeKind, goes_on, lexemes};
use crate::diag::SyntaxProblem;
use crate::source::Span;

/// How much of the text a flaw makes unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// The characters themselves: without them the text reads on.
    Here,
    /// The clause, field or row around it.
    Around,
    /// The item.
    Item,
}

/// True for a text in which [`scan`] surely finds nothing: most texts, and told without cutting them into pieces.
pub(super) fn is_plain(text: &str) -> bool {
    let alone = |(at, _)| !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
    if text.chars().any(invisible) || text.match_indices('\r').any(alone) {
        return false;
    }
    let (mut rest, mut open) = (text, 0_usize);
    while let Some(at) = rest.find(is_mark) {
        let Some((mark, after)) = rest.get(at..).and_then(|from| Some((from.chars().next()?, from))) else {
            return false;
        };
        let after = after.get(mark.len_utf8()..).unwrap_or_default();
        let end = match mark {
            '#' => Some(after.find('\n').unwrap_or(after.len())),
            '"' => closes(after, '"'),
            '“' => closes(after, '”'),
            '`' => closes(after, '`'),
            '(' | '（' | '[' | '［' | '{' | '｛' => {
                open += 1;
                (open <= MAX_DEPTH).then_some(0)
            }
            _ => {
                open = open.saturating_sub(1);
                Some(0)
            }
        };
        let Some(end) = end else {
            return false;
        };
        rest = after.get(end..).unwrap_or_default();
    }
    true
}

/// Where the piece ends that `close` closes on its line; `None` also when something in it is no plain character.
fn closes(after: &str, close: char) -> Option<usize> {
    let at = after.find([close, '\\', '\n'])?;
    after.get(at..)?.starts_with(close).then_some(at + close.len_utf8())
}

/// Brackets, and what begins a text, a name in backticks or a comment.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '#' | '"' | '“' | '`' | '(' | '（' | '[' | '［' | '{' | '｛' | ')' | '）' | ']' | '］' | '}' | '｝'
    )
}

/// All such flaws of a text, in its order.
pub(super) fn scan(text: &str) -> Vec<(Flaw, Damage)> {
    let mut flaws = Vec::new();
    let mut depth = Depth::default();
    for lexeme in lexemes(text) {
        match lexeme.kind {
            LexemeKind::Text => {}
            LexemeKind::UnclosedText => {
                flaws.push((Flaw::new(SyntaxProblem::UnclosedText, lexeme.span), Damage::Around));
            }
            LexemeKind::Comment => unseen(text, lexeme.span, reorders, &mut flaws),
            _ => unseen(text, lexeme.span, invisible, &mut flaws),
        }
        if let Some(span) = depth.step(lexeme) {
            flaws.push((Flaw::new(SyntaxProblem::TooDeep { limit: MAX_DEPTH }, span), Damage::Item));
        }
    }
    // A carriage return alone ends a line for some editors and not for others.
    for (at, _) in text.match_indices('\r') {
        if !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')) {
            flaws.push((hidden('\r', at), Damage::Here));
        }
    }
    flaws
}

/// The first bracket that is nested deeper than the limit.
pub(super) fn too_deep(text: &str) -> Option<Span> {
    let mut depth = Depth::default();
    lexemes(text).find_map(|lexeme| depth.step(lexeme))
}

/// Counts open brackets. Whatever the grammar reads at a place lies in at most that many.
#[derive(Debug, Default)]
struct Depth {
    open: usize,
    reported: bool,
}

impl Depth {
    /// The place of the bracket that goes past the limit, the first time.
    fn step(&mut self, lexeme: Lexeme) -> Option<Span> {
        match lexeme.kind {
            LexemeKind::Open(_) => self.open += 1,
            LexemeKind::Close(_) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        (self.open > MAX_DEPTH && !std::mem::replace(&mut self.reported, true)).then_some(lexeme.span)
    }
}

fn unseen(text: &str, span: Span, is: fn(char) -> bool, flaws: &mut Vec<(Flaw, Damage)>) {
    let written = text.get(span.range()).unwrap_or_default();
    if written.is_ascii() && !written.bytes().any(|byte| byte.is_ascii_control()) {
        return;
    }
    for (at, character) in written.char_indices().filter(|(_, character)| is(*character)) {
        let flaw = hidden(character, span.start + at);
        let before = text.get(..flaw.span.start).and_then(|before| before.chars().next_back());
        let after = text.get(flaw.span.end..).and_then(|after| after.chars().next());
        let inside_word = before.is_some_and(goes_on) && after.is_some_and(goes_on);
        flaws.push((flaw, if inside_word { Damage::Around } else { Damage::Here }));
    }
}

fn hidden(character: char, at: usize) -> Flaw {
    let code_point = format!("U+{:04X}", u32::from(character));
    Flaw::new(SyntaxProblem::InvisibleCharacter { code_point }, Span::new(at, at + character.len_utf8()))
}

/// Characters without a shape of their own, that make two names or two texts look alike.
fn invisible(character: char) -> bool {
    reorders(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{1680}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{202f}'
            | '\u{205f}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that change the order in which a text is shown, and controls.
fn reorders(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (character.is_control() && !matches!(character, '\t' | '\r' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_has_no_flaws() {
        for text in ["", "规则 A # “注\r\n  要求 `a(` = \"（\" 且 (b 或 “\"c”)", "条件 甲）】 属于 {1、2}"]
        {
            assert!(is_plain(text) && scan(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_has_flaws_is_not_plain() {
        let deep = "(".repeat(MAX_DEPTH + 1);
        let texts = [
            "\"a",
            "“a\"\n”",
            "\"a\\\"",
            "a\rb",
            "\"a\r\"",
            "a\u{200b}b",
            "# \u{202e}",
            "a\u{2003}b",
            "\u{b}",
            &deep,
        ];
        for text in texts {
            assert!(!is_plain(text) && !scan(text).is_empty(), "{text:?}");
        }
    }
}
