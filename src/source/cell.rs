//! Cells of a workbook: their names, and which part of a text made of cells belongs to which.

use std::fmt;
use std::sync::Arc;

use super::{Position, Span};

/// A cell as people name it: `绩效目标申报表!E11`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRef {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// Row, from 1.
    pub row: usize,
    /// Column, from 1.
    pub column: usize,
}

impl CellRef {
    /// Row and column without the sheet: `E11`.
    pub fn address(&self) -> String {
        Self::address_of(self.row, self.column)
    }

    /// Row and column, from 1, as a reference: `E11`.
    pub fn address_of(row: usize, column: usize) -> String {
        format!("{}{row}", column_letters(column))
    }
}

impl fmt::Display for CellRef {
    /// As formulas write it: a sheet whose name is more than letters, digits and `_` stands in quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.sheet.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !self.sheet.starts_with(|c: char| c.is_ascii_digit());
        if plain {
            write!(f, "{}!{}", self.sheet, self.address())
        } else {
            write!(f, "'{}'!{}", self.sheet.replace('\'', "''"), self.address())
        }
    }
}

/// The last row and column that any program has.
pub const LAST_CELL: (u32, u32) = (1_048_576, 16_384);

/// Row and column of a reference such as `E11`; `None` outside the grid.
pub fn parse_address(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = reference.split_at_checked(digits)?;
    let (last_row, last_column) = LAST_CELL;
    let row = row.parse::<u32>().ok().filter(|row| (1..=last_row).contains(row))?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    (1..=last_column).contains(&column).then_some((row, column))
}

/// The letters of a column counted from 1: `A`, `Z`, `AA`, `XFD`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Where the cell begins in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellMark {
    /// First byte.
    pub start: usize,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
}

/// The cells of a text, in its order.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) sheet: Arc<str>,
    pub(super) marks: Vec<CellMark>,
}

impl Cells {
    /// The first and the last cell of a span; `None` where the text has no cell.
    pub(super) fn within(&self, span: Span) -> Option<(CellMark, CellMark)> {
        let first = self.at(span.start)?;
        let last = self.at(span.end.saturating_sub(1).max(span.start))?;
        Some((first, last))
    }

    fn at(&self, byte: usize) -> Option<CellMark> {
        let after = self.marks.partition_point(|mark| mark.start <= byte);
        self.marks.get(after.saturating_sub(1)).copied()
    }
}

impl CellMark {
    /// Row and column as a position.
    pub(super) fn position(self) -> Position {
        let column = self.column as usize;
        Position { line: self.row as usize, column, utf16: column, utf8: column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn references_inside_the_grid() {
        assert_eq!(parse_address("A1"), Some((1, 1)));
        assert_eq!(parse_address("XFD1048576"), Some(LAST_CELL));
        for reference in ["XFE1", "A0", "A1048577", "A16777217", "11", "AAAAAAAAAA1", "", "A"] {
            assert_eq!(parse_address(reference), None, "{reference}");
        }
    }

    #[test]
    fn a_sheet_with_a_space_stands_in_quotes() {
        let cell = |sheet: &str| CellRef { sheet: sheet.into(), row: 11, column: 5 }.to_string();
        assert_eq!(cell("绩效目标申报表"), "绩效目标申报表!E11");
        assert_eq!(cell("a's b"), "'a''s b'!E11");
        assert_eq!(cell("2020"), "'2020'!E11");
    }

    #[test]
    fn a_span_has_the_site_of_its_cell() {
        let marks = vec![
            CellMark { start: 0, row: 4, column: 1 },
            CellMark { start: 5, row: 4, column: 3 },
            CellMark { start: 7, row: 4, column: 4 },
        ];
        let source = Source::with_cells("a.xlsx", "A001\t \t795".to_owned(), "项目".into(), marks);
        let site = source.site(Span::new(5, 6));
        assert_eq!(site.cell.as_ref().map(CellRef::to_string).as_deref(), Some("项目!C4"));
        assert_eq!((site.start.line, site.start.column), (4, 3));
        let excerpt = site.excerpt.unwrap();
        assert_eq!((excerpt.text.as_str(), excerpt.first.column), ("A001\t \t795", 1));
        let row = source.site(Span::new(0, 10));
        assert_eq!((row.start.column, row.end.column), (1, 4));
    }
}
