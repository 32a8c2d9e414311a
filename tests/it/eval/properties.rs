//! Laws that hold for every requirement and every record.

use heng::finding::{Finding, Message, Reason, Report, Role, Verdict};
use heng::session::Options;
use proptest::prelude::*;

use crate::run::{Memory, TABLE, check, compile};

/// A leaf over the subject's fields.
fn leaf() -> impl Strategy<Value = String> {
    let field = prop::sample::select(vec![
        "零",
        "一",
        "空",
        "坏",
        "选",
        "(选 或缺 零)",
        "一 ÷ 零",
        "(坏 + 选)",
        "评价.分数",
    ]);
    let right = prop::sample::select(vec!["= 1", "≠ 0", "< 空", ">= 坏", "属于 {0, 1}", "不属于 [0, 2)"]);
    prop_oneof![
        4 => (field, right).prop_map(|(left, right)| format!("{left} {right}")),
        1 => prop::sample::select(vec!["有 选", "无 坏", "有 评价", "无 评价.分数", "已办", "有 资金"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "合计(资金.数额) = 金额",
            "计数(资金 其中 (有 份额 且 份额 > 0)) = 1",
            "最大(资金.份额 或缺 0) > 0",
            "\"甲\" 属于 标签",
        ])
        .prop_map(str::to_owned),
    ]
}

/// What a 其中 may ask: silence is handled in it.
fn filter() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "有 份额 且 份额 > 0",
        "数额 > 0元",
        "(来源 或缺 \"丙\") = \"甲\"",
        "无 来源 或 数额 < 2万元",
    ])
}

/// A leaf over an element's fields.
fn inner() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "数额 > 0元",
        "份额 = 1",
        "有 份额",
        "来源 = \"甲\"",
        "数额 <= 项目.金额",
        "一 ÷ 零 = 份额",
    ])
    .prop_map(str::to_owned)
}

fn requirement() -> impl Strategy<Value = String> {
    let quantified = (prop::sample::select(vec!["每个", "存在"]), filter(), inner())
        .prop_map(|(kind, filter, body)| format!("{kind} 资金 其中 ({filter}) 满足 ({body})"));
    prop_oneof![3 => leaf(), 1 => quantified].prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("非 ({one})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("(({one}) 且 ({other}))")),
            (inner.clone(), inner).prop_map(|(one, other)| format!("(({one}) 或 ({other}))")),
        ]
    })
}

fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["null", "0", "1", "2", "\"约\""])
}

prop_compose! {
    fn record()(
        cells in prop::collection::vec(cell(), 8),
        list in prop::option::of(prop::collection::vec((cell(), cell(), prop::sample::select(vec!["\"甲\"", "null"])), 0..8)),
    ) -> String {
        let names = ["零", "一", "空", "坏", "选", "金额"];
        let mut fields: Vec<String> = names.iter().zip(&cells).map(|(name, cell)| format!("\"{name}\": {cell}")).collect();
        if cells[6] != "null" {
            fields.push(format!("\"评价\": {{\"分数\": {}}}", cells[7]));
        }
        if let Some(list) = list {
            let elements: Vec<String> = list
                .into_iter()
                .map(|(amount, share, source)| format!("{{\"数额\": {amount}, \"份额\": {share}, \"来源\": {source}}}"))
                .collect();
            fields.push(format!("\"资金\": [{}], \"标签\": [\"甲\"]", elements.join(", ")));
        }
        format!("{{\"代码\": \"A\", {}}}", fields.join(", "))
    }
}

/// What each of several requirements comes to on the records.
fn run(requirements: &[String], records: &[String]) -> Report {
    let rules: Vec<String> = requirements
        .iter()
        .enumerate()
        .map(|(at, requirement)| {
            format!(
                "规则 R{at} 例\n  依据 \"例\"\n  对象 项目\n  要求 {requirement}\n  否则 错误 \"{{零}}\"\n"
            )
        })
        .collect();
    let program = compile(&format!("{TABLE}{}", rules.concat()));
    check(&program, &Memory::of([("a.jsonl", records.join("\n").as_str())]), &Options::default())
}

fn explained(finding: &Finding) {
    let first = finding.places.first().map(|place| place.role);
    assert_eq!(first, Some(Role::Primary), "{finding:#?}");
    assert!(finding.places.iter().skip(1).all(|place| place.role == Role::Related));
    assert!(finding.places.len() <= 20);
    match (finding.verdict, &finding.message) {
        (Verdict::Undetermined, Message::Reason(Reason::Hangs(causes))) => {
            assert!(!causes.is_empty(), "{finding:#?}");
            assert!(!finding.places[0].field.0.is_empty());
        }
        (Verdict::Fail, Message::Rule(_)) | (Verdict::Fault, Message::Reason(Reason::DivisionByZero)) => {}
        _ => panic!("{finding:#?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_finding_is_explained_and_negation_is_pushed(
        one in requirement(),
        other in requirement(),
        records in prop::collection::vec(record(), 1..12),
    ) {
        let forms = [
            one.clone(),
            format!("非 (非 ({one}))"),
            format!("非 (({one}) 且 ({other}))"),
            format!("非 ({one}) 或 非 ({other})"),
            format!("非 (({one}) 或 ({other}))"),
            format!("非 ({one}) 且 非 ({other})"),
            format!("({one}) 且 ({other})"),
            format!("({other}) 且 ({one})"),
        ];
        let report = run(&forms, &records);
        report.findings.iter().for_each(explained);
        let of = |rule: &str| -> Vec<(usize, Verdict)> {
            let findings = report.findings.iter().filter(|finding| &*finding.rule == rule);
            findings.map(|finding| (finding.places[0].site.start.line, finding.verdict)).collect()
        };
        for (left, right) in [("R0", "R1"), ("R2", "R3"), ("R4", "R5"), ("R6", "R7")] {
            prop_assert_eq!(of(left), of(right), "{} and {}", left, right);
        }
    }
}
