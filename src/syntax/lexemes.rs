//! Rule text cut into words, marks, texts and comments, without grammar: it never fails, so that it can look
//! around where the grammar gave up.

use crate::source::Span;

/// One piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    /// What it is.
    pub(super) kind: LexemeKind,
    /// Its bytes.
    pub(super) span: Span,
    /// True for the first lexeme of its line.
    pub(super) first_of_line: bool,
    /// Bytes of white space before it on its line, when it is the first.
    pub(super) indent: usize,
}

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// A word, or a name in backticks.
    Word,
    /// What begins with a digit.
    Number,
    /// A text in quotes.
    Text,
    /// A text that does not end on its line.
    UnclosedText,
    /// An opening bracket, in its half-width form.
    Open(char),
    /// A closing bracket, in its half-width form.
    Close(char),
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `#` to the end of the line.
    Comment,
    /// Any other character.
    Other,
}

/// All lexemes of a text.
pub(super) fn lexemes(text: &str) -> impl Iterator<Item = Lexeme> {
    let mut at = 0;
    let mut line_start = Some(0);
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let first = rest.chars().next()?;
            if first == '\n' {
                line_start = Some(at + 1);
            } else if !is_blank(first) {
                let (kind, length) = lexeme(rest, first);
                let span = Span::new(at, at + length);
                at = span.end;
                let (first_of_line, indent) =
                    line_start.take().map_or((false, 0), |start| (true, span.start - start));
                return Some(Lexeme { kind, span, first_of_line, indent });
            }
            at += first.len_utf8();
        }
    })
}

/// True for white space between words.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{3000}' | '\u{a0}')
}

/// True for what may go on a word.
pub(super) fn goes_on(character: char) -> bool {
    // Most of what rules are written in, without a look at a table.
    matches!(character, '\u{4e00}'..='\u{9fff}') || pest::unicode::XID_CONTINUE(character)
}

fn lexeme(rest: &str, first: char) -> (LexemeKind, usize) {
    let run = |more: fn(char) -> bool| rest.find(|character| !more(character)).unwrap_or(rest.len());
    let width = first.len_utf8();
    match first {
        '#' => (LexemeKind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '"' => text(rest, '"'),
        '“' => text(rest, '”'),
        '`' => match rest.get(1..).and_then(|inner| inner.find(['`', '\n']).map(|end| (end, inner))) {
            Some((end, inner)) if inner.get(end..).is_some_and(|tail| tail.starts_with('`')) => {
                (LexemeKind::Word, end + 2)
            }
            _ => (LexemeKind::Other, 1),
        },
        ',' | '，' | '、' => (LexemeKind::Comma, width),
        ':' | '：' => (LexemeKind::Colon, width),
        '(' | '（' => (LexemeKind::Open('('), width),
        '[' | '［' => (LexemeKind::Open('['), width),
        '{' | '｛' => (LexemeKind::Open('{'), width),
        ')' | '）' => (LexemeKind::Close(')'), width),
        ']' | '］' => (LexemeKind::Close(']'), width),
        '}' | '｝' => (LexemeKind::Close('}'), width),
        '\u{4e00}'..='\u{9fff}' => (LexemeKind::Word, run(goes_on)),
        _ if first.is_numeric() && !pest::unicode::XID_START(first) => {
            (LexemeKind::Number, run(|character| goes_on(character) || matches!(character, '.' | '%' | '％')))
        }
        _ if goes_on(first) => (LexemeKind::Word, run(goes_on)),
        _ => (LexemeKind::Other, width),
    }
}

fn text(rest: &str, close: char) -> (LexemeKind, usize) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return (LexemeKind::UnclosedText, at),
            '"' if escaped => escaped = false,
            _ if character == close => return (LexemeKind::Text, at + close.len_utf8()),
            _ => escaped = character == '\\',
        }
    }
    (LexemeKind::UnclosedText, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(LexemeKind, &str)> {
        lexemes(text).map(|lexeme| (lexeme.kind, &text[lexeme.span.range()])).collect()
    }

    #[test]
    fn words_marks_texts_and_comments() {
        assert_eq!(
            cut("令 a=“乙”、\"\\\"\" # 注\n12.5% `x y`（"),
            [
                (LexemeKind::Word, "令"),
                (LexemeKind::Word, "a"),
                (LexemeKind::Other, "="),
                (LexemeKind::Text, "“乙”"),
                (LexemeKind::Comma, "、"),
                (LexemeKind::Text, "\"\\\"\""),
                (LexemeKind::Comment, "# 注"),
                (LexemeKind::Number, "12.5%"),
                (LexemeKind::Word, "`x y`"),
                (LexemeKind::Open('('), "（"),
            ]
        );
    }

    #[test]
    fn a_text_ends_on_its_line() {
        assert_eq!(cut("\"a\\\nb"), [(LexemeKind::UnclosedText, "\"a\\"), (LexemeKind::Word, "b")]);
    }
}
