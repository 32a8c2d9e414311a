//! Keys of records, and those that two records have: a few bytes a record, however long its key.

use crate::eval::Subject;
use crate::read::{Cell, Children, State, TextId};
use crate::schema::{Schema, TableId};
use crate::source::Span;
use crate::value::{Value, WideHash};

use super::faults::{Fault, Spot, What};

/// The keys of some records.
#[derive(Default)]
pub(super) struct Keys(Vec<Held>);

/// The same in the order of the keys, and for each key in that of the data.
pub(super) struct Sorted(Vec<Held>);

/// That a record has a key, for which a hash stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    /// Its halves.
    key: [u64; 2],
    table: u32,
    /// Input, block, beginning, and the span: no text that is read as one is longer than 32 bits count.
    spot: [u32; 5],
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
        // A record of several forms has cells in several texts.
        let first = table.key.first().and_then(|at| subject.record.cells.get(*at));
        let file = first.and_then(|cell| cell.file).unwrap_or(file);
        let spot = Spot { file, span };
        self.note(subject.table, &key, spot);
    }

    /// Adds a key that stands there.
    pub(super) fn note(&mut self, table: TableId, key: &[Value], spot: Spot) {
        let Spot { file: TextId { input, block, start }, span } = spot;
        let [table_number, start, from, to] = [table.0, start, span.start, span.end].map(short);
        let spot = [input, block, start, from, to];
        self.0.push(Held { key: hash(table, key), table: table_number, spot });
    }

    /// Adds the keys of another part.
    pub(super) fn merge(&mut self, mut next: Self) {
        if self.0.is_empty() {
            *self = next;
        } else {
            self.0.append(&mut next.0);
        }
    }

    /// All of them, to be looked through.
    pub(super) fn sorted(mut self) -> Sorted {
        self.0.sort_unstable();
        Sorted(self.0)
    }
}

impl Held {
    const fn table(&self) -> TableId {
        TableId(self.table as usize)
    }

    const fn spot(&self) -> Spot {
        let [input, block, start, from, to] = self.spot;
        let file = TextId { input, block, start: start as usize };
        Spot { file, span: Span::new(from as usize, to as usize) }
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Sorted {
    /// A fault for each key that several records have.
    pub(super) fn repeated(&self) -> impl Iterator<Item = Fault> {
        self.0.chunk_by(|one, other| one.key == other.key).filter_map(|held| {
            let [first, second, ..] = held else {
                return None;
            };
            let what = What::Repeated { table: first.table(), records: held.len() as u64 };
            Some(Fault { spots: vec![first.spot(), second.spot()], what })
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
            let wanted = hash(parent, key);
            if self.0.binary_search_by_key(&wanted, |held| held.key).is_err() {
                let spots = rows.iter().map(|row| Spot { file: row.file, span: row.key });
                let what = |spot| Fault { spots: vec![spot], what: What::Orphan { table, parent } };
                orphans.extend(spots.map(what));
            }
        }
        orphans
    }
}

fn hash(table: TableId, key: &[Value]) -> [u64; 2] {
    let mut hash = WideHash::default();
    hash.add((table, key));
    hash.halves()
}
