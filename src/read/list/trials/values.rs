//! Cells: what people see in them is what they mean.

use rust_xlsxwriter::{Format, Workbook};

use super::{problem, read, write};
use crate::diag::{BookProblem, Problem};
use crate::read::book::trials::xlsx;

#[test]
fn numbers_are_read_as_they_are_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(sheet, 1, &[&["项目代码", "项目名称", "申报金额", "评价.得分", "评价.比例", "开始日期", "年度"]]);
    let format = |code: &str| Format::new().set_num_format(code);
    sheet.write_with_format(1, 0, 1_001, &format("000000")).unwrap();
    sheet.write_with_format(1, 1, 0.5, &format("0%")).unwrap();
    sheet.write(1, 2, 0.1 + 0.2).unwrap();
    sheet.write_with_format(1, 3, 0.9, &format("0%")).unwrap();
    sheet.write_with_format(1, 4, 0.07, &format("0%")).unwrap();
    sheet.write_with_format(1, 5, 45_292, &format("yyyy\"年\"m\"月\"")).unwrap();
    sheet.write_with_format(1, 6, 45_292, &format("yyyy")).unwrap();
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records, [["001001", "50%", "3000", "?90% 0.07", "2024-01-01", "2024"]]);
    assert_eq!(found.told, [("read/malformed-value", "申报!D2".to_owned())]);
}

#[test]
fn days_shown_as_numbers_and_numbers_that_are_no_days() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(sheet, 1, &[&["项目名称", "开始日期"], &["甲", "45292"], &["乙", "45293"], &["丙", "2024"]]);
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records, [["甲", "2024-01-01"], ["乙", "2024-01-02"], ["丙", "?2024"]]);
    assert_eq!(found.told[0], ("book/date-as-number", "申报!B2".to_owned()));
}

#[test]
fn codes_that_lost_their_last_digits() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(sheet, 1, &[&["项目代码", "项目名称"], &["370112200000000123", "甲"]]);
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records, [["?370112200000000000", "甲"]]);
    assert_eq!(found.told, [("book/lost-digits", "申报!A2".to_owned())]);
}

#[test]
fn error_values_and_formulas_without_result() {
    let rows = "<row r=\"1\"><c t=\"inlineStr\"><is><t>项目名称</t></is></c><c t=\"inlineStr\"><is><t>申报金额</t></is></c></row>\
                <row r=\"2\"><c t=\"e\"><f>X!A1</f><v>#REF!</v></c><c><f>SUM(B9:B10)</f></c></row>";
    let found = read(xlsx(&format!("<sheetData>{rows}</sheetData>")));
    assert_eq!(found.records, [["?#REF!", "?=SUM(B9:B10)"]]);
    assert_eq!(
        found.told,
        [("book/error-value", "项目!A2".to_owned()), ("book/not-computed", "项目!B2".to_owned())]
    );
}

#[test]
fn a_unit_in_the_cell_goes_before_that_of_its_column() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("申报").unwrap();
    write(
        sheet,
        1,
        &[
            &["项目名称", "申报金额（元）"],
            &["甲", "50万元"],
            &["乙", "60元"],
            &["丙", " 7,000 "],
            &["丁", "约7"],
        ],
    );
    let found = read(book.save_to_buffer().unwrap());
    assert_eq!(found.records, [["甲", "500000"], ["乙", "60"], ["丙", "7000"], ["丁", "?约7"]]);
    let remark =
        BookProblem::UnitOfCell {
            field: "申报金额".to_owned(), found: "50万元".to_owned(), unit: "元"
        };
    assert_eq!(problem(&found, "book/unit-of-cell"), Problem::Book(remark));
}
