//! The headings of a CSV file.

use std::collections::HashMap;

use super::split::Cell;
use crate::diag::{DataProblem, Diagnostic, Problem, Remark};
use crate::read::shorten;
use crate::source::{Source, Span};

/// The columns, left to right.
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
}

pub(super) struct Column {
    /// The heading, trimmed; empty when the column has none.
    pub(super) heading: String,
    pub(super) span: Span,
    /// From 1.
    pub(super) number: usize,
    /// True when a value under no heading has been told of.
    pub(super) told: bool,
}

impl Header {
    /// The header that these cells are, with a diagnostic for every heading that stands twice.
    pub(super) fn new(source: &Source, cells: &[Cell], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut seen: HashMap<String, (Span, usize)> = HashMap::new();
        let mut columns = Vec::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            let heading = cell.text(source).trim().to_owned();
            if !heading.is_empty() {
                let (first, times) = seen.entry(heading.clone()).or_insert((cell.span, 0));
                *times += 1;
                if *times == 2 {
                    let problem = Problem::Data(DataProblem::DuplicateColumn { heading: shorten(&heading) });
                    let told = Diagnostic::error(problem, source.site(cell.span));
                    diagnostics.push(told.with(source.site(*first), Remark::FirstHere));
                }
            }
            columns.push(Column { heading, span: cell.span, number: at + 1, told: false });
        }
        // Columns past the last heading are the business of the rows that fill them.
        while columns.last().is_some_and(|column| column.heading.is_empty()) {
            columns.pop();
        }
        Self { columns }
    }
}
