//! A part of a formula with the brackets that stand around its ends: the tree keeps none of them.

use super::lexemes::{LexemeKind, is_blank, lexemes};
use crate::source::Span;

/// The span of an expression, wide enough that every bracket in it has its partner: of `非 (a 或 b)` the tree knows
/// where `b` ends.
pub fn whole(text: &str, span: Span) -> Span {
    let (mut before, mut open) = (0_usize, 0_usize);
    for lexeme in lexemes(text.get(span.range()).unwrap_or_default()) {
        match lexeme.kind {
            LexemeKind::Open(_) => open += 1,
            LexemeKind::Close(_) if open > 0 => open -= 1,
            LexemeKind::Close(_) => before += 1,
            _ => {}
        }
    }
    let Span { mut start, mut end } = span;
    for _ in 0..before {
        let left = text.get(..start).unwrap_or_default().trim_end_matches(is_blank);
        match left.chars().next_back() {
            Some(bracket @ ('(' | '（' | '[' | '［')) => start = left.len() - bracket.len_utf8(),
            _ => break,
        }
    }
    for _ in 0..open {
        let rest = text.get(end..).unwrap_or_default();
        let right = rest.trim_start_matches(is_blank);
        match right.chars().next() {
            Some(bracket @ (')' | '）' | ']' | '］')) => {
                end += rest.len() - right.len() + bracket.len_utf8();
            }
            _ => break,
        }
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        text[whole(text, Span::new(start, start + part.len())).range()].to_owned()
    }

    #[test]
    fn brackets_have_their_partners() {
        assert_eq!(of("要求 非 (a 或 b)", "非 (a 或 b"), "非 (a 或 b)");
        assert_eq!(of("要求 （(a + b) × c） > 0", "a + b) × c"), "(a + b) × c");
        assert_eq!(of("要求 ((a 且 b)) 或 c", "a 且 b"), "a 且 b");
        assert_eq!(of("要求 a 属于 [1, 2) 且 b", "a 属于 [1, 2)"), "a 属于 [1, 2)");
        assert_eq!(of("要求 f = \"(\" 且 (g)", "f = \"(\""), "f = \"(\"");
    }
}
