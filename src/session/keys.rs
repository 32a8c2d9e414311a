//! Keys of records, and those that two records have.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::eval::{Subject, key_of};
use crate::read::{Cell, State, TextId};
use crate::schema::{Schema, TableId};
use crate::source::Span;
use crate::value::Value;

/// The keys of some records.
#[derive(Default)]
pub(super) struct Keys(HashMap<(TableId, Vec<Value>), Holders>);

/// The records that have a key.
struct Holders {
    first: Spot,
    second: Option<Spot>,
    records: u64,
}

/// The first cell of a key: text and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: TextId,
    pub(super) span: Span,
}

/// A key that several records have.
pub(super) struct Repeated {
    pub(super) table: TableId,
    /// The cells of the key in the first two records.
    pub(super) spots: [Spot; 2],
    pub(super) records: u64,
}

impl Keys {
    /// Adds the key of a record of that text.
    pub(super) fn add(&mut self, schema: &Schema, subject: &Subject<'_>, file: TextId) {
        let Some(table) = schema.table(subject.table) else {
            return;
        };
        let Some(key) = key_of(table, subject.record) else {
            return;
        };
        let filled = |cell: &&Cell| matches!(cell.state, State::Value(_));
        let cells = table.key.iter().filter_map(|at| subject.record.cells.get(*at));
        let span =
            cells.filter(filled).map(|cell| cell.span).reduce(Span::to).unwrap_or(subject.record.anchor);
        let spot = Spot { file, span };
        self.merge_one((subject.table, key), Holders { first: spot, second: None, records: 1 });
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

    /// The keys that several records have, in the order of the data.
    pub(super) fn repeated(self) -> Vec<Repeated> {
        let repeated = self.0.into_iter().filter_map(|((table, _), holders)| {
            let spots = [holders.first, holders.second?];
            Some(Repeated { table, spots, records: holders.records })
        });
        let mut repeated: Vec<Repeated> = repeated.collect();
        repeated.sort_by_key(|repeated| repeated.spots);
        repeated
    }
}
