//! Which forms belong to one record.

use std::collections::BTreeMap;

use super::join::Filled;
use crate::diag::FormProblem;
use crate::read::{State, comparable};
use crate::schema::{Schema, TableId};
use crate::source::Span;
use crate::value::Value;

/// Forms of one record, by their numbers.
#[derive(Default)]
pub(super) struct Group {
    pub(super) members: Vec<usize>,
    /// What the fields that name the record hold; none where no member fills them in.
    names: Vec<Option<String>>,
}

/// What is to be told of a form, at a place in it.
pub(super) type Told = (usize, FormProblem, Span);

/// The groups, in the order of their first forms; and what is to be told.
pub(super) fn groups(schema: &Schema, filled: &[Filled]) -> (Vec<Group>, Vec<Told>) {
    let mut sorting = Sorting { schema, filled, groups: Vec::new(), told: Vec::new() };
    sorting.by_key();
    sorting.by_name();
    let Sorting { mut groups, told, .. } = sorting;
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by_key(|group| group.members.first().copied());
    (groups, told)
}

struct Sorting<'f> {
    schema: &'f Schema,
    filled: &'f [Filled],
    groups: Vec<Group>,
    told: Vec<Told>,
}

impl Sorting<'_> {
    /// Forms with a key. A form that is there already begins a record of its own: which of the two counts, nobody
    /// knows, and that there are two is told of their key.
    fn by_key(&mut self) {
        let mut known: BTreeMap<(TableId, String), Vec<usize>> = BTreeMap::new();
        for (number, form) in self.filled.iter().enumerate() {
            let Some(key) = self.key(form) else {
                continue;
            };
            let groups = known.entry((form.table, key)).or_default();
            let free = groups.iter().copied().find(|group| !self.holds(*group, form.form));
            let group = free.unwrap_or_else(|| {
                self.groups.push(Group::default());
                groups.push(self.groups.len() - 1);
                self.groups.len() - 1
            });
            self.put(group, number);
        }
    }

    /// Forms without a key: those that say most first, so that the others find all there is to find.
    fn by_name(&mut self) {
        let keyed = self.groups.len();
        let without = |number: &usize| self.filled.get(*number).is_some_and(|form| self.key(form).is_none());
        let mut rest: Vec<usize> = (0..self.filled.len()).filter(without).collect();
        let blanks = |number: &usize| self.names(*number).iter().filter(|name| name.is_none()).count();
        rest.sort_by_key(|number| (blanks(number), *number));
        for number in rest {
            let names = self.names(number);
            let Some(Some(name)) = names.first().cloned() else {
                self.alone(number);
                continue;
            };
            let fitting: Vec<usize> =
                (0..self.groups.len()).filter(|group| self.fits(*group, number, &names)).collect();
            // What is the same in all that names a record is the same record; else there must be one choice.
            let same = fitting.iter().copied().find(|group| *group >= keyed && self.is_same(*group, &names));
            let only = if let [only] = fitting.as_slice() { Some(*only) } else { None };
            match same.or(only) {
                Some(group) => self.put(group, number),
                None if fitting.is_empty() => self.alone(number),
                None => {
                    let records = fitting.len();
                    let place = self.filled.get(number).map(|form| form.record.anchor).unwrap_or_default();
                    self.told.push((number, FormProblem::NotJoined { name, records }, place));
                    self.alone(number);
                }
            }
        }
        self.tell_joined();
    }

    /// Says which records have come together by their names alone.
    fn tell_joined(&mut self) {
        for group in self.groups.iter().filter(|group| group.members.len() > 1) {
            let mut members = group.members.clone();
            members.sort_unstable();
            let unkeyed = members.iter().find(|number| {
                self.filled.get(**number).is_some_and(|form| key_of_form(self.schema, form).is_none())
            });
            if let (Some(first), Some(Some(name))) = (unkeyed, group.names.first()) {
                let problem = FormProblem::JoinedByName { name: name.clone(), forms: members.len() };
                let place = self.filled.get(*first).map(|form| form.record.anchor).unwrap_or_default();
                self.told.push((*first, problem, place));
            }
        }
    }

    fn key(&self, form: &Filled) -> Option<String> {
        key_of_form(self.schema, form)
    }

    /// True when a form of that layout belongs to the group already.
    fn holds(&self, group: usize, layout: usize) -> bool {
        let members = self.groups.get(group).map(|group| &group.members[..]).unwrap_or_default();
        members.iter().filter_map(|member| self.filled.get(*member)).any(|member| member.form == layout)
    }

    /// True when the form can belong to the group: the same name, and nothing else that differs.
    fn fits(&self, group: usize, number: usize, names: &[Option<String>]) -> bool {
        let (Some(found), Some(form)) = (self.groups.get(group), self.filled.get(number)) else {
            return false;
        };
        let table =
            found.members.first().and_then(|member| self.filled.get(*member)).map(|member| member.table);
        let same_name =
            found.names.first().is_some_and(|name| name.as_ref() == names.first().and_then(Option::as_ref));
        let differ = found
            .names
            .iter()
            .zip(names)
            .any(|pair| matches!(pair, (Some(one), Some(other)) if one != other));
        table == Some(form.table) && same_name && !differ && !self.holds(group, form.form)
    }

    fn is_same(&self, group: usize, names: &[Option<String>]) -> bool {
        self.groups.get(group).is_some_and(|group| group.names == names)
    }

    fn alone(&mut self, number: usize) {
        self.groups.push(Group::default());
        self.put(self.groups.len() - 1, number);
    }

    fn put(&mut self, group: usize, number: usize) {
        let names = self.names(number);
        let Some(group) = self.groups.get_mut(group) else {
            return;
        };
        group.members.push(number);
        group.names.resize(names.len().max(group.names.len()), None);
        for (own, name) in group.names.iter_mut().zip(names) {
            if own.is_none() {
                *own = name;
            }
        }
    }

    /// What the fields hold by which the form says what it is about.
    fn names(&self, number: usize) -> Vec<Option<String>> {
        let Some(form) = self.filled.get(number) else {
            return Vec::new();
        };
        let by = self.schema.forms.get(form.form).map(|form| &form.by[..]).unwrap_or_default();
        by.iter().map(|at| form.record.cells.get(*at).and_then(|cell| written(&cell.state))).collect()
    }
}

fn key_of_form(schema: &Schema, form: &Filled) -> Option<String> {
    let key = form.record.key(schema.table(form.table)?)?;
    Some(key.iter().map(shown).collect::<Vec<_>>().join("\u{0}"))
}

/// A value as it is compared.
pub(super) fn written(state: &State) -> Option<String> {
    match state {
        State::Value(value) => Some(shown(value)),
        State::Missing | State::Malformed(_) | State::Record(_) | State::List(_) => None,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => comparable(text),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Member(member) => member.to_string(),
    }
}
