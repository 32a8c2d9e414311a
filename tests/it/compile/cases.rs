//! 样例 and 测试.

use heng::read::{Node, NodeKind};

use super::harness::{program, requiring, rule, says, tiers};

const SAMPLE: &str = "样例 项目 { 代码: \"1\", 申报金额: 5万元, 占比: 50%, 总分: 90, 人数: 3, 年份: 2020, 开工: 2020-01-01,
  期限: 30天, 已验收: 是, 评级: 优, 资金: [ { 来源: \"财政\", 金额: 5 } ], 明细: [ { 单价: 5, 数量: 1 } ], 标签: [\"急\"],
  评价: { 得分: 80, 金额: 3 } }\n";

#[track_caller]
fn impossible(rule: &str, case: &str, place: &str) {
    says(&format!("{rule}测试 R1 例 \"t\" 项目 {{ }} {case}"), &[("test/impossible", place, "")]);
}

#[test]
fn outcomes_that_cannot_be() {
    let rule = rule("要求 总分 > 1 否则 错误 \"m\" 处置 提醒");
    for case in [
        "应 不适用",
        "应 合规 错误",
        "应 违反 警告",
        "应 违反 处置 取消",
        "应 违反 金额 5万元",
        "应 无法判定 处置 提醒",
    ] {
        impossible(&rule, case, case);
    }
    let tiers = tiers("总分", "[0, 60) → 错误 \"m\"\n[60, 100] → 警告 \"m\"").replace("T1", "R1");
    impossible(&tiers, "应 合规", "应 合规");
}

#[test]
fn a_record_of_another_table() {
    let text = format!("表 单位\n 名称 : 文本\n{}测试 R1 例 \"t\" 单位 {{ }} 应 违反", requiring("总分 > 1"));
    says(&text, &[("test/impossible", "单位", "`项目 { … }`")]);
}

#[test]
fn names_in_records() {
    let rule = requiring("总分 > 1");
    says(
        &format!("{rule}测试 R1 例 \"t\" 项目 {{ 总份: 1 }} 应 违反"),
        &[("name/unknown", "总份", "`总分`")],
    );
    says(
        &format!("{rule}测试 R1 例 \"t\" 项目 {{ 评级: 优秀 }} 应 违反"),
        &[("name/unknown", "优秀", "`优`")],
    );
    says(
        &format!("{rule}测试 R1 例 \"t\" 项目 {{ }} 应 违反 字段 总份"),
        &[("name/unknown", "总份", "`总分`")],
    );
    says(
        &format!("{rule}测试 R1 例 \"t\" 项目 {{ }} 应 违反 处置 提酲"),
        &[("name/unknown", "提酲", "`提醒`")],
    );
    says(
        &format!("{rule}测试 R1 例 \"t\" 项目 {{ }} 应 违反 金额 5"),
        &[("type/money-and-number", "5", "单位")],
    );
    // A text in quotes may be as wrong as in a document.
    program(&format!("{rule}测试 R1 例 \"t\" 项目 {{ 评级: \"优秀\", 总分: \"九十\" }} 应 无法判定"));
}

#[test]
fn a_sample_is_valid() {
    says(&SAMPLE.replace("90", "190"), &[("read/out-of-range", "190", "")]);
    says(&format!("{SAMPLE}样例 项目 {{ }}"), &[("name/duplicate", "项目", "一个样例")]);
}

#[test]
fn a_case_lies_over_the_sample() {
    let rule = requiring("总分 > 1");
    let case = "测试 R1 例 \"t\" project { total: 7, 评价: { 金额: 缺失 }, 资金: [], 标签: 缺失 } 应 违反 字段 funds[1].amount";
    let program = program(&format!("{SAMPLE}{rule}{case}"));
    let case = &program.tests[0].cases[0];
    let record = shown(&case.records[0].1);
    assert!(record.contains("总分=7,"), "{record}");
    assert!(record.contains("评价={得分=80,},"), "{record}");
    assert!(record.contains("资金=[],"), "{record}");
    assert!(!record.contains("标签"), "{record}");
    assert_eq!(case.expect.field.as_deref(), Some("资金[1].金额"));
}

fn shown(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Scalar(text) => text.clone(),
        NodeKind::Unread(cause) => format!("{cause:?}"),
        NodeKind::List(values) => format!("[{}]", values.iter().map(shown).collect::<String>()),
        NodeKind::Object(entries) => {
            let entries = entries.iter().map(|entry| format!("{}={},", entry.key, shown(&entry.value)));
            format!("{{{}}}", entries.collect::<String>())
        }
    }
}
