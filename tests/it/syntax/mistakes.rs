//! Mistakes: all of them in one go, each at its place, with the keyword that was meant.

use heng::diag::Problem;
use heng::syntax::{self, ast};

use super::source;

/// Code and marked text of every diagnostic, in order.
fn mistakes(text: &str) -> Vec<(&'static str, String)> {
    let (_, diagnostics) = syntax::parse(&source(text));
    let marked = diagnostics.iter().map(|diagnostic| {
        let excerpt = diagnostic.site().unwrap().excerpt.as_ref().unwrap();
        (diagnostic.problem.code(), excerpt.text[excerpt.span.range()].to_owned())
    });
    marked.collect()
}

/// The keyword suggested by the only diagnostic.
fn suggestion(text: &str) -> Option<String> {
    let (_, diagnostics) = syntax::parse(&source(text));
    let [diagnostic] = diagnostics.as_slice() else {
        panic!("{diagnostics:#?}");
    };
    match &diagnostic.problem {
        Problem::Syntax(
            heng::diag::SyntaxProblem::Unexpected { nearest, .. }
            | heng::diag::SyntaxProblem::NotAnItem { nearest, .. },
        ) => nearest.clone(),
        _ => None,
    }
}

#[test]
fn all_mistakes_of_a_file_are_reported() {
    let text = "规则 A 甲\n  对象 项目\n  要囚 a\n  否则 错误 \"x\"\n\n规则 B 乙\n  对象 项目\n  要求 合计(a\n  否则 错误 \"y\"\n\n参数 c : 比例 20%\n\n规则 D 丁\n  对象 项目\n  要求 a 且 且 b\n  否则 错误 \"没有结束\n\n规则 E 戊\n  对象 项目\n  要求 a\n";
    let found = mistakes(text);
    let expected = [
        ("syntax/unexpected", "要囚"),
        ("syntax/unclosed-bracket", "("),
        ("syntax/unexpected", "20%"),
        ("syntax/unexpected", "且"),
        ("syntax/unclosed-text", "\"没有结束"),
        ("syntax/missing-clause", "E"),
    ];
    assert_eq!(found, expected.map(|(code, marked)| (code, marked.to_owned())));
}

#[test]
fn a_misspelt_keyword_finds_the_one_that_was_meant() {
    let rule = |clause: &str| format!("规则 A 甲\n  对象 项目\n  {clause} a = b\n  否则 错误 \"x\"\n");
    assert_eq!(suggestion(&rule("要囚")).as_deref(), Some("要求"));
    assert_eq!(suggestion(&rule("requrie")).as_deref(), Some("require"));
    assert_eq!(suggestion("规刚 A 甲\n  对象 项目\n  要求 a\n  否则 错误 \"x\"\n").as_deref(), Some("规则"));
    assert_eq!(suggestion("处置 取消预算 轻种 3\n").as_deref(), Some("轻重"));
    assert_eq!(suggestion("表 项目\n  名称 name : 文本 必塡\n").as_deref(), Some("必填"));
    assert_eq!(suggestion("分档 T 甲\n  对象 p\n  按 a\n  [0, 1] → 通国\n").as_deref(), Some("通过"));
}

#[test]
fn the_words_and_marks_of_other_languages_find_those_of_this_one() {
    let rule = |condition: &str| {
        suggestion(&format!("规则 A 甲\n  对象 项目\n  要求 {condition}\n  否则 错误 \"x\"\n"))
    };
    for (written, meant) in [
        ("a == b", "="),
        ("a 等于 b", "="),
        ("a <> b", "≠"),
        ("a 大于 0元", ">"),
        ("a 不超过 b", "<="),
        ("a => b", ">="),
        ("a && b", "且"),
        ("a = 1 && b == 2", "且"),
        ("a 并且 b", "且"),
        ("a || b", "或"),
        ("!a", "非"),
        ("a = 'x'", "\"x\""),
        ("a = ‘新建’", "\"新建\""),
        ("1 < a <= 2", "and a <="),
        ("10元 < 金额 < 20元", "且 金额 <"),
    ] {
        assert_eq!(rule(written).as_deref(), Some(meant), "{written}");
    }
    let english = "rule A a\n  for p\n  require a && b\n  else error \"x\"\n";
    assert_eq!(suggestion(english).as_deref(), Some("and"));
    let tiers = "分档 T 甲\n  对象 p\n  按 a\n  [0, 1] => 通过\n";
    assert_eq!(suggestion(tiers).as_deref(), Some("→"));
}

