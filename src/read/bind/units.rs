//! Amounts of one record that differ by a factor of ten thousand: perhaps 元 entered as 万元.

use super::binder::Binder;
use crate::diag::DataProblem;
use crate::read::{Cell, State};
use crate::schema::{RecordType, Type};
use crate::source::Span;
use crate::value::Value;

/// What 万 is to one, and by how much a rounded amount may miss it.
const FACTOR: f64 = 10_000.0;
const SLACK: f64 = 0.001;

impl Binder<'_> {
    /// Tells of amounts that are ten thousand times another one: a guess, and never more than one for two fields.
    pub(super) fn guess_units(&mut self, ty: &RecordType, cells: &[Cell]) {
        let mut sizes = Vec::new();
        visit(ty, cells, &mut Vec::new(), &mut |size, _, _| sizes.push(size));
        sizes.sort_by(f64::total_cmp);
        if !sizes.iter().any(|size| ten_thousandth(&sizes, *size).is_some()) {
            return;
        }
        // Names are made only where there is something to name.
        let mut named: Vec<(f64, String, Span)> = Vec::new();
        visit(ty, cells, &mut Vec::new(), &mut |size, path, span| named.push((size, path.join("."), span)));
        for (size, field, span) in &named {
            let other = ten_thousandth(&sizes, *size);
            let Some((_, other, _)) =
                other.and_then(|other| named.iter().find(|(size, ..)| size.total_cmp(&other).is_eq()))
            else {
                continue;
            };
            if self.guesses.insert((field.clone(), other.clone())) {
                self.note(DataProblem::UnitGuess { field: field.clone(), other: other.clone() }, *span);
            }
        }
    }
}

/// The least of the amounts that is a ten thousandth of this one.
fn ten_thousandth(rising: &[f64], size: f64) -> Option<f64> {
    let wanted = size / FACTOR;
    let at = rising.partition_point(|other| *other < wanted * (1.0 - SLACK));
    rising.get(at).copied().filter(|other| *other <= wanted * (1.0 + SLACK))
}

/// Shows `each` the amounts in a record and in the records inside it, and the totals of lists, with their paths
/// and places. Types nest no deeper than they were written.
fn visit<'f>(
    ty: &'f RecordType,
    cells: &[Cell],
    path: &mut Vec<&'f str>,
    each: &mut dyn FnMut(f64, &[&'f str], Span),
) {
    for (field, cell) in ty.fields.iter().zip(cells) {
        path.push(&field.names.first);
        match (&field.ty, &cell.state) {
            (Type::Money, state) => {
                if let Some(size) = size(state) {
                    each(size, path, cell.span);
                }
            }
            (Type::Record(record), State::Record(inner)) => visit(record, &inner.cells, path, each),
            (Type::List(element), State::List(elements)) => {
                if let Type::Record(record) = &**element {
                    totals(record, elements, path, each);
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// The total of each field of money in the records of a list.
fn totals<'f>(
    record: &'f RecordType,
    elements: &[Cell],
    path: &mut Vec<&'f str>,
    each: &mut dyn FnMut(f64, &[&'f str], Span),
) {
    for (at, field) in record.fields.iter().enumerate().filter(|(_, field)| matches!(field.ty, Type::Money)) {
        let cells = elements.iter().filter_map(|element| match &element.state {
            State::Record(inner) => inner.cells.get(at),
            _ => None,
        });
        let amounts = cells.filter_map(|cell| Some((size(&cell.state)?, cell.span)));
        let total = amounts.reduce(|(total, first), (amount, _)| (total + amount, first));
        if let Some((total, first)) = total {
            path.push(&field.names.first);
            each(total, path, first);
            path.pop();
        }
    }
}

/// How large an amount is; nothing of nothing.
fn size(state: &State) -> Option<f64> {
    match state {
        State::Value(Value::Number(number)) => Some(number.to_f64().abs()).filter(|size| *size > 0.0),
        _ => None,
    }
}
