//! Cells of every sort in `.xlsx` and `.ods`.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::{ods, read, xlsx, xlsx_with};
use crate::read::book::{CellValue, DateSystem, SheetCell, Shown};

/// The values of the first sheet's cells.
fn values(bytes: Vec<u8>) -> Vec<CellValue> {
    let sheets = read("a.xlsx", bytes).unwrap();
    sheets[0].2.iter().flat_map(|row| row.cells.iter().map(|cell| cell.value.clone())).collect()
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

fn plain(number: f64) -> CellValue {
    CellValue::Number(number, Shown::Plain)
}

#[test]
fn another_reader_finds_the_same_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("项目 1").unwrap();
    for row in 0..50_u32 {
        for column in 0..20_u16 {
            match (row * 7 + u32::from(column) * 3) % 6 {
                0 => sheet.write(row, column, f64::from(row) * 1.1 + f64::from(column)).unwrap(),
                1 => sheet.write(row, column, format!("文本{row}\n&<{column}>")).unwrap(),
                2 => sheet.write(row, column, row % 2 == 0).unwrap(),
                3 => sheet.write(row, column, "同一段文本").unwrap(),
                _ => sheet,
            };
        }
    }
    book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(9, 3, 5).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let ours = read("a.xlsx", bytes.clone()).unwrap();
    let mut theirs = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(ours.iter().map(|sheet| sheet.0.clone()).collect::<Vec<_>>(), theirs.sheet_names());
    assert_eq!(ours.iter().map(|sheet| sheet.1).collect::<Vec<_>>(), [false, true]);
    for (name, _, rows) in ours {
        let range = theirs.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap();
        let ours = rows.iter().flat_map(|row| {
            row.cells.iter().map(move |SheetCell { column, value }| match value {
                CellValue::Text(text) => (row.number, *column, Data::String(text.clone())),
                CellValue::Number(number, _) => (row.number, *column, Data::Float(*number)),
                CellValue::Bool(truth) => (row.number, *column, Data::Bool(*truth)),
                other => panic!("{other:?}"),
            })
        });
        let theirs = range.used_cells().map(|(row, column, value)| {
            let place = |at: usize, from: u32| u32::try_from(at).unwrap() + from + 1;
            let (row, column) = (place(row, top), place(column, left));
            (row, column, value.clone())
        });
        assert_eq!(ours.collect::<Vec<_>>(), theirs.collect::<Vec<_>>());
    }
}

#[test]
fn a_text_in_pieces_is_one_text_without_readings() {
    let cell = "<c r=\"A1\" t=\"inlineStr\"><is><r><t>绩效</t></r> <r><t xml:space=\"preserve\"> 目标&amp;&#x41;</t></r><rPh><t>jixiao</t></rPh></is></c>";
    assert_eq!(values(xlsx(&format!("<sheetData><row>{cell}</row></sheetData>"))), [text("绩效 目标&A")]);
}

#[test]
fn formulas_have_their_last_result_or_none() {
    let cells = "<c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>1+1</f></c><c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c>\
                 <c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"E1\" t=\"str\"><f>A1</f><v>甲</v></c>";
    let sheet = format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    let error = CellValue::Error("#DIV/0!".to_owned());
    assert_eq!(
        values(xlsx(&sheet)),
        [plain(2.0), CellValue::NotComputed("=1+1".to_owned()), error, text("甲")]
    );
    // A program that writes formulas without computing them asks for it when the workbook is opened.
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, Formula::new("=1+1")).unwrap();
    assert_eq!(values(book.save_to_buffer().unwrap()), [CellValue::NotComputed("=1+1".to_owned())]);
}

#[test]
fn numbers_are_known_by_what_people_see() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, format) in ["0.0%", "yyyy-mm-dd", "yyyy\"年\"", "000000", "#,##0.00"].into_iter().enumerate()
    {
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(0, u16::try_from(column).unwrap(), 0.5, &format).unwrap();
    }
    let shown: Vec<Shown> = values(book.save_to_buffer().unwrap())
        .into_iter()
        .filter_map(|value| match value {
            CellValue::Number(_, shown) => Some(shown),
            _ => None,
        })
        .collect();
    let system = DateSystem::From1900;
    assert_eq!(
        shown,
        [Shown::Percent, Shown::Date(system), Shown::Year(system), Shown::Padded(6), Shown::Plain]
    );
}

#[test]
fn the_workbook_says_when_its_days_begin() {
    let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    let sheet = "<sheetData><row><c s=\"1\"><v>43830</v></c></row></sheetData>";
    let book = xlsx_with(sheet, "<workbookPr date1904=\"1\"/>", styles);
    assert_eq!(values(book), [CellValue::Number(43_830.0, Shown::Date(DateSystem::From1904))]);
}

#[test]
fn cells_without_references_stand_one_after_the_other() {
    let sheet = "<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row hidden=\"1\" r=\"5\"><c r=\"C5\"><v>4</v></c><c><v>5</v></c></row></sheetData>";
    let sheets = read("a.xlsx", xlsx(sheet)).unwrap();
    let places: Vec<(u32, bool, Vec<u32>)> = sheets[0]
        .2
        .iter()
        .map(|row| (row.number, row.hidden, row.cells.iter().map(|cell| cell.column).collect()))
        .collect();
    assert_eq!(places, [(1, false, vec![1, 3]), (5, true, vec![3, 4])]);
}

#[test]
fn the_cells_of_an_ods_sheet() {
    let cells = "<table:table-cell office:value-type=\"float\" office:value=\"1250.5\"><text:p>1,250.50</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.85\"><text:p>85%</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-01-31\"><text:p>24/1/31</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>真</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c=\"2\"/><text:span>乙</text:span></text:p><text:p>丙</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=1\"/>";
    let body = format!(
        "<office:automatic-styles><style:style style:name=\"ta1\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"项目\" table:style-name=\"ta1\">\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row table:visibility=\"filter\">{cells}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"7\" table:number-columns-repeated=\"2\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         </table:table></office:spreadsheet></office:body>"
    );
    let sheets = read("a.ods", ods(&body)).unwrap();
    let (name, hidden, rows) = &sheets[0];
    assert_eq!((name.as_str(), hidden), ("项目", &true));
    assert_eq!(
        rows.iter().map(|row| (row.number, row.hidden)).collect::<Vec<_>>(),
        [(4, true), (5, false), (6, false)]
    );
    let found: Vec<(u32, CellValue)> =
        rows[0].cells.iter().map(|cell| (cell.column, cell.value.clone())).collect();
    assert_eq!(
        found,
        [
            (1, plain(1250.5)),
            (2, CellValue::Number(0.85, Shown::Percent)),
            (5, CellValue::Date("2024-01-31".to_owned())),
            (6, CellValue::Bool(true)),
            (7, text("甲  乙\n丙")),
            (8, CellValue::Error("#DIV/0!".to_owned())),
            (9, CellValue::NotComputed("of:=1".to_owned())),
        ]
    );
    assert_eq!(
        rows[2].cells,
        [SheetCell { column: 1, value: plain(7.0) }, SheetCell { column: 2, value: plain(7.0) }]
    );
}
