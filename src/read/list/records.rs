//! The rows of a block that are records: as documents for the careful reader, and as lines for columns.

use std::sync::Arc;

use super::header::{Column, Header};
use super::value::held;
use crate::read::book::{Row, SheetCell};
use crate::read::{Entry, Node, NodeKind};
use crate::source::Span;

/// Rows of one list that are records, and where their cells stand in the text of their block.
#[derive(Debug, Default)]
pub struct Rows<'s> {
    header: Option<Arc<Header<'s>>>,
    /// The places of the headings.
    keys: Vec<Span>,
    kept: Vec<Row>,
    /// The places of the cells of all rows, in their order, with those of columns in which nothing stands.
    places: Vec<Span>,
    /// The first place of each row.
    starts: Vec<usize>,
}

impl<'s> Rows<'s> {
    pub(super) fn new(header: Arc<Header<'s>>, keys: Vec<Span>) -> Self {
        Self { header: Some(header), keys, ..Self::default() }
    }

    /// Adds a row with the places of its cells; gives one to be filled next.
    pub(super) fn push(&mut self, row: Row, places: &[Span]) -> Row {
        let (cells, spans) = (Vec::with_capacity(row.cells.len()), Vec::with_capacity(row.spans.len()));
        self.starts.push(self.places.len());
        self.places.extend_from_slice(places);
        self.kept.push(row);
        Row { cells, spans, ..Row::default() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The place of the first heading: what has no column belongs beside it.
    pub fn first_heading(&self) -> Option<Span> {
        self.keys.first().copied()
    }

    /// The records.
    pub fn documents(&self) -> Vec<Node> {
        (0..self.len()).filter_map(|at| self.document(at)).collect()
    }

    /// The record that the row with that number is.
    pub fn document(&self, at: usize) -> Option<Node> {
        let header = self.header.as_ref()?;
        let mut entries = Vec::with_capacity(header.columns.len());
        let mut keys = self.keys.iter();
        let (mut whole, mut anchor): (Option<Span>, Option<Span>) = (None, None);
        self.each(at, |place, column, cell| {
            whole = Some(whole.map_or(place, |before| before.to(place)));
            let Some(column) = column else {
                return;
            };
            if cell.is_some() {
                anchor.get_or_insert(place);
            }
            let kind = cell.map_or(NodeKind::Null, |cell| held(&cell.value, &column.holder()));
            let key_span = keys.next().copied().unwrap_or_default();
            let value = Node { kind, span: place, anchor: place };
            entries.push(Entry { key: column.meant.path.clone(), key_span, value });
        })?;
        let span = whole.unwrap_or_default();
        Some(Node { kind: NodeKind::Object(entries), span, anchor: anchor.unwrap_or(span) })
    }

    /// The numbers of the columns of these fields.
    pub fn columns_of(&self, fields: &[&str]) -> Vec<u32> {
        let columns = self.header.iter().flat_map(|header| &header.columns);
        columns.filter(|column| fields.contains(&&*column.meant.path)).map(|column| column.number).collect()
    }

    /// The place of the cells of the row in these columns.
    pub fn place_of(&self, at: usize, columns: &[u32]) -> Option<Span> {
        let mut whole: Option<Span> = None;
        self.each(at, |place, column, _| {
            if column.is_some_and(|column| columns.contains(&column.number)) {
                whole = Some(whole.map_or(place, |before| before.to(place)));
            }
        })?;
        whole
    }

    /// The row as a line of JSON that means the same; `None` where only its document can say what it means.
    pub fn line(&self, at: usize, out: &mut String) -> Option<()> {
        let (header, row) = (self.header.as_ref()?, self.kept.get(at)?);
        header.line.as_ref()?.write(&header.columns, row, out)
    }

    /// Goes through the cells of a row, each with its place and, where it has one, its column.
    fn each(
        &self,
        at: usize,
        mut one: impl FnMut(Span, Option<&Column<'s>>, Option<&SheetCell>),
    ) -> Option<()> {
        let (header, row) = (self.header.as_ref()?, self.kept.get(at)?);
        let mut places = self.places.get(*self.starts.get(at)?..)?.iter().copied();
        walk(header, row, |column, cell| one(places.next().unwrap_or_default(), column, cell));
        Some(())
    }
}

/// Goes through the cells of a row and the columns of its header from left to right.
pub(super) fn walk<'s>(
    header: &Header<'s>,
    row: &Row,
    mut one: impl FnMut(Option<&Column<'s>>, Option<&SheetCell>),
) {
    let mut cells = row.cells.iter().peekable();
    for column in &header.columns {
        while let Some(beside) = cells.next_if(|cell| cell.column < column.number) {
            one(None, Some(beside));
        }
        one(Some(column), cells.next_if(|cell| cell.column == column.number));
    }
    cells.for_each(|beside| one(None, Some(beside)));
}
