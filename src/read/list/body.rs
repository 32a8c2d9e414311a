//! The rows below a header, block by block.

use std::sync::Arc;

use super::blocks::{Block, Blocks, whole};
use super::kind::{RowKind, row_kind};
use super::page::Page;
use super::records::Rows;
use crate::diag::{BookProblem, Diagnostic, Problem, Severity};
use crate::read::book::Row;
use crate::source::Span;

/// Records and bytes of a block.
const MOST_RECORDS: usize = 1_024;
const MOST_BYTES: usize = 1 << 20;

impl<'s> Blocks<'s> {
    /// The next rows of the sheet at hand.
    pub(super) fn rows(&mut self) -> Block<'s> {
        let Some(mut sheet) = self.now.take() else {
            return self.message(Vec::new());
        };
        let mut page = Page::like(&sheet.origin, sheet.size);
        let keys = sheet.write_header(&mut page);
        let mut rows = Rows::new(Arc::clone(&sheet.header), keys);
        let mut places = Vec::new();
        let mut diagnostics = Vec::new();
        let mut remarks: Vec<(BookProblem, Span)> = Vec::new();
        let mut row = Row::default();
        let mut more = true;
        while rows.len() < MOST_RECORDS && page.len() < MOST_BYTES {
            if let Some(before) = sheet.ahead.pop_front() {
                row = before;
            } else {
                match self.sheets.next_row(&mut row) {
                    Ok(true) => {}
                    Ok(false) => {
                        more = false;
                        break;
                    }
                    Err(problem) => {
                        diagnostics.push(whole(&self.path, problem));
                        more = false;
                        break;
                    }
                }
            }
            let kind = row_kind(self.schema, &sheet.header, &row, sheet.below_header);
            sheet.below_header &= matches!(kind, RowKind::Blank);
            let site = || sheet.origin.site_of(&row);
            match kind {
                RowKind::Blank => {}
                RowKind::Total => sheet.totals.count(row.number, site),
                RowKind::Side => sheet.sides.count(row.number, site),
                RowKind::Header => {
                    diagnostics.push(Diagnostic::error(Problem::Book(BookProblem::RepeatedHeader), site()));
                }
                RowKind::Shifted { right } => {
                    let problem = Problem::Book(BookProblem::ShiftedRow { right });
                    diagnostics.push(Diagnostic::error(problem, site()));
                }
                RowKind::Record => {
                    if let Some(ragged) = sheet.ragged(&row) {
                        diagnostics.push(ragged);
                        continue;
                    }
                    if row.hidden {
                        sheet.hidden.count(row.number, site);
                    }
                    places.clear();
                    let mut told = std::mem::take(&mut sheet.told);
                    sheet.write_row(&mut told, &mut page, &row, &mut places, &mut remarks);
                    sheet.told = told;
                    row = rows.push(row, &places);
                }
            }
        }
        sheet.size = page.size();
        let source = page.finish(&sheet.origin);
        diagnostics.extend(remarks.into_iter().map(|(problem, span)| {
            let site = source.site(span);
            match problem {
                BookProblem::DateAsNumber { .. } => Diagnostic::note(Problem::Book(problem), site),
                problem => Diagnostic::warning(Problem::Book(problem), site),
            }
        }));
        diagnostics.extend(self.sheets.left_out());
        self.records += rows.len();
        self.troubled |= diagnostics.iter().any(|one| one.severity == Severity::Error);
        let table = Some(sheet.table);
        if more {
            self.now = Some(sheet);
        } else {
            diagnostics.extend(sheet.tell_merged(&self.sheets.merges()));
            diagnostics.extend(sheet.tell_rows());
        }
        Block { source, table, form: None, rows, diagnostics, front: None }
    }
}
