//! A sheet that was recognised, as the document it is; and all there is to say about it.

use std::collections::BTreeSet;

use super::captions::Captions;
use super::grid::{At, Grid, address};
use super::lines::{Body, object};
use super::shapes::Values;
use crate::diag::{BookProblem, FormProblem, Problem, RowList};
use crate::read::book::DateSystem;
use crate::read::list::{normal, unit_of_note};
use crate::read::{Entry, Node, NodeKind};
use crate::schema::{Constant, Element, Form, FormPlace, RecordType, Schema, Slot};
use crate::source::Span;
use crate::value::Unit;

/// What a form came to.
pub(in crate::read) struct Filled {
    /// The record, or the part of one.
    pub(in crate::read) document: Node,
    /// What is to be told, and where.
    pub(in crate::read) errors: Vec<(Problem, Span)>,
    pub(in crate::read) conflicts: Vec<(Problem, Span, Span)>,
    pub(in crate::read) warnings: Vec<(Problem, Span)>,
    pub(in crate::read) notes: Vec<(Problem, Span)>,
}

/// Cells that are named when they are not read; more are counted.
const NAMED: usize = 8;

/// Reads a form whose title stands at `title`.
pub(in crate::read) fn fill(
    schema: &Schema,
    form: &Form,
    grid: &Grid,
    (captions, title): (&Captions, At),
    system: DateSystem,
) -> Filled {
    let empty = RecordType::default();
    let record = schema.table(form.table).map_or(&empty, |table| &table.record);
    let filler = Filler {
        schema,
        form,
        record,
        grid,
        captions,
        system,
        sheet_unit: None,
        bodies: Vec::new(),
        claimed: BTreeSet::from([title]),
        missing: Vec::new(),
        problems: Vec::new(),
        conflicts: Vec::new(),
        remarks: Vec::new(),
        totals: RowList::default(),
        first_total: None,
        other_unit: Vec::new(),
        inside: String::new(),
    };
    filler.run(title)
}

/// A form being read.
pub(super) struct Filler<'f> {
    pub(super) schema: &'f Schema,
    pub(super) form: &'f Form,
    pub(super) record: &'f RecordType,
    pub(super) grid: &'f Grid,
    pub(super) captions: &'f Captions,
    pub(super) system: DateSystem,
    /// The unit that a caption or a note of the sheet names.
    pub(super) sheet_unit: Option<Unit>,
    bodies: Vec<Option<Body>>,
    /// Cells that were read, or need not be.
    pub(super) claimed: BTreeSet<At>,
    /// Captions that are not there.
    pub(super) missing: Vec<String>,
    pub(super) problems: Vec<(FormProblem, At)>,
    /// Fields with two values, and the places of both.
    pub(super) conflicts: Vec<(FormProblem, Span, Span)>,
    pub(super) remarks: Vec<(BookProblem, Span)>,
    /// Rows inside lists that sum up others.
    pub(super) totals: RowList,
    pub(super) first_total: Option<At>,
    /// Fields that were read in another unit than their own.
    pub(super) other_unit: Vec<(String, &'static str)>,
    /// The path of the list at hand.
    pub(super) inside: String,
}

