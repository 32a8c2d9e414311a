//! Values of TOML to their columns: what is written as in JSON in the same way, and what TOML has besides.

use crate::read::columns::Odd;
use crate::read::columns::decoder::{End, Reading};
use crate::read::columns::plan::{Action, FieldPlan, Places, add, take};
use crate::read::columns::scan::{At, Bytes, DATE};
use crate::read::invisible::first_invisible;

impl Reading<'_, '_> {
    /// The value that begins there.
    pub(super) fn assigned(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let byte = self.bytes.byte(at);
        let end = match byte {
            b'"' | b't' | b'f' => return self.value(at, field, row),
            b'-' | b'0'..=b'9' => {
                if field.action == Action::Date {
                    self.day(at, field, row)?
                } else if has_underscore(self.bytes, at) {
                    self.spaced_number(at, field, row)?
                } else {
                    return self.value(at, field, row);
                }
            }
            b'[' if field.action == Action::List => self.array(at, field, row)?,
            b'{' if field.action == Action::Record => {
                let end = self.inline_table(at, field.by, row)?;
                if end.is_filled() {
                    self.columns.put_number(field.column, row, 1);
                }
                end
            }
            b'\'' => self.literal(at, field, row)?,
            _ => return Err(Odd),
        };
        if field.places != Places::None {
            self.columns.place(field.column, row, [at, end.at()]);
        }
        Ok(end)
    }

    /// A date without quotes.
    fn day(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let (date, end) = (self.bytes.day(at).ok_or(Odd)?, at + DATE - 2);
        if field.confusable {
            let text = self.text.get(at as usize..end as usize).ok_or(Odd)?;
            return Ok(End::new(end, self.scalar(field, row, text, [at, end])?));
        }
        self.columns.put_number(field.column, row, date);
        Ok(End::new(end, true))
    }

    /// A number with underscores between its digits, which mean nothing.
    #[cold]
    fn spaced_number(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let mut end = at;
        while matches!(self.bytes.byte(end), b'-' | b'.' | b'_' | b'0'..=b'9') {
            end += 1;
        }
        let written = self.text.get(at as usize..end as usize).ok_or(Odd)?;
        let groups = written.trim_start_matches('-').split('.').flat_map(|part| part.split('_'));
        let plain = !groups.clone().any(str::is_empty);
        let digits = written.replace('_', "");
        let bytes = Bytes::new(digits.as_bytes());
        let number = bytes.number(0, bytes.byte(0))?;
        if !plain || number.end as usize != digits.len() {
            return Err(Odd);
        }
        let filled = self.apart(&digits, field, row)?;
        Ok(End::new(end, filled))
    }

    /// A text between single quotes, in which nothing has another meaning.
    fn literal(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let from = at as usize + 1;
        let rest = self.text.get(from..).ok_or(Odd)?;
        let length = rest.find(|c: char| c == '\'' || c.is_control()).ok_or(Odd)?;
        let (text, rest) = rest.split_at_checked(length).ok_or(Odd)?;
        if !rest.starts_with('\'') || first_invisible(text).is_some() {
            return Err(Odd);
        }
        let from = from + (text.len() - text.trim_start().len());
        let trimmed = text.trim();
        let place = |at: usize| At::try_from(at).map_err(|_| Odd);
        let places = [place(from)?, place(from + trimmed.len())?];
        let filled = !trimmed.is_empty() && self.scalar(field, row, trimmed, places)?;
        Ok(End::new(at + place(length)? + 2, filled))
    }

    /// A list between brackets, over as many lines as it takes.
    fn array(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let list = self.plan.lists.get(field.by).ok_or(Odd)?;
        let rows = |reading: &Self| {
            let rows = list.frame.map_or(0, |frame| reading.columns.rows(frame));
            u32::try_from(rows).map_err(|_| Odd)
        };
        let first = rows(self)?;
        let mut at = self.lines(at + 1)?;
        while self.bytes.byte(at) != b']' {
            let row = list.frame.map_or(0, |frame| self.columns.open(frame));
            let end = self.assigned(at, &list.element, row)?;
            // An element in which nothing is filled in is told of.
            if !end.is_filled() {
                return Err(Odd);
            }
            at = self.lines(end.at())?;
            match self.bytes.byte(at) {
                b',' => at = self.lines(at + 1)?,
                b']' => {}
                _ => return Err(Odd),
            }
        }
        self.columns.put_range(field.column, row, [first, rows(self)?]);
        Ok(End::new(at + 1, true))
    }

    /// A table between braces, in one line.
    fn inline_table(&mut self, at: At, number: usize, row: usize) -> Result<End, Odd> {
        let object = self.plan.objects.get(number).ok_or(Odd)?;
        let (mut seen, mut filled) = ([0; 2], [0; 2]);
        let mut next = object.order;
        let mut at = self.spaces(at + 1);
        if self.bytes.byte(at) == b'}' {
            return Ok(End::new(at + 1, false));
        }
        loop {
            let (key, end) = self.simple_key(at, object, &mut next)?;
            take(&mut seen, key.bit)?;
            let end = self.assigned(self.equals(end)?, &key.field, row)?;
            if end.is_filled() {
                add(&mut filled, key.bit);
            }
            at = self.spaces(end.at());
            match self.bytes.byte(at) {
                b',' => at = self.spaces(at + 1),
                b'}' => break,
                _ => return Err(Odd),
            }
        }
        Ok(End::new(at + 1, object.is_filled(filled, false)?))
    }
}

/// True where one of the first digits of a number has an underscore behind it.
#[inline]
fn has_underscore(bytes: Bytes<'_>, at: At) -> bool {
    let first = bytes.word(at).to_le_bytes();
    let mut others = first.iter().filter(|byte| !matches!(byte, b'-' | b'.' | b'0'..=b'9'));
    first.contains(&b'_') && others.next() == Some(&b'_')
}
