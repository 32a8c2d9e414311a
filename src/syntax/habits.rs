//! What people write who bring habits from other languages or from everyday Chinese, and what of this language it
//! stands for.

use super::grammar::{self, Symbol};
use super::lexemes::LexemeKind;
use super::units::Units;
use super::words::{self, Keywords};
use crate::source::Span;

/// What people write, and the word or mark in Chinese that they may mean by it.
const HABITS: &[(&[&str], &str)] = &[
    (&["等于", "==", "===", "＝＝", "is"], "="),
    (&["不等于", "不是", "<>", "＜＞", "!==", "=/="], "≠"),
    (&["大于", "高于", "多于", "超过"], ">"),
    (&["小于", "低于", "少于", "不足"], "<"),
    (&["大于等于", "大于或等于", "不小于", "不低于", "不少于", "达到", "=>", "＝＞"], ">="),
    (&["小于等于", "小于或等于", "不大于", "不高于", "不多于", "不超过", "=<", "＝＜"], "<="),
    (&["并且", "而且", "同时", "与", "和", "&", "&&", "＆", "＆＆"], "且"),
    (&["或者", "|", "||", "｜", "｜｜"], "或"),
    (&["!", "！", "并非"], "非"),
    (&["加", "加上"], "+"),
    (&["减", "减去"], "-"),
    (&["乘", "乘以"], "×"),
    (&["除以"], "÷"),
    (&["like", "~", "=~"], "匹配"),
    (&["=>", "＝＞", "==>", "-->", "⇒", "⟶"], "→"),
];

/// The words and marks that `written` may stand for, in the given spelling.
pub(super) fn meant(written: &str, keywords: Keywords) -> impl Iterator<Item = &'static str> {
    let rows = HABITS.iter().filter(move |(habits, _)| habits.contains(&written));
    rows.map(move |(_, chinese)| {
        let word = words::all().find(|word| word.chinese == *chinese);
        word.map_or(*chinese, |word| word.spelled(keywords))
    })
}

/// The word at a lexeme, or all the marks around it that stand together.
pub(super) fn run(units: &Units<'_>, index: usize) -> Option<Span> {
    let mark = |at: usize| units.lexeme(at).filter(|lexeme| lexeme.kind == LexemeKind::Other);
    let mut span = units.lexeme(index)?.span;
    if mark(index).is_none() {
        return Some(span);
    }
    let before = (0..index).rev().map_while(mark);
    for lexeme in before {
        if lexeme.span.end != span.start {
            break;
        }
        span = lexeme.span.to(span);
    }
    for lexeme in (index + 1..).map_while(mark) {
        if lexeme.span.start != span.end {
            break;
        }
        span = span.to(lexeme.span);
    }
    Some(span)
}

/// A text in the quotation marks of other languages that begins at byte `at`, and as this language writes it.
pub(super) fn quoted(text: &str, at: usize) -> Option<(Span, String)> {
    let line = text.get(at..)?.lines().next()?;
    let open = line.chars().next()?;
    let close = match open {
        '\'' => '\'',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        _ => return None,
    };
    let inner = line.get(open.len_utf8()..)?;
    let inner = inner.get(..inner.find(close)?)?;
    let usual = format!("\"{inner}\"");
    grammar::read(Symbol::text, &usual).ok()?;
    Some((Span::new(at, at + open.len_utf8() + inner.len() + close.len_utf8()), usual))
}

/// True for a word that is a name in backticks only.
pub(super) fn is_reserved(written: &str) -> bool {
    let reads = |symbol| grammar::read(symbol, written).is_ok_and(|read| read.pieces().as_str() == written);
    reads(Symbol::label) && !reads(Symbol::name)
}
