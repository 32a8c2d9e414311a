//! Texts that are nested too deep or too long, on a stack as small as a thread may have.

use heng::diag::{Problem, SyntaxProblem};
use heng::syntax::{self, MAX_DEPTH};

use super::source;

/// The problems of a rule with this requirement, read on a stack of 1 MiB.
fn problems(requirement: &str) -> Vec<Problem> {
    let text = format!("规则 A 甲\n对象 项目\n要求 {requirement}\n否则 错误 \"不符\"\n");
    let reading = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        let (file, diagnostics) = syntax::parse(&source(&text));
        if diagnostics.is_empty() {
            syntax::format(&source(&text), syntax::Keywords::English).unwrap();
        }
        drop(file);
        diagnostics.into_iter().map(|diagnostic| diagnostic.problem).collect()
    });
    reading.unwrap().join().unwrap()
}

fn too_deep() -> Problem {
    Problem::Syntax(SyntaxProblem::TooDeep { limit: MAX_DEPTH })
}

#[test]
fn brackets_up_to_the_limit_are_read() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(problems(&nested(MAX_DEPTH)), []);
    assert_eq!(problems(&nested(MAX_DEPTH + 1)), [too_deep()]);
    let called = format!("{}a{}", "f(".repeat(MAX_DEPTH - 1), ")".repeat(MAX_DEPTH - 1));
    assert_eq!(problems(&called), []);
}

#[test]
fn brackets_without_end_are_one_problem() {
    for bracket in ["(", "[", "{", "f(", "（", "合计(a 其中 (", "每个 a 满足 (", "{a: "] {
        assert_eq!(problems(&bracket.repeat(20_000)), [too_deep()], "{bracket}");
    }
    assert_eq!(problems(&"(".repeat(200_000)), [too_deep()]);
}

#[test]
fn operators_nested_too_deep_are_one_problem() {
    for operator in ["非 ", "- ", "有 ", "a + ", "a 或缺 ", "a.", "1 ÷ "] {
        let problems = problems(&format!("{}a", operator.repeat(20_000)));
        assert_eq!(problems, [too_deep()], "{operator}");
    }
    assert_eq!(problems(&format!("a{}", " 其中 (b)".repeat(20_000))), [too_deep()]);
}

#[test]
fn a_chain_of_conditions_may_be_long() {
    for operator in ["且", "或", "or"] {
        assert_eq!(problems(&format!("a = 1{}", format!(" {operator} b = 2").repeat(10_000))), []);
    }
    assert_eq!(problems(&format!("a{}", " 且 b 或 c".repeat(10_000))), []);
}

#[test]
fn types_nested_too_deep_are_one_problem() {
    for text in [
        format!("表 甲\n乙 : {}文本", "列表 ".repeat(20_000)),
        format!("表 甲\n乙 : {}", "{ 丙 : ".repeat(20_000)),
        format!("样例 甲 {{ 乙: {}", "[".repeat(100_000)),
    ] {
        let (_, diagnostics) = syntax::parse(&source(&text));
        assert_eq!(
            diagnostics.iter().map(|diagnostic| &diagnostic.problem).collect::<Vec<_>>(),
            [&too_deep()]
        );
    }
}

#[test]
fn holes_of_a_message_have_the_same_limit() {
    let text = format!("规则 A 甲\n对象 项目\n要求 a\n否则 错误 \"{{{}a}}\"\n", "(".repeat(100_000));
    let (_, diagnostics) = syntax::parse(&source(&text));
    assert_eq!(diagnostics.iter().map(|diagnostic| &diagnostic.problem).collect::<Vec<_>>(), [&too_deep()]);
}
