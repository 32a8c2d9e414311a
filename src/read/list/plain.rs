//! Lists in texts about whose headers there is nothing to say: a row a line below the first one, so that rows can be
//! read one by one, and wherever they stand.

use std::sync::Arc;

use super::blocks::Blocks;
use super::head::LOOK;
use super::kind::{RowKind, row_kind};
use super::page::Page;
use super::records::Rows;
use super::sheet::{Sheet, Told};
use crate::read::Wanted;
use crate::read::book::{Row, Sheets};
use crate::read::columns::Head;
use crate::read::form::titled;
use crate::read::format::Csv;
use crate::read::plain::row::{Columns, plain_row, steps};
use crate::read::{Node, Record};
use crate::schema::{Schema, TableId};
use crate::source::{Source, Span};

/// Such a list.
pub struct PlainList<'s> {
    schema: &'s Schema,
    sheet: Sheet<'s>,
    delimiter: u8,
    /// The places of the headings.
    keys: Vec<Span>,
    start: usize,
    /// The columns as they are read without care, where they can be.
    columns: Option<Columns>,
}

/// A row that cannot be read alone: there is more to say than what is wrong with its values.
#[derive(Clone, Copy, Debug)]
pub struct NotAlone;

impl<'s> PlainList<'s> {
    /// The list that begins so; `whole` where that is all of it. `None` for any other text.
    pub fn new(
        schema: &'s Schema,
        table: Option<TableId>,
        begin: &Arc<Source<'static>>,
        whole: bool,
    ) -> Option<Self> {
        let mut csv = Csv::new(Arc::clone(begin));
        let delimiter = csv.delimiter();
        let name = csv.next_sheet()?.ok()?.name;
        let (mut rows, mut row) = (Vec::new(), Row::default());
        while rows.len() < LOOK && csv.next_row(&mut row).ok()? {
            rows.push(row.clone());
        }
        let enough = rows.len() == LOOK || whole;
        if !enough || !csv.left_out().is_empty() || titled(schema, table, &name, &rows) {
            return None;
        }
        let sheet = Blocks::list_without_remarks(schema, table, begin)?;
        let header = &sheet.header;
        let of_field = |column: &super::header::Column<'_>| column.unit.is_some() || column.percent;
        let said =
            header.unit.is_some() || header.other_unit.is_some() || header.columns.iter().any(of_field);
        let first = rows.first()?;
        if said || header.at > 0 || header.levels > 1 || first.number != 1 || !header.unknown.is_empty() {
            return None;
        }
        let end = first.spans.last()?.end;
        let rest = begin.text().get(end..)?;
        let start = end + rest.len() - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n'))?.len();
        let keys = sheet.write_header(&mut Page::new(&sheet.origin));
        let mut list = Self { schema, sheet, delimiter, keys, start, columns: None };
        let record = &schema.table(list.table())?.record;
        list.columns = list.heads().and_then(|heads| {
            let column = |head: Head<'_>| match head.path {
                Some(path) => steps(record, path).map(Some),
                None => Some(None),
            };
            heads.into_iter().map(column).collect()
        });
        Some(list)
    }

    /// The table of which it holds records.
    pub const fn table(&self) -> TableId {
        self.sheet.table
    }

    /// What stands between its cells.
    pub const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Where its rows begin.
    pub const fn start(&self) -> usize {
        self.start
    }

    /// Its columns from the first one; `None` where one has no heading.
    pub fn heads(&self) -> Option<Vec<Head<'_>>> {
        let header = &self.sheet.header;
        let texts = header.texts.first()?;
        let last = *texts.last_key_value()?.0;
        let head = |number: u32| {
            let column = header.columns.iter().find(|column| column.number == number);
            Some(Head { path: column.map(|column| column.meant.path.as_str()), heading: texts.get(&number)? })
        };
        (1..=last).map(head).collect()
    }

    /// The record of a row of which it is known that nothing in it is unusual. Of its fields only those that are wanted
    /// are looked at; `None` where it would take more than a look at each character.
    pub fn straight(&self, row: &str, wanted: Wanted<'_>) -> Option<Record> {
        let record = &self.schema.table(self.table())?.record;
        plain_row(self.schema, record, (self.columns.as_ref()?, self.delimiter), row, wanted)
    }

    /// The record that a text holds which is one row, `first` if it is the one below the header; `None` if it is blank.
    pub fn record(&self, row: &str, first: bool) -> Result<Option<Node>, NotAlone> {
        if is_broken(row) {
            return Err(NotAlone);
        }
        let text = Arc::new(Source::part(Arc::clone(&self.sheet.origin.path), row.to_owned(), 0));
        let mut csv = Csv::with_delimiter(text, self.delimiter);
        let mut read = Row::default();
        let mut next = |read: &mut Row| csv.next_row(read).map_err(|_| NotAlone);
        let found = next(&mut read)?;
        let more = found && next(&mut Row::default())?;
        if more || !csv.left_out().is_empty() {
            return Err(NotAlone);
        }
        if !found {
            return Ok(None);
        }
        let kind = row_kind(self.schema, &self.sheet.header, &read, first);
        if kind != RowKind::Record || self.sheet.ragged(&read).is_some() {
            return Err(NotAlone);
        }
        let (mut told, mut places, mut remarks) = (Told::default(), Vec::new(), Vec::new());
        let mut page = Page::new(&self.sheet.origin);
        self.sheet.write_row(&mut told, &mut page, &read, &mut places, &mut remarks);
        if !remarks.is_empty() {
            return Err(NotAlone);
        }
        let mut rows = Rows::new(Arc::clone(&self.sheet.header), self.keys.clone());
        rows.push(read, &places);
        Ok(rows.document(0))
    }
}

/// True for a line that is no row by itself: a cell goes on in the next one, or a row ends in the middle.
fn is_broken(line: &str) -> bool {
    let own = line.trim_end_matches(['\r', '\n']).as_bytes();
    memchr::memchr_iter(b'"', own).count() % 2 == 1 || memchr::memchr(b'\r', own).is_some()
}
