//! Lines of JSON of which it is known that nothing in them is unusual, straight to records: without a tree between,
//! and without a word to say.

pub(super) mod row;
mod toml;
mod wanted;

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

use super::bind::is_blank;
use super::columns::{closing, quote_end};
use super::format::unescape;
use super::value::parse_value;
use super::{Cell, Record, State};
use crate::schema::{Field, RecordType, Schema, TableId, Type};
use crate::source::Span;

pub use toml::plain_file;
pub use wanted::{Askers, Wanted, Wants};

/// The record that a line holds, with places from the beginning of the line, as the careful reader makes it of a
/// line about which it says nothing. Of its fields only those that are wanted are looked at; the others stay as if
/// they were missing, and where all that are wanted have been found nothing is looked at any more. `None` where it
/// would take more than a look at each character.
pub fn plain_record(schema: &Schema, table: TableId, line: &str, wanted: Wanted<'_>) -> Option<Record> {
    let mut reading = Reading { schema, text: line, at: 0 };
    let open = reading.next()?;
    let anchor = Span::new(reading.at, reading.at + 1);
    let record = &schema.table(table)?.record;
    (open == b'{').then_some(())?;
    let (cells, is_whole) = reading.fields(record, anchor, wanted, wanted.count())?;
    (!is_whole || reading.next().is_none()).then_some(Record { cells, anchor })
}

struct Reading<'r> {
    schema: &'r Schema,
    text: &'r str,
    at: usize,
}