#[test]
fn a_word_of_the_language_is_no_name() {
    let rest = "\n  依据 \"例\"\n  对象 项目\n  要求 a\n  否则 错误 \"x\"\n";
    for name in ["令", "存在", "除外", "条件"] {
        let found = mistakes(&format!("规则 A {name}{rest}"));
        assert_eq!(found, [("syntax/reserved-name", name.to_owned())]);
    }
    let found = mistakes(
        "参数 有 : 比例 = 20%\n\n规则 A 甲\n  对象 项目\n  令 每个 = 1\n  要求 a\n  否则 错误 \"x\"\n",
    );
    assert_eq!(found, [("syntax/reserved-name", "每个".to_owned())]);
}

#[test]
fn fields_around_a_broken_one_are_kept() {
    let text = "表 项目 project\n  甲 a : 文本\n  乙 b 文本\n  丙 c : {\n    丁 d : 数值\n    戊 e : 数值 范围 [0, 1\n  }\n";
    let (file, diagnostics) = syntax::parse(&source(text));
    assert_eq!(diagnostics.len(), 2, "{diagnostics:#?}");
    let [ast::Item::Table(table), ast::Item::Broken(broken)] = file.items.as_slice() else {
        panic!("{file:#?}");
    };
    assert_eq!(
        table.fields.iter().map(|field| field.names.first.text.as_str()).collect::<Vec<_>>(),
        ["甲", "丙"]
    );
    assert_eq!(
        broken.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(),
        ["乙", "b", "戊", "e"]
    );
}

#[test]
fn names_of_a_broken_rule_are_kept() {
    let (file, _) = syntax::parse(&source("规则 A 甲 first\n  要求 且\n"));
    let [ast::Item::Broken(broken)] = file.items.as_slice() else {
        panic!("{file:#?}");
    };
    assert_eq!(broken.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["A", "甲", "first"]);
}

#[test]
fn an_unclosed_bracket_is_shown_where_it_opens() {
    assert_eq!(
        mistakes("类型 甲 { 乙, 丙\n\n处置 丁 轻重 1\n"),
        [("syntax/unclosed-bracket", "{".to_owned())]
    );
    assert_eq!(
        mistakes("规则 A 甲\n  对象 p\n  要求 (a = 1\n    且 b = 2\n  否则 错误 \"{a\"\n"),
        [("syntax/unclosed-bracket", "(".to_owned()), ("syntax/unclosed-bracket", "{".to_owned())]
    );
}

#[test]
fn characters_nobody_sees_are_refused_outside_texts() {
    assert_eq!(
        mistakes("处置 甲\u{200b}乙 轻重 1\n"),
        [("syntax/invisible-character", "\u{200b}".to_owned())]
    );
    assert_eq!(
        mistakes("处置 甲 轻重 1 # \u{202e}\n"),
        [("syntax/invisible-character", "\u{202e}".to_owned())]
    );
    assert_eq!(mistakes("测试 A\n例 \"\u{200b}\" p { a: \"\u{202e}\" } 应 合规\n"), []);
}

#[test]
fn numbers_that_are_none() {
    for number in
        ["50万", "１００", "20%%", "2020-13-01", "12345678901234567890123456789012345", "1,2500", "2020年度"]
    {
        let found = mistakes(&format!("参数 a : 数值 = {number}\n"));
        assert_eq!(found.first().map(|(code, _)| *code), Some("syntax/bad-literal"), "{number}: {found:?}");
    }
    assert_eq!(mistakes("参数 a : 数值 = f(1,250)\n"), []);
    assert_eq!(mistakes("参数 a : 金额 = 1,250.50元\n"), []);
    // In brackets a comma separates, always.
    assert_eq!(mistakes("参数 a : 金额 = (1,250元)\n"), []);
    assert_eq!(mistakes("参数 a : 金额 = (b > 1,250元)\n"), []);
}

#[test]
fn a_clause_may_stand_once() {
    let text = "规则 A 甲\n  对象 p\n  要求 a\n  要求 b\n  否则 错误 \"x\"\n";
    let (_, diagnostics) = syntax::parse(&source(text));
    assert_eq!(mistakes(text), [("syntax/repeated-clause", "要求".to_owned())]);
    assert_eq!(diagnostics[0].labels[1].site.start.line, 3);
}

#[test]
fn bytes_that_are_not_utf8_are_a_problem_at_their_place() {
    let refused = syntax::decode("a.heng", b"\xef\xbb\xbf# ok\n\xff".to_vec()).unwrap_err();
    assert_eq!(refused.problem.code(), "syntax/not-utf8");
    assert_eq!(refused.site().unwrap().start.line, 2);
}
