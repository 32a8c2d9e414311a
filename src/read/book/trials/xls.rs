//! `.xls` made record by record.

use std::io::{Cursor, Write};

use super::read;
use crate::diag::BookProblem;
use crate::read::book::{CellValue, DateSystem, Shown};

fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let bytes = parts.concat();
    let length = u16::try_from(bytes.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), &bytes].concat()
}

/// A text after its length in `length` bytes, two bytes a character.
fn text(text: &str, length: usize) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = u32::try_from(units.len() / 2).unwrap().to_le_bytes();
    [&count[..length], &[1], &units].concat()
}

fn start(version: u16, sort: u16) -> Vec<u8> {
    record(0x0809, &[&version.to_le_bytes(), &sort.to_le_bytes(), &[0; 12]])
}

/// A workbook with one hidden sheet `项目` that holds these records.
fn workbook(version: u16, globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let sheet = |at: u32| record(0x0085, &[&at.to_le_bytes(), &[1, 0], &text("项目", 1)]);
    let before = [start(version, 5), globals.concat()].concat();
    let at = u32::try_from(before.len() + sheet(0).len() + 4).unwrap();
    let end = record(0x000a, &[]);
    let stream = [before, sheet(at), end.clone(), start(version, 0x10), cells.concat(), end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

fn cell(kind: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes(), &column.to_le_bytes(), &style.to_le_bytes(), value])
}

#[test]
fn cells_of_every_sort() {
    let style = |format: u16| record(0x00e0, &[&[0, 0], &format.to_le_bytes(), &[0; 16]]);
    let first = [&[1, 0, 0, 0, 2, 0, 0, 0][..], &text("拆违", 2), &[3, 0, 1, 0x7c, 0x98]].concat();
    let globals = [
        record(0x041e, &[&164_u16.to_le_bytes(), &text("0.0%", 2)]),
        style(0),
        style(14),
        style(164),
        record(0x00fc, &[&first]),
        // A text goes on in the next record, which says anew how wide its characters are.
        record(0x003c, &[&[0], b"ab"]),
    ];
    let formula = [&2.5_f64.to_le_bytes()[..], &[0; 6]].concat();
    let text_formula = [&[0, 0, 0, 0, 0, 0, 0xff, 0xff][..], &[0; 6]].concat();
    let cells = [
        record(0x0208, &[&3_u16.to_le_bytes(), &[0; 10], &0x20_u16.to_le_bytes(), &[0; 2]]),
        cell(0x00fd, 0, 0, 0, &0_u32.to_le_bytes()),
        cell(0x00fd, 0, 1, 0, &1_u32.to_le_bytes()),
        cell(0x0203, 0, 2, 1, &45_292.0_f64.to_le_bytes()),
        cell(0x027e, 0, 3, 2, &(85_u32 << 2 | 3).to_le_bytes()),
        record(
            0x00bd,
            &[
                &[3, 0, 4, 0],
                &[0, 0],
                &40_u32.to_le_bytes()[..].iter().map(|b| b | 2).collect::<Vec<_>>(),
                &[4, 0],
            ],
        ),
        cell(0x0006, 3, 5, 0, &formula),
        cell(0x0006, 3, 6, 0, &text_formula),
        record(0x0207, &[&text("甲", 2)]),
        cell(0x0205, 3, 7, 0, &[0x17, 1]),
        cell(0x0205, 3, 8, 0, &[1, 0]),
        cell(0x0201, 3, 9, 0, &[]),
    ];
    let sheets = read("a.xls", workbook(0x0600, &globals, &cells)).unwrap();
    let (name, hidden, rows) = &sheets[0];
    assert_eq!((name.as_str(), *hidden), ("项目", true));
    let of =
        |row: usize| -> Vec<CellValue> { rows[row].cells.iter().map(|cell| cell.value.clone()).collect() };
    assert_eq!(
        of(0),
        [
            CellValue::Text("拆违".to_owned()),
            CellValue::Text("額ab".replace('額', "\u{987c}")),
            CellValue::Number(45_292.0, Shown::Date(DateSystem::From1900)),
            CellValue::Number(0.85, Shown::Percent),
        ]
    );
    assert_eq!((rows[0].number, rows[0].hidden, rows[1].number, rows[1].hidden), (1, false, 4, true));
    assert_eq!(
        of(1)[1..],
        [
            CellValue::Number(2.5, Shown::Plain),
            CellValue::Text("甲".to_owned()),
            CellValue::Error("#REF!".to_owned()),
            CellValue::Bool(true),
        ]
    );
}

#[test]
fn rows_that_a_program_wrote_in_another_order() {
    let cells: Vec<Vec<u8>> = [(2, 1), (2, 0), (0, 0), (1, 0)]
        .iter()
        .map(|(row, column)| cell(0x0203, *row, *column, 0, &1.0_f64.to_le_bytes()))
        .collect();
    let sheets = read("a.xls", workbook(0x0600, &[], &cells)).unwrap();
    let rows: Vec<(u32, usize)> = sheets[0].2.iter().map(|row| (row.number, row.cells.len())).collect();
    assert_eq!(rows, [(1, 1), (2, 1), (3, 2)]);
    assert_eq!(sheets[0].2[2].cells[0].column, 1);
}

#[test]
fn passwords_older_kinds_and_pieces() {
    let password = record(0x002f, &[&[0; 6]]);
    assert_eq!(read("a.xls", workbook(0x0600, &[password], &[])).unwrap_err(), BookProblem::Encrypted);
    let older = read("a.xls", workbook(0x0500, &[], &[])).unwrap_err();
    assert_eq!(older, BookProblem::OtherKind { kind: "Excel 5.0/95 .xls" });
    let whole = workbook(0x0600, &[], &[]);
    for length in (8..whole.len()).step_by(101) {
        // Whatever is missing, nothing panics.
        let _ = read("a.xls", whole[..length].to_vec());
    }
}
