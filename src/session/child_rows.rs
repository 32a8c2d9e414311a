//! Inputs that are lists of records of child tables: each row is found by the key of its parent when that is read.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::input::{Files, Planned};
use super::pieces::rows_of;
use super::plain_lists::{List, has_columns, is_list};
use super::reader::Reader;
use super::stream::{Streamed, Unfit, stream};
use crate::eval::columns::Kernels;
use crate::finding::UsedInput;
use crate::read::columns::{
    ColumnId, Columns, Decoder, Fill, Filling, Head, KeyedRows, Layout, Plan, RowPlan, Run, Written, key_in,
    key_of,
};
use crate::read::{Children, Chunk, Encoding, PlainList, Record, TextId, Wanted};
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
    /// Those of no record, once all records are known.
    orphans: OnceLock<Children>,
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
        // What has no column is pointed at in the header.
        let mut fields = 0..record.fields.len();
        fields.all(|field| has_columns(record, field, "", &heads)).then_some(())?;
        let row_plan = plan.rows(list.delimiter(), &heads)?;
        let names: Vec<&str> =
            record.fields.iter().take(child.keys).map(|field| &*field.names.first).collect();
        let mut of_element = heads.clone();
        for head in of_element.iter_mut().filter(|head| head.path.is_some_and(|path| names.contains(&path))) {
            head.path = None;
        }
        let fill = kernels.fill(list_name, list.delimiter(), &of_element)?;
        let leading = leading(&heads, &names);
        let reading = Reading { list: &list, plan: &row_plan, keys: &keys, leading };
        let mut rows = KeyedRows::default();
        let streamed = stream(
            asked.files.open(&input.given).ok()?,
            asked.hashed,
            || (Decoder::new(&plan), Columns::new(&layout), String::new()),
            |(decoder, columns, arena), chunk| reading.keys_of(chunk, decoder, columns, arena),
            |(page, count, runs)| rows.add(page, count, runs),
        );
        let Streamed { bytes, sha256, .. } = streamed.ok()?;
        let (parent, rows) = (child.parent, rows.indexed());
        let (is_any, orphans) = (!rows.is_empty(), OnceLock::new());
        is_any.then_some(Self { table, parent, input: number, list, fill, rows, orphans, bytes, sha256 })
    }

    pub(super) const fn parent(&self) -> TableId {
        self.parent
    }

    /// What there is to say of the input, if it is that one, and how many records it holds.
    pub(super) fn used(&self, input: u32, used: &mut UsedInput) -> Option<u64> {
        (self.input == input).then(|| {
            (used.bytes, used.sha256) = (Some(self.bytes), self.sha256.clone());
            self.rows.len()
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
        self.children(schema, self.rows.from(key.and_then(|key| self.rows.find(key, 0))))
    }

    /// The elements of no record, once all records are known.
    pub(super) fn orphans(&self, schema: &Schema) -> &Children {
        self.orphans.get_or_init(|| self.children(schema, self.rows.unclaimed()))
    }

    /// From now on the rows are to be read with care: it is not known any more for which of them there is a record.
    pub(super) fn spoil(&self) {
        self.rows.spoil();
    }

    /// True when there turned out to be something to say about a row, once all records are known.
    pub(super) fn is_spoilt(&self, schema: &Schema) -> bool {
        self.orphans(schema);
        self.rows.is_spoilt()
    }

    fn children<'r>(&'r self, schema: &Schema, runs: impl IntoIterator<Item = &'r Run>) -> Children {
        let mut children = Children::default();
        for run in runs {
            let page = self.rows.page(run);
            for row in rows_of(page, run.place) {
                let file = TextId { input: self.input, block: run.page, start: row.start };
                let text = page.get(row.range()).unwrap_or_default();
                let plain = if run.is_plain() { self.list.straight(text, Wanted::ALL) } else { None };
                match plain.or_else(|| self.with_care(schema, text)) {
                    Some(record) => children.add(schema, self.table, record, file),
                    None => self.rows.spoil(),
                }
            }
        }
        children
    }

    /// The record of a row, if there is nothing to say about it.
    fn with_care(&self, schema: &Schema, text: &str) -> Option<Record> {
        let source = Source::new("", text);
        let document = self.list.record(text, false).ok()??;
        let reader = Reader { schema, table: Some(self.table), number: self.input, encoding: None };
        let bundle = reader.bundle(&source, TextId::default(), &[document], Vec::new());
        let silent = bundle.diagnostics.is_empty();
        bundle.records.into_iter().next().filter(|_| silent).map(|(_, record)| record)
    }
}

