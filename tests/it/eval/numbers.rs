//! Exact numbers, dates and money through rules.

use heng::finding::Verdict;
use heng::session::run_tests;

use crate::run::{TABLE, compile, document, require, rule};

fn holds(requirement: &str, more: &str) -> bool {
    require(requirement, &document(more)) == Verdict::Pass
}

#[test]
fn division_is_exact() {
    assert!(holds("15.3 ÷ 3 = 5.1", ""));
    assert!(holds("一 ÷ 3 × 3 = 1", ""));
}

#[test]
fn ten_thousand_cents_are_a_hundred() {
    let cents = vec![r#"{"数额": "0.01元"}"#; 10_000].join(",");
    assert!(holds("合计(资金.数额) = 100元 且 计数(资金) = 10000", &format!(r#", "资金": [{cents}]"#)));
}

#[test]
fn rounded_parts_may_differ_from_their_total_by_the_envelope_and_no_more() {
    let parts = |total: &str| {
        let values = [466_832, 88_606, 90, 13_000].map(|value| format!(r#"{{"数额": {value}}}"#)).join(",");
        format!(r#", "金额": {total}, "资金": [{values}]"#)
    };
    let envelope = "金额 = 合计(资金.数额) ± 舍入误差(计数(资金), 1万元)";
    assert!(holds("金额 = 合计(资金.数额)", &parts("568528")));
    assert!(holds(envelope, &parts("568529")));
    assert!(!holds("金额 = 合计(资金.数额) ± 0元", &parts("568529")));
    assert!(holds(envelope, &parts("568530.5")));
    assert!(!holds(envelope, &parts("568530.51")));
}

#[test]
fn money_is_read_and_compared_in_any_unit() {
    let more = r#", "金额": "500,000元""#;
    assert!(holds("金额 = 50万元", more));
    assert!(holds("金额 ÷ 100万元 = 50%", more));
    assert!(holds("金额 × 20% = 10万元", more));
}

#[test]
fn dates_and_years() {
    let more = r#", "日期": "2020年2月28日", "年度": 2020"#;
    assert!(holds("日期 + 2天 = 2020-03-01", more));
    assert!(holds("2020-03-01 - 日期 = 2天", more));
    assert!(holds("日期 - 1天 < 日期", more));
    assert!(holds("年(日期) = 年度 且 月(日期) = 2", more));
    assert!(holds("年度 + 1 = 2021年", more));
}

#[test]
fn what_has_no_exact_result_is_a_fault() {
    let huge = "100000000000000000000 × 100000000000000000000";
    for text in [
        "一 ÷ 零 > 0".to_owned(),
        format!("{huge} × 一 > 0"),
        "2020-01-01 + 天数(99999999) > 2020-01-01".to_owned(),
    ] {
        assert_eq!(require(&text, &document("")), Verdict::Fault, "{text}");
    }
}

#[test]
fn a_guard_keeps_a_division_from_being_made() {
    assert_eq!(require("零 = 0 或 一 ÷ 零 > 0", &document("")), Verdict::Pass);
    assert_eq!(require("一 ÷ 零 > 0 或 零 = 0", &document("")), Verdict::Pass);
}

#[test]
fn long_chains_are_walked() {
    let sum = vec!["一"; 250].join(" + ");
    assert_eq!(require(&format!("{sum} = 250"), &document("")), Verdict::Pass);
    let all = vec!["一 = 1"; 10_000].join(" 且 ");
    assert_eq!(require(&all, &document("")), Verdict::Pass);
    assert_eq!(require(&format!("{all} 且 零 = 1"), &document("")), Verdict::Fail);
    let any = vec!["一 = 2"; 10_000].join(" 或 ");
    assert_eq!(require(&any, &document("")), Verdict::Fail);
}

#[test]
fn the_deepest_nesting_fits_the_stack_of_a_test() {
    let nested =
        |open: &str, close: &str, most: usize| format!("{}一 = 1{}", open.repeat(most), close.repeat(most));
    let cases = "测试 R1\n  例 \"深\"\n    项目 { 代码: \"A\", 零: 0, 一: 1, 空: 1, 坏: 1 }\n    应 合规\n";
    for text in [nested("非 (非 (", "))", 125), nested("(零 = 0 且 (零 = 0 或 ", "))", 125)] {
        let program = compile(&format!("{TABLE}{}{cases}", rule(&format!("要求 {text}"))));
        let report = run_tests(&program);
        assert_eq!((report.passed(), report.failed()), (1, 0), "{:#?}", report.cases);
    }
}

#[test]
fn the_greatest_of_several() {
    assert!(holds("最大(一, 零, 3) = 3", ""));
    assert!(holds("最小(一, 零, 3) = 0", ""));
    assert_eq!(require("最大(一, 空) >= 1", &document("")), Verdict::Fail);
    assert_eq!(require("最大(一, 坏) >= 1", &document("")), Verdict::Undetermined);
}
