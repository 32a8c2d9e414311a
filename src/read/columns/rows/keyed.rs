//! Rows of a child table by the keys of their parents: where they stand, and nothing of what they hold.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::read::columns::store::Column;
use crate::read::columns::{ARENA, ColumnId, Columns, PRESENT, date_code, scaled};
use crate::value::Value;

/// Such rows.
#[derive(Debug, Default)]
pub struct KeyedRows {
    /// The pieces of the text in which they stand.
    pages: Vec<String>,
    rows: Vec<(u128, KeyedRow)>,
    of_key: HashMap<u128, Run>,
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct KeyedRow {
    /// Which piece of the text it stands in.
    pub page: u32,
    /// Where it begins there, and where it ends.
    pub place: [u32; 2],
}

/// The rows of one key.
#[derive(Debug)]
struct Run {
    first: usize,
    end: usize,
    /// True once anybody has asked for them.
    claimed: AtomicBool,
}

impl KeyedRows {
    /// Adds the next piece of the text, with its rows and the keys in them.
    pub fn add(&mut self, page: String, rows: impl IntoIterator<Item = (u128, [u32; 2])>) {
        let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        self.pages.push(page);
        self.rows.extend(rows.into_iter().map(|(key, place)| (key, KeyedRow { page: number, place })));
    }

    /// The same, to be asked. The rows of a key stay in the order of the text.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        if !self.index() {
            self.rows.sort_by_key(|(key, _)| *key);
            self.index();
        }
        self
    }

    /// Finds the rows of each key; false where those of one stand apart.
    fn index(&mut self) -> bool {
        self.of_key.clear();
        let mut first = 0;
        for rows in self.rows.chunk_by(|(one, _), (other, _)| one == other) {
            let end = first + rows.len();
            let run = Run { first, end, claimed: AtomicBool::new(false) };
            if let Some((key, _)) = rows.first()
                && self.of_key.insert(*key, run).is_some()
            {
                return false;
            }
            first = end;
        }
        true
    }

    /// The rows with that key.
    pub fn of(&self, key: u128) -> impl Iterator<Item = KeyedRow> {
        let run = self.of_key.get(&key);
        if let Some(run) = run.filter(|run| !run.claimed.load(Ordering::Relaxed)) {
            run.claimed.store(true, Ordering::Relaxed);
        }
        self.run(run)
    }

    /// The rows with keys for which nobody has asked, in the order of the text.
    pub fn unclaimed(&self) -> Vec<KeyedRow> {
        let runs = self.of_key.values().filter(|run| !run.claimed.load(Ordering::Relaxed));
        let mut rows: Vec<KeyedRow> = runs.flat_map(|run| self.run(Some(run))).collect();
        rows.sort_unstable_by_key(|row| (row.page, row.place));
        rows
    }

    fn run(&self, run: Option<&Run>) -> impl Iterator<Item = KeyedRow> {
        let rows = run.and_then(|run| self.rows.get(run.first..run.end)).unwrap_or_default();
        rows.iter().map(|(_, row)| *row)
    }

    /// What a row is.
    pub fn text(&self, row: KeyedRow) -> &str {
        let [start, end] = row.place.map(|at| at as usize);
        self.pages.get(row.page as usize).and_then(|page| page.get(start..end)).unwrap_or_default()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there is none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The key that stands in these columns of a row; `None` for one that is not whole. 128 bits of a hash stand for it:
/// among a billion keys two would be taken for one in one of 10^20 runs.
pub fn key_in(columns: &Columns, keys: &[ColumnId], row: usize, text: &str, arena: &str) -> Option<u128> {
    let mut hash = KeyHash::default();
    for key in keys {
        let column = columns.column(*key)?;
        if column.states.get(row) != Some(&PRESENT) {
            return None;
        }
        part(column, row, text, arena, &mut hash)?;
    }
    Some(hash.finish())
}

fn part(column: &Column, row: usize, text: &str, arena: &str, hash: &mut KeyHash) -> Option<()> {
    if let Some([from, to]) = column.ranges.get(row) {
        let (text, base) = if *from < ARENA { (text, 0) } else { (arena, ARENA) };
        hash.add(text.get((from - base) as usize..(to - base) as usize)?);
    } else {
        hash.add(*column.numbers.get(row)?);
    }
    Some(())
}

/// The same key as values; `None` for one that no columns hold.
pub fn key_of(values: &[Value]) -> Option<u128> {
    let mut hash = KeyHash::default();
    for value in values {
        match value {
            Value::Number(number) => hash.add(scaled(*number)?),
            Value::Date(date) => hash.add(date_code(*date)),
            Value::Bool(truth) => hash.add(i64::from(*truth)),
            Value::Member(member) => hash.add(i64::try_from(*member).ok()?),
            Value::Text(text) => hash.add(&**text),
        }
    }
    Some(hash.finish())
}

/// Two hashes behind two different beginnings.
struct KeyHash([DefaultHasher; 2]);

impl Default for KeyHash {
    fn default() -> Self {
        let mut halves = [DefaultHasher::new(), DefaultHasher::new()];
        (0_u8..).zip(&mut halves).for_each(|(beginning, half)| half.write_u8(beginning));
        Self(halves)
    }
}

impl KeyHash {
    fn add(&mut self, part: impl Hash) {
        self.0.iter_mut().for_each(|half| part.hash(half));
    }

    fn finish(&self) -> u128 {
        self.0.iter().fold(0, |both, half| both << 64 | u128::from(half.finish()))
    }
}