impl Filler<'_> {
    fn run(mut self, title: At) -> Filled {
        let form = self.form;
        let unit_at = self.find_unit();
        self.bodies = form.lists.iter().map(|list| self.body(list)).collect();
        let mut document = Document::default();
        for constant in &form.fixed {
            document.values.push((constant.slot.clone(), scalar(&constant.text, self.grid.span(title))));
        }
        for element in &form.elements {
            document.fixed(element, self.grid.span(title));
        }
        for pick in &form.picks {
            let Some(picked) = self.pick(pick) else {
                continue;
            };
            match &pick.element {
                None => {
                    let values = self.read(picked, &pick.targets, self.record);
                    for (slot, node) in values {
                        self.put(&mut document.values, slot, node);
                    }
                }
                Some(of) => {
                    let element = self.record.element(&of.list.at).cloned().unwrap_or_default();
                    self.inside = format!("{}.", of.list.path);
                    let values = self.read(picked, &pick.targets, &element);
                    self.inside.clear();
                    document.add(of, values, self.grid.span(picked.at));
                }
            }
        }
        for (list, body) in form.lists.iter().zip(std::mem::take(&mut self.bodies)) {
            let Some(body) = body else {
                let wanted = list.columns.iter().filter(|column| !column.optional);
                self.missing.extend(wanted.filter_map(|column| column.texts.first().cloned()));
                continue;
            };
            let element = self.record.element(&list.list.at).cloned().unwrap_or_default();
            self.inside = format!("{}.", list.list.path);
            let rows = self.rows(list, &body, &element);
            self.inside.clear();
            let lacks = list
                .columns
                .iter()
                .zip(&body.heads)
                .filter(|(column, head)| head.is_none() && !column.optional);
            self.missing.extend(lacks.filter_map(|(column, _)| column.texts.first().cloned()));
            document.list(&list.list, rows);
        }
        self.finish(document, title, unit_at)
    }

    /// Finds the unit in the captions that the form names, else in a note.
    fn find_unit(&mut self) -> Option<At> {
        let captions = self.captions.find(&self.form.units);
        let named: Vec<(At, Unit)> =
            captions.into_iter().filter_map(|at| Some((at, self.said(&[at]).0?))).collect();
        let noted = self.grid.filled().filter_map(|at| Some((at, unit_of_note(self.grid.typed(at)?)?)));
        let noted: Vec<(At, Unit)> = noted.collect();
        self.claimed.extend(noted.iter().map(|(at, _)| *at));
        let mut all = named.into_iter().chain(noted);
        let (at, unit) = all.next()?;
        self.sheet_unit = Some(unit);
        if let Some((other_at, other)) = all.find(|(_, other)| *other != unit) {
            let problem = BookProblem::UnitsDiffer { used: unit.word(), other: other.word() };
            self.remarks.push((problem, self.grid.span(other_at)));
        }
        Some(at)
    }

    fn finish(mut self, document: Document, title: At, unit_at: Option<At>) -> Filled {
        self.claimed.extend(self.captions.find(&self.form.units));
        self.ignore();
        let name = &self.form.names.first;
        let title = self.grid.span(title);
        let document = document.finish(title);
        let problems = self.problems.iter();
        let errors =
            problems.map(|(problem, at)| (Problem::Form(problem.clone()), self.grid.span(*at))).collect();
        let conflicts = self.conflicts.into_iter();
        let conflicts =
            conflicts.map(|(problem, first, second)| (Problem::Form(problem), first, second)).collect();
        let mut warnings = Vec::new();
        if !self.missing.is_empty() {
            let problem = FormProblem::NoCaption { form: name.clone(), captions: self.missing.clone() };
            warnings.push((Problem::Form(problem), title));
        }
        let mut notes = Vec::new();
        for (problem, span) in &self.remarks {
            let problem = Problem::Book(problem.clone());
            let kind = if matches!(problem, Problem::Book(BookProblem::DateAsNumber { .. })) {
                &mut notes
            } else {
                &mut warnings
            };
            kind.push((problem, *span));
        }
        if let (Some(unit), Some(at), false) = (self.sheet_unit, unit_at, self.other_unit.is_empty()) {
            let problem = BookProblem::UnitOfSheet { unit: unit.word(), fields: self.other_unit.clone() };
            notes.push((Problem::Book(problem), self.grid.span(at)));
        }
        if let Some(first) = self.first_total {
            let problem = BookProblem::TotalRows(self.totals.clone());
            notes.push((Problem::Book(problem), self.grid.span(first)));
        }
        // A dash or a slash says that there is nothing to say.
        let says = |at: &At| self.grid.get(*at).is_some_and(|spot| spot.text.contains(char::is_alphanumeric));
        let left: Vec<At> = self.grid.filled().filter(|at| !self.claimed.contains(at) && says(at)).collect();
        if let Some(first) = left.first() {
            let cells = left.iter().take(NAMED).map(|at| address(*at)).collect();
            let problem = FormProblem::NotRead { form: name.clone(), cells, count: left.len() };
            notes.push((Problem::Form(problem), self.grid.span(*first)));
        }
        Filled { document, errors, conflicts, warnings, notes }
    }

    /// Claims what the form says need not be read: captions with the cells beside them, and texts that begin so.
    fn ignore(&mut self) {
        let wanted: Vec<String> = self.form.ignored.iter().map(|text| normal(text)).collect();
        for at in self.grid.filled() {
            let Some(text) = self.grid.typed(at) else {
                continue;
            };
            let text = normal(text);
            if !wanted.iter().any(|wanted| text.starts_with(wanted)) {
                continue;
            }
            let next = (at.0, self.grid.columns(at).end);
            self.claimed.insert(at);
            if wanted.contains(&text) && self.grid.cell(next).is_some() && !self.is_caption(next) {
                self.claimed.insert(next);
            }
        }
    }

    /// True for a cell among the rows of a list.
    pub(super) fn is_in_list(&self, at: At) -> bool {
        let mut bodies = self.bodies.iter().flatten();
        bodies.any(|body| body.rows.contains(&at.0) && body.columns.contains(&at.1))
    }

    /// True for a cell that holds a caption of the form.
    pub(super) fn is_caption(&self, at: At) -> bool {
        let of_picks = self.form.picks.iter().any(|pick| match &pick.place {
            FormPlace::Inside => false,
            FormPlace::Right(caption) | FormPlace::Below(caption) => self.captions.is(at, &caption.texts),
            FormPlace::Crossing(row, column) => self.captions.is(at, row) || self.captions.is(at, column),
        });
        let heads = self.form.lists.iter().flat_map(|list| &list.columns);
        of_picks
            || self.captions.is(at, &self.form.units)
            || self.captions.is(at, &self.form.ignored)
            || heads.into_iter().any(|column| self.captions.is(at, &column.texts))
    }
}

