//! Files of TOML of which it is known that nothing in them is unusual, straight to records: each table is open until
//! its last line has been read.

use super::{Wanted, are_missing, scalar};
use crate::read::{Cell, Record, State};
use crate::schema::{Field, RecordType, Schema, TableId, Type};
use crate::source::Span;

/// The record that a file holds, as the careful reader makes it of a file about which it says nothing. Of its fields
/// only those that are wanted are looked at; the others stay as if they were missing. `None` where it would take more
/// than a look at each character.
pub fn plain_file(schema: &Schema, table: TableId, text: &str, wanted: Wanted<'_>) -> Option<Record> {
    let mut reading = Reading { schema, text, at: 0, open: Vec::new(), wanted };
    let record = &schema.table(table)?.record;
    reading.lines();
    // Points to the key that comes first, be it in a header.
    let open = reading.at + reading.rest().len() - reading.rest().trim_start_matches('[').len();
    reading.at = open;
    let (_, anchor) = reading.key()?;
    reading.at = 0;
    reading.open.push(Open::new(record, anchor, anchor, 0, Via::Table));
    loop {
        reading.lines();
        match reading.byte() {
            None => break,
            Some(b'[') => reading.header()?,
            Some(_) => reading.assignment()?,
        }
    }
    reading.close_to(1)?;
    let Open { cells, anchor, .. } = reading.open.pop()?;
    Some(Record { cells, anchor })
}

struct Reading<'r> {
    schema: &'r Schema,
    text: &'r str,
    at: usize,
    /// The tables that are open, each in the one before it.
    open: Vec<Open<'r>>,
    wanted: Wanted<'r>,
}

/// A table that is not complete.
struct Open<'r> {
    ty: &'r RecordType,
    cells: Vec<Cell>,
    anchor: Span,
    span: Span,
    /// The field that it is in the table around it.
    field: usize,
    via: Via,
}

/// How a table is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Via {
    /// By a header, its own or that of a table in it.
    Table,
    /// By a header, as an element of a list.
    Element,
    /// By dotted keys.
    Dotted,
}

impl<'r> Open<'r> {
    fn new(ty: &'r RecordType, anchor: Span, span: Span, field: usize, via: Via) -> Self {
        Self { ty, cells: missing(ty, anchor), anchor, span, field, via }
    }

    /// The cell that the table is.
    fn cell(self) -> Cell {
        let empty = are_missing(&self.cells);
        let record = Record { cells: self.cells, anchor: self.anchor };
        Cell::new(if empty { State::Missing } else { State::Record(record) }, self.span)
    }
}

fn missing(ty: &RecordType, anchor: Span) -> Vec<Cell> {
    ty.fields.iter().map(|_| Cell::new(State::Missing, anchor)).collect()
}

