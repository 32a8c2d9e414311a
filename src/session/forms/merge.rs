//! Several forms as one record: what one leaves out another says, and what two say differently is told at both.

use std::collections::BTreeMap;

use super::belong::written;
use super::join::{Filled, Joined};
use crate::diag::{Diagnostic, FormProblem, Problem, Remark};
use crate::read::{Cell, Record, State, TextId, shorten};
use crate::schema::{Form, RecordType, Schema, Type};
use crate::source::{Site, Source};

/// The forms of one record being merged.
pub(super) struct Merging<'m> {
    schema: &'m Schema,
    members: &'m [&'m Filled],
    pub(super) told: Vec<(u32, Diagnostic)>,
    /// Indices down to the field at hand, and its path.
    at: Vec<usize>,
    path: Vec<String>,
}

/// How two forms meet: theirs are the two that disagree.
#[derive(Clone, Copy)]
struct Meeting<'m> {
    base: &'m Filled,
    next: &'m Filled,
}

impl<'m> Merging<'m> {
    pub(super) fn new(schema: &'m Schema, members: &'m [&'m Filled]) -> Self {
        Self { schema, members, told: Vec::new(), at: Vec::new(), path: Vec::new() }
    }

    /// The record.
    pub(super) fn run(&mut self) -> Option<Joined> {
        let (base, rest) = self.members.split_first()?;
        let ty = &self.schema.table(base.table)?.record;
        let mut record = base.record.clone();
        for next in rest {
            let meeting = Meeting { base, next };
            let cells = next.record.cells.iter().map(|cell| cell.clone().of_text(next.text)).collect();
            self.records(ty, &mut record.cells, cells, meeting);
        }
        Some(Joined {
            table: base.table,
            record,
            source: std::sync::Arc::clone(&base.source),
            text: base.text,
        })
    }

    fn records(&mut self, ty: &RecordType, own: &mut [Cell], next: Vec<Cell>, meeting: Meeting<'m>) {
        for (number, ((field, own), next)) in ty.fields.iter().zip(own).zip(next).enumerate() {
            self.at.push(number);
            self.path.push(field.names.first.clone());
            self.cells(&field.ty, own, next, meeting);
            self.path.pop();
            self.at.pop();
        }
    }

    fn cells(&mut self, ty: &Type, own: &mut Cell, next: Cell, meeting: Meeting<'m>) {
        let differ = written(&own.state) != written(&next.state);
        match (&mut own.state, &next.state, ty) {
            (_, State::Missing, _) => {
                // The place of a cell that is there and blank says more than that of the whole form.
                let nowhere = own.span == meeting.base.record.anchor && own.file.is_none();
                if matches!(own.state, State::Missing) && nowhere && next.span != meeting.next.record.anchor {
                    *own = next;
                }
            }
            (State::Missing, _, _) | (State::Malformed(_), State::Value(_), _) => *own = next,
            (State::Record(record), State::Record(other), Type::Record(ty)) => {
                self.records(ty, &mut record.cells, other.cells.clone(), meeting);
            }
            (State::List(elements), State::List(others), Type::List(element)) => {
                if let Type::Record(element) = &**element {
                    let others = others.clone();
                    self.lists(element, elements, others, meeting);
                }
            }
            (State::Value(_), State::Value(_), _) if differ => {
                self.differ(own, next, meeting);
            }
            // What cannot be read is told already.
            _ => {}
        }
    }

    /// Two values of one field. What a form says by being that form gives way to what is written in a cell, and
    /// of two such the form that comes later in a project's life counts.
    fn differ(&mut self, own: &mut Cell, next: Cell, meeting: Meeting<'m>) {
        let fixed = |form: usize| {
            let constants = self.schema.forms.get(form).map(|form| &form.fixed[..]).unwrap_or_default();
            constants.iter().any(|constant| constant.slot.at == self.at)
        };
        let first =
            self.members.iter().find(|member| Some(member.text) == own.file).copied().unwrap_or(meeting.base);
        match (fixed(first.form), fixed(meeting.next.form)) {
            (true, false) => *own = next,
            (true, true) if meeting.next.form > first.form => *own = next,
            (_, true) => {}
            (false, false) => {
                let (one, other) = (self.found(own, meeting.base.text), self.found(&next, meeting.next.text));
                let problem = FormProblem::Conflict {
                    field: self.path.join("."),
                    first: one.1.clone(),
                    second: other.1,
                };
                let told = Diagnostic::error(Problem::Form(problem), other.0).with(one.0, Remark::FirstHere);
                self.told.push((meeting.next.text.input, told));
                own.state = State::Malformed(one.1);
            }
        }
    }

    /// Where a cell is, and what is written there.
    fn found(&self, cell: &Cell, text: TextId) -> (Site, String) {
        let source = self.source(cell.file.unwrap_or(text));
        source.map_or_else(
            || (Site::whole(""), String::new()),
            |source| (source.site(cell.span), shorten(source.slice(cell.span).trim())),
        )
    }

    fn source(&self, text: TextId) -> Option<&'m Source<'static>> {
        self.members.iter().find(|member| member.text == text).map(|member| &*member.source)
    }

    /// Elements by what makes them the same; the others stand beside each other, and tables that should agree say
    /// so where they do not.
    fn lists(&mut self, ty: &RecordType, own: &mut Vec<Cell>, next: Vec<Cell>, meeting: Meeting<'m>) {
        let (by_base, rows_in_base) = self.identity(meeting.base);
        let (by_next, rows_in_next) = self.identity(meeting.next);
        let by = if by_base.is_empty() { by_next } else { by_base };
        let told = rows_in_base && rows_in_next && !by.is_empty();
        // The table of the form that comes later in a project's life is the one in force.
        let later = meeting.next.form > meeting.base.form;
        let before = own.len();
        let mut places: BTreeMap<Vec<Option<String>>, usize> = BTreeMap::new();
        for (at, element) in own.iter().enumerate() {
            places.entry(identity(element, &by)).or_insert(at);
        }
        let mut met = vec![false; before];
        for element in next {
            let known = places.get(&identity(&element, &by)).copied().filter(|_| !by.is_empty());
            let slot = known.filter(|at| met.get(*at) == Some(&false));
            if let (Some(at), State::Record(other)) = (slot, &element.state)
                && let Some(State::Record(record)) = own.get_mut(at).map(|cell| &mut cell.state)
            {
                if let Some(met) = met.get_mut(at) {
                    *met = true;
                }
                let name = self.path.pop().unwrap_or_default();
                self.path.push(format!("{name}[{}]", at + 1));
                let cells = other.cells.clone();
                self.records(ty, &mut record.cells, cells, meeting);
                self.path.pop();
                self.path.push(name);
                continue;
            }
            if told {
                self.only_in_one(&element, &by, meeting.next, meeting.base);
            }
            if !told || later {
                own.push(element);
            }
        }
        let alone = own.iter().take(before).zip(&met).filter(|(_, met)| told && !**met);
        let alone: Vec<Cell> = alone.map(|(element, _)| element.clone()).collect();
        for element in alone {
            self.only_in_one(&element, &by, meeting.base, meeting.next);
        }
        if told && later {
            let mut met = met.iter();
            own.retain(|_| met.next().is_none_or(|met| *met));
        }
    }

    fn only_in_one(&mut self, element: &Cell, by: &[usize], holder: &Filled, other: &Filled) {
        let State::Record(Record { cells, anchor }) = &element.state else {
            return;
        };
        let text = element.file.unwrap_or(holder.text);
        let Some(source) = self.source(text) else {
            return;
        };
        let named =
            by.iter().filter_map(|at| cells.get(*at)).filter(|cell| matches!(cell.state, State::Value(_)));
        let shown = named.filter_map(|cell| {
            let source = self.source(cell.file.unwrap_or(text))?;
            Some(shorten(source.slice(cell.span).trim()))
        });
        let missing_in =
            self.schema.forms.get(other.form).map(|form| form.names.first.clone()).unwrap_or_default();
        let element = shown.collect::<Vec<_>>().join(" ");
        let checked = holder.form > other.form;
        let problem = FormProblem::OnlyInOne { list: self.path.join("."), element, missing_in, checked };
        let told = Diagnostic::warning(Problem::Form(problem), source.site(*anchor));
        self.told.push((text.input, told));
    }

    /// The fields by which a form tells the elements of the list at hand apart, and whether they are rows of a table.
    fn identity(&self, filled: &Filled) -> (Vec<usize>, bool) {
        let Some(form) = self.schema.forms.get(filled.form) else {
            return (Vec::new(), false);
        };
        let Form { lists, picks, elements: fixed, .. } = form;
        if let Some(list) = lists.iter().find(|list| list.list.at == self.at) {
            return (list.keys.clone(), true);
        }
        let elements = picks.iter().filter_map(|pick| pick.element.as_ref()).chain(fixed);
        let of_list = elements.filter(|element| element.list.at == self.at);
        let constants = of_list.flat_map(|element| &element.constants);
        let mut by: Vec<usize> = constants.filter_map(|constant| constant.slot.at.first().copied()).collect();
        by.sort_unstable();
        by.dedup();
        (by, false)
    }
}

fn identity(element: &Cell, by: &[usize]) -> Vec<Option<String>> {
    match &element.state {
        State::Record(record) => {
            by.iter().map(|at| record.cells.get(*at).and_then(|cell| written(&cell.state))).collect()
        }
        _ => Vec::new(),
    }
}
