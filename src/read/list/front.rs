//! The sheets that heng puts in front of a copy of a workbook: known by a mark in their first row, and never read as
//! declarations.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::value::seen;
use crate::diag::BookProblem;
use crate::read::book::{CellValue, Row, open};
use crate::source::hexadecimal;

/// What a cell in the first row of such a sheet holds.
pub const FRONT_MARK: &str = "heng:annotated:1";

/// A sheet that heng put in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontSheet {
    /// Its name.
    pub name: Arc<str>,
    /// Its rows that hold something.
    pub rows: Vec<FrontRow>,
}

/// The texts of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontRow {
    /// From 1.
    pub number: u32,
    /// Columns from 1, and what people see in them.
    pub cells: Vec<(u32, String)>,
}

/// Rows that are read back; there is one a problem.
const MOST_ROWS: usize = 200_000;

/// True for the first row of a sheet that heng put in front.
pub(super) fn is_front(row: &Row) -> bool {
    row.cells.iter().any(|cell| matches!(&cell.value, CellValue::Text(text) if text.trim() == FRONT_MARK))
}

/// Digits of the identity of a problem.
const IDENTITY: usize = 32;

/// True when most rows below a mark have the identity of a problem in its column: that is the list of problems, whose
/// headings may be those of declarations as well. Any other sheet with their headings is one, whatever mark it bears.
pub(super) fn lists_problems(rows: &[Row]) -> bool {
    let Some((head, rows)) = rows.split_first() else {
        return false;
    };
    let is_mark = |value: &CellValue| seen(value).trim() == FRONT_MARK;
    let Some(column) = head.cells.iter().find(|cell| is_mark(&cell.value)).map(|cell| cell.column) else {
        return false;
    };
    let identified = rows.iter().filter(|row| {
        let own = row.cells.iter().find(|cell| cell.column == column).map(|cell| seen(&cell.value));
        own.is_some_and(|own| {
            let own = own.trim();
            own.len() == IDENTITY && own.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    });
    2 * identified.count() >= rows.len()
}

impl FrontSheet {
    pub(super) fn new(name: &Arc<str>) -> Self {
        Self { name: Arc::clone(name), rows: Vec::new() }
    }

    pub(super) fn add(&mut self, row: &Row) {
        if self.rows.len() < MOST_ROWS {
            let cells = row.cells.iter().map(|cell| (cell.column, seen(&cell.value)));
            self.rows.push(FrontRow { number: row.number, cells: cells.collect() });
        }
    }
}

/// The sheets of a workbook that bear the mark of those that heng puts in front.
pub fn front_sheets(path: &str, bytes: Vec<u8>) -> Result<Vec<FrontSheet>, BookProblem> {
    let mut sheets = open(path, bytes)?;
    let mut found = Vec::new();
    while let Some(head) = sheets.next_sheet() {
        let head = head?;
        let mut row = Row::default();
        if sheets.next_row(&mut row)? && is_front(&row) {
            let mut front = FrontSheet::new(&head.name);
            front.add(&row);
            while sheets.next_row(&mut row)? {
                front.add(&row);
            }
            found.push(front);
        }
    }
    Ok(found)
}

/// What the sheets of a workbook hold, those in front aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of the names of the sheets and of what their cells hold.
    pub sha256: String,
    /// How many sheets there are.
    pub sheets: usize,
}

/// SHA-256 of what the cells of a workbook hold and how its sheets are called, those named in `fronts` aside: it
/// stays the same when the workbook is marked, and when another program saves it.
pub fn content(path: &str, bytes: Vec<u8>, fronts: &[String]) -> Result<Content, BookProblem> {
    let mut count = 0;
    let mut sheets = open(path, bytes)?;
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    while let Some(head) = sheets.next_sheet() {
        let head = head?;
        if fronts.iter().any(|front| **front == *head.name) {
            continue;
        }
        let mut row = Row::default();
        let mut more = sheets.next_row(&mut row)?;
        add(&head.name);
        count += 1;
        while more {
            for cell in &row.cells {
                add(&format!("{}:{}", row.number, cell.column));
                add(&format!("{:?}", cell.value));
            }
            more = sheets.next_row(&mut row)?;
        }
    }
    Ok(Content { sha256: hexadecimal(&hash.finalize()), sheets: count })
}
