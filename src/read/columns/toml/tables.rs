//! Tables of TOML as they are opened one inside the other. One that was left is not gone back to: a file that does
//! that is odd.

use std::ptr;

use crate::read::columns::Odd;
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::{Action, Bits, Key, ObjectPlan, add, take};
use crate::read::columns::scan::At;

/// A table that is not complete.
#[derive(Clone, Copy, Debug)]
pub(in crate::read::columns) struct Open<'p> {
    origin: Origin,
    object: &'p ObjectPlan,
    row: usize,
    /// The key in the table around it; of the record none.
    key: &'p Key,
    seen: Bits,
    filled: Bits,
    /// The place in the order of keys of the one that is expected.
    next: usize,
}

/// How a table came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// By a header of its own, or as the record.
    Header,
    /// By the header of a table inside it.
    Implied,
    /// By dotted keys.
    Dotted,
    /// As an element of a list, whose first one is that row.
    Element(u32),
}

impl<'p> Reading<'p, '_> {
    /// Opens the table that is the whole record.
    pub(super) fn begin(&mut self, row: usize, open: &mut Vec<Open<'p>>) -> Result<(), Odd> {
        open.clear();
        self.open(open, Origin::Header, (self.plan.root, &self.plan.no_key), row)
    }

    fn open(
        &self,
        open: &mut Vec<Open<'p>>,
        origin: Origin,
        (object, key): (usize, &'p Key),
        row: usize,
    ) -> Result<(), Odd> {
        let object = self.plan.objects.get(object).ok_or(Odd)?;
        open.push(Open { origin, object, row, key, seen: [0; 2], filled: [0; 2], next: object.order });
        Ok(())
    }

    /// Closes the innermost table.
    pub(super) fn close(&mut self, open: &mut Vec<Open<'p>>) -> Result<(), Odd> {
        let Some(closed) = open.pop() else {
            return Ok(());
        };
        let filled = closed.object.is_filled(closed.filled, open.is_empty())?;
        let Some(around) = open.last_mut() else {
            return Ok(());
        };
        if let Origin::Element(_) = closed.origin {
            // One in which nothing is filled in is told of.
            return if filled { Ok(()) } else { Err(Odd) };
        }
        if filled {
            self.columns.put_number(closed.key.field.column, around.row, 1);
            add(&mut around.filled, closed.key.bit);
        }
        Ok(())
    }

    fn close_to(&mut self, open: &mut Vec<Open<'p>>, length: usize) -> Result<(), Odd> {
        while open.len() > length {
            self.close(open)?;
        }
        Ok(())
    }

    /// The header whose bracket is there: its table is the innermost one from then on. The place behind it.
    pub(super) fn header(&mut self, at: At, open: &mut Vec<Open<'p>>) -> Result<At, Odd> {
        let in_list = self.bytes.byte(at + 1) == b'[';
        let (mut at, mut depth) = (at + 1 + At::from(in_list), 0);
        loop {
            let (key, end) = self.next_key(at, open, depth)?;
            match self.bytes.byte(end) {
                b'.' => {
                    self.enter(open, depth, key, Origin::Implied)?;
                    (at, depth) = (end + 1, depth + 1);
                }
                b']' if !in_list => {
                    self.enter(open, depth, key, Origin::Header)?;
                    return Ok(end + 1);
                }
                b']' if self.bytes.byte(end + 1) == b']' => {
                    self.element_of(open, depth, key)?;
                    return Ok(end + 2);
                }
                _ => return Err(Odd),
            }
        }
    }

    /// Which key of the table at that depth stands there, and the place behind it.
    fn next_key(&mut self, at: At, open: &mut [Open<'p>], depth: usize) -> Result<(&'p Key, At), Odd> {
        let table = open.get_mut(depth).ok_or(Odd)?;
        self.simple_key(at, table.object, &mut table.next)
    }

    /// Goes on in the table with that key inside the one at that depth.
    fn enter(&mut self, open: &mut Vec<Open<'p>>, depth: usize, key: &'p Key, by: Origin) -> Result<(), Odd> {
        if let Some(inner) = open.get(depth + 1).filter(|inner| ptr::eq(inner.key, key)) {
            return match (by, inner.origin) {
                (Origin::Implied, Origin::Header | Origin::Implied | Origin::Element(_))
                | (Origin::Dotted, Origin::Dotted) => Ok(()),
                _ => Err(Odd),
            };
        }
        self.close_to(open, depth + 1)?;
        let table = open.last_mut().ok_or(Odd)?;
        if key.field.action != Action::Record {
            return Err(Odd);
        }
        take(&mut table.seen, key.bit)?;
        let row = table.row;
        self.open(open, by, (key.field.by, key), row)
    }

    /// Opens a further element of the list with that key in the table at that depth.
    fn element_of(&mut self, open: &mut Vec<Open<'p>>, depth: usize, key: &'p Key) -> Result<(), Odd> {
        let before = open.get(depth + 1).filter(|inner| ptr::eq(inner.key, key)).map(|inner| inner.origin);
        self.close_to(open, depth + 1)?;
        let table = open.last_mut().ok_or(Odd)?;
        if key.field.action != Action::List {
            return Err(Odd);
        }
        let list = self.plan.lists.get(key.field.by).ok_or(Odd)?;
        if list.element.action != Action::Record {
            return Err(Odd);
        }
        let new = list.frame.map_or(0, |frame| self.columns.open(frame));
        let row = u32::try_from(new).map_err(|_| Odd)?;
        let first = if let Some(Origin::Element(first)) = before {
            first
        } else {
            take(&mut table.seen, key.bit)?;
            row
        };
        add(&mut table.filled, key.bit);
        self.columns.put_range(key.field.column, table.row, [first, row + 1]);
        self.open(open, Origin::Element(first), (list.element.by, key), new)
    }

    /// A key with its value, in the table whose header came last. The place behind it.
    #[inline]
    pub(super) fn assignment(&mut self, at: At, open: &mut Vec<Open<'p>>) -> Result<At, Odd> {
        let mut depth = open.len() - 1;
        let table = open.get_mut(depth).ok_or(Odd)?;
        let expected = self.order.at(table.next).filter(|_| table.origin != Origin::Dotted);
        let expected = expected.and_then(|key| Some((key, key.in_line(self.bytes, at)?)));
        let (key, at) = if let Some(expected) = expected {
            table.next += 1;
            expected
        } else {
            let found;
            (depth, found) = self.dotted(at, open)?;
            found
        };
        let table = open.get_mut(depth).ok_or(Odd)?;
        take(&mut table.seen, key.bit)?;
        let end = self.assigned(at, &key.field, table.row)?;
        if end.is_filled() {
            add(&mut table.filled, key.bit);
        }
        Ok(end.at())
    }

    /// The depth of the table that the key belongs to which stands there, which key that is, and where its value
    /// begins.
    #[inline(never)]
    fn dotted(&mut self, at: At, open: &mut Vec<Open<'p>>) -> Result<(usize, (&'p Key, At)), Odd> {
        let mut depth = open.iter().rposition(|table| table.origin != Origin::Dotted).ok_or(Odd)?;
        let mut at = at;
        loop {
            let (key, end) = self.next_key(at, open, depth)?;
            if self.bytes.byte(end) != b'.' {
                self.close_to(open, depth + 1)?;
                return Ok((depth, (key, self.equals(end)?)));
            }
            self.enter(open, depth, key, Origin::Dotted)?;
            (at, depth) = (end + 1, depth + 1);
        }
    }
}
