//! A group of records, or the batch: what its members have in common, what they come to, and its verdict.

use super::gathered::{Gathered, Member, light};
use super::shown::Shown;
use crate::eval::ending::Ended;
use crate::eval::evidence::{Cited, Evidence};
use crate::eval::frame::Frame;
use crate::eval::judge::{Judgement, Scene, Subject, Verdicts};
use crate::eval::steps::ClauseSteps;
use crate::eval::tables::Tables;
use crate::eval::template::show;
use crate::eval::trace::Trace;
use crate::ir::{Checked, GroupKey, Program, Rule, Visits};
use crate::read::{Cell, Record, State, TextId};
use crate::schema::{FieldPath, RecordType};
use crate::source::Span;
use crate::text::filling;
use crate::value::{Date, Value};

/// What the members of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::eval) enum Key {
    /// The values of the fields; `None` for one that was not filled in.
    Values(Vec<Option<Value>>),
    /// A field of theirs cannot be read: nobody can say to which group they belong.
    Unreadable,
}

/// A group.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Group {
    /// The cells of the key in its first member; those that cannot be read, of as many members as are shown.
    cells: Vec<(FieldPath, Cell)>,
    /// Members.
    members: u64,
    /// Its first member.
    first: (TextId, usize),
    /// For each slot of the rule what the members come to.
    pub(in crate::eval) slots: Vec<Gathered>,
}

/// Members with an unreadable key that a finding shows.
const MOST_SHOWN: usize = 5;

impl Group {
    pub(in crate::eval) fn empty(rule: &Rule) -> Self {
        let slots = rule.slots.iter().map(Gathered::new).collect();
        Self { cells: Vec::new(), members: 0, first: (TextId::default(), 0), slots }
    }

    /// The group of one record.
    pub(super) fn of(
        program: &Program,
        rule: &Rule,
        key: &Key,
        subject: &Subject<'_>,
        file: TextId,
        tables: &Tables,
    ) -> Self {
        let record = subject.record;
        let mut group = Self { members: 1, first: (file, record.anchor.start), ..Self::empty(rule) };
        group.cells = cells_of(rule, record, key, file);
        let scene = Scene::new(program, rule, Frame::subject(record), tables, None);
        for (slot, gathered) in rule.slots.iter().zip(&mut group.slots) {
            if slot.table == subject.table {
                gathered.add(&scene, slot, &Member { record, file });
            }
        }
        group
    }

    /// A group of which all is known: how many members it has, how the first one is shown, and what they come to.
    pub(in crate::eval) fn known(
        rule: &Rule,
        members: u64,
        first: &Shown,
        slots: Vec<Option<Gathered>>,
    ) -> Self {
        let empty = Self::empty(rule);
        let slots = empty.slots.into_iter().zip(slots).map(|(empty, known)| known.unwrap_or(empty));
        Self { cells: first.cells.clone(), members, first: first.at, slots: slots.collect() }
    }

    /// The members of both. What cannot be read is kept in the order in which it comes.
    pub(in crate::eval) fn merge(&mut self, next: Self) {
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

    pub(in crate::eval) fn judge(
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

    /// How the rule ends on the group, without its finding.
    pub(in crate::eval) fn verdict(
        &self,
        program: &Program,
        rule: &Rule,
        key: &Key,
        tables: &Tables,
        as_of: Option<Date>,
    ) -> Ended {
        let common = self.in_common(program, rule);
        let scene = Scene::new(program, rule, Frame::subject(&common), tables, Some(self));
        if *key == Key::Unreadable { scene.verdict_unreadable(as_of) } else { scene.verdict(as_of) }
    }

    /// Its first member.
    pub(in crate::eval) const fn first(&self) -> (TextId, usize) {
        self.first
    }

    /// True for a cell of its key.
    pub(in crate::eval) fn holds(&self, cell: &Cell) -> bool {
        self.cells.iter().any(|(_, own)| (own.file, own.span) == (cell.file, cell.span))
    }

    pub(in crate::eval) fn clauses(
        &self,
        program: &Program,
        rule: &Rule,
        tables: &Tables,
    ) -> Vec<ClauseSteps> {
        let common = self.in_common(program, rule);
        Scene::new(program, rule, Frame::subject(&common), tables, Some(self)).clauses()
    }

    pub(super) fn trace(&self, program: &Program, rule: &Rule, tables: &Tables) -> Trace {
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

pub(in crate::eval) fn keys_of(rule: &Rule) -> &[GroupKey] {
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

pub(super) fn key_of(keys: &[GroupKey], record: &Record) -> Key {
    let frame = Frame::subject(record);
    let value = |key: &GroupKey| match frame.find(&key.path).map(|cell| &cell.state) {
        Ok(State::Value(value)) => Some(Some(value.clone())),
        Ok(State::Missing) => Some(None),
        Ok(State::Malformed(_) | State::Record(_) | State::List(_)) | Err(_) => None,
    };
    keys.iter().map(value).collect::<Option<_>>().map_or(Key::Unreadable, Key::Values)
}

/// The cells of a record that are its key; of those that cannot be read, only these.
pub(super) fn cells_of(rule: &Rule, record: &Record, key: &Key, file: TextId) -> Vec<(FieldPath, Cell)> {
    let frame = Frame::subject(record);
    let unreadable = |cell: &Cell| matches!(cell.state, State::Malformed(_));
    let cells = keys_of(rule).iter();
    let cells = cells.filter_map(|key| Some((key.path.shown.clone(), frame.find(&key.path).ok()?)));
    let kept = cells.filter(|(_, cell)| *key != Key::Unreadable || unreadable(cell));
    kept.map(|(field, cell)| (field, light(cell, file))).collect()
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
