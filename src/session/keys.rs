//! Keys of records, and those that two records have.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::eval::Subject;
use crate::read::{Cell, Children, State, TextId};
use crate::schema::{Schema, TableId};
use crate::source::Span;
use crate::value::Value;

use super::faults::{Fault, Spot, What};

/// The keys of some records.
#[derive(Default)]
pub(super) struct Keys(HashMap<(TableId, Vec<Value>), Holders>);

/// The records that have a key.
struct Holders {
    first: Spot,
    second: Option<Spot>,
    records: u64,
}

impl Keys {
    /// Adds the key of a record of that text.
    pub(super) fn add(&mut self, schema: &Schema, subject: &Subject<'_>, file: TextId) {
        let Some(table) = schema.table(subject.table) else {
            return;
        };
        let Some(key) = subject.record.key(table) else {
            return;
        };
        let filled = |cell: &&Cell| matches!(cell.state, State::Value(_));
        let cells = table.key.iter().filter_map(|at| subject.record.cells.get(*at));
        let span =
            cells.filter(filled).map(|cell| cell.span).reduce(Span::to).unwrap_or(subject.record.anchor);
        let spot = Spot { file, span };
        self.note(subject.table, key, spot);
    }

    /// Adds a key that stands there.
    pub(super) fn note(&mut self, table: TableId, key: Vec<Value>, spot: Spot) {
        self.merge_one((table, key), Holders { first: spot, second: None, records: 1 });
    }

    /// The keys of both parts; `next` comes after in the data.
    pub(super) fn merge(&mut self, next: Self) {
        if self.0.is_empty() {
            self.0 = next.0;
            return;
        }
        for (key, holders) in next.0 {
            self.merge_one(key, holders);
        }
    }

    fn merge_one(&mut self, key: (TableId, Vec<Value>), next: Holders) {
        match self.0.entry(key) {
            Entry::Occupied(mut entry) => {
                let holders = entry.get_mut();
                holders.second.get_or_insert(next.first);
                holders.records += next.records;
            }
            Entry::Vacant(entry) => {
                entry.insert(next);
            }
        }
    }

    /// A fault for each key that several records have.
    pub(super) fn repeated(&self) -> impl Iterator<Item = Fault> {
        self.0.iter().filter_map(|((table, _), holders)| {
            let spots = vec![holders.first, holders.second?];
            Some(Fault { spots, what: What::Repeated { table: *table, records: holders.records } })
        })
    }

    /// A fault for each record of a child table whose parent is not there.
    pub(super) fn orphans(&self, schema: &Schema, children: &Children) -> Vec<Fault> {
        let mut orphans = Vec::new();
        for (table, key, rows) in children.rows() {
            let child = schema.table(table).and_then(|table| table.child.as_ref());
            let Some(parent) = child.map(|child| child.parent) else {
                continue;
            };
            if !self.0.contains_key(&(parent, key.to_vec())) {
                let spots = rows.iter().map(|row| Spot { file: row.file, span: row.key });
                let what = |spot| Fault { spots: vec![spot], what: What::Orphan { table, parent } };
                orphans.extend(spots.map(what));
            }
        }
        orphans
    }
}
