//! What stands in the cells of a sheet, before a schema gives it types.

use std::sync::Arc;

use crate::diag::{BookProblem, Diagnostic};
use crate::source::{LAST_CELL, Source, Span};

/// The sheets of a workbook, one after the other, and the rows of each, from top to bottom.
pub(in crate::read) trait Sheets: Send {
    /// Goes on to the next sheet.
    fn next_sheet(&mut self) -> Option<Result<SheetHead, BookProblem>>;

    /// Puts the next row that has a cell into `row`; false at the end of the sheet.
    fn next_row(&mut self, row: &mut Row) -> Result<bool, BookProblem>;

    /// The merged cells of the sheet whose rows were read last; of a sheet with more than any form has, some.
    fn merges(&mut self) -> Vec<Merge>;

    /// The text in which the rows stand, where they stand in one.
    fn text(&self) -> Option<Arc<Source<'static>>> {
        None
    }

    /// What was wrong with the rows that were left out since it was asked last.
    fn left_out(&mut self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// What is known of a sheet before its rows are read.
#[derive(Clone, Debug)]
pub(in crate::read) struct SheetHead {
    /// Its name.
    pub(in crate::read) name: Arc<str>,
    /// True when people do not see it.
    pub(in crate::read) hidden: bool,
    /// First and last column of every range of columns that people do not see.
    pub(in crate::read) hidden_columns: Vec<(u32, u32)>,
    /// What its bare numbers are in a column of dates.
    pub(in crate::read) system: DateSystem,
}

/// Cells that were merged into one. The first of them holds what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Merge {
    /// First and last row, from 1.
    pub(in crate::read) rows: (u32, u32),
    /// First and last column, from 1.
    pub(in crate::read) columns: (u32, u32),
}

/// Merged cells of a sheet that are kept: more than any form has.
pub(super) const MOST_MERGES: usize = 10_000;

/// The cells of a row that hold something.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Row {
    /// From 1.
    pub(in crate::read) number: u32,
    /// True when people do not see it.
    pub(in crate::read) hidden: bool,
    /// From left to right.
    pub(in crate::read) cells: Vec<SheetCell>,
    /// Where its cells stand in a text, blank ones too; nowhere in a workbook.
    pub(in crate::read) spans: Vec<Span>,
}

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct SheetCell {
    /// From 1.
    pub(in crate::read) column: u32,
    /// What it holds.
    pub(in crate::read) value: CellValue,
}

/// What a cell holds. The result of a formula is its last computed value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) enum CellValue {
    /// A text.
    Text(String),
    /// A number, and how the sheet shows it.
    Number(f64, Shown),
    /// A day with a time, where the workbook does not keep it as a number.
    Date(String),
    /// Yes or no.
    Bool(bool),
    /// An error value, `#REF!`.
    Error(String),
    /// A formula without a computed value.
    NotComputed(String),
}

/// How a sheet shows a number, as far as it changes what people take it for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum Shown {
    /// As a number.
    #[default]
    Plain,
    /// In percent: 0.85 is seen as 85%.
    Percent,
    /// As a day, in the date system of the workbook.
    Date(DateSystem),
    /// As a year.
    Year(DateSystem),
    /// With zeros in front, up to so many digits.
    Padded(u8),
}

/// The day on which the serial numbers of days begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum DateSystem {
    /// 1 is 1900-01-01, and 60 a day that never was.
    #[default]
    From1900,
    /// 0 is 1904-01-01.
    From1904,
}

/// The last row and column that any program has.
pub(super) const LAST_ROW: u32 = LAST_CELL.0;
pub(super) const LAST_COLUMN: u32 = LAST_CELL.1;
