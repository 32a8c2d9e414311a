//! A sheet whose header was found: its rows as text, and what it counts on the way.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::header::{Column, Header};
use super::page::{Origin, Page};
use super::records::walk;
use super::value::{Remark, remark, see, seen, show};
use crate::diag::{BookProblem, DataProblem, Diagnostic, Problem, RowList};
use crate::read::book::{Merge, Row};
use crate::read::shorten;
use crate::schema::TableId;
use crate::source::{CellRef, Site, Span, column_letters};

/// A sheet whose header was found.
pub(super) struct Sheet<'s> {
    pub(super) origin: Origin,
    pub(super) table: TableId,
    pub(super) header: Arc<Header<'s>>,
    header_rows: Vec<Row>,
    /// Rows that were read while the header was looked for.
    pub(super) ahead: VecDeque<Row>,
    pub(super) below_header: bool,
    /// What the page of the last block came to.
    pub(super) size: (usize, usize),
    pub(super) told: Told,
    pub(super) totals: Tally,
    pub(super) sides: Tally,
    pub(super) hidden: Tally,
}

/// Columns of which something was told already.
#[derive(Default)]
pub(super) struct Told {
    remarks: BTreeSet<u32>,
    unnamed: BTreeSet<u32>,
}

/// Merged cells that are named; more are counted.
const NAMED: usize = 8;

/// Rows of one sort, and where the first one is.
#[derive(Default)]
pub(super) struct Tally {
    rows: RowList,
    site: Option<Site>,
}

impl<'s> Sheet<'s> {
    pub(super) fn new(
        origin: Origin,
        table: TableId,
        header: Header<'s>,
        header_rows: Vec<Row>,
        ahead: Vec<Row>,
    ) -> Self {
        Self {
            origin,
            table,
            header: Arc::new(header),
            header_rows,
            ahead: ahead.into(),
            below_header: true,
            size: (0, 0),
            told: Told::default(),
            totals: Tally::default(),
            sides: Tally::default(),
            hidden: Tally::default(),
        }
    }

    /// The header as the first lines of a page, and the places of the headings in it.
    pub(super) fn write_header(&self, page: &mut Page) -> Vec<Span> {
        let mut places = vec![Span::at(0); self.header.columns.len()];
        for row in &self.header_rows {
            for cell in &row.cells {
                let span = page.cell(row, cell.column, &seen(&cell.value));
                let columns = self.header.columns.iter().zip(&mut places);
                for (_, place) in columns.filter(|(column, _)| column.number == cell.column) {
                    *place = span;
                }
            }
            page.end_row();
        }
        places
    }

    /// What is wrong with a row of a text that has fewer cells than the header, or more that are filled in.
    pub(super) fn ragged(&self, row: &Row) -> Option<Diagnostic> {
        let text = self.origin.text.as_ref()?;
        let (first, last) = (row.spans.first()?, row.spans.last()?);
        let named = self.header.texts.iter().filter_map(|row| row.last_key_value());
        let expected = named.map(|(column, _)| *column as usize).max()?;
        let found = row.spans.len();
        let extra = row.cells.iter().find(|cell| cell.column as usize > expected);
        let span = match extra.and_then(|cell| row.spans.get(cell.column as usize - 1)) {
            Some(extra) => *extra,
            None if found < expected => first.to(*last),
            None => return None,
        };
        let problem = DataProblem::RaggedRow { row: row.number as usize, found, expected };
        Some(Diagnostic::error(Problem::Data(problem), text.site(span)))
    }

    /// Writes a row that is a record, and gives the places of its cells; one in which there is nothing has a place
    /// too where its column is a field's.
    pub(super) fn write_row(
        &self,
        told: &mut Told,
        page: &mut Page,
        row: &Row,
        places: &mut Vec<Span>,
        remarks: &mut Vec<(BookProblem, Span)>,
    ) {
        let (header, Told { remarks: told, unnamed }) = (&self.header, told);
        walk(header, row, |column, cell| {
            let (value, holder) = (cell.map(|cell| &cell.value), column.map(Column::holder));
            let number = column.map_or_else(|| cell.map_or(0, |cell| cell.column), |column| column.number);
            let place = page.cell_with(row, number, |out| match (value, &holder) {
                (Some(value), Some(holder)) => show(value, holder, out),
                (Some(value), None) => see(value, out),
                (None, _) => {}
            });
            places.push(place);
            match (value, column) {
                (Some(value), Some(column)) => {
                    if !told.contains(&column.number)
                        && let Some(remark) = remark(value, &column.holder())
                    {
                        told.insert(column.number);
                        remarks.push((remark.problem(&column.meant.path), place));
                    }
                }
                (Some(_), None) => tell_unnamed(header, unnamed, number, place, remarks),
                (None, _) => {}
            }
        });
        page.end_row();
    }

    /// What is to be told of cells that were merged over several rows.
    pub(super) fn tell_merged(&self, merges: &[Merge]) -> Option<Diagnostic> {
        let header = self.header_rows.last()?.number;
        let of_fields = |merge: &&Merge| {
            let columns = merge.columns.0..=merge.columns.1;
            merge.rows.0 > header
                && merge.rows.0 < merge.rows.1
                && self.header.columns.iter().any(|column| columns.contains(&column.number))
        };
        let mut found: Vec<&Merge> = merges.iter().filter(of_fields).collect();
        found.sort_by_key(|merge| (merge.rows.0, merge.columns.0));
        let first = found.first()?;
        let row = Row { number: first.rows.0, ..Row::default() };
        let address = |row: u32, column: u32| CellRef::address_of(row as usize, column as usize);
        let cells = found.iter().take(NAMED).map(|merge| {
            format!("{}:{}", address(merge.rows.0, merge.columns.0), address(merge.rows.1, merge.columns.1))
        });
        let problem = BookProblem::MergedRows { cells: cells.collect(), count: found.len() };
        let site = self.origin.site_in(&row, first.columns.0);
        Some(Diagnostic::warning(Problem::Book(problem), site))
    }

    /// What is to be told once all rows are known.
    pub(super) fn tell_rows(self) -> Vec<Diagnostic> {
        let tallies = [
            (self.totals, BookProblem::TotalRows as fn(RowList) -> BookProblem),
            (self.sides, BookProblem::SideRows),
            (self.hidden, BookProblem::HiddenRows),
        ];
        let told = tallies.into_iter().filter_map(|(tally, problem)| {
            Some(Diagnostic::note(Problem::Book(problem(tally.rows)), tally.site?))
        });
        told.collect()
    }
}

impl Tally {
    pub(super) fn count(&mut self, row: u32, site: impl FnOnce() -> Site) {
        self.rows.push(row);
        self.site.get_or_insert_with(site);
    }
}

impl Remark {
    /// As what it is told, of that field.
    pub(in crate::read) fn problem(self, field: &str) -> BookProblem {
        let field = field.to_owned();
        match self {
            Self::DateAsNumber { found, date } => BookProblem::DateAsNumber { field, found, date },
            Self::OwnUnit { found, unit } => {
                BookProblem::UnitOfCell { field, found: shorten(&found), unit: unit.word() }
            }
        }
    }
}

/// Tells of a value in a column that has no heading at all, once for the column.
fn tell_unnamed(
    header: &Header<'_>,
    told: &mut BTreeSet<u32>,
    column: u32,
    span: Span,
    remarks: &mut Vec<(BookProblem, Span)>,
) {
    let has_heading = header.texts.iter().any(|row| row.contains_key(&column));
    if !has_heading && told.insert(column) {
        remarks.push((BookProblem::UnnamedColumn { column: column_letters(column as usize) }, span));
    }
}
