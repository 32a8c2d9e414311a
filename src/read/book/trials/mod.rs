//! Workbooks made in the test, read, and compared with what was put in or with what another reader makes of them.

mod bursting;
mod kinds;
mod xls;

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::{Row, open};
use crate::diag::BookProblem;

/// A sheet: its name, whether it is hidden, and its rows.
pub(super) type Read = (String, bool, Vec<Row>);

/// All that a workbook holds.
pub(super) fn read(path: &str, bytes: Vec<u8>) -> Result<Vec<Read>, BookProblem> {
    let mut sheets = open(path, bytes)?;
    let mut all = Vec::new();
    while let Some(head) = sheets.next_sheet() {
        let head = head?;
        let mut rows = Vec::new();
        let mut row = Row::default();
        while sheets.next_row(&mut row)? {
            rows.push(row.clone());
        }
        all.push((head.name.to_string(), head.hidden, rows));
    }
    Ok(all)
}

/// An archive with these parts.
pub(in crate::read) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An `.xlsx` workbook with one sheet named `项目` that holds this XML inside `<worksheet>`.
pub(in crate::read) fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with(sheet, "", "")
}

/// The same with something more in the workbook and in the table of styles.
pub(in crate::read) fn xlsx_with(sheet: &str, workbook: &str, styles: &str) -> Vec<u8> {
    let namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook {namespace} xmlns:r=\"{relation}\">{workbook}<sheets><sheet name=\"项目\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{relation}/styles\" Target=\"/xl/styles.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    archive(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", format!("<styleSheet {namespace}>{styles}</styleSheet>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {namespace}>{sheet}</worksheet>").as_bytes()),
    ])
}

/// An `.ods` workbook whose body holds this XML.
pub(in crate::read) fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:calcext=\"c\" xmlns:style=\"s\">{body}</office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}
