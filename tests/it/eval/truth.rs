//! The truth tables of the language, row by row, through rules and documents.

use heng::finding::Verdict;

use crate::run::{document, judge, require, rule};

/// A leaf of each truth: false, missing, fault, malformed, true.
const LEAVES: [(char, &str); 5] =
    [('F', "零 = 1"), ('M', "空 = 1"), ('B', "一 ÷ 零 = 1"), ('X', "坏 = 1"), ('T', "一 = 1")];

const AND: &str = "FMBXT";
const OR: &str = "FMXBT";

fn rank(order: &str, truth: char) -> usize {
    order.find(truth).unwrap()
}

fn least(order: &str, one: char, other: char) -> char {
    if rank(order, one) <= rank(order, other) { one } else { other }
}

fn greatest(order: &str, one: char, other: char) -> char {
    if rank(order, one) >= rank(order, other) { one } else { other }
}

fn not(truth: char) -> char {
    match truth {
        'F' => 'T',
        'T' => 'F',
        unknown => unknown,
    }
}

fn of_requirement(truth: char) -> Verdict {
    match truth {
        'T' => Verdict::Pass,
        'F' | 'M' => Verdict::Fail,
        'X' => Verdict::Undetermined,
        _ => Verdict::Fault,
    }
}

fn of_condition(truth: char) -> Verdict {
    match truth {
        'T' => Verdict::Pass,
        'F' => Verdict::NotApplicable,
        'B' => Verdict::Fault,
        _ => Verdict::Undetermined,
    }
}

#[test]
fn every_pair_under_and_or_and_their_negations() {
    let data = document("");
    for (one, left) in LEAVES {
        for (other, right) in LEAVES {
            let forms = [
                (format!("{left} 且 {right}"), least(AND, one, other)),
                (format!("{left} 或 {right}"), greatest(OR, one, other)),
                (format!("非 ({left} 且 {right})"), greatest(OR, not(one), not(other))),
                (format!("非 ({left} 或 {right})"), least(AND, not(one), not(other))),
                (format!("非 (非 ({left}) 且 {right})"), greatest(OR, one, not(other))),
            ];
            for (text, truth) in forms {
                assert_eq!(require(&text, &data), of_requirement(truth), "{text}");
            }
        }
    }
}

#[test]
fn every_truth_of_a_condition_and_of_an_exception() {
    let data = document("");
    for (truth, leaf) in LEAVES {
        let (verdict, _) = judge(&rule(&format!("条件 {leaf}\n  要求 一 = 1")), &data);
        assert_eq!(verdict, of_condition(truth), "条件 {leaf}");
        let (verdict, _) = judge(&rule(&format!("除外 当 {leaf} 依据 \"例\"\n  要求 一 = 1")), &data);
        assert_eq!(verdict, of_condition(not(truth)), "除外 {leaf}");
    }
}

#[test]
fn a_condition_that_cannot_be_known_goes_before_an_exception() {
    let clauses = "条件 坏 = 1\n  除外 当 一 = 1 依据 \"例\"\n  要求 一 = 1";
    assert_eq!(judge(&rule(clauses), &document("")).0, Verdict::Undetermined);
}

#[test]
fn every_truth_under_a_quantifier() {
    let list = r#", "资金": [{"数额": 1, "份额": 1}, {"数额": 1, "份额": 0}, {"数额": 1}, {"数额": 1, "份额": "约"}]"#;
    let data = document(list);
    // The elements' truths are T F M X.
    for (text, verdict) in [
        ("每个 资金 满足 (份额 = 1)", Verdict::Fail),
        ("存在 资金 满足 (份额 = 1)", Verdict::Pass),
        ("非 (存在 资金 满足 (份额 = 1))", Verdict::Fail),
        ("非 (每个 资金 满足 (份额 = 1))", Verdict::Pass),
        ("存在 资金 满足 (份额 = 7)", Verdict::Undetermined),
        ("存在 资金 其中 (有 份额 且 份额 = 0) 满足 (份额 = 7)", Verdict::Undetermined),
        ("每个 资金 其中 (数额 > 5万元) 满足 (份额 = 7)", Verdict::Pass),
        ("存在 资金 其中 (数额 > 5万元) 满足 (份额 = 7)", Verdict::Fail),
        ("每个 资金 满足 (一 ÷ 零 = 1)", Verdict::Fault),
        ("每个 资金 满足 (空 = 1)", Verdict::Fail),
    ] {
        assert_eq!(require(text, &data), verdict, "{text}");
    }
}

