//! Inputs that are lists of records of child tables: each row is found by the key of its parent when that is read.

use std::collections::BTreeMap;

use super::input::{Files, Planned};
use super::pieces::rows_of;
use super::plain_lists::{List, is_broken, is_list};
use super::reader::Reader;
use super::stream::{Streamed, Unfit, stream};
use crate::eval::columns::Kernels;
use crate::finding::UsedInput;
use crate::read::columns::{
    ColumnId, Columns, Decoder, Fill, Filling, KeyedRow, KeyedRows, Layout, Plan, RowPlan, Written, key_in,
    key_of,
};
use crate::read::{Children, Chunk, Encoding, PlainList, Record, TextId};
use crate::schema::{Schema, TableId};
use crate::source::{Source, Span};

/// The rows of one input, of which nothing is unusual.
pub(super) struct ChildRows<'p> {
    table: TableId,
    parent: TableId,
    input: u32,
    list: PlainList<'p>,
    fill: Fill,
    rows: KeyedRows,
    bytes: u64,
    sha256: Option<String>,
}

/// How inputs are read.
pub(super) struct Asked<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) encoding: Option<Encoding>,
    pub(super) hashed: bool,
}

/// The records of child tables in all inputs that hold any; `None` where one of these has to be read with care.
pub(super) fn child_rows<'p>(
    schema: &'p Schema,
    kernels: &BTreeMap<TableId, Kernels>,
    inputs: &[Planned],
    asked: &Asked<'_>,
) -> Option<Vec<ChildRows<'p>>> {
    let mut found: Vec<ChildRows<'p>> = Vec::new();
    for (number, input) in (0..).zip(inputs) {
        let Some(table) = input.table.filter(|table| schema.is_child(*table)) else {
            continue;
        };
        // The rows of two inputs would have to be put in order.
        if found.iter().any(|before| before.table == table) {
            return None;
        }
        found.push(ChildRows::of_input(schema, kernels, (number, input, table), asked)?);
    }
    Some(found)
}

/// Rows that are looked at together.
const BATCH: usize = 256;

impl<'p> ChildRows<'p> {
    fn of_input(
        schema: &'p Schema,
        kernels: &BTreeMap<TableId, Kernels>,
        (number, input, table): (u32, &Planned, TableId),
        asked: &Asked<'_>,
    ) -> Option<Self> {
        let record = &schema.table(table)?.record;
        let child = schema.table(table)?.child.as_ref()?;
        // A list inside a nested record would make that record be there.
        let &[field] = child.path.as_slice() else {
            return None;
        };
        let list_name = &schema.table(child.parent)?.record.fields.get(field)?.names.first;
        let kernels = kernels.get(&child.parent).filter(|_| is_list(&input.path))?;
        let mut layout = Layout::new(schema, table)?;
        let keys = (0..child.keys).map(|at| layout.column(0, &[at]).map(|(column, _)| column));
        let keys = keys.collect::<Option<Vec<ColumnId>>>()?;
        let plan = Plan::new(&layout)?;
        let list = List::begin(schema, input, asked.files, asked.encoding)?;
        let heads = list.heads().filter(|_| list.table() == table)?;
        let row_plan = plan.rows(list.delimiter(), &heads)?;
        let names: Vec<&str> =
            record.fields.iter().take(child.keys).map(|field| &*field.names.first).collect();
        let mut of_element = heads.clone();
        for head in of_element.iter_mut().filter(|head| head.path.is_some_and(|path| names.contains(&path))) {
            head.path = None;
        }
        let fill = kernels.fill(list_name, list.delimiter(), &of_element)?;
        let reading = Reading { list: &list, plan: &row_plan, keys: &keys };
        let mut rows = KeyedRows::default();
        let streamed = stream(
            asked.files.open(&input.given).ok()?,
            asked.hashed,
            || (Decoder::new(&plan), Columns::new(&layout), String::new()),
            |(decoder, columns, arena), chunk| reading.keys_of(chunk, decoder, columns, arena),
            |(page, keyed)| rows.add(page, keyed),
        );
        let Streamed { bytes, sha256, .. } = streamed.ok()?;
        let (parent, rows) = (child.parent, rows.indexed());
        let is_any = !rows.is_empty();
        is_any.then_some(Self { table, parent, input: number, list, fill, rows, bytes, sha256 })
    }

