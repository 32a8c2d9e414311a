//! Records of child tables by the keys of their parents, and how they become elements of the parents' lists.

use std::collections::{BTreeMap, HashMap};

use super::{Cell, Record, State, TextId, shorten};
use crate::schema::{Field, RecordType, Schema, TableId, Type};
use crate::source::{Source, Span};
use crate::value::Value;

/// Records of child tables. Parts of it can be gathered anywhere and merged in any order.
#[derive(Clone, Debug, Default)]
pub struct Children(BTreeMap<TableId, HashMap<Vec<Value>, Vec<Row>>>);

/// A record of a child table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its text.
    pub file: TextId,
    /// The cells that say whose it is.
    pub key: Span,
    /// Where it begins, so that rows stand in the order of the data.
    start: usize,
    /// The element that it is.
    element: Cell,
}

/// What is wrong where elements are put into a record.
#[derive(Clone, Debug)]
pub enum Amiss {
    /// The list was filled in as well: neither decides.
    Twice {
        /// The list.
        field: String,
        /// What was filled in.
        span: Span,
        /// The first record of the child table.
        first: (TextId, Span),
        /// Records of the child table.
        rows: usize,
    },
    /// A required field was filled in nowhere.
    Missing {
        /// The field.
        field: String,
    },
}

impl Children {
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when records wait to become elements of records of that table.
    pub fn are_pending(&self, schema: &Schema, parent: TableId) -> bool {
        schema.children(parent).any(|(table, _)| self.0.contains_key(&table))
    }

    /// Adds a record of a child table from that text. Of one without its whole key nobody can say whose it is; its
    /// key has been told of.
    pub fn add(&mut self, schema: &Schema, table: TableId, record: Record, file: TextId) {
        let Some(keys) = schema.table(table).and_then(|table| Some(table.child.as_ref()?.keys)) else {
            return;
        };
        let Some(key) = parent_of(&record, keys) else {
            return;
        };
        let Record { mut cells, anchor } = record;
        let rest = cells.split_off(keys);
        let span = cells.iter().map(|cell| cell.span).reduce(Span::to).unwrap_or(anchor);
        let element = Cell::new(State::Record(Record { cells: rest, anchor }), anchor).of_text(file);
        let row = Row { file, key: span, start: anchor.start, element };
        self.0.entry(table).or_default().entry(key).or_default().push(row);
    }

    /// Both parts.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (table, more) in other.0 {
            let all = self.0.entry(table).or_default();
            for (key, rows) in more {
                all.entry(key).or_default().extend(rows);
            }
        }
        self
    }

    /// The same with the rows of each parent in the order of the data.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        for rows in self.0.values_mut().flat_map(HashMap::values_mut) {
            rows.sort_by_key(|row| (row.file, row.start));
        }
        self
    }

    /// All rows with their tables and the keys of their parents.
    pub fn rows(&self) -> impl Iterator<Item = (TableId, &[Value], &[Row])> {
        self.0.iter().flat_map(|(table, keys)| {
            keys.iter().map(|(key, rows)| (*table, key.as_slice(), rows.as_slice()))
        })
    }

    /// Puts the elements of a record of that table, read from that text, into its lists.
    pub fn put_into(
        &self,
        schema: &Schema,
        table: TableId,
        record: &mut Record,
        source: &Source,
    ) -> Vec<Amiss> {
        let mut amiss = Vec::new();
        let Some(parent) = schema.table(table) else {
            return amiss;
        };
        let mut key = None;
        for (id, child) in schema.children(table) {
            let rows = self.0.get(&id).and_then(|rows| {
                let key = key.get_or_insert_with(|| record.key(parent)).as_ref()?;
                rows.get(key)
            });
            let rows = rows.map_or(&[][..], Vec::as_slice);
            let mut filler = Filler { rows, source: Some(source), amiss: &mut amiss };
            filler.step(&parent.record, &mut record.cells, &child.path, "");
        }
        amiss
    }

    /// Puts the elements of a record with that key into the one of its fields that is kept. What is amiss is told
    /// where the record itself is looked at.
    pub fn put_into_field(&self, schema: &Schema, table: TableId, key: &[Value], at: usize, cell: &mut Cell) {
        let Some(field) = schema.table(table).and_then(|parent| parent.record.fields.get(at)) else {
            return;
        };
        for (id, child) in schema.children(table) {
            let rows = self.0.get(&id).and_then(|rows| rows.get(key));
            if let (Some(rows), Some((first, rest))) = (rows, child.path.split_first())
                && *first == at
            {
                let mut filler = Filler { rows, source: None, amiss: &mut Vec::new() };
                filler.fill(&field.ty, cell, rest, &field.names.first);
            }
        }
    }
}

