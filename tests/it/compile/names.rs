//! Names that mean nothing, or two things.

use super::harness::{MODEL, compiled, place, program, requiring, rule, said, says};

#[test]
fn a_misspelt_field_finds_its_name() {
    says(&requiring("申报金客 > 1万元"), &[("name/unknown", "申报金客", "`申报金额`")]);
    says(&requiring("amuont > 1万元"), &[("name/unknown", "amuont", "`amount`")]);
}

#[test]
fn a_field_of_a_nested_record_is_offered_with_its_path() {
    says(&requiring("得分 > 1"), &[("name/unknown", "得分", "`评价.得分`")]);
}

#[test]
fn a_misspelt_field_after_a_point() {
    says(&requiring("评价.得份 > 1"), &[("name/unknown", "得份", "`得分`")]);
}

#[test]
fn a_member_that_the_enumeration_does_not_have() {
    says(&requiring("评级 属于 {优, 良好}"), &[("name/unknown", "良好", "`良`")]);
    says(&requiring("评级 = excelent"), &[("name/unknown", "excelent", "`excellent`")]);
}

#[test]
fn a_type_a_table_a_measure_a_function() {
    says_one("类型 甲 { a : 等及 }", "等及", "等级");
    says_one("规则 R1 甲 依据 \"文\" 对象 项日 要求 是 否则 错误 \"m\"", "项日", "项目");
    says_one(&rule("要求 总分 > 1 否则 错误 \"m\" 处置 提酲"), "提酲", "提醒");
    says_one(&requiring("合记(资金.金额) > 1万元"), "合记", "合计");
}

#[track_caller]
fn says_one(text: &str, place: &str, nearest: &str) {
    says(text, &[("name/unknown", place, &format!("`{nearest}`"))]);
}

#[test]
fn a_message_that_reads_an_unknown_name() {
    says(&rule("要求 总分 > 1 否则 错误 \"得 {总份} 分\""), &[("name/unknown", "总份", "`总分`")]);
}

#[test]
fn a_test_of_an_unknown_rule() {
    let text = format!("{}测试 R2 例 \"空\" 项目 {{ }} 应 合规", requiring("总分 > 1"));
    says(&text, &[("name/unknown", "R2", "`R1`")]);
}

#[test]
fn one_mistake_gives_one_diagnostic() {
    // The type is wrong, the field with it is not unknown, nor is what reads it.
    let table = "表 单位 unit\n  名称 name : 文本\n  级别 level : 级列\n";
    let text = format!("{table}规则 R1 甲 依据 \"文\" 对象 单位 要求 级别 = 一级 否则 错误 \"{{级别}}\"");
    says(&text, &[("name/unknown", "级列", "")]);
    // A 令 with a mistake is not reported where it is read.
    says(
        &rule("令 差 = 申报金额 - 5 要求 差 > 1万元 否则 错误 \"{差}\""),
        &[("type/money-and-number", "5", "`5万元`")],
    );
}

#[test]
fn an_unknown_name_is_told_once_with_its_places() {
    let text = rule("要求 总份 > 1 且 总份 < 9 否则 错误 \"{总份}\"");
    let (_, diagnostics) = compiled(&format!("{MODEL}{text}"), &[]);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].labels.iter().map(place).collect::<Vec<_>>(), ["总份"; 3]);
}

#[test]
fn what_could_not_be_parsed_is_not_unknown() {
    let text = format!("{MODEL}处置 收回 轻 3\n{}", rule("要求 总分 > 1 否则 错误 \"m\" 处置 收回"));
    let (_, diagnostics) = compiled(&text, &[]);
    let codes: Vec<String> = said(&diagnostics).into_iter().map(|[code, ..]| code).collect();
    assert!(codes.iter().all(|code| code.starts_with("syntax/")), "{codes:?}");
}

#[test]
fn two_of_one_name() {
    for (text, name) in [
        ("类型 等级 { 甲 }", "等级"),
        ("表 项目\n  a : 文本", "项目"),
        ("参数 起点 : 整数 = 1", "起点"),
        ("处置 提醒 轻重 9", "提醒"),
        ("表 单位\n 名称 : 文本 单位名 : 文本 别名 \"名称\"", "\"名称\""),
        ("类型 色 { 红 red, 赤 red }", "red"),
        ("处置 乙 (a : 金额, a : 金额) 轻重 4", "a"),
        ("样例 项目 { 代码: \"1\", code: \"2\" }", "code"),
    ] {
        let (_, diagnostics) = compiled(&format!("{MODEL}{text}\n"), &[]);
        let first = diagnostics.iter().find(|diagnostic| diagnostic.problem.code() == "name/duplicate");
        let first = first.unwrap_or_else(|| panic!("{text}: {diagnostics:?}"));
        assert_eq!(place(&first.labels[0]), name, "{text}");
    }
}

#[test]
fn a_let_with_the_name_of_a_field() {
    says(&rule("令 总分 = 1 要求 人数 > 1"), &[("name/duplicate", "总分", "换一个名称")]);
}

#[test]
fn two_rules_with_one_code() {
    let text = format!("{}{}", requiring("总分 > 1"), requiring("总分 > 2"));
    let (_, diagnostics) = compiled(&format!("{MODEL}{text}"), &[]);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].problem.code(), "rule/duplicate-code");
    assert_eq!(diagnostics[0].labels.len(), 2);
}

#[test]
fn a_rule_without_a_basis_is_a_warning() {
    says("规则 R1 甲 对象 项目 要求 总分 > 1 否则 错误 \"m\"", &[("rule/no-basis", "R1", "依据")]);
}

#[test]
fn a_parameter_with_the_name_of_a_field() {
    says(
        &format!("参数 总分 : 数值 = 1\n{}", requiring("总分 > 1")),
        &[("name/ambiguous", "总分", "`项目.总分`")],
    );
}

#[test]
fn a_member_where_no_type_says_of_what() {
    says(&rule("要求 总分 > 1 否则 错误 \"{优}\""), &[("name/ambiguous", "优", "`等级.优`")]);
}

#[test]
fn a_field_with_the_name_of_a_member() {
    let table = "表 单位\n  甲 : 等级 必填\n  优 : 等级 必填\n";
    let rule = "规则 R1 甲 依据 \"文\" 对象 单位 要求 甲 = 优 否则 错误 \"m\"";
    says(&format!("{table}{rule}"), &[("name/ambiguous", "优", "`单位.优` 或 `等级.优`")]);
}

#[test]
fn the_innermost_name_wins_and_the_subject_stays_in_reach() {
    let table = "表 单位\n  金额 : 金额 必填\n  资金 : 列表 { 金额 : 金额 必填 } 必填\n";
    let rule = "规则 R1 甲 依据 \"文\" 对象 单位 要求 每个 资金 满足 (金额 <= 单位.金额) 否则 错误 \"m\"";
    program(&format!("{table}{rule}"));
}
