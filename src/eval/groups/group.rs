//! Groups of records and the batch: what rules ask of all their members, gathered record by record.
//!
//! States grow with the groups and not with the records; parts of the data can be gathered anywhere and are
//! merged in the order of the data.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::gathered::{Gathered, Member, light};
use crate::eval::evidence::{Cited, Evidence};
use crate::eval::frame::Frame;
use crate::eval::judge::{Judgement, Scene, Subject, Verdicts};
use crate::eval::steps::ClauseSteps;
use crate::eval::tables::Tables;
use crate::eval::template::show;
use crate::eval::trace::Trace;
use crate::finding::Finding;
use crate::ir::{Checked, GroupKey, Program, Rule, Visits};
use crate::read::{Cell, Record, State, TextId};
use crate::schema::RecordType;
use crate::source::Span;
use crate::text::filling;
use crate::value::{Date, Number, Value};

/// The groups of all rules that are about groups, and the batch of those about it.
#[derive(Clone, Debug, Default)]
pub struct Groups(HashMap<(usize, Key), Group>);

/// What the members of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    /// The values of the fields; `None` for one that was not filled in.
    Values(Vec<Option<Value>>),
    /// A field of theirs cannot be read: nobody can say to which group they belong.
    Unreadable,
}

/// A group.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Group {
    /// The cells of the key in its first member; those that cannot be read, of as many members as are shown.
    cells: Vec<((String, String), Cell)>,
    /// Members.
    members: u64,
    /// Its first member.
    first: (TextId, usize),
    /// For each slot of the rule what the members come to.
    pub(in crate::eval) slots: Vec<Gathered>,
}

/// Members with an unreadable key that a finding shows.
const MOST_SHOWN: usize = 5;

impl Groups {
    /// Adds a record of that text to its groups under these rules.
    pub fn add(
        &mut self,
        program: &Checked<Program>,
        rules: &[usize],
        subject: &Subject<'_>,
        file: TextId,
        tables: &Tables,
    ) {
        for number in rules {
            let Some(rule) = program.rules.get(*number) else {
                continue;
            };
            let key = match &rule.visits {
                Visits::Records => continue,
                Visits::Groups(_) if rule.table != Some(subject.table) => continue,
                Visits::Groups(keys) => key_of(keys, subject.record),
                Visits::Batch if rule.slots.iter().all(|slot| slot.table != subject.table) => continue,
                Visits::Batch => Key::Values(Vec::new()),
            };
            let one = Group::of(program, rule, &key, subject, file, tables);
            self.merge_one((*number, key), one);
        }
    }

    /// Adds records of a group under a rule that were gathered together; they may come before those that are here.
    pub(in crate::eval) fn put(&mut self, rule: usize, key: Vec<Option<Value>>, group: Group) {
        self.merge_one((rule, Key::Values(key)), group);
    }

    /// The groups of both parts; `next` comes after in the data.
    pub fn merge(&mut self, next: Self) {
        if self.0.is_empty() {
            self.0 = next.0;
            return;
        }
        for (key, group) in next.0 {
            self.merge_one(key, group);
        }
    }

    fn merge_one(&mut self, key: (usize, Key), next: Group) {
        match self.0.entry(key) {
            Entry::Occupied(mut entry) => entry.get_mut().merge(next),
            Entry::Vacant(entry) => {
                entry.insert(next);
            }
        }
    }

    /// Judges the groups by the rule of that number, in the order in which they first appear in the data.
    pub fn judge(
        &self,
        program: &Checked<Program>,
        number: usize,
        tables: &Tables,
        as_of: Option<Date>,
    ) -> Vec<Judgement> {
        let Some(rule) = program.rules.get(number) else {
            return Vec::new();
        };
        let empty = Group::empty(rule);
        let mut groups: Vec<(&Key, &Group)> = self
            .0
            .iter()
            .filter(|((of, _), _)| *of == number)
            .map(|((_, key), group)| (key, group))
            .collect();
        groups.sort_by_key(|(key, group)| (group.first, *key));
        let whole = Key::Values(Vec::new());
        if groups.is_empty() && matches!(rule.visits, Visits::Batch) {
            groups.push((&whole, &empty));
        }
        groups.into_iter().map(|(key, group)| group.judge(program, rule, key, tables, as_of)).collect()
    }

