//! Why the grammar stopped, in the language's own terms: what stands there, what could, and which keyword it
//! resembles.

use std::collections::BTreeSet;

use super::flaw::Flaw;
use super::grammar::{self, Symbol};
use super::lexemes::{Lexeme, LexemeKind, lexemes};
use super::words::{self, Word};
use crate::diag::{SyntaxProblem, Token, nearest};
use crate::source::Span;

/// Characters of what stands there that a message repeats.
const SHOWN: usize = 24;

/// The flaw of a text in which the grammar stopped at byte `at`.
pub(super) fn stop(text: &str, at: usize, expected: &[Symbol]) -> Flaw {
    let Some(lexeme) = lexeme_at(text, at) else {
        let end = text.trim_end().len();
        return unexpected(String::new(), tokens(expected), None, Span::at(end));
    };
    let written = text.get(lexeme.span.range()).unwrap_or_default();
    if let Some(flaw) = bad_literal(text, lexeme, written) {
        return flaw;
    }
    let near = (lexeme.kind == LexemeKind::Word).then(|| nearest(written, spellings(expected))).flatten();
    unexpected(shortened(written), tokens(expected), near, lexeme.span)
}

/// A word that resembles the keyword it should be.
pub(super) fn misspelt(written: &str, keyword: &str, span: Span) -> Flaw {
    let word = words::all().find(|word| word.chinese == keyword || word.english == keyword);
    let expected = word.map(|word| Token::Keyword(word.chinese)).into_iter().collect();
    unexpected(shortened(written), expected, Some(keyword.to_owned()), span)
}

/// What stands there, clipped for a message.
pub(super) fn shortened(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    let mut shown: String = line.chars().take(SHOWN).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    shown
}

/// The words that could stand where these symbols were expected.
pub(super) fn keywords(expected: &[Symbol]) -> impl Iterator<Item = Word> {
    expected
        .iter()
        .flat_map(|symbol| match symbol {
            Symbol::item | Symbol::file => ITEMS,
            Symbol::rule_part => RULE_PARTS,
            Symbol::param_part => PARAM_PARTS,
            Symbol::override_part => OVERRIDE_PARTS,
            Symbol::tiers_clause | Symbol::row => TIERS_PARTS,
            Symbol::pack_part => PACK_PARTS,
            Symbol::form_part => FORM_PARTS,
            Symbol::expect_part => EXPECT_PARTS,
            Symbol::verdict => VERDICTS,
            Symbol::outcome => OUTCOMES,
            Symbol::level | Symbol::finding => LEVELS,
            Symbol::modifier => MODIFIERS,
            Symbol::table_rest | Symbol::field => TABLE_PARTS,
            Symbol::basis | Symbol::exception => &[Symbol::kw_basis],
            Symbol::opening => &[Symbol::kw_open],
            other => std::slice::from_ref(other),
        })
        .filter_map(|symbol| words::keyword(*symbol))
        .chain(operators(expected))
}

pub(super) const ITEMS: &[Symbol] = &[
    Symbol::kw_pack,
    Symbol::kw_param,
    Symbol::kw_type,
    Symbol::kw_table,
    Symbol::kw_measure,
    Symbol::kw_scorecard,
    Symbol::kw_rule,
    Symbol::kw_tiers,
    Symbol::kw_disable,
    Symbol::kw_form,
    Symbol::kw_test,
    Symbol::kw_example,
];

pub(super) const RULE_PARTS: &[Symbol] = &[
    Symbol::kw_basis,
    Symbol::kw_for,
    Symbol::kw_effective,
    Symbol::kw_when,
    Symbol::kw_let,
    Symbol::kw_require,
    Symbol::kw_else,
    Symbol::kw_measure,
    Symbol::kw_points,
    Symbol::kw_advice,
    Symbol::kw_except,
];

pub(super) const TIERS_PARTS: &[Symbol] = &[
    Symbol::kw_basis,
    Symbol::kw_for,
    Symbol::kw_effective,
    Symbol::kw_when,
    Symbol::kw_let,
    Symbol::kw_except,
    Symbol::kw_by,
    Symbol::kw_missing,
    Symbol::kw_otherwise,
];

pub(super) const PACK_PARTS: &[Symbol] =
    &[Symbol::kw_title, Symbol::kw_version, Symbol::kw_effective, Symbol::kw_use, Symbol::kw_main];

const PARAM_PARTS: &[Symbol] = &[Symbol::kw_range, Symbol::kw_open, Symbol::kw_effective];

const OVERRIDE_PARTS: &[Symbol] = &[Symbol::kw_basis, Symbol::kw_effective];