    pub(super) const fn parent(&self) -> TableId {
        self.parent
    }

    /// What there is to say of the input, if it is that one, and how many records it holds.
    pub(super) fn used(&self, input: u32, used: &mut UsedInput) -> Option<u64> {
        (self.input == input).then(|| {
            (used.bytes, used.sha256) = (Some(self.bytes), self.sha256.clone());
            self.rows.len() as u64
        })
    }

    /// The rows as elements of their parents.
    pub(super) const fn filling(&self) -> Filling<'_> {
        Filling { fill: &self.fill, rows: &self.rows }
    }

    /// The elements of a record.
    pub(super) fn of(&self, schema: &Schema, record: &Record) -> Children {
        let key = schema.table(self.parent).and_then(|parent| record.key(parent));
        let key = key.and_then(|key| key_of(&key));
        self.children(schema, key.into_iter().flat_map(|key| self.rows.of(key)))
    }

    /// The elements of no record.
    pub(super) fn unclaimed(&self, schema: &Schema) -> Children {
        self.children(schema, self.rows.unclaimed())
    }

    fn children(&self, schema: &Schema, rows: impl IntoIterator<Item = KeyedRow>) -> Children {
        let mut children = Children::default();
        for row in rows {
            let text = self.rows.text(row);
            let file = TextId { input: self.input, block: row.page, start: row.place[0] as usize };
            let record = self.list.straight(text, &|_| true).or_else(|| self.with_care(schema, text));
            if let Some(record) = record {
                children.add(schema, self.table, record, file);
            }
        }
        children
    }

    fn with_care(&self, schema: &Schema, text: &str) -> Option<Record> {
        let source = Source::new("", text.to_owned());
        let document = self.list.record(text, false).ok()??;
        let reader = Reader { schema, table: Some(self.table), number: self.input, encoding: None };
        let bundle = reader.bundle(&source, TextId::default(), &[document], Vec::new());
        bundle.records.into_iter().next().map(|(_, record)| record)
    }
}

/// How keys are read.
struct Reading<'r> {
    list: &'r PlainList<'r>,
    plan: &'r RowPlan,
    keys: &'r [ColumnId],
}

/// A piece of the text, and the keys and places of its rows.
type Keyed = (String, Vec<(u128, [u32; 2])>);

impl Reading<'_> {
    fn keys_of(
        &self,
        chunk: &Chunk,
        decoder: &mut Decoder<'_>,
        columns: &mut Columns,
        arena: &mut String,
    ) -> Result<Keyed, Unfit> {
        let text = chunk.text().ok_or(Unfit)?;
        let start = if chunk.number == 0 { self.list.start() } else { 0 };
        let rows: Vec<Span> = rows_of(text).into_iter().filter(|row| row.start >= start).collect();
        if rows.iter().any(|row| is_broken(text, *row)) {
            return Err(Unfit);
        }
        // The first one may count the columns.
        if let Some(first) = rows.first().filter(|_| chunk.number == 0) {
            let first = self.list.record(text.get(first.range()).unwrap_or_default(), true);
            first.ok().flatten().ok_or(Unfit)?;
        }
        let mut keyed = Vec::with_capacity(rows.len());
        for rows in rows.chunks(BATCH) {
            arena.clear();
            decoder.read(Written::InRows(self.plan, &[]), text, rows, columns, arena);
            if columns.odd().contains(&true) {
                return Err(Unfit);
            }
            for (number, row) in rows.iter().enumerate() {
                let key = key_in(columns, self.keys, number, text, arena).ok_or(Unfit)?;
                let place = |at: usize| u32::try_from(at).map_err(|_| Unfit);
                keyed.push((key, [place(row.start)?, place(row.end)?]));
            }
        }
        Ok((text.to_owned(), keyed))
    }
}
