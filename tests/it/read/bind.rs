//! Cells: missing, malformed, present; one diagnostic a cell, at the cell.

use heng::diag::Severity;
use heng::text::Language;

use super::schema::{check, pointed_at, state, told};

/// The states of the cells of the one record, in the order of the schema.
fn states(text: &str) -> Vec<String> {
    let bound = check("yaml", text);
    bound.records[0].1.cells.iter().map(state).collect()
}

/// One field beside the required ones, and what is told of it.
fn tells(line: &str) -> Vec<(&'static str, String)> {
    told(&check("yaml", &format!("项目代码: '0001'\n申报金额: 1\n{line}\n")).diagnostics)
}

fn said(line: &str) -> String {
    let bound = check("yaml", &format!("项目代码: '0001'\n申报金额: 1\n{line}\n"));
    Language::Chinese.problem(&bound.diagnostics[0].problem).message
}

#[test]
fn both_spellings_and_aliases_name_a_field() {
    for key in ["项目代码", "code", "项目编码", "1.编码"] {
        assert_eq!(states(&format!("{key}: '0001'\namount: 1\n"))[0], "Text(\"0001\")", "{key}");
    }
}

#[test]
fn blank_null_and_placeholders_are_missing() {
    for value in ["", "~", "''", "' '", "无", "' / '", "\"\u{3000}\""] {
        assert_eq!(states(&format!("code: '0001'\namount: 1\n年度: {value}\n"))[5], "-", "{value}");
    }
}

#[test]
fn a_required_field_that_is_missing_is_told_where_it_belongs() {
    let bound = check("json", "{\"code\": \"0001\"}");
    assert_eq!(told(&bound.diagnostics), [("read/missing-required", "{".to_owned())]);
    let bound = check("json", "{\"code\": \"0001\", \"amount\": \" \"}");
    assert_eq!(told(&bound.diagnostics), [("read/missing-required", "\" \"".to_owned())]);
    let bound = check("csv", "code,amount\n0001,\n");
    assert_eq!(told(&bound.diagnostics), [("read/missing-required", String::new())]);
    assert_eq!(bound.diagnostics[0].site().unwrap().start.column, 6);
}

#[test]
fn an_optional_record_that_is_absent_or_blank_requires_nothing() {
    assert_eq!(tells("评价:"), []);
    assert_eq!(tells("评价: {得分: , 日期: 无}"), []);
    assert_eq!(tells("评价: {}"), []);
    assert_eq!(tells("评价: {得分: 95}"), [("read/missing-required", "评价".to_owned())]);
}

#[test]
fn a_malformed_value_is_told_once_with_the_field_and_the_text() {
    assert_eq!(tells("人数: 三人"), [("read/malformed-value", "三人".to_owned())]);
    assert_eq!(said("人数: 三人"), "「人数」应填整数，实际填的是 `三人`");
    assert_eq!(
        said("评价: {得分: 120, 日期: 2020-01-01}"),
        "「评价.得分」填的是 `120`，不在允许的范围 [0, 100] 之内"
    );
    assert_eq!(said("评价: {日期: 2020-13-45}"), "「评价.日期」应填日期，实际填的是 `2020-13-45`");
    assert_eq!(said("年度: [2020]"), "「年度」应填年度，实际填的是 `[2020]`");
    assert_eq!(said("评价: 优"), "「评价」应填一组字段，实际填的是 `优`");
    assert_eq!(said("指标: {名称: a}"), "「指标」应填列表，实际填的是 `{名称: a}`");
    let bound = check("yaml", "项目代码: '01'\n申报金额: 795万左右\n");
    let messages: Vec<String> =
        bound.diagnostics.iter().map(|told| Language::Chinese.problem(&told.problem).message).collect();
    let wanted = [
        "「项目代码」填的是 `01`，不符合规定的写法",
        "「申报金额」应填金额（单位：万元），实际填的是 `795万左右`",
    ];
    assert_eq!(messages, wanted);
}

