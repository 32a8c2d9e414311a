//! Rows that are no records, rows that are hidden, and many rows.

use rust_xlsxwriter::Workbook;

use super::{book, problem, read, write};
use crate::diag::{BookProblem, Problem, RowList};

const HEADER: &[&str] = &["项目名称", "申报金额", "属性", "年度"];

#[test]
fn totals_column_numbers_and_signatures_are_kept_apart() {
    let found = read(book(&[
        HEADER,
        &["栏次", "1", "2", "3"],
        &["合计", "150"],
        &["甲", "50", "新增"],
        &[],
        &["小 计", "50"],
        &["乙", "100", "延续"],
        &["教育局小计", "100"],
        &["注：金额单位万元"],
        &["填表人：张三", "", "审核人：李四"],
    ]));
    assert_eq!(found.records, [["甲", "500000", "member 0"], ["乙", "1000000", "member 1"]]);
    assert_eq!(
        found.told,
        [("book/total-rows", "申报!A3".to_owned()), ("book/side-rows", "申报!A2".to_owned())]
    );
    let totals = RowList { count: 3, first: vec![3, 6, 8] };
    assert_eq!(problem(&found, "book/total-rows"), Problem::Book(BookProblem::TotalRows(totals)));
}

#[test]
fn a_project_may_have_a_total_in_its_name() {
    let found = read(book(&[HEADER, &["合计支付系统", "50", "新增"], &["决算合计", "50", "新增"]]));
    assert_eq!(found.records.len(), 2);
    assert!(found.told.is_empty());
}

#[test]
fn the_header_once_more_among_the_records() {
    let found = read(book(&[HEADER, &["甲", "50"], HEADER, &["乙", "60"]]));
    assert_eq!(found.records.len(), 2);
    assert_eq!(found.told, [("book/repeated-header", "申报!A3".to_owned())]);
}

#[test]
fn rows_that_slipped_by_a_column() {
    let found = read(book(&[
        &["项目代码", "申报金额", "属性", "年度", "政府采购"],
        &["A1", "50", "新增", "2024", "是"],
        &["", "A2", "60", "延续", "2024", "否"],
        &["70", "延续", "2024", "是"],
        &["A4", "约80", "不知道", "2024", "是"],
    ]));
    let shifted = |cell: &str| ("book/shifted-row", cell.to_owned());
    assert_eq!(found.told[..2], [shifted("申报!B3"), shifted("申报!A4")]);
    assert_eq!(problem(&found, "book/shifted-row"), Problem::Book(BookProblem::ShiftedRow { right: true }));
    // Two wrong values alone are two wrong values.
    assert_eq!(found.records.len(), 2);
}

#[test]
fn hidden_rows_columns_and_sheets_are_checked_and_said_to_be() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(sheet, 1, &[HEADER, &["甲", "50"], &["乙", "60"]]);
    sheet.set_row_hidden(2).unwrap().set_column_hidden(1).unwrap();
    let sheet = book.add_worksheet().set_name("旧").unwrap();
    write(sheet, 1, &[HEADER, &["丙", "70"]]);
    sheet.set_hidden(true);
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records.len(), 3);
    assert_eq!(
        found.told,
        [
            ("book/hidden-columns", "申报!B1".to_owned()),
            ("book/hidden-rows", "申报!A3".to_owned()),
            ("book/hidden-sheet", "旧!A1".to_owned()),
        ]
    );
}

#[test]
fn blocks_of_a_long_list_have_the_right_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(sheet, 1, &[HEADER]);
    for row in 1..3_000_u32 {
        sheet.write(row, 0, format!("项目{row}")).unwrap();
        sheet.write(row, 1, if row == 2_500 { "很多".to_owned() } else { row.to_string() }).unwrap();
    }
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records.len(), 2_999);
    assert_eq!(found.told, [("read/malformed-value", "申报!B2501".to_owned())]);
}
