//! Declarations of types, tables and measures.

use super::harness::{MODEL, compiled, said, says, says_of};

#[test]
fn modifiers_that_the_type_does_not_have() {
    for (field, place) in [
        ("a : 文本 单位 万元", "单位 万元"),
        ("a : 金额 单位 %", "单位 %"),
        ("a : 比例 单位 元", "单位 元"),
        ("a : 数值 匹配 \"x\"", "\"x\""),
        ("a : 文本 范围 [0, 1]", "[0, 1]"),
        ("a : 列表 { b : 文本 }\n  主键 a", "a"),
    ] {
        let (_, diagnostics) = compiled(&format!("{MODEL}表 单位\n  {field}\n"), &[]);
        let found = said(&diagnostics);
        assert_eq!(found.len(), 1, "{field}: {found:?}");
        assert_eq!(found[0][0], "field/bad-modifier", "{field}");
        assert!(place.contains(&found[0][1]) || found[0][1].contains(place), "{field}: {found:?}");
    }
}

#[test]
fn a_range_is_of_the_fields_type() {
    says(
        "表 单位\n a : 金额 单位 万元 范围 [0, 100]",
        &[("type/money-and-number", "0", "`0万元`"), ("type/money-and-number", "100", "`100万元`")],
    );
    says("表 单位\n a : 数值 范围 [100, 0]", &[("constant/empty-interval", "[100, 0]", "")]);
    says("表 单位\n a : 数值 范围 [0, 起点]", &[("constant/needed", "起点", "")]);
}

#[test]
fn a_pattern_of_a_field() {
    says("表 单位\n a : 文本 匹配 \"(\"", &[("pattern/invalid", "\"(\"", "")]);
}

#[test]
fn a_key_that_is_no_field() {
    says("表 单位 主键 代吗\n  代码 : 文本", &[("name/unknown", "代吗", "`代码`")]);
}

#[test]
fn types_where_they_cannot_stand() {
    says("表 单位\n a : 列表 列表 文本", &[("type/misplaced", "列表 列表 文本", "")]);
    says("表 单位\n a : 集合 文本", &[("type/misplaced", "集合 文本", "")]);
    says("处置 甲 (a : 列表 文本) 轻重 4", &[("type/misplaced", "列表 文本", "")]);
}

#[test]
fn types_that_hold_each_other() {
    says("类型 甲 { a : 乙 }\n类型 乙 { b : 列表 甲 }", &[("type/circle", "甲", "")]);
}

#[test]
fn types_that_double_without_end() {
    use std::fmt::Write;
    let mut text = String::from("规则包 试\n类型 t0 { a : 文本 }\n");
    for n in 1..20 {
        let _ = writeln!(text, "类型 t{n} {{ a : t{} b : t{} }}", n - 1, n - 1);
    }
    let (_, diagnostics) = compiled(&text, &[]);
    let codes: Vec<String> = said(&diagnostics).into_iter().map(|[code, ..]| code).collect();
    assert_eq!(codes, ["type/too-large"]);
}

#[test]
fn the_amount_of_a_measure_is_money() {
    says("处置 甲 轻重 4 金额 总分", &[("type/money-and-number", "总分", "")]);
    // Where the measure is used the amount is read once more, and nothing is said twice.
    let used = "规则 R1 甲 依据 \"文\" 对象 项目 要求 总分 > 1 否则 错误 \"m\" 处置 甲";
    says(&format!("处置 甲 轻重 4 金额 总份 × 1万元\n{used}"), &[("name/unknown", "总份", "`总分`")]);
}

#[test]
fn five_mistakes_five_diagnostics() {
    says_of(
        "规则包 试\n表 项目\n 项目名称 : 文本 必填\n 金额 : 金额 必填 单位 万元\n 得分 : 数值\n\
         规则 A1 甲 依据 \"文\" 对象 项目 要求 金额 > 50 否则 错误 \"m\"\n\
         规则 A2 乙 依据 \"文\" 对象 项目 条件 得分 > 60 要求 金额 > 1万元 否则 错误 \"m\"\n\
         规则 A3 丙 对象 项目 要求 金额 > 1万元 否则 错误 \"{项目名}\"\n\
         规则 A1 丁 依据 \"文\" 对象 项日 要求 是 否则 错误 \"m\"\n",
        &[
            ("type/money-and-number", "50", "`50万元`"),
            ("presence/unguarded", "得分", "`有 得分 且 …`"),
            ("rule/no-basis", "A3", "依据"),
            ("name/unknown", "项目名", "`项目名称`"),
            ("rule/duplicate-code", "A1", ""),
            ("name/unknown", "项日", "`项目`"),
        ],
    );
}