pub(super) const FORM_PARTS: &[Symbol] = &[
    Symbol::kw_for,
    Symbol::kw_heading,
    Symbol::kw_unit,
    Symbol::kw_fixed,
    Symbol::kw_inside,
    Symbol::kw_right,
    Symbol::kw_below,
    Symbol::kw_row,
    Symbol::kw_lines,
    Symbol::kw_hint,
    Symbol::kw_ignore,
];

pub(super) const TABLE_PARTS: &[Symbol] = &[Symbol::kw_key, Symbol::kw_placeholder];

const EXPECT_PARTS: &[Symbol] = &[
    Symbol::kw_error,
    Symbol::kw_warning,
    Symbol::kw_note,
    Symbol::kw_measure,
    Symbol::kw_amount,
    Symbol::kw_points,
    Symbol::kw_field,
    Symbol::kw_todo,
];

const VERDICTS: &[Symbol] =
    &[Symbol::kw_verdict_pass, Symbol::kw_fail, Symbol::kw_not_applicable, Symbol::kw_undetermined];

const LEVELS: &[Symbol] = &[Symbol::kw_error, Symbol::kw_warning, Symbol::kw_note];

const OUTCOMES: &[Symbol] =
    &[Symbol::kw_pass, Symbol::kw_not_applicable, Symbol::kw_error, Symbol::kw_warning, Symbol::kw_note];

const MODIFIERS: &[Symbol] = &[
    Symbol::kw_required,
    Symbol::kw_unit,
    Symbol::kw_range,
    Symbol::kw_matches,
    Symbol::kw_alias,
    Symbol::kw_placeholder,
    Symbol::kw_child,
];

fn operators(expected: &[Symbol]) -> impl Iterator<Item = Word> {
    let wanted = expected.contains(&Symbol::infix);
    words::OPERATORS.iter().map(|(word, _)| *word).filter(move |_| wanted)
}

fn spellings(expected: &[Symbol]) -> impl Iterator<Item = &'static str> {
    keywords(expected).flat_map(|word| [word.chinese, word.english])
}

fn unexpected(found: String, expected: Vec<Token>, nearest: Option<String>, span: Span) -> Flaw {
    Flaw::new(SyntaxProblem::Unexpected { found, expected, nearest }, span)
}

/// What could stand there, without the ways to go on that any expression or type has.
fn tokens(expected: &[Symbol]) -> Vec<Token> {
    let minor = |symbol: &Symbol| {
        matches!(
            symbol,
            Symbol::dot | Symbol::kw_where | Symbol::optional | Symbol::open_args | Symbol::prefix
        )
    };
    let only_minor = expected.iter().all(minor);
    let kept = expected.iter().filter(|symbol| only_minor || !minor(symbol));
    let named = kept.flat_map(|symbol| match symbol {
        Symbol::verdict => VERDICTS,
        Symbol::outcome => OUTCOMES,
        Symbol::level | Symbol::finding => LEVELS,
        other => std::slice::from_ref(other),
    });
    named.map(|symbol| words::token(*symbol)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The first lexeme that is no comment at or after byte `at`, or the one around it.
fn lexeme_at(text: &str, at: usize) -> Option<Lexeme> {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let rest = text.get(line..)?;
    lexemes(rest)
        .map(|lexeme| Lexeme { span: lexeme.span.shifted(line), ..lexeme })
        .find(|lexeme| lexeme.span.end > at && lexeme.kind != LexemeKind::Comment)
}

/// A number that is none: `50万`, `１００`, or one with a thousands separator where a comma separates.
fn bad_literal(text: &str, lexeme: Lexeme, written: &str) -> Option<Flaw> {
    let problem = |span: Span| {
        let text = shortened(text.get(span.range()).unwrap_or_default());
        Flaw::new(SyntaxProblem::BadLiteral { text }, span)
    };
    match lexeme.kind {
        LexemeKind::Number => grammar::read(Symbol::literal, written).is_err().then(|| problem(lexeme.span)),
        LexemeKind::Comma => {
            let before = text.get(..lexeme.span.start)?;
            let after = text.get(lexeme.span.end..)?;
            let start = before
                .trim_end_matches(|character: char| character.is_ascii_digit() || character == ',')
                .len();
            let number = lexemes(after)
                .next()
                .filter(|next| next.kind == LexemeKind::Number && next.span.start == 0)?;
            (start < before.len() && written == ",")
                .then(|| problem(Span::new(start, lexeme.span.end + number.span.end)))
        }
        _ => None,
    }
}