/// How keys are read.
struct Reading<'r> {
    list: &'r PlainList<'r>,
    plan: &'r RowPlan,
    keys: &'r [ColumnId],
    /// How many columns hold the key, where these are the first ones.
    leading: usize,
}

/// A piece of the text, how many rows it has, and where those of each key stand.
type Keyed = (String, u64, Vec<Run>);

impl Reading<'_> {
    fn keys_of(
        &self,
        chunk: &Chunk,
        decoder: &mut Decoder<'_>,
        columns: &mut Columns,
        arena: &mut String,
    ) -> Result<Keyed, Unfit> {
        let text = chunk.text_without_zeros().ok_or(Unfit)?;
        let is_first = chunk.number == 0;
        let start = if is_first { self.list.start() } else { 0 };
        let end = u32::try_from(text.len()).map_err(|_| Unfit)?;
        let mut count = 0;
        // Runs, and the first row of each.
        let (mut places, mut firsts): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        // What all rows of the last run begin with.
        let mut begin: &[u8] = b"";
        for row in rows_of(text, [u32::try_from(start).map_err(|_| Unfit)?, end]) {
            let own = text.as_bytes().get(row.range()).unwrap_or_default();
            if count == 0 && is_first {
                // It may count the columns.
                let first = self.list.record(text.get(row.range()).unwrap_or_default(), true);
                first.ok().flatten().ok_or(Unfit)?;
            }
            count += 1;
            match places.last_mut() {
                Some(run) if !begin.is_empty() && own.starts_with(begin) => run.end = row.end,
                _ => {
                    places.push(row);
                    firsts.push(row);
                    begin = self.begin(own);
                }
            }
        }
        let mut runs = Vec::with_capacity(places.len());
        for (places, firsts) in places.chunks(BATCH).zip(firsts.chunks(BATCH)) {
            arena.clear();
            decoder.read(Written::InRows(self.plan, &[]), text, firsts, columns, arena);
            if columns.odd().contains(&true) {
                return Err(Unfit);
            }
            for (number, run) in places.iter().enumerate() {
                let key = key_in(columns, self.keys, number, text, arena).ok_or(Unfit)?;
                let place = |at: usize| u32::try_from(at).map_err(|_| Unfit);
                runs.push(Run::new(key, [place(run.start)?, place(run.end)?]));
            }
        }
        Ok((text.to_owned(), count, runs))
    }

    /// The cells of the key and the delimiter behind them; nothing where they are not the first, or have quotes.
    fn begin<'t>(&self, row: &'t [u8]) -> &'t [u8] {
        let mut delimiters = memchr::memchr_iter(self.list.delimiter(), row);
        let last = self.leading.checked_sub(1).and_then(|before| delimiters.nth(before));
        let begin = last.and_then(|last| row.get(..=last)).unwrap_or_default();
        if memchr::memchr(b'"', begin).is_some() { b"" } else { begin }
    }
}

/// How many columns hold the key, where they are the first ones.
fn leading(heads: &[Head<'_>], keys: &[&str]) -> usize {
    let first = heads.iter().take(keys.len());
    let all = first.clone().all(|head| head.path.is_some_and(|path| keys.contains(&path)));
    if all { first.count() } else { 0 }
}
