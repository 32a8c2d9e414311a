//! Records of other tables by their keys, with as much of each as rules read of it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::frame::Frame;
use super::frame::descend;
use super::judge::Scene;
use super::state::Unknown;
use crate::ir::{Path, Program, Start};
use crate::read::{Cell, Children, Record, State, TextId};
use crate::schema::{FieldPath, Schema, TableId};
use crate::value::Value;

/// The records to which rules join. Parts of it can be made anywhere and merged in any order.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    tables: BTreeMap<TableId, Index>,
}

#[derive(Clone, Debug)]
struct Index {
    /// The fields that rules read, ascending.
    fields: Vec<usize>,
    records: HashMap<Vec<Value>, Kept>,
}

#[derive(Clone, Debug)]
enum Kept {
    /// The cells of the index's fields.
    One(Box<[Cell]>),
    /// Nobody can say which record is meant.
    Several,
}

impl Tables {
    /// No records yet of the tables to which these rules join.
    pub fn of(program: &Program, rules: &[usize]) -> Self {
        let mut fields: BTreeMap<TableId, BTreeSet<usize>> = BTreeMap::new();
        for rule in rules.iter().filter_map(|number| program.rules.get(*number)) {
            for join in &rule.joins {
                fields.entry(join.table).or_default().extend(&join.fields);
            }
        }
        let index =
            |fields: BTreeSet<usize>| Index { fields: fields.into_iter().collect(), records: HashMap::new() };
        Self { tables: fields.into_iter().map(|(table, fields)| (table, index(fields))).collect() }
    }

    /// The same tables without their records, for one more part.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let empty = |index: &Index| Index { fields: index.fields.clone(), records: HashMap::new() };
        Self { tables: self.tables.iter().map(|(table, index)| (*table, empty(index))).collect() }
    }

    /// True when there is nothing to join to.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The tables to which rules join.
    pub fn names(&self) -> impl Iterator<Item = TableId> {
        self.tables.keys().copied()
    }

    /// Adds a record of that text. One without its whole key cannot be found by it.
    pub fn add(&mut self, schema: &Schema, table: TableId, record: Record, file: TextId) {
        let (Some(index), Some(found)) = (self.tables.get_mut(&table), schema.table(table)) else {
            return;
        };
        let Some(key) = record.key(found) else {
            return;
        };
        match index.records.entry(key) {
            Entry::Occupied(mut entry) => {
                entry.insert(Kept::Several);
            }
            Entry::Vacant(entry) => {
                let kept = |(at, cell): (usize, Cell)| {
                    index.fields.binary_search(&at).is_ok().then(|| cell.of_text(file))
                };
                let cells = record.cells.into_iter().enumerate().filter_map(kept);
                entry.insert(Kept::One(cells.collect()));
            }
        }
    }

    /// Both parts.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (table, more) in other.tables {
            let Some(index) = self.tables.get_mut(&table) else {
                self.tables.insert(table, more);
                continue;
            };
            for (key, kept) in more.records {
                match index.records.entry(key) {
                    Entry::Occupied(mut entry) => {
                        entry.insert(Kept::Several);
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(kept);
                    }
                }
            }
        }
        self
    }

    /// Puts the records of child tables into the lists of those that are kept.
    pub fn complete(&mut self, schema: &Schema, children: &Children) {
        let pending = self.tables.iter_mut().filter(|(table, _)| children.are_pending(schema, **table));
        for (table, index) in pending {
            for (key, kept) in &mut index.records {
                let Kept::One(cells) = kept else {
                    continue;
                };
                for (at, cell) in index.fields.iter().zip(cells) {
                    children.put_into_field(schema, *table, key, *at, cell);
                }
            }
        }
    }

    fn get(&self, table: TableId, key: &[Value]) -> Result<(&[usize], &[Cell]), Unknown> {
        let index = self.tables.get(&table).ok_or(Unknown::NotFound)?;
        match index.records.get(key) {
            Some(Kept::One(cells)) => Ok((&index.fields, cells)),
            Some(Kept::Several) => Err(Unknown::Malformed),
            None => Err(Unknown::NotFound),
        }
    }
}