    /// The steps of the rule of that number on the first group whose finding is the one that is looked for.
    pub fn steps(
        &self,
        program: &Checked<Program>,
        number: usize,
        tables: &Tables,
        as_of: Option<Date>,
        wanted: impl Fn(&Finding) -> bool,
    ) -> Vec<ClauseSteps> {
        let Some(rule) = program.rules.get(number) else {
            return Vec::new();
        };
        let empty = Group::empty(rule);
        let whole = Key::Values(Vec::new());
        let own = self.0.iter().filter(|((of, _), _)| *of == number).map(|((_, key), group)| (key, group));
        let mut groups: Vec<(&Key, &Group)> = own.collect();
        groups.sort_by_key(|(key, group)| (group.first, *key));
        if groups.is_empty() && matches!(rule.visits, Visits::Batch) {
            groups.push((&whole, &empty));
        }
        let judged = |key, group: &Group| group.judge(program, rule, key, tables, as_of).finding;
        let found =
            groups.into_iter().find(|(key, group)| judged(key, group).is_some_and(|one| wanted(&one)));
        found.map(|(_, group)| group.clauses(program, rule, tables)).unwrap_or_default()
    }

    /// The judgement of the group that holds the record, on a day when the rule is in force, and the ways that it
    /// goes.
    pub fn judge_around(
        &self,
        program: &Checked<Program>,
        number: usize,
        record: &Record,
        tables: &Tables,
    ) -> Option<(Judgement, Trace)> {
        let rule = program.rules.get(number)?;
        let key = match &rule.visits {
            Visits::Records => return None,
            Visits::Groups(keys) => key_of(keys, record),
            Visits::Batch => Key::Values(Vec::new()),
        };
        let at = (number, key);
        let empty = Group::empty(rule);
        let group = self.0.get(&at).unwrap_or(&empty);
        let judgement = group.judge(program, rule, &at.1, tables, None);
        let trace = group.trace(program, rule, tables);
        Some((judgement, trace))
    }
}

impl Group {
    fn empty(rule: &Rule) -> Self {
        let slots = rule.slots.iter().map(Gathered::new).collect();
        Self { cells: Vec::new(), members: 0, first: (TextId::default(), 0), slots }
    }

    /// The group of one record.
    fn of(
        program: &Program,
        rule: &Rule,
        key: &Key,
        subject: &Subject<'_>,
        file: TextId,
        tables: &Tables,
    ) -> Self {
        let record = subject.record;
        let mut group = Self { members: 1, first: (file, record.anchor.start), ..Self::empty(rule) };
        let frame = Frame::subject(record);
        if let Visits::Groups(keys) = &rule.visits {
            let cells =
                keys.iter().filter_map(|key| Some((key.path.shown.clone(), frame.find(&key.path).ok()?)));
            let unreadable = |cell: &Cell| matches!(cell.state, State::Malformed(_));
            let kept = cells.filter(|(_, cell)| *key != Key::Unreadable || unreadable(cell));
            group.cells = kept.map(|(field, cell)| (field, light(cell, file))).collect();
        }
        let scene = Scene::new(program, rule, frame, tables, None);
        for (slot, gathered) in rule.slots.iter().zip(&mut group.slots) {
            if slot.table == subject.table {
                gathered.add(&scene, slot, &Member { record, file });
            }
        }
        group
    }

    /// A group with one record, of which nothing has been asked yet.
    pub(in crate::eval) fn plain(
        rule: &Rule,
        cells: Vec<((String, String), Cell)>,
        first: (TextId, usize),
    ) -> Self {
        Self { cells, members: 1, first, ..Self::empty(rule) }
    }

    /// One more record.
    pub(in crate::eval) const fn count_member(&mut self) {
        self.members += 1;
    }

    /// Adds what records come to for a slot, in which they are counted already.
    pub(in crate::eval) fn add_sum(&mut self, slot: usize, sum: Number) {
        if let Some(gathered) = self.slots.get_mut(slot) {
            gathered.add_sum(sum);
        }
    }

    /// The members of both. What cannot be read is kept in the order in which it comes.
    fn merge(&mut self, next: Self) {
        if self.members == 0 {
            *self = next;
            return;
        }
        self.members += next.members;
        let unreadable =
            |group: &Self| group.cells.iter().any(|(_, cell)| matches!(cell.state, State::Malformed(_)));
        if next.first < self.first && !unreadable(&next) {
            self.first = next.first;
            self.cells.clone_from(&next.cells);
        }
        if matches!(self.cells.first(), Some((_, cell)) if matches!(cell.state, State::Malformed(_))) {
            let room = MOST_SHOWN.saturating_sub(self.cells.len());
            self.cells.extend(next.cells.into_iter().take(room));
        }
        for (gathered, more) in self.slots.iter_mut().zip(next.slots) {
            gathered.merge(more);
        }
    }

