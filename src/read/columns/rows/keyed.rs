//! Rows of a child table by the keys of their parents: where they stand, and nothing of what they hold.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::read::columns::{ARENA, ColumnId, Columns, PRESENT, date_code, scaled};
use crate::value::{Value, WideHash};

/// Such rows.
#[derive(Debug, Default)]
pub struct KeyedRows {
    /// The pieces of the text in which they stand.
    pages: Vec<String>,
    /// In the order of the text.
    runs: Vec<Run>,
    /// The first run of each key.
    first: HashMap<u128, u32, BuildHasherDefault<Mixed>>,
    rows: u64,
    spoilt: AtomicBool,
}

/// Rows with one key that follow each other in a piece of a text.
#[derive(Debug)]
pub struct Run {
    key: u128,
    /// Which piece of the text they stand in.
    pub page: u32,
    /// Where they begin there, and where they end.
    pub place: [u32; 2],
    /// The next run with that key.
    next: u32,
    /// True when there is none with that key before it.
    first: bool,
    /// What has become of them.
    state: AtomicU8,
}

/// Nobody has asked for them.
const UNCLAIMED: u8 = 0;
/// A record with their key was there.
const CLAIMED: u8 = 1;
/// All of them have been read, and nothing in them is odd.
const PLAIN: u8 = 2;

/// The place of no run.
const NONE: u32 = u32::MAX;

impl Run {
    /// Rows with that key from one place of a piece to another.
    pub const fn new(key: u128, place: [u32; 2]) -> Self {
        Self { key, page: 0, place, next: NONE, first: true, state: AtomicU8::new(UNCLAIMED) }
    }

    /// True when it is known that nothing in them is odd.
    pub fn is_plain(&self) -> bool {
        self.state.load(Ordering::Relaxed) == PLAIN
    }

    /// From now on that is known.
    pub(super) fn settle(&self) {
        self.reach(PLAIN);
    }

    fn is_claimed(&self) -> bool {
        self.state.load(Ordering::Relaxed) != UNCLAIMED
    }

    fn reach(&self, state: u8) {
        if self.state.load(Ordering::Relaxed) < state {
            self.state.fetch_max(state, Ordering::Relaxed);
        }
    }
}

impl KeyedRows {
    /// Adds the next piece of the text, with so many rows in these runs.
    pub fn add(&mut self, page: String, rows: u64, runs: impl IntoIterator<Item = Run>) {
        let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        self.pages.push(page);
        self.rows += rows;
        self.runs.extend(runs.into_iter().map(|run| Run { page: number, ..run }));
    }

    /// The same, to be asked. The runs of a key stay in the order of the text.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.first.reserve(self.runs.len());
        for number in (0..self.runs.len()).rev() {
            let (behind, Some(run)) = (u32::try_from(number).unwrap_or(NONE), self.runs.get_mut(number))
            else {
                continue;
            };
            run.next = self.first.insert(run.key, behind).unwrap_or(NONE);
            let next = run.next as usize;
            if let Some(next) = self.runs.get_mut(next) {
                next.first = false;
            }
        }
        self
    }

    /// The number of the first run with that key. Mostly records stand in the order of their rows, so that it is the
    /// hint: the one behind that of the record before.
    pub fn find(&self, key: u128, hint: u32) -> Option<u32> {
        let hinted = self.run(hint).is_some_and(|run| run.first && run.key == key);
        if hinted { Some(hint) } else { self.first.get(&key).copied() }
    }

    /// The run of that number and those behind it that have its key.
    pub fn from(&self, number: Option<u32>) -> impl Iterator<Item = &Run> {
        let first = number.and_then(|number| self.run(number));
        let runs = std::iter::successors(first, |before| self.run(before.next));
        runs.inspect(|run| run.reach(CLAIMED))
    }

    fn run(&self, number: u32) -> Option<&Run> {
        self.runs.get(number as usize)
    }

    /// The runs with keys for which nobody has asked, in the order of the text.
    pub fn unclaimed(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.is_claimed())
    }

    /// The piece of the text in which a run stands.
    pub fn page(&self, run: &Run) -> &str {
        self.pages.get(run.page as usize).map_or("", String::as_str)
    }

    /// How many rows there are.
    pub const fn len(&self) -> u64 {
        self.rows
    }

    /// True when there is none.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// From now on it is known that they cannot be read so.
    pub fn spoil(&self) {
        self.spoilt.store(true, Ordering::Relaxed);
    }

    /// True when that is known.
    pub fn is_spoilt(&self) -> bool {
        self.spoilt.load(Ordering::Relaxed)
    }
}