impl<'d> Scene<'d> {
    /// The cell at the path, or why there is none.
    pub(super) fn find(&self, path: &'d Path, frame: &Frame<'_, 'd>) -> Result<&'d Cell, Unknown> {
        match path.start {
            Start::Frame => frame.find(path),
            Start::Join(join) => {
                let (fields, cells) = self.joined(join, frame)?;
                let (first, rest) = path.steps.split_first().ok_or(Unknown::Malformed)?;
                let at = fields.binary_search(first).map_err(|_| Unknown::Malformed)?;
                cells.get(at).and_then(|cell| descend(cell, rest)).ok_or(Unknown::Malformed)
            }
            Start::Table(_) => Err(Unknown::Malformed),
        }
    }

    /// The record of another table: its fields that are kept, and their cells.
    pub(super) fn joined(
        &self,
        join: usize,
        frame: &Frame<'_, 'd>,
    ) -> Result<(&'d [usize], &'d [Cell]), Unknown> {
        let join = self.rule.joins.get(join).ok_or(Unknown::Malformed)?;
        let key: Vec<Value> = self.all(&join.keys, frame)?.into_iter().map(Cow::into_owned).collect();
        self.tables.get(join.table, &key)
    }

    /// The elements of the list at the path. A list that was not filled in is missing, not empty.
    pub(super) fn elements(&self, list: &'d Path, frame: &Frame<'_, 'd>) -> Result<&'d [Cell], Unknown> {
        match &self.find(list, frame)?.state {
            State::List(cells) => Ok(cells),
            State::Missing => Err(Unknown::Missing),
            State::Malformed(_) | State::Value(_) | State::Record(_) => Err(Unknown::Malformed),
        }
    }

    /// The path from the subject in both spellings, elements counted from 1, records of other tables by their
    /// keys: `指标[2].权重`, `上年项目[A001].申报金额`.
    pub(super) fn name(&self, path: &'d Path, frame: &Frame<'_, 'd>) -> FieldPath {
        let rest = |mut start: String, rest: &str| {
            if !rest.is_empty() {
                start.push('.');
                start.push_str(rest);
            }
            start
        };
        if let Start::Join(join) = path.start {
            let (first, last) = self.name_of_join(join, frame);
            return FieldPath::new((rest(first, &path.shown.0), rest(last, &path.shown.1)));
        }
        let Some((around, list, index)) = frame.list_of(path) else {
            return Arc::clone(&path.shown);
        };
        let make = || {
            let [own, other] = self.names_of_element(list, around, index);
            let inside = if path.steps.is_empty() { ("", "") } else { (&*path.shown.0, &*path.shown.1) };
            FieldPath::new((rest(own, inside.0), rest(other, inside.1)))
        };
        match &self.truths {
            Some(truths) if around.is_subject() => truths.of_element(list, index, path, make),
            _ => make(),
        }
    }

    /// The path of the element of that frame itself.
    pub(super) fn name_of(&self, element: &Frame<'_, 'd>) -> FieldPath {
        let itself = element.itself();
        let Some((around, list, index)) = element.list_of(&itself) else {
            return itself.shown;
        };
        let [own, other] = self.names_of_element(list, around, index);
        FieldPath::new((own, other))
    }

    /// Both spellings of an element of a list by its number, with room for a field in it.
    fn names_of_element(&self, list: &'d Path, around: &Frame<'_, 'd>, index: usize) -> [String; 2] {
        let list = self.name(list, around);
        let mut number = itoa::Buffer::new();
        let number = number.format(index + 1);
        [&list.0, &list.1].map(|list| {
            let mut name = String::with_capacity(2 * list.len() + number.len() + 16);
            for part in [list, "[", number, "]"] {
                name.push_str(part);
            }
            name
        })
    }

    fn name_of_join(&self, join: usize, frame: &Frame<'_, 'd>) -> (String, String) {
        let ((first, last), key) = self.target(join, frame);
        (format!("{first}[{key}]"), format!("{last}[{key}]"))
    }

    /// The table of a join in both spellings, and the key that is looked for.
    pub(super) fn target(&self, join: usize, frame: &Frame<'_, 'd>) -> ((String, String), String) {
        let Some(join) = self.rule.joins.get(join) else {
            return Default::default();
        };
        let names = self.program.schema.table(join.table).map(|table| &table.names);
        let names = names.map(|names| (names.first.clone(), names.last().to_owned())).unwrap_or_default();
        let parts: Vec<String> = join.keys.iter().map(|key| self.shown(key, frame)).collect();
        (names, parts.join("/"))
    }
}
