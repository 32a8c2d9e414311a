//! What is left of a rule file without its 测试 and 样例. Where it is not plain that nothing else would go with them,
//! they stay.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::explain::ITEMS;
use super::grammar::Symbol;
use super::lexemes::{goes_on, is_blank};
use super::words::keyword;
use crate::source::Span;

/// The stretches of the text that stand between its tests and samples.
pub(super) fn without_tests(text: &str) -> Vec<Span> {
    let mut kept = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = if begins(rest) { length(rest) } else { 0 };
        if length == 0 || holds_more(rest.get(..length).unwrap_or_default()) {
            at += line(rest);
        } else {
            kept.push(Span::new(from, at));
            at += length;
            from = at;
        }
    }
    kept.push(Span::new(from, text.len()));
    kept.retain(|stretch| stretch.start < stretch.end);
    kept
}

/// Bytes of the first line, its end included.
fn line(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1)
}

/// True when a test or a sample begins here, and not a field or a member with such a name: a test goes on with its
/// first case, a sample with its bracket.
fn begins(text: &str) -> bool {
    // As most lines do.
    if text.starts_with([' ', '\n', '\r', '\t', '#']) {
        return false;
    }
    let header = |symbol| {
        let rest = without_keyword(text, symbol)?;
        let named = rest.trim_start_matches([' ', '\t']);
        let rest = named.trim_start_matches(goes_on);
        (rest.len() < named.len()).then(|| rest.trim_start_matches([' ', '\t']))
    };
    if let Some(rest) = header(Symbol::kw_test) {
        let ends = rest.starts_with(['\n', '\r', '#']);
        return ends && without_keyword(after_comments(rest), Symbol::kw_case).is_some();
    }
    header(Symbol::kw_example).is_some_and(|rest| rest.starts_with('{'))
}

/// The text after a keyword with which it begins.
fn without_keyword(text: &str, symbol: Symbol) -> Option<&str> {
    let word = keyword(symbol)?;
    let rest = text.strip_prefix(word.chinese).or_else(|| text.strip_prefix(word.english))?;
    (!rest.starts_with(goes_on)).then_some(rest)
}

fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_blank);
    while rest.starts_with('#') {
        rest = rest.get(line(rest)..).unwrap_or_default().trim_start_matches(is_blank);
    }
    rest
}

/// Bytes up to the first line that is neither indented nor a comment nor a closing bracket.
fn length(text: &str) -> usize {
    let mut at = line(text);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if !rest.starts_with(|first| is_blank(first) || matches!(first, '#' | '}' | ']')) {
            break;
        }
        at += line(rest);
    }
    at
}

/// True when a word in the stretch could begin an item other than a test or a sample: items need no lines of their
/// own. A case names a measure too; what declares one gives it a weight.
fn holds_more(stretch: &str) -> bool {
    // Of words that begin together the longest is found: where it is a part of another word, a shorter one is too.
    OTHERS.as_ref().is_none_or(|others| {
        others.find_iter(stretch).any(|word| stands_alone(stretch, word.start(), word.end()))
    })
}

/// The words that begin other items.
static OTHERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let is_other =
        |symbol: &&Symbol| !matches!(symbol, Symbol::kw_test | Symbol::kw_example | Symbol::kw_measure);
    let others = ITEMS.iter().chain([&Symbol::kw_weight]).filter(is_other);
    let spellings =
        others.filter_map(|symbol| keyword(*symbol)).flat_map(|word| [word.chinese, word.english]);
    // What finds them is a pass over many bytes at a time before it; the automaton is seldom asked, and quickly made.
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::NoncontiguousNFA));
    builder.build(spellings).ok()
});

/// True when the word that stands there in the text is no part of another.
fn stands_alone(text: &str, from: usize, to: usize) -> bool {
    let (before, after) = (text.get(..from), text.get(to..));
    !before.is_some_and(|before| before.ends_with(goes_on))
        && !after.is_some_and(|after| after.starts_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> Vec<&str> {
        without_tests(text).into_iter().map(|stretch| &text[stretch.range()]).collect()
    }

    #[test]
    fn tests_and_samples_go() {
        let rule = "规则 A\n  要求 a\n\n";
        let case = "测试 A # 注\n\n  例 \"规则很多\"\n    t { a: 1,\n}\n    应 违反 处置 退回\n# 注\n";
        let sample = "example t {\n  a: 1\n}\n\n";
        assert_eq!(left(&format!("{rule}{case}{sample}{rule}")), [rule, rule]);
        assert_eq!(left(case), [""; 0]);
        assert_eq!(left("# 注\n"), ["# 注\n"]);
    }

    #[test]
    fn what_may_be_something_else_stays() {
        for text in [
            "表 t\n甲 : 文本\n测试 : 文本\n",
            "表 t\n测试 a\n  : 文本\n",
            "类型 t {\n测试 a,\n乙\n}\n",
            "测试 A\n  例 \"x\"\n    t { a: 1 }\n    应 合规\n  规则 B\n    要求 b\n",
            "测试 A\n  例 \"x\"\n    t { a: 1 }\n    应 合规 字段 a[1]规则 B 要求 b\n",
            "测试 A\n  例 \"x\"\n    t { a: 1 }\n    应 违反\n  处置 甲 轻重 3\n",
            "测试一 A\n",
        ] {
            assert_eq!(left(text), [text]);
        }
    }

    #[test]
    fn a_line_that_is_not_indented_is_read() {
        let case = "test A\n  case \"x\"\n    t { a: 1 }\n    expect pass\n";
        assert_eq!(left(&format!("{case}规侧 B\n")), ["规侧 B\n"]);
    }
}
