//! Headers: under titles, on two levels, with units, aliases and slips.

use rust_xlsxwriter::Workbook;

use super::{book, problem, read, write};
use crate::diag::{BookProblem, Problem, Severity};

#[test]
fn a_header_under_titles_with_a_unit_above_it() {
    let found = read(book(&[
        &["2024年度项目申报汇总表"],
        &["填报单位：历城区教育局", "", "", "单位：元"],
        &["序号", "项目\n名称", "*申报金额", "项目编码", "属 性"],
        &["1", "甲", "500000", "A1", "新增"],
        &["2", "乙", "", "A2"],
    ]));
    assert_eq!(found.records, [vec!["A1", "甲", "500000", "member 0"], vec!["A2", "乙"]]);
    // The field is in 万元; the sheet says that its amounts are in 元.
    assert_eq!(found.told, [("book/unit-of-sheet", "申报!D2".to_owned())]);
    let unit = BookProblem::UnitOfSheet { unit: "元", fields: vec![("申报金额".to_owned(), "万元")] };
    assert_eq!(problem(&found, "book/unit-of-sheet"), Problem::Book(unit));
}

#[test]
fn the_unit_of_a_heading_goes_before_that_of_the_sheet() {
    let found = read(book(&[
        &["单位：亿元"],
        &["项目名称", "申报金额（万元）", "资金[1].金额", "评价.比例(%)"],
        &["甲", "50", "2", "85"],
    ]));
    assert_eq!(found.records, [["甲", "500000", "0.85", "200000000"]]);
    // 万元 is the unit of the field anyway: nothing to tell.
    assert_eq!(found.told, [("book/unit-of-sheet", "申报!A1".to_owned())]);
}

#[test]
fn headings_on_two_levels_are_joined() {
    let found = read(book(&[
        &["项目名称", "绩效评价表", "评价", "", "申报金额"],
        &["", "", "得分", "比例", ""],
        &["甲", "x", "90", "85%", "50"],
    ]));
    assert_eq!(found.records, [["甲", "500000", "90 0.85"]]);
    assert_eq!(found.told, [("book/unknown-heading", "申报!B1".to_owned())]);
}

#[test]
fn elements_of_a_list_in_columns() {
    let found = read(book(&[
        &["name", "资金[1].来源", "资金[1].金额", "资金[2].来源", "资金[2].金额"],
        &["甲", "财政", "100", "自筹", "50"],
        &["乙", "财政", "100"],
    ]));
    assert_eq!(found.records, [["甲", "财政 100 + 自筹 50"], ["乙", "财政 100"]]);
}

#[test]
fn headings_that_are_no_field_stand_twice_or_are_not_there() {
    let found = read(book(&[
        &["项目名称", "申报金额", "申请金额", "amount", "", "备注"],
        &["甲", "50", "1", "60", "y"],
    ]));
    assert_eq!(
        found.told,
        [
            ("book/unknown-heading", "申报!C1".to_owned()),
            ("book/unknown-heading", "申报!F1".to_owned()),
            ("book/same-field-twice", "申报!D1".to_owned()),
            ("book/unnamed-column", "申报!E2".to_owned()),
        ]
    );
    assert_eq!(found.records, [["甲", "?50"]]);
    let near = BookProblem::UnknownHeading {
        heading: "申请金额".to_owned(),
        nearest: Some("申报金额".to_owned()),
    };
    assert_eq!(problem(&found, "book/unknown-heading"), Problem::Book(near));
}

#[test]
fn a_sheet_named_after_a_table_holds_its_records() {
    let mut book = Workbook::new();
    write(book.add_worksheet().set_name("单位").unwrap(), 1, &[&["单位代码", "人数"], &["U1", "12"]]);
    write(book.add_worksheet().set_name("说明").unwrap(), 1, &[&["请按此表填报"], &["填报说明"]]);
    write(book.add_worksheet().set_name("Sheet3").unwrap(), 1, &[&["项目名称", "申报金额"], &["甲", "1"]]);
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records, [["U1", "12"], ["甲", "10000"]]);
    assert_eq!(found.told, [("book/no-list", "说明!A1".to_owned())]);
    assert_eq!(found.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn a_workbook_without_any_list_is_an_error() {
    let form: &[&[&str]] = &[&["项目名称", "拆违经费", "属性", "新增"], &["申报金额", "50"]];
    let found = read(book(form));
    assert_eq!(found.told, [("book/no-list", "申报!A1".to_owned())]);
    assert_eq!(found.diagnostics[0].severity, Severity::Error);
    assert_eq!(read(Workbook::new().save_to_buffer().unwrap()).told.len(), 1);
}

#[test]
fn a_missing_value_points_at_the_cell_where_it_belongs() {
    let found = read(book(&[&["项目代码", "项目名称", "申报金额"], &["A1", "", "50"]]));
    assert_eq!(found.told, [("read/missing-required", "申报!B2".to_owned())]);
}
