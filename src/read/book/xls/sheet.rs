//! One sheet: the records of its cells, row by row.

use std::collections::HashSet;
use std::sync::Arc;

use super::globals::Shared;
use super::records::{Reader, Record, Records, f64_at, kind, rk, u16_at, u32_at};
use crate::diag::{BookProblem, Damage};
use crate::read::book::cells::{CellValue, Row, SheetCell};

/// A sheet of which some rows have been read.
pub(super) struct SheetReader {
    records: Records,
    shared: Arc<Shared>,
    hidden: HashSet<u16>,
    /// The first cells of the next row.
    ahead: Option<(u16, Vec<SheetCell>)>,
    /// Streams inside the sheet's, of charts, that have begun.
    depth: usize,
    done: bool,
}

/// Ranges of columns.
type Columns = Vec<(u32, u32)>;

impl SheetReader {
    /// The sheet, and its hidden columns. Which rows are hidden is said anywhere among the cells: it is gathered
    /// first.
    pub(super) fn open(records: Records, shared: Arc<Shared>) -> (Self, Columns) {
        let mut look = records.clone();
        let (mut hidden, mut columns, mut depth) = (HashSet::new(), Vec::new(), 0_usize);
        while let Some(record) = look.next() {
            let bytes = look.bytes(record, 0);
            match record.kind {
                kind::START => depth += 1,
                kind::EOF if depth <= 1 => break,
                kind::EOF => depth -= 1,
                kind::ROW if u16_at(bytes, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    hidden.extend(u16_at(bytes, 0));
                }
                kind::COLUMNS if u16_at(bytes, 8).is_some_and(|flags| flags & 1 != 0) => {
                    if let (Some(from), Some(to)) = (u16_at(bytes, 0), u16_at(bytes, 2)) {
                        columns.push((u32::from(from) + 1, u32::from(to) + 1));
                    }
                }
                _ => {}
            }
        }
        let reader = Self { records, shared, hidden, ahead: None, depth: 0, done: false };
        (reader, columns)
    }

    pub(super) fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        row.cells.clear();
        let mut number = None;
        if let Some((first, cells)) = self.ahead.take() {
            number = Some(first);
            row.cells = cells;
        }
        while !self.done {
            let Some(record) = self.records.next() else {
                return Err(BookProblem::Damaged { damage: Damage::CutShort });
            };
            match record.kind {
                kind::START => self.depth += 1,
                kind::EOF => {
                    self.depth = self.depth.saturating_sub(1);
                    self.done = self.depth == 0;
                }
                // The cells of a chart are copies of the sheet's.
                _ if self.depth > 1 => {}
                _ => {
                    let Some((at, cells)) = self.cells(record).filter(|(_, cells)| !cells.is_empty()) else {
                        continue;
                    };
                    match number {
                        Some(now) if now != at => {
                            self.ahead = Some((at, cells));
                            break;
                        }
                        _ => {
                            number = Some(at);
                            row.cells.extend(cells);
                        }
                    }
                }
            }
        }
        let Some(number) = number else {
            return Ok(false);
        };
        row.number = u32::from(number) + 1;
        row.hidden = self.hidden.contains(&number);
        Ok(true)
    }

    /// The row and the cells of a record; `None` when it is of no cells.
    fn cells(&mut self, record: Record) -> Option<(u16, Vec<SheetCell>)> {
        let bytes = self.records.bytes(record, 0);
        let (row, column, style) =
            (u16_at(bytes, 0)?, u16_at(bytes, 2)?, u16_at(bytes, 4).unwrap_or_default());
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
                return Some((row, cells.collect()));
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
                (Some(0xffff), Some(0), _) => self.text_of_formula().and_then(text),
                (Some(0xffff), Some(1), Some(value)) => Some(CellValue::Bool(*value != 0)),
                (Some(0xffff), Some(2), Some(value)) => Some(error(*value)),
                (Some(0xffff), ..) => None,
                _ => self.number(f64_at(bytes, 6)?, style),
            },
            _ => return None,
        };
        let column = u32::from(column) + 1;
        Some((row, value.map(|value| SheetCell { column, value }).into_iter().collect()))
    }

    /// The text in the record after a formula's; a shared formula may stand between.
    fn text_of_formula(&mut self) -> Option<String> {
        let mut look = self.records.clone();
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
