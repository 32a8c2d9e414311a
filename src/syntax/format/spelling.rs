//! How each token is written.

use super::super::grammar::Symbol;
use super::super::words::{BOOLEANS, Keywords, TYPES, is_word, keyword, mark, operator};

/// The canonical spelling of a token.
pub(super) fn spelled(symbol: Symbol, written: &str, keywords: Keywords) -> String {
    if let Some(word) = keyword(symbol) {
        return word.spelled(keywords).to_owned();
    }
    if let Some(mark) = mark(symbol) {
        return mark.to_owned();
    }
    match symbol {
        Symbol::infix | Symbol::prefix | Symbol::comparison => {
            operator(written).map_or(written, |(word, _)| word.spelled(keywords)).to_owned()
        }
        Symbol::boolean => {
            let word = BOOLEANS.iter().find(|word| word.chinese == written || word.english == written);
            word.map_or(written, |word| word.spelled(keywords)).to_owned()
        }
        Symbol::type_name => {
            let word = TYPES.iter().find(|(word, _)| word.chinese == written || word.english == written);
            word.map_or_else(|| bare(written), |(word, _)| word.spelled(keywords).to_owned())
        }
        Symbol::text => quoted(written),
        Symbol::quantity | Symbol::grouped | Symbol::unit_word => written.replace('％', "%"),
        Symbol::scalar if !written.starts_with('`') => {
            let number =
                written.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '－'));
            if number { written.replace('％', "%").replace('－', "-") } else { written.to_owned() }
        }
        Symbol::name | Symbol::label | Symbol::code | Symbol::scalar => bare(written),
        _ => written.to_owned(),
    }
}

/// A name without the backticks that it does not need.
fn bare(written: &str) -> String {
    let Some(inner) = written.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')) else {
        return written.to_owned();
    };
    let mut characters = inner.chars();
    let plain = characters.next().is_some_and(|first| first == '_' || pest::unicode::XID_START(first))
        && characters.all(pest::unicode::XID_CONTINUE);
    if plain && !is_word(inner) { inner.to_owned() } else { written.to_owned() }
}

/// A text in straight quotation marks, unless a backslash at its end would take the closing one for its own.
fn quoted(written: &str) -> String {
    let Some(inner) = written.strip_prefix('“').and_then(|inner| inner.strip_suffix('”')) else {
        return written.to_owned();
    };
    if inner.ends_with('\\') {
        return written.to_owned();
    }
    let mut out = String::from('"');
    let mut before = ' ';
    for character in inner.chars() {
        if character == '"' && before != '\\' {
            out.push('\\');
        }
        out.push(character);
        before = character;
    }
    out.push('"');
    out
}