impl<'r> Reading<'r> {
    /// The next byte that is no white space.
    fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        let found = self.next()?;
        self.at += 1;
        (found == wanted).then_some(())
    }

    /// The cells of the object whose bracket is at hand.
    fn object(&mut self, ty: &RecordType, anchor: Span, wanted: Wanted<'_>) -> Option<Vec<Cell>> {
        Some(self.fields(ty, anchor, wanted, None)?.0)
    }

    /// The same until so many fields that are wanted have been found, and whether its end was. It is known that no key is
    /// in it twice: that would be unusual.
    fn fields(
        &mut self,
        ty: &RecordType,
        anchor: Span,
        wanted: Wanted<'_>,
        mut enough: Option<usize>,
    ) -> Option<(Vec<Cell>, bool)> {
        let mut cells = Vec::with_capacity(ty.fields.len());
        cells.resize_with(ty.fields.len(), || Cell::new(State::Missing, anchor));
        let mut guess = 0;
        self.at += 1;
        if self.next()? == b'}' {
            self.at += 1;
            return Some((cells, true));
        }
        loop {
            self.next()?;
            let start = self.at;
            let (index, field) = self.field(ty, guess)?;
            let key = Span::new(start, self.at);
            guess = index + 1;
            self.take(b':')?;
            match wanted.field(index) {
                Some(wanted) => {
                    *cells.get_mut(index)? = self.value(field, &field.ty, Some(key), wanted)?;
                    enough = enough.map(|fields| fields.saturating_sub(1));
                }
                None => self.pass()?,
            }
            if enough == Some(0) {
                return Some((cells, false));
            }
            match self.next()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some((cells, true))
    }

    /// The field that the key at hand names, and its place in the type: the one that is guessed, most of the time.
    fn field<'t>(&mut self, ty: &'t RecordType, guess: usize) -> Option<(usize, &'t Field)> {
        let rest = self.text.get(self.at..)?;
        let behind = |name: &str| {
            rest.strip_prefix('"')?.strip_prefix(name)?.starts_with('"').then_some(name.len() + 2)
        };
        if let Some(field) = ty.fields.get(guess)
            && let Some(length) =
                field.names.second.as_deref().and_then(behind).or_else(|| behind(&field.names.first))
        {
            self.at += length;
            return Some((guess, field));
        }
        let key = self.quoted()?;
        ty.field_in_document(&key)
    }

    /// A value of a field, or an element of a list; `key` is where the key stands that it has.
    fn value(&mut self, field: &Field, ty: &Type, key: Option<Span>, wanted: Wanted<'_>) -> Option<Cell> {
        let first = self.next()?;
        let start = self.at;
        let state = match (first, ty) {
            (b'{', Type::Record(record)) => {
                let anchor = key.unwrap_or(Span::new(start, start + 1));
                let mut cells = self.object(record, anchor, wanted)?;
                if are_missing(&cells) && !wanted.is_all() {
                    // Whether the record is missing, what is not wanted of it says.
                    self.at = start;
                    cells = self.object(record, anchor, Wanted::ALL)?;
                }
                if are_missing(&cells) { State::Missing } else { State::Record(Record { cells, anchor }) }
            }
            (b'[', Type::List(element)) => State::List(self.elements(field, element, wanted)?),
            (b'{' | b'[', _) | (_, Type::Record(_) | Type::List(_)) if first != b'n' => return None,
            (b'"', _) => {
                let text = self.quoted()?;
                scalar(self.schema, field, ty, &text)?
            }
            _ => {
                let rest = self.text.get(start..)?;
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n');
                let length = rest.as_bytes().iter().position(ends).unwrap_or(rest.len());
                self.at = start + length;
                match rest.get(..length)? {
                    "null" => State::Missing,
                    text => scalar(self.schema, field, ty, text)?,
                }
            }
        };
        Some(Cell::new(state, Span::new(start, self.at)))
    }

    /// Steps over a value.
    fn pass(&mut self) -> Option<()> {
        match self.next()? {
            b'"' => {
                if self.unescaped().is_none() {
                    self.raw()?;
                }
                Some(())
            }
            mark @ (b'{' | b'[') => match closing(self.text, self.at) {
                Some(end) => {
                    self.at = end;
                    Some(())
                }
                None => self.pass_brackets(mark, if mark == b'{' { b'}' } else { b']' }),
            },
            _ => {
                let rest = self.text.as_bytes().get(self.at..)?;
                self.at += rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']'))?;
                Some(())
            }
        }
    }

    /// Steps over what stands between two brackets: in it each of a kind has its other one.
    fn pass_brackets(&mut self, open: u8, close: u8) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += memchr3(b'"', open, close, rest)?;
            let mark = *self.text.as_bytes().get(self.at)?;
            if mark == b'"' {
                self.raw()?;
                continue;
            }
            self.at += 1;
            if mark == open {
                depth += 1;
            } else if depth == 1 {
                return Some(());
            } else {
                depth -= 1;
            }
        }
    }

    fn elements(&mut self, field: &Field, ty: &Type, wanted: Wanted<'_>) -> Option<Vec<Cell>> {
        let mut cells = Vec::new();
        self.at += 1;
        if self.next()? == b']' {
            self.at += 1;
            return Some(cells);
        }
        loop {
            cells.push(self.value(field, ty, None, wanted)?);
            match self.next()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(cells)
    }

    /// The text whose opening quote is at hand.
    fn quoted(&mut self) -> Option<Cow<'r, str>> {
        Some(match self.unescaped() {
            Some(text) => Cow::Borrowed(text),
            None => unescape(self.raw()?),
        })
    }

    /// The text between the quotes, where nothing in it needs a second look.
    fn unescaped(&mut self) -> Option<&'r str> {
        let start = self.at;
        self.at = quote_end(self.text, start)?;
        self.text.get(start + 1..self.at - 1)
    }

    /// The same as it is written between the quotes.
    fn raw(&mut self) -> Option<&'r str> {
        let start = self.at + 1;
        let rest = self.text.get(start..).filter(|_| self.text.as_bytes().get(self.at) == Some(&b'"'))?;
        let mut length = 0;
        loop {
            length += memchr2(b'"', b'\\', rest.as_bytes().get(length..)?)?;
            if rest.as_bytes().get(length) == Some(&b'"') {
                break;
            }
            length += 2;
        }
        self.at = start + length + 1;
        rest.get(..length)
    }
}

fn are_missing(cells: &[Cell]) -> bool {
    cells.iter().all(|cell| matches!(cell.state, State::Missing))
}

fn scalar(schema: &Schema, field: &Field, ty: &Type, text: &str) -> Option<State> {
    if is_blank(schema, field, ty, text) {
        return Some(State::Missing);
    }
    parse_value(ty, field.unit, field.percent, schema, text).ok().map(State::Value)
}