/// The key of the parent of a record of a child table whose first fields it is; `None` where it is not whole.
pub fn parent_of(record: &Record, keys: usize) -> Option<Vec<Value>> {
    let value = |cell: &Cell| match &cell.state {
        State::Value(value) => Some(value.clone()),
        State::Missing | State::Malformed(_) | State::Record(_) | State::List(_) => None,
    };
    record.cells.get(..keys)?.iter().map(value).collect()
}

/// Puts rows into a list of a record.
struct Filler<'r> {
    rows: &'r [Row],
    /// The text of the record.
    source: Option<&'r Source<'r>>,
    amiss: &'r mut Vec<Amiss>,
}

impl Filler<'_> {
    /// Into the list that the steps lead to from these cells of a record; types nest no deeper than their limit.
    fn step(&mut self, ty: &RecordType, cells: &mut [Cell], steps: &[usize], path: &str) {
        let Some((step, rest)) = steps.split_first() else {
            return;
        };
        let (Some(cell), Some(field)) = (cells.get_mut(*step), ty.fields.get(*step)) else {
            return;
        };
        let path = within(path, field);
        self.fill(&field.ty, cell, rest, &path);
        if field.required && field.child && matches!(cell.state, State::Missing) {
            self.amiss.push(Amiss::Missing { field: path });
        }
    }

    fn fill(&mut self, ty: &Type, cell: &mut Cell, steps: &[usize], path: &str) {
        match ty {
            Type::Record(inner) if !steps.is_empty() => {
                if matches!(cell.state, State::Missing) && !self.rows.is_empty() {
                    cell.state = State::Record(self.empty(inner, cell.span, path));
                }
                if let State::Record(record) = &mut cell.state {
                    self.step(inner, &mut record.cells, steps, path);
                }
            }
            _ => self.list(cell, path),
        }
    }

    fn list(&mut self, cell: &mut Cell, path: &str) {
        let Some(row) = self.rows.first() else {
            return;
        };
        if matches!(cell.state, State::Missing) {
            cell.state = State::List(self.rows.iter().map(|row| row.element.clone()).collect());
            (cell.span, cell.file) = (row.element.span, Some(row.file));
            return;
        }
        let (first, rows) = ((row.file, row.key), self.rows.len());
        self.amiss.push(Amiss::Twice { field: path.to_owned(), span: cell.span, first, rows });
        let written = self.source.map_or(path, |source| source.slice(cell.span));
        cell.state = State::Malformed(shorten(written));
    }

    /// A nested record in which nothing is filled in but a list to come.
    fn empty(&mut self, ty: &RecordType, anchor: Span, path: &str) -> Record {
        let missing = ty.fields.iter().filter(|field| field.required && !field.child);
        self.amiss.extend(missing.map(|field| Amiss::Missing { field: within(path, field) }));
        let cells = ty.fields.iter().map(|_| Cell::new(State::Missing, anchor));
        Record { cells: cells.collect(), anchor }
    }
}

/// The path of a field of the record at that path.
fn within(path: &str, field: &Field) -> String {
    let name = &field.names.first;
    if path.is_empty() { name.clone() } else { format!("{path}.{name}") }
}
