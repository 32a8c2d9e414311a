//! Rows of lists of which it is known that nothing in them is unusual, straight to records.

use memchr::{memchr, memchr2};

use super::{Wanted, are_missing, scalar};
use crate::read::{Cell, Record, State};
use crate::schema::{RecordType, Schema, Type};
use crate::source::Span;

/// The columns of a list: for each the steps to its field, if it has one.
pub(in crate::read) type Columns = Vec<Option<Vec<usize>>>;

/// The steps to the field at a path in first spellings; `None` for one that leads through a list, or too deep.
pub(in crate::read) fn steps(record: &RecordType, path: &str) -> Option<Vec<usize>> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let (index, field) = record.field(first)?;
    match (&field.ty, rest) {
        (Type::Record(inner), Some(rest)) => {
            let (second, inner) = inner.field(rest)?;
            (!matches!(inner.ty, Type::Record(_) | Type::List(_))).then(|| vec![index, second])
        }
        (Type::Record(_) | Type::List(_), None) | (_, Some(_)) => None,
        _ => Some(vec![index]),
    }
}

/// The record that a row is, with places from the beginning of the row, as the careful reader makes it of a row about
/// which it says nothing. Of its fields only those that are wanted are looked at. `None` where it would take more
/// than a look at each character.
pub(in crate::read) fn plain_row(
    schema: &Schema,
    ty: &RecordType,
    (columns, delimiter): (&Columns, u8),
    row: &str,
    wanted: Wanted<'_>,
) -> Option<Record> {
    let mut places = Vec::with_capacity(columns.len());
    let mut at = 0;
    for _ in columns {
        let span = cut(row, at, delimiter)?;
        at = span.end + 1;
        places.push(span);
    }
    let given = || columns.iter().zip(&places).filter_map(|(steps, span)| Some((steps.as_ref()?, *span)));
    let (_, anchor) = given().find(|(_, span)| !text(row, *span).trim().is_empty())?;
    let mut cells: Vec<Cell> = ty.fields.iter().map(|_| Cell::new(State::Missing, anchor)).collect();
    for (steps, span) in given() {
        let (&[first] | &[first, _]) = steps.as_slice() else {
            return None;
        };
        if wanted.field(first).is_none() {
            continue;
        }
        let (field, cell) = (ty.fields.get(first)?, cells.get_mut(first)?);
        let (Type::Record(inner), &[_, second]) = (&field.ty, steps.as_slice()) else {
            cell.state = scalar(schema, field, &field.ty, text(row, span))?;
            cell.span = span;
            continue;
        };
        if matches!(cell.state, State::Missing) {
            // Pointed at by the first of its cells that holds anything.
            let own = given().filter(|(steps, _)| steps.first() == Some(&first)).map(|(_, span)| span);
            let anchor = own.into_iter().find(|span| span.start < span.end).unwrap_or(anchor);
            let none = inner.fields.iter().map(|_| Cell::new(State::Missing, anchor)).collect();
            (cell.state, cell.span) = (State::Record(Record { cells: none, anchor }), anchor);
        }
        let State::Record(record) = &mut cell.state else {
            return None;
        };
        let (field, cell) = (inner.fields.get(second)?, record.cells.get_mut(second)?);
        (cell.state, cell.span) = (scalar(schema, field, &field.ty, text(row, span))?, span);
    }
    for cell in &mut cells {
        let empty = match &cell.state {
            State::Record(record) => are_missing(&record.cells),
            _ => false,
        };
        if empty {
            cell.state = State::Missing;
        }
    }
    Some(Record { cells, anchor })
}

/// The cell that begins there, with its quotes.
fn cut(row: &str, start: usize, delimiter: u8) -> Option<Span> {
    let rest = row.as_bytes().get(start..)?;
    let length = if rest.first() == Some(&b'"') {
        memchr(b'"', rest.get(1..)?)? + 2
    } else {
        memchr2(delimiter, b'\n', rest).unwrap_or(rest.len())
    };
    Some(Span::new(start, start + length))
}

/// What stands in a cell.
fn text(row: &str, cell: Span) -> &str {
    let written = row.get(cell.range()).unwrap_or_default();
    written.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(written)
}
