//! Keys to fields: both spellings, aliases, dotted paths, keys that are no field and fields with two keys.

use std::collections::BTreeMap;

use super::binder::Binder;
use crate::diag::{DataProblem, Diagnostic, Problem, Remark, nearest};
use crate::read::{Cell, Entry, Record, State, shorten};
use crate::schema::{Field, RecordType, Type};
use crate::source::Span;

/// An entry, and what is left of its key inside the record at hand: of `评价.得分` in 评价, `得分`.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) key: &'a str,
    pub(super) entry: &'a Entry,
}

impl Binder<'_> {
    /// A cell for each field of `ty`.
    pub(super) fn fields(&mut self, ty: &RecordType, parts: &[Part<'_>], anchor: Span) -> Vec<Cell> {
        let mut given: Vec<Vec<Part<'_>>> = vec![Vec::new(); ty.fields.len()];
        let mut unknown = Vec::new();
        // Documents have their keys mostly in the order of the fields.
        let mut next = 0;
        for part in parts {
            let in_order = ty.fields.get(next).is_some_and(|field| field.names.is(part.key));
            let found = if in_order { Some((next, "")) } else { resolve(ty, part.key) };
            next = found.map_or(next, |(index, _)| index + 1);
            let place = found.and_then(|(index, rest)| given.get_mut(index).map(|parts| (parts, rest)));
            match place {
                Some((parts, rest)) => parts.push(Part { key: rest, entry: part.entry }),
                None => unknown.push(*part),
            }
        }
        for part in unknown {
            self.unknown(ty, &given, part);
        }
        ty.fields
            .iter()
            .zip(&given)
            .map(|(field, parts)| {
                self.within(&field.names, |binder| binder.given(field, &field.ty, parts, anchor))
            })
            .collect()
    }

    /// Tells of the required fields that are missing, where they belong.
    pub(super) fn require(&mut self, ty: &RecordType, cells: &[Cell]) {
        for (field, cell) in ty.fields.iter().zip(cells) {
            // What may stand in a child table is missing only when it stands nowhere.
            if field.required && !field.child && matches!(cell.state, State::Missing) {
                let missing = self.path_to(&field.names.first);
                self.error(DataProblem::MissingRequired { field: missing }, cell.span);
            }
        }
    }

    /// What the parts of one field, or of one element of a list, come to.
    fn given(&mut self, field: &Field, ty: &Type, parts: &[Part<'_>], anchor: Span) -> Cell {
        match parts {
            // The elements of a list may stand in a table of their own.
            [] if matches!(ty, Type::List(_)) => Cell::new(State::Missing, anchor),
            [] => Cell::new(State::Missing, self.absent.unwrap_or(anchor)),
            [part] if part.key.is_empty() => self.cell(field, ty, &part.entry.value),
            [first, ..] if parts.iter().any(|part| part.key.is_empty()) => self.twice(first, parts),
            _ => self.spread(field, ty, parts, anchor),
        }
    }

    /// A field with two keys: neither decides. The reader has told of keys that are the same to the letter.
    fn twice(&mut self, first: &Part<'_>, parts: &[Part<'_>]) -> Cell {
        let other = parts.iter().find(|part| part.entry.key != first.entry.key);
        if let Some(second) = other.filter(|second| self.first_time(second.entry.key_span)) {
            let problem = DataProblem::SameFieldTwice { field: self.path(), key: shorten(&second.entry.key) };
            let site = self.source.site(second.entry.key_span);
            let told = Diagnostic::error(Problem::Data(problem), site);
            let before = self.source.site(first.entry.key_span);
            self.diagnostics.push(told.with(before, Remark::FirstHere));
        }
        let span = first.entry.value.span;
        Cell::new(State::Malformed(shorten(self.source.slice(span))), span)
    }

    /// A record or a list whose values stand under dotted keys.
    fn spread(&mut self, field: &Field, ty: &Type, parts: &[Part<'_>], anchor: Span) -> Cell {
        let own = parts.iter().map(|part| part.entry.value.span).find(|span| span.start < span.end);
        let anchor = own.unwrap_or(anchor);
        let state = match ty {
            Type::Record(record) => {
                let inner: Vec<Part<'_>> = parts
                    .iter()
                    .map(|part| Part { key: part.key.strip_prefix('.').unwrap_or(part.key), ..*part })
                    .collect();
                self.nested(record, &inner, anchor)
            }
            Type::List(element) => self.elements(field, element, parts, anchor),
            // INVARIANT: `resolve` leaves a rest for records and lists only.
            _ => State::Missing,
        };
        Cell::new(state, anchor)
    }

    /// A nested record; missing when nothing in it is filled in, and then none of its fields is required.
    pub(super) fn nested(&mut self, ty: &RecordType, parts: &[Part<'_>], anchor: Span) -> State {
        let cells = self.fields(ty, parts, anchor);
        if cells.iter().all(|cell| matches!(cell.state, State::Missing)) {
            return State::Missing;
        }
        self.require(ty, &cells);
        State::Record(Record { cells, anchor })
    }

    /// The elements of `指标[1].权重`, `指标[2].权重`; those that nobody filled in are none.
    fn elements(&mut self, field: &Field, ty: &Type, parts: &[Part<'_>], anchor: Span) -> State {
        let mut by_number: BTreeMap<usize, Vec<Part<'_>>> = BTreeMap::new();
        for part in parts {
            if let Some((number, rest)) = element(part.key) {
                by_number.entry(number).or_default().push(Part { key: rest, ..*part });
            }
        }
        let mut cells = Vec::new();
        for (number, parts) in by_number {
            let cell = self.within_element(number, |binder| binder.given(field, ty, &parts, anchor));
            if !matches!(cell.state, State::Missing) {
                cells.push(cell);
            }
        }
        if cells.is_empty() { State::Missing } else { State::List(cells) }
    }

    fn unknown(&mut self, ty: &RecordType, given: &[Vec<Part<'_>>], part: Part<'_>) {
        if !self.first_time(part.entry.key_span) {
            return;
        }
        // A field that is filled in already is not what was meant.
        let free = ty.fields.iter().zip(given).filter(|(_, parts)| parts.is_empty());
        let spellings =
            free.flat_map(|(field, _)| field.names.iter().chain(field.aliases.iter().map(String::as_str)));
        let near = nearest(part.key, spellings).or_else(|| deeper(ty, part.key));
        let problem = DataProblem::UnknownField {
            key: shorten(&self.path_to(part.key)),
            nearest: near.map(|name| self.path_to(&name)),
        };
        self.warning(problem, part.entry.key_span);
    }
}

/// The field that a key means, and what is left of the key inside that field.
pub(super) fn resolve<'k>(ty: &RecordType, key: &'k str) -> Option<(usize, &'k str)> {
    if let Some((index, _)) = ty.field_in_document(key) {
        return Some((index, ""));
    }
    key.match_indices(['.', '[']).find_map(|(at, _)| {
        let (head, rest) = key.split_at_checked(at)?;
        let (index, field) = ty.field_in_document(head)?;
        leads_into(&field.ty, rest).then_some((index, rest))
    })
}

/// True when `rest` is a step into a value of the type: `.x` into a record, `[2]` or `[2].x` into a list.
fn leads_into(ty: &Type, rest: &str) -> bool {
    match ty {
        Type::Record(_) => rest.len() > 1 && rest.starts_with('.'),
        Type::List(inner) => {
            element(rest).is_some_and(|(_, rest)| rest.is_empty() || leads_into(inner, rest))
        }
        _ => false,
    }
}

/// The number in `[2].权重`, from 1, and what follows the bracket.
fn element(key: &str) -> Option<(usize, &str)> {
    let (digits, rest) = key.strip_prefix('[')?.split_once(']')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: usize = digits.parse().ok()?;
    (plain && number > 0).then_some((number, rest))
}

/// The path of a field of that very name inside a nested record.
fn deeper(ty: &RecordType, key: &str) -> Option<String> {
    ty.fields.iter().find_map(|field| {
        let Type::Record(record) = &field.ty else {
            return None;
        };
        let inside = match record.field_in_document(key) {
            Some((_, found)) => found.names.first.clone(),
            None => deeper(record, key)?,
        };
        Some(format!("{}.{inside}", field.names.first))
    })
}