/// The record that a form holds, as it grows.
#[derive(Default)]
struct Document {
    values: Values,
    lists: Vec<(Slot, Vec<Node>, Span)>,
    /// Elements of lists by what is known of them.
    known: Vec<(Slot, Vec<String>, usize)>,
}

impl Document {
    /// Adds an element that the form itself is or brings.
    fn fixed(&mut self, of: &Element, span: Span) {
        let (list, _) = self.list_of(&of.list, span);
        let constants =
            of.constants.iter().map(|constant| (constant.slot.clone(), scalar(&constant.text, span)));
        if let Some((_, elements, _)) = self.lists.get_mut(list) {
            elements.push(object(constants.collect(), Some(span)));
        }
    }

    /// Adds fields of an element of which something else is known.
    fn add(&mut self, of: &Element, values: Values, span: Span) {
        let filled = values.iter().any(|(_, node)| !matches!(node.kind, NodeKind::Null));
        let (list, at) = self.list_of(&of.list, span);
        if !filled {
            return;
        }
        let texts: Vec<String> =
            of.constants.iter().map(|Constant { slot, text }| format!("{}={text}", slot.path)).collect();
        let same = self
            .known
            .iter()
            .find(|(slot, known, _)| *slot == of.list && *known == texts)
            .map(|known| known.2);
        let Some((_, elements, _)) = self.lists.get_mut(list) else {
            return;
        };
        if let Some(Node { kind: NodeKind::Object(entries), .. }) =
            same.and_then(|same| elements.get_mut(same))
        {
            let more =
                values.into_iter().map(|(slot, value)| Entry { key: slot.path, key_span: value.span, value });
            entries.extend(more);
            return;
        }
        let constants =
            of.constants.iter().map(|constant| (constant.slot.clone(), scalar(&constant.text, span)));
        elements.push(object(constants.chain(values).collect(), Some(span)));
        self.known.push((of.list.clone(), texts, at));
    }

    /// The rows of a table inside the form.
    fn list(&mut self, slot: &Slot, rows: Node) {
        let (list, _) = self.list_of(slot, rows.anchor);
        if let (NodeKind::List(rows), Some((_, elements, _))) = (rows.kind, self.lists.get_mut(list)) {
            elements.extend(rows);
        }
    }

    /// The number of the list, and how many elements it has.
    fn list_of(&mut self, slot: &Slot, span: Span) -> (usize, usize) {
        let known = self.lists.iter().position(|(other, ..)| other == slot);
        let number = known.unwrap_or_else(|| {
            self.lists.push((slot.clone(), Vec::new(), span));
            self.lists.len() - 1
        });
        (number, self.lists.get(number).map_or(0, |(_, elements, _)| elements.len()))
    }

    fn finish(self, anchor: Span) -> Node {
        let mut values = self.values;
        for (slot, elements, span) in self.lists {
            let kind = if elements.is_empty() { NodeKind::Null } else { NodeKind::List(elements) };
            values.push((slot, Node { kind, span, anchor: span }));
        }
        object(values, Some(anchor))
    }
}

fn scalar(text: &str, span: Span) -> Node {
    Node { kind: NodeKind::Scalar(text.to_owned()), span, anchor: span }
}
