//! One sheet: the records of its cells, row by row.

use std::collections::HashSet;
use std::iter::Peekable;
use std::sync::Arc;

use super::globals::Shared;
use super::records::{Reader, Record, Records, f64_at, kind, rk, u16_at, u32_at};
use crate::diag::{BookProblem, Damage};
use crate::read::book::cells::{CellValue, MOST_MERGES, Merge, Row, SheetCell};

/// A sheet of which some rows have been read.
pub(super) struct SheetReader {
    records: Records,
    shared: Arc<Shared>,
    hidden: HashSet<u16>,
    /// The records of cells with their rows, from top to bottom: not every program writes them in this order.
    cells: Peekable<std::vec::IntoIter<(u16, Record)>>,
    pub(super) merges: Vec<Merge>,
}

/// Ranges of columns.
type Columns = Vec<(u32, u32)>;

impl SheetReader {
    /// The sheet, and its hidden columns.
    pub(super) fn open(mut records: Records, shared: Arc<Shared>) -> Result<(Self, Columns), BookProblem> {
        let (mut hidden, mut columns, mut depth) = (HashSet::new(), Vec::new(), 0_usize);
        let (mut cells, mut merges) = (Vec::new(), Vec::new());
        loop {
            let record = records.next().ok_or(BookProblem::Damaged { damage: Damage::CutShort })?;
            let bytes = records.bytes(record, 0);
            match record.kind {
                kind::START => depth += 1,
                kind::EOF if depth <= 1 => break,
                kind::EOF => depth -= 1,
                // The cells of a chart are copies of the sheet's.
                _ if depth > 1 => {}
                kind::ROW if u16_at(bytes, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    hidden.extend(u16_at(bytes, 0));
                }
                kind::COLUMNS if u16_at(bytes, 8).is_some_and(|flags| flags & 1 != 0) => {
                    if let (Some(from), Some(to)) = (u16_at(bytes, 0), u16_at(bytes, 2)) {
                        columns.push((u32::from(from) + 1, u32::from(to) + 1));
                    }
                }
                kind::MERGES if merges.len() < MOST_MERGES => merges.extend(merged(bytes)),
                of if kind::OF_CELLS.contains(&of) => {
                    cells.extend(u16_at(bytes, 0).map(|row| (row, record)));
                }
                _ => {}
            }
        }
        cells.sort_by_key(|(row, record)| (*row, u16_at(records.bytes(*record, 2), 0)));
        Ok((Self { records, shared, hidden, cells: cells.into_iter().peekable(), merges }, columns))
    }

    pub(super) fn next_row(&mut self, row: &mut Row) -> bool {
        row.cells.clear();
        while let Some((number, first)) = self.cells.next() {
            row.cells.extend(self.cells(first).unwrap_or_default());
            while let Some((_, record)) = self.cells.next_if(|(of, _)| *of == number) {
                row.cells.extend(self.cells(record).unwrap_or_default());
            }
            if !row.cells.is_empty() {
                row.number = u32::from(number) + 1;
                row.hidden = self.hidden.contains(&number);
                return true;
            }
        }
        false
    }

    /// The cells of a record; `None` when it is too short.
    fn cells(&self, record: Record) -> Option<Vec<SheetCell>> {
        let bytes = self.records.bytes(record, 0);
        let (column, style) = (u16_at(bytes, 2)?, u16_at(bytes, 4)?);
        let value = match record.kind {
            kind::NUMBER_CELL => self.number(f64_at(bytes, 6)?, style),
            kind::RK_CELL => self.number(rk(bytes, 6)?, style),
            kind::RK_CELLS => {
                // Cells of six bytes, and the last column after them.
                let cells = bytes.get(4..bytes.len().checked_sub(2)?)?.chunks_exact(6);
                let cells = (u32::from(column) + 1..).zip(cells).filter_map(|(column, cell)| {
                    let value = self.number(rk(cell, 2)?, u16_at(cell, 0)?)?;
                    Some(SheetCell { column, value })
                });
                return Some(cells.collect());
            }
            kind::SHARED_TEXT_CELL => {
                let number = usize::try_from(u32_at(bytes, 6)?).ok()?;
                text(self.shared.texts.get(number)?.to_owned())
            }
            kind::TEXT_CELL | kind::RICH_TEXT_CELL => {
                text(Reader::new(vec![bytes.get(6..).unwrap_or_default()]).text(2)?)
            }
            kind::BOOL_OR_ERROR_CELL => {
                let value = *bytes.get(6)?;
                Some(if bytes.get(7) == Some(&1) { error(value) } else { CellValue::Bool(value != 0) })
            }
            kind::FORMULA => match (u16_at(bytes, 12), bytes.get(6), bytes.get(8)) {
                (Some(0xffff), Some(0), _) => self.text_of_formula(record).and_then(text),
                (Some(0xffff), Some(1), Some(value)) => Some(CellValue::Bool(*value != 0)),
                (Some(0xffff), Some(2), Some(value)) => Some(error(*value)),
                (Some(0xffff), ..) => None,
                _ => self.number(f64_at(bytes, 6)?, style),
            },
            _ => return None,
        };
        let column = u32::from(column) + 1;
        Some(value.map(|value| SheetCell { column, value }).into_iter().collect())
    }

    /// The text in the record after a formula's; a shared formula may stand between.
    fn text_of_formula(&self, formula: Record) -> Option<String> {
        let mut look = self.records.after(formula);
        for _ in 0..4 {
            let record = look.next()?;
            if record.kind == kind::TEXT_OF_FORMULA {
                let all = look.continued(record);
                return Reader::new(all.iter().map(|record| look.bytes(*record, 0)).collect()).text(2);
            }
            if matches!(record.kind, kind::FORMULA | kind::EOF) {
                return None;
            }
        }
        None
    }

    fn number(&self, number: f64, style: u16) -> Option<CellValue> {
        let shown = self.shared.styles.get(usize::from(style)).copied().unwrap_or_default();
        number.is_finite().then_some(CellValue::Number(number, shown))
    }
}

/// The merged cells of a record: how many there are, and the first and last row and column of each.
fn merged(bytes: &[u8]) -> impl Iterator<Item = Merge> {
    bytes.get(2..).unwrap_or_default().chunks_exact(8).filter_map(|range| {
        let number = |at: usize| u16_at(range, at).map(|number| u32::from(number) + 1);
        Some(Merge { rows: (number(0)?, number(2)?), columns: (number(4)?, number(6)?) })
    })
}

fn text(text: String) -> Option<CellValue> {
    (!text.is_empty()).then_some(CellValue::Text(text))
}

fn error(code: u8) -> CellValue {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    CellValue::Error(name.to_owned())
}
