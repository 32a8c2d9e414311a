//! CSV after RFC 4180, with the delimiter that most of its lines use: a sheet whose cells are texts.

mod split;

use std::sync::Arc;

use self::split::{Cell, Rows};
use super::Format;
use super::faults::Fault;
use crate::diag::{BookProblem, Diagnostic, Flaw};
use crate::read::book::{CellValue, DateSystem, Merge, Row, SheetCell, SheetHead, Sheets};
use crate::source::Source;

pub(super) const FORMAT: Format = Format { name: "CSV", endings: &["csv", "tsv"], parse: None, alone: None };

/// What a spreadsheet writes in place of a value that it could not compute.
const ERRORS: [&str; 7] = ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];

/// The one sheet of a text.
pub(in crate::read) struct Csv {
    source: Arc<Source<'static>>,
    rows: Rows,
    /// The sheet, until it was asked for.
    head: Option<SheetHead>,
    /// The cells of the row at hand.
    cells: Vec<Cell>,
    left_out: Vec<Diagnostic>,
}

impl Csv {
    pub(in crate::read) fn new(source: Arc<Source<'static>>) -> Self {
        let file = source.path().rsplit(['/', '\\']).next().unwrap_or_default();
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name).into();
        let system = DateSystem::From1900;
        let head = Some(SheetHead { name, hidden: false, hidden_columns: Vec::new(), system });
        let rows = Rows::new(source.text());
        Self { source, rows, head, cells: Vec::new(), left_out: Vec::new() }
    }

    /// The same of a part of a text that has that delimiter.
    pub(in crate::read) fn with_delimiter(source: Arc<Source<'static>>, delimiter: u8) -> Self {
        let rows = Rows::with_delimiter(delimiter);
        Self { source, rows, head: None, cells: Vec::new(), left_out: Vec::new() }
    }

    /// What stands between its cells.
    pub(in crate::read) const fn delimiter(&self) -> u8 {
        self.rows.delimiter()
    }

    fn leave_out(&mut self, fault: Fault) {
        self.left_out.push(fault.diagnose(&self.source, FORMAT.name));
    }
}

impl Sheets for Csv {
    fn next_sheet(&mut self) -> Option<Result<SheetHead, BookProblem>> {
        self.head.take().map(Ok)
    }

    fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem> {
        loop {
            match self.rows.next(self.source.text(), &mut self.cells) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(fault) => {
                    self.leave_out(fault);
                    continue;
                }
            }
            if let Some(broken) = self.cells.iter().find(|cell| cell.broken) {
                let fault = Fault::flaw(Flaw::AfterQuote, broken.span);
                self.leave_out(fault);
                continue;
            }
            row.number = u32::try_from(self.rows.number()).unwrap_or(u32::MAX);
            row.hidden = false;
            row.spans.clear();
            row.spans.extend(self.cells.iter().map(|cell| cell.span));
            row.cells.clear();
            let filled = (1..).zip(&self.cells).filter(|(_, cell)| !cell.is_blank(&self.source));
            row.cells.extend(filled.map(|(column, cell)| {
                let text = cell.text(&self.source).into_owned();
                let error = ERRORS.contains(&text.trim());
                let value = if error { CellValue::Error(text) } else { CellValue::Text(text) };
                SheetCell { column, value }
            }));
            if !row.cells.is_empty() {
                return Ok(true);
            }
        }
    }

    fn merges(&mut self) -> Vec<Merge> {
        Vec::new()
    }

    fn text(&self) -> Option<Arc<Source<'static>>> {
        Some(Arc::clone(&self.source))
    }

    fn left_out(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.left_out)
    }
}