/// The key that stands in these columns of a row; `None` for one that is not whole.
pub fn key_in(columns: &Columns, keys: &[ColumnId], row: usize, text: &str, arena: &str) -> Option<u128> {
    let parts = keys.iter().map(|key| {
        let column = columns.column(*key).filter(|column| column.states.get(row) == Some(&PRESENT))?;
        match column.ranges.get(row) {
            Some([from, to]) => {
                let (text, base) = if *from < ARENA { (text, 0) } else { (arena, ARENA) };
                text.get((from - base) as usize..(to - base) as usize).map(Part::Text)
            }
            None => column.numbers.get(row).copied().map(Part::Number),
        }
    });
    of_parts(parts)
}

/// The same key as values; `None` for one that no columns hold.
pub fn key_of(values: &[Value]) -> Option<u128> {
    let parts = values.iter().map(|value| match value {
        Value::Number(number) => scaled(*number).map(Part::Number),
        Value::Date(date) => Some(Part::Number(date_code(*date))),
        Value::Bool(truth) => Some(Part::Number(i64::from(*truth))),
        Value::Member(member) => i64::try_from(*member).ok().map(Part::Number),
        Value::Text(text) => Some(Part::Text(text)),
    });
    of_parts(parts)
}

/// What a column holds of a key.
#[derive(Hash)]
enum Part<'t> {
    Number(i64),
    Text(&'t str),
}

/// A number alone stands for itself, a hash for any other key. There are parts: a child table has a key.
fn of_parts<'t>(parts: impl ExactSizeIterator<Item = Option<Part<'t>>>) -> Option<u128> {
    let alone = parts.len() == 1;
    let mut hash = WideHash::default();
    for part in parts {
        let part = part?;
        if let (Part::Number(number), true) = (&part, alone) {
            return Some(u128::from(number.cast_unsigned()));
        }
        hash.add(part);
    }
    Some(hash.halves().into_iter().fold(0, |both, half| both << 64 | u128::from(half)))
}

/// A hash of keys, of which most are hashes already.
#[derive(Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    fn write_u128(&mut self, key: u128) {
        let halves = (key >> 64) as u64 ^ key as u64;
        self.0 = (self.0 ^ halves).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyedRows, Run};

    #[test]
    fn runs_of_a_key_are_found_in_the_order_of_the_text_wherever_they_stand() {
        let mut rows = KeyedRows::default();
        rows.add(
            "a\na\nb\na\n".to_owned(),
            4,
            [Run::new(1, [0, 3]), Run::new(2, [4, 5]), Run::new(1, [6, 7])],
        );
        rows.add("a\nc\n".to_owned(), 2, [Run::new(1, [0, 1]), Run::new(3, [2, 3])]);
        let rows = rows.indexed();
        let found = |key: u128, hint: u32| {
            let runs = rows.from(rows.find(key, hint));
            runs.map(|run| (run.page, run.place[0])).collect::<Vec<_>>()
        };
        // The third run has that key too, but is not the first that has.
        for hint in [0, 1, 2, 9] {
            assert_eq!(found(1, hint), [(0, 0), (0, 6), (1, 0)]);
        }
        assert_eq!(found(4, 0), []);
        let unclaimed: Vec<&str> = rows.unclaimed().map(|run| rows.page(run)).collect();
        assert_eq!((unclaimed, rows.len()), (vec!["a\na\nb\na\n", "a\nc\n"], 6));
        assert_eq!(found(2, 1), [(0, 4)]);
        assert_eq!(rows.unclaimed().map(|run| run.place).collect::<Vec<_>>(), [[2, 3]]);
    }
}