#[test]
fn an_absent_list_is_missing_and_an_empty_one_is_empty() {
    for (text, absent, empty) in [
        ("每个 资金 满足 (数额 > 0元)", Verdict::Fail, Verdict::Pass),
        ("存在 资金 满足 (数额 > 0元)", Verdict::Fail, Verdict::Fail),
        ("计数(资金) = 0", Verdict::Fail, Verdict::Pass),
        ("合计(资金.数额) = 0元", Verdict::Fail, Verdict::Pass),
        ("最大(资金.数额) < 1万元", Verdict::Fail, Verdict::Fail),
        ("平均(资金.数额) < 1万元", Verdict::Fail, Verdict::Fail),
        ("(最大(资金.数额) 或缺 0元) < 1万元", Verdict::Pass, Verdict::Pass),
    ] {
        assert_eq!(require(text, &document("")), absent, "{text}");
        assert_eq!(require(text, &document(r#", "资金": []"#)), empty, "{text}");
    }
}

#[test]
fn missing_never_equals_missing() {
    assert_eq!(require("空 = 选", &document("")), Verdict::Fail);
    assert_eq!(require("空 ≠ 选", &document("")), Verdict::Fail);
    assert_eq!(require("非 (空 = 选)", &document("")), Verdict::Fail);
}

#[test]
fn has_asks_and_malformed_gives_no_answer() {
    for (text, verdict) in [
        ("有 选", Verdict::Fail),
        ("无 选", Verdict::Pass),
        ("非 (有 选)", Verdict::Pass),
        ("有 评价", Verdict::Fail),
        ("有 评价.分数", Verdict::Fail),
        ("无 资金", Verdict::Pass),
    ] {
        assert_eq!(require(text, &document("")), verdict, "{text}");
    }
    let data = document(r#", "选": "约", "评价": {"分数": "约"}, "资金": "约""#);
    for (text, verdict) in [
        ("有 选", Verdict::Undetermined),
        ("无 选", Verdict::Undetermined),
        ("有 评价", Verdict::Pass),
        ("无 评价.分数", Verdict::Undetermined),
        ("有 资金", Verdict::Undetermined),
        ("(选 或缺 1) = 1", Verdict::Undetermined),
    ] {
        assert_eq!(require(text, &data), verdict, "{text}");
    }
}

#[test]
fn a_let_is_wherever_it_is_read_what_it_is() {
    let data = document("");
    for (body, verdict) in
        [("坏 + 1", Verdict::Undetermined), ("空 + 1", Verdict::Fail), ("一 ÷ 零", Verdict::Fault)]
    {
        let clauses = format!("令 量 = {body}\n  要求 量 > 0 且 量 + 一 > 0");
        assert_eq!(judge(&rule(&clauses), &data).0, verdict, "{body}");
        let clauses = format!("令 量 = {body}\n  要求 一 = 1");
        assert_eq!(judge(&rule(&clauses), &data).0, Verdict::Pass, "unread {body}");
    }
}

#[test]
fn membership() {
    let data = document(r#", "属性": "new", "标签": ["甲", "乙"], "名称": "甲""#);
    for (text, verdict) in [
        ("一 属于 {1, 2}", Verdict::Pass),
        ("一 不属于 {1, 2}", Verdict::Fail),
        ("一 属于 (0, 1)", Verdict::Fail),
        ("一 属于 [1, 2)", Verdict::Pass),
        ("空 不属于 {1}", Verdict::Fail),
        ("坏 属于 {1}", Verdict::Undetermined),
        ("属性 属于 {新增, 延续}", Verdict::Pass),
        ("名称 属于 标签", Verdict::Pass),
        ("标签 包含 \"丙\"", Verdict::Fail),
        ("名称 匹配 \"^[甲乙]$\"", Verdict::Pass),
        ("名称 包含 \"乙\"", Verdict::Fail),
        ("每个 标签 满足 (长度(此项) = 1)", Verdict::Pass),
    ] {
        assert_eq!(require(text, &data), verdict, "{text}");
    }
}

#[test]
fn aggregates_are_unknown_when_an_element_is() {
    let list =
        |share: &str| document(&format!(r#", "资金": [{{"数额": 1, "份额": 1}}, {{"数额": 2{share}}}]"#));
    let malformed = list(r#", "份额": "约""#);
    for text in [
        "合计(资金.份额 或缺 0) >= 0",
        "计数(资金 其中 (有 份额 且 份额 > 0)) >= 0",
        "最大(资金.份额 或缺 0) >= 0",
        "去重计数(资金.份额 或缺 0) >= 0",
    ] {
        assert_eq!(require(text, &malformed), Verdict::Undetermined, "{text}");
        assert_eq!(require(text, &list("")), Verdict::Pass, "{text}");
    }
    assert_eq!(require("计数(资金) = 2", &malformed), Verdict::Pass);
    assert_eq!(require("合计(资金.数额) = 3万元", &malformed), Verdict::Pass);
    let odd = document(r#", "资金": [{"数额": 1}, "约"]"#);
    assert_eq!(require("计数(资金) = 2", &odd), Verdict::Undetermined);
}
