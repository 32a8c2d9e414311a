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

/// True for a text in which [`scan`] surely finds nothing: most texts, and told by their bytes alone.
pub(super) fn is_plain(text: &str) -> bool {
    let (mut at, mut open) = (0, 0_usize);
    // What closes the text, the name in backticks or the comment that is being read.
    let mut until = None;
    let bytes = text.as_bytes();
    loop {
        // Most characters mean nothing, as their first byte says.
        while let Some(length @ 1..) = bytes.get(at).map(|byte| plain(*byte)) {
            at += length;
        }
        let Some((mark, length)) = bytes.get(at..).and_then(mark) else {
            break;
        };
        at += length;
        match (mark, until) {
            (Mark::Strange, _) | (Mark::LineEnd, Some(Mark::Quote | Mark::CloseText | Mark::Backtick)) => {
                return false;
            }
            // A quotation mark behind it is one of the text.
            (Mark::Backslash, Some(Mark::Quote | Mark::CloseText)) => {
                at += usize::from(bytes.get(at) == Some(&b'"'));
            }
            (mark, Some(close)) => {
                if mark == close {
                    until = None;
                }
            }
            (Mark::Comment, None) => until = Some(Mark::LineEnd),
            (Mark::Quote | Mark::Backtick, None) => until = Some(mark),
            (Mark::OpenText, None) => until = Some(Mark::CloseText),
            (Mark::Open, None) => {
                open += 1;
                if open > MAX_DEPTH {
                    return false;
                }
            }
            (Mark::Close, None) => open = open.saturating_sub(1),
            (Mark::CloseText | Mark::Backslash | Mark::LineEnd | Mark::Other, None) => {}
        }
    }
    at == text.len() && until.is_none_or(|close| close == Mark::LineEnd)
}

/// How long the characters are that begin with a byte, where none of them means anything for texts, comments and depth.
const fn plain(byte: u8) -> usize {
    match byte {
        b'#' | b'"' | b'`' | b'\\' | b'(' | b'[' | b'{' | b')' | b']' | b'}' => 0,
        b' '..=b'~' | b'\t' => 1,
        0xe4..=0xe9 => 3,
        _ => 0,
    }
}

/// What a character means for texts, comments and depth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Comment,
    LineEnd,
    Quote,
    OpenText,
    CloseText,
    Backtick,
    Backslash,
    Open,
    Close,
    Other,
    /// Nobody sees it.
    Strange,
}

/// The first character of some bytes and how long it is: by its bytes where they say enough.
fn mark(bytes: &[u8]) -> Option<(Mark, usize)> {
    Some(match bytes {
        [0xe4..=0xe9, _, _, ..] | [0xe3, 0x80, _, ..] => (Mark::Other, 3),
        [b'#', ..] => (Mark::Comment, 1),
        [b'\n', ..] => (Mark::LineEnd, 1),
        [b'"', ..] => (Mark::Quote, 1),
        [b'`', ..] => (Mark::Backtick, 1),
        [b'\\', ..] => (Mark::Backslash, 1),
        [b'(' | b'[' | b'{', ..] => (Mark::Open, 1),
        [b')' | b']' | b'}', ..] => (Mark::Close, 1),
        [b' '..=b'~' | b'\t', ..] | [b'\r', b'\n', ..] => (Mark::Other, 1),
        // “ and ”; most full-width marks; ｛ and ｝.
        [0xe2, 0x80, 0x9c, ..] => (Mark::OpenText, 3),
        [0xe2, 0x80, 0x9d, ..] => (Mark::CloseText, 3),
        [0xef, 0xbc, third, ..] => (full_width(*third), 3),
        [0xef, 0xbd, 0x9b, ..] => (Mark::Open, 3),
        [0xef, 0xbd, 0x9d, ..] => (Mark::Close, 3),
        [first, ..] => {
            let length = if *first < 0x80 { 1 } else { first.leading_ones() as usize };
            let character = bytes.get(..length).and_then(|own| str::from_utf8(own).ok())?.chars().next()?;
            (if character == '\r' || invisible(character) { Mark::Strange } else { Mark::Other }, length)
        }
        [] => return None,
    })
}

/// A full-width mark by its last byte: （ and ［, ） and ］, or another.
const fn full_width(last: u8) -> Mark {
    match last {
        0x88 | 0xbb => Mark::Open,
        0x89 | 0xbd => Mark::Close,
        _ => Mark::Other,
    }
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
    // So few bytes cannot hold as many brackets.
    if text.len() <= MAX_DEPTH {
        return None;
    }
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
            "“a\\”\"”",
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