impl<'r> Reading<'r> {
    fn rest(&self) -> &'r str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn is_at(&self, byte: u8) -> bool {
        self.byte() == Some(byte)
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.is_at(byte).then(|| self.at += 1)
    }

    fn spaces(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over white space, line breaks and comments.
    fn lines(&mut self) {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b'#') => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => return,
            }
        }
    }

    /// A key without dots, and its place.
    fn key(&mut self) -> Option<(&'r str, Span)> {
        let start = self.at;
        let text = match self.byte()? {
            b'"' | b'\'' => self.quoted()?,
            _ => {
                let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                let rest = self.rest();
                let text = rest.get(..rest.find(|c| !bare(c)).unwrap_or(rest.len()))?;
                self.at += text.len();
                text
            }
        };
        Some((text, Span::new(start, self.at)))
    }

    /// What stands between two quotes of one kind.
    fn quoted(&mut self) -> Option<&'r str> {
        let rest = self.rest();
        let quote = rest.chars().next()?;
        let inner = rest.get(1..)?;
        let inner = inner.get(..inner.find(quote)?)?;
        self.at += inner.len() + 2;
        (!inner.contains('\\') || quote == '\'').then_some(inner)
    }

    /// The field of the table at that depth that the key there names, and the place of the key.
    fn field(&mut self, depth: usize) -> Option<(usize, &'r Field, Span)> {
        let ty = self.open.get(depth)?.ty;
        let (key, span) = self.key()?;
        let (index, field) = ty.field_in_document(key)?;
        Some((index, field, span))
    }

    fn header(&mut self) -> Option<()> {
        let start = self.at;
        self.take(b'[')?;
        let in_list = self.take(b'[').is_some();
        let mut depth = 0;
        loop {
            let (index, field, span) = self.field(depth)?;
            if depth == 0 && self.wanted.field(index).is_none() {
                self.close_to(1)?;
                self.pass();
                return Some(());
            }
            if self.take(b'.').is_some() {
                self.enter(depth, index, field, span)?;
                depth += 1;
                continue;
            }
            self.take(b']')?;
            if in_list {
                self.take(b']')?;
            }
            let header = Span::new(start, self.at);
            self.close_to(depth + 1)?;
            let (ty, via) = match &field.ty {
                Type::Record(ty) if !in_list => (ty, Via::Table),
                Type::List(element) if in_list => match &**element {
                    Type::Record(ty) => (ty, Via::Element),
                    _ => return None,
                },
                _ => return None,
            };
            self.open.push(Open::new(ty, header, header, index, via));
            return Some(());
        }
    }

    /// Steps over a table, up to the next header: no value is known to begin a line with a bracket but one in a list.
    fn pass(&mut self) {
        let end = self.text.get(self.at..).and_then(|rest| {
            let mut lines = rest.match_indices('\n').map(|(at, _)| at + 1);
            lines.find(|at| {
                rest.get(*at..).is_some_and(|line| line.trim_start_matches([' ', '\t']).starts_with('['))
            })
        });
        self.at = end.map_or(self.text.len(), |end| self.at + end);
    }

    /// Goes on in the table with that field inside the one at that depth.
    fn enter(&mut self, depth: usize, index: usize, field: &'r Field, key: Span) -> Option<()> {
        if self.open.get(depth + 1).is_some_and(|inner| inner.field == index && inner.via != Via::Dotted) {
            return Some(());
        }
        self.close_to(depth + 1)?;
        self.open_by_key(index, field, key, Via::Table)
    }

    fn open_by_key(&mut self, index: usize, field: &'r Field, key: Span, via: Via) -> Option<()> {
        let Type::Record(ty) = &field.ty else {
            return None;
        };
        self.open.push(Open::new(ty, key, key, index, via));
        Some(())
    }

    fn close_to(&mut self, length: usize) -> Option<()> {
        while self.open.len() > length {
            let closed = self.open.pop()?;
            let around = self.open.last_mut()?;
            around.span = around.span.to(closed.span);
            let (via, anchor) = (closed.via, closed.anchor);
            let slot = around.cells.get_mut(closed.field)?;
            let cell = closed.cell();
            match (&mut slot.state, via) {
                (State::List(elements), Via::Element) => {
                    slot.span = slot.span.to(cell.span);
                    elements.push(cell);
                }
                (State::Missing, Via::Element) => {
                    let span = anchor.to(cell.span);
                    *slot = Cell::new(State::List(vec![cell]), span);
                }
                (State::Missing, Via::Table | Via::Dotted) => *slot = cell,
                _ => return None,
            }
        }
        Some(())
    }

    fn assignment(&mut self) -> Option<()> {
        let mut depth = self.open.iter().rposition(|table| table.via != Via::Dotted)?;
        loop {
            let (index, field, span) = self.field(depth)?;
            if self.take(b'.').is_some() {
                let goes_on = self.open.get(depth + 1).is_some_and(|inner| inner.field == index);
                if !goes_on {
                    self.close_to(depth + 1)?;
                    self.open_by_key(index, field, span, Via::Dotted)?;
                }
                depth += 1;
                continue;
            }
            self.close_to(depth + 1)?;
            self.equals()?;
            let cell = self.value(field, &field.ty, span)?;
            let table = self.open.last_mut()?;
            table.span = table.span.to(cell.span);
            if depth > 0 || self.wanted.field(index).is_some() {
                *table.cells.get_mut(index)? = cell;
            }
            return Some(());
        }
    }

    fn equals(&mut self) -> Option<()> {
        self.spaces();
        self.take(b'=')?;
        self.spaces();
        Some(())
    }

    /// A value of a field, or an element of a list; `anchor` is what it is pointed at by.
    fn value(&mut self, field: &Field, ty: &'r Type, anchor: Span) -> Option<Cell> {
        let start = self.at;
        let state = match (self.byte()?, ty) {
            (b'{', Type::Record(ty)) => {
                let cells = self.inline_table(ty, anchor)?;
                if are_missing(&cells) { State::Missing } else { State::Record(Record { cells, anchor }) }
            }
            (b'[', Type::List(element)) => State::List(self.elements(field, element)?),
            (b'{' | b'[', _) | (_, Type::Record(_) | Type::List(_)) => return None,
            (b'"' | b'\'', _) => {
                let text = self.quoted()?;
                scalar(self.schema, field, ty, text)?
            }
            _ => {
                let rest = self.rest();
                let ends = |c: char| matches!(c, ',' | ']' | '}' | '#' | ' ' | '\t' | '\r' | '\n');
                let text = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
                self.at += text.len();
                let digits = text.contains('_').then(|| text.replace('_', ""));
                scalar(self.schema, field, ty, digits.as_deref().unwrap_or(text))?
            }
        };
        Some(Cell::new(state, Span::new(start, self.at)))
    }

    fn elements(&mut self, field: &Field, ty: &'r Type) -> Option<Vec<Cell>> {
        let mut cells = Vec::new();
        self.take(b'[')?;
        loop {
            self.lines();
            if self.take(b']').is_some() {
                return Some(cells);
            }
            cells.push(self.value(field, ty, Span::new(self.at, self.at + 1))?);
            self.lines();
            if self.take(b',').is_none() && !self.is_at(b']') {
                return None;
            }
        }
    }

    fn inline_table(&mut self, ty: &'r RecordType, anchor: Span) -> Option<Vec<Cell>> {
        let mut cells = missing(ty, anchor);
        self.take(b'{')?;
        self.spaces();
        if self.take(b'}').is_some() {
            return Some(cells);
        }
        loop {
            let (key, span) = self.key()?;
            let (index, field) = ty.field_in_document(key)?;
            self.equals()?;
            *cells.get_mut(index)? = self.value(field, &field.ty, span)?;
            self.spaces();
            if self.take(b'}').is_some() {
                return Some(cells);
            }
            self.take(b',')?;
            self.spaces();
        }
    }
}