#[test]
fn a_member_that_is_none_gets_the_nearest_one() {
    assert_eq!(states("code: '0001'\namount: 1\n属性: 新设\n")[2], "Member(0)");
    let bound = check("yaml", "code: '0001'\namount: 1\n属性: 新曾\n");
    let told = Language::Chinese.problem(&bound.diagnostics[0].problem);
    assert_eq!(told.message, "「属性」填的是 `新曾`，不在可选项之内");
    assert_eq!(told.help.unwrap(), "是否应为 `新增`？可选项：新增、延续");
}

#[test]
fn elements_of_lists_have_paths_from_one() {
    let text = "指标:\n- {名称: a, 权重: 20}\n- {权重: 很大}\n-\n";
    assert_eq!(
        tells(text),
        [
            ("read/missing-required", "{".to_owned()),
            ("read/malformed-value", "很大".to_owned()),
            ("read/missing-required", String::new()),
        ]
    );
    assert_eq!(
        said("指标:\n- {名称: a}\n- {名称: b, 权重: 很大}\n"),
        "「指标[2].权重」应填比例，实际填的是 `很大`"
    );
    let cells = states(&format!("code: '0001'\namount: 1\n{text}"));
    assert!(cells[8].starts_with("[{Text(\"a\"), ") && cells[8].ends_with("{-, !很大}, -]"), "{}", cells[8]);
}

#[test]
fn two_spellings_of_one_field_decide_nothing() {
    let bound = check("json", "{\"项目代码\": \"0001\", \"amount\": 1, \"申报金额\": 2}");
    assert_eq!(told(&bound.diagnostics), [("read/same-field-twice", "\"申报金额\"".to_owned())]);
    assert_eq!(pointed_at(&bound.diagnostics[0], 1), "\"amount\"");
    assert_eq!(state(&bound.records[0].1.cells[1]), "!1");
}

#[test]
fn an_unknown_field_is_a_warning_with_the_nearest_and_the_whole_path() {
    let bound =
        check("yaml", "项目代码: '0001'\namount: 1\n评价: {得份: 95, 日期: 2020-01-01}\n得分: 3\n天气: 晴\n");
    assert!(bound.diagnostics.iter().all(|told| told.severity == Severity::Warning));
    let said: Vec<(String, Option<String>)> = bound
        .diagnostics
        .iter()
        .map(|told| Language::Chinese.problem(&told.problem))
        .map(|said| (said.message, said.help))
        .collect();
    let told = |key: &str| format!("没有名为「{key}」的字段，这一项没有参与检查");
    let asked = Some("是否应为「评价.得分」？".to_owned());
    assert_eq!(said[0], (told("评价.得份"), asked.clone()));
    assert_eq!(said[1], (told("得分"), asked));
    assert_eq!(said[2].0, told("天气"));
}

#[test]
fn csv_columns_lead_into_records_and_lists() {
    let text = "1.编码,amount,评价.得分,review.date,指标[1].名称,指标[1].权重,指标[3].name,标签[1],标签[2]\n\
                0001,5,95,2020-01-01,甲,20,丙,x,\n0002,6,,,,,,,\n";
    let bound = check("csv", text);
    assert_eq!(told(&bound.diagnostics), []);
    let cells = |row: usize| bound.records[row].1.cells.iter().map(state).collect::<Vec<_>>();
    assert!(cells(0)[7].starts_with('{') && cells(0)[8].matches("Text").count() == 2, "{:?}", cells(0));
    assert_eq!(cells(0)[9], "[Text(\"x\")]");
    assert_eq!(cells(1)[7..], ["-", "-", "-"]);
    let bound = check("csv", "code,amount,指标[3].权重\n0001,5,大\n");
    assert_eq!(bound.diagnostics.len(), 2);
    assert_eq!(told(&bound.diagnostics)[0], ("read/malformed-value", "大".to_owned()));
}

#[test]
fn a_column_that_is_no_field_is_told_once() {
    let bound = check("csv", "code,amount,备注\n0001,5,a\n0002,6,b\n");
    assert_eq!(told(&bound.diagnostics), [("book/unknown-heading", "备注".to_owned())]);
    let bound = check("csv", "code,amount,申报金额\n0001,5,6\n0002,6,7\n");
    assert_eq!(told(&bound.diagnostics), [("book/same-field-twice", "申报金额".to_owned())]);
}