    fn judge(
        &self,
        program: &Checked<Program>,
        rule: &Rule,
        key: &Key,
        tables: &Tables,
        as_of: Option<Date>,
    ) -> Judgement {
        let keys = keys_of(rule);
        let common = self.in_common(program, rule);
        let scene = Scene::new(program, rule, Frame::subject(&common), tables, Some(self));
        let verdicts = Verdicts { key: shown(program, keys, key), source: None, anchor: Span::at(0) };
        if *key == Key::Unreadable {
            let mut found = Evidence::default();
            found.cells.extend(self.cells.iter().map(|(field, cell)| Cited {
                field: field.clone(),
                cell,
                own: false,
            }));
            found.more = self.members.saturating_sub(self.cells.len() as u64);
            return scene.unreadable(&found, &verdicts, as_of);
        }
        Judgement { answerable: scene.answerable(), ..scene.judge(as_of, &verdicts) }
    }

    /// True for a cell of its key.
    pub(in crate::eval) fn holds(&self, cell: &Cell) -> bool {
        self.cells.iter().any(|(_, own)| (own.file, own.span) == (cell.file, cell.span))
    }

    fn clauses(&self, program: &Program, rule: &Rule, tables: &Tables) -> Vec<ClauseSteps> {
        let common = self.in_common(program, rule);
        Scene::new(program, rule, Frame::subject(&common), tables, Some(self)).clauses()
    }

    fn trace(&self, program: &Program, rule: &Rule, tables: &Tables) -> Trace {
        let common = self.in_common(program, rule);
        Scene::new(program, rule, Frame::subject(&common), tables, Some(self)).trace()
    }

    /// A record with the fields that all members have in common.
    fn in_common(&self, program: &Program, rule: &Rule) -> Record {
        let nothing = RecordType::default();
        let table = rule.table.and_then(|table| program.schema.table(table));
        let ty = table.map_or(&nothing, |table| &table.record);
        let mut record = silent(ty);
        for (key, (_, cell)) in keys_of(rule).iter().zip(&self.cells) {
            put(&mut record, ty, &key.path.steps, cell);
        }
        record
    }
}

fn keys_of(rule: &Rule) -> &[GroupKey] {
    match &rule.visits {
        Visits::Groups(keys) => keys,
        Visits::Records | Visits::Batch => &[],
    }
}

/// A key as reports have it.
fn shown(program: &Program, keys: &[GroupKey], key: &Key) -> String {
    let Key::Values(values) = key else {
        return filling::UNREADABLE.to_owned();
    };
    let part = |(value, key): (&Option<Value>, &GroupKey)| match value {
        Some(value) => show(value, &key.ty, key.unit, &program.schema),
        None => filling::NOT_FILLED_IN.to_owned(),
    };
    values.iter().zip(keys).map(part).collect::<Vec<_>>().join("/")
}

fn key_of(keys: &[GroupKey], record: &Record) -> Key {
    let frame = Frame::subject(record);
    let value = |key: &GroupKey| match frame.find(&key.path).map(|cell| &cell.state) {
        Ok(State::Value(value)) => Some(Some(value.clone())),
        Ok(State::Missing) => Some(None),
        Ok(State::Malformed(_) | State::Record(_) | State::List(_)) | Err(_) => None,
    };
    keys.iter().map(value).collect::<Option<_>>().map_or(Key::Unreadable, Key::Values)
}

/// A record in which nothing is filled in.
fn silent(ty: &RecordType) -> Record {
    let cells = ty.fields.iter().map(|_| Cell::new(State::Missing, Span::at(0)));
    Record { cells: cells.collect(), anchor: Span::at(0) }
}

/// Puts a cell where the steps lead, through records that are made on the way.
fn put(record: &mut Record, ty: &RecordType, steps: &[usize], cell: &Cell) {
    let Some((first, rest)) = steps.split_first() else {
        return;
    };
    let (Some(place), Some(field)) = (record.cells.get_mut(*first), ty.fields.get(*first)) else {
        return;
    };
    match &field.ty {
        crate::schema::Type::Record(inner) if !rest.is_empty() => {
            if !matches!(place.state, State::Record(_)) {
                place.state = State::Record(silent(inner));
            }
            if let State::Record(nested) = &mut place.state {
                put(nested, inner, rest, cell);
            }
        }
        _ => *place = cell.clone(),
    }
}
