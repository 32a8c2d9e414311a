//! Records to rows of columns: the objects and lists of JSON.

use super::order::Order;
use super::plan::{Action, Key, ListPlan, ObjectPlan, Plan, add, take};
use super::rows::{Filling, Room, RowPlan};
use super::scan::{At, Bytes, Quoted, unescape};
use super::store::Columns;
use super::{Odd, Syntax, toml, units};
use crate::source::Span;

/// Reads records by a plan. It learns in which order their keys come.
#[derive(Debug)]
pub struct Decoder<'p> {
    plan: &'p Plan,
    order: Order<'p>,
    /// Sizes of amounts of the record at hand.
    sizes: Vec<f64>,
    /// Room for tables of TOML.
    open: Vec<toml::Open<'p>>,
    /// Room for objects of rows.
    room: Room,
}

/// How records are written.
#[derive(Clone, Copy, Debug)]
pub enum Written<'w> {
    /// Each by itself.
    As(Syntax),
    /// As rows of a list, with elements from child tables.
    InRows(&'w RowPlan, &'w [Filling<'w>]),
}

impl<'p> Decoder<'p> {
    /// A decoder that has seen nothing yet.
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            order: Order::new(plan),
            sizes: vec![0.0; plan.sizes],
            open: Vec::new(),
            room: Room::default(),
        }
    }

    /// Reads one record from each of the lines. What texts mean that have escapes goes to the end of the arena.
    pub fn read(
        &mut self,
        written: Written<'_>,
        text: &str,
        lines: &[Span],
        columns: &mut Columns,
        arena: &mut String,
    ) {
        let ends = lines.first().zip(lines.last()).map_or((0, 0), |(first, last)| (first.start, last.end));
        columns.clear(ends.0, ends.1);
        let Self { plan, order, sizes, open, room } = self;
        let syntax = match written {
            Written::As(syntax) => syntax,
            Written::InRows(..) => Syntax::Json,
        };
        let bytes = Bytes::new(text.as_bytes());
        let mut reading = Reading { plan, syntax, bytes, text, order, sizes, columns, arena };
        for line in lines {
            let row = reading.columns.open(0);
            reading.sizes.fill(0.0);
            let read = match written {
                Written::As(Syntax::Json) => reading.line(*line, row),
                Written::As(Syntax::Toml) => reading.file(*line, row, open),
                Written::InRows(rows, children) => reading.row((rows, children), *line, row, room),
            };
            let odd = read.is_err();
            let odd = odd || (reading.sizes.len() > 1 && units::in_doubt(reading.sizes));
            reading.columns.note(odd);
        }
    }
}

/// A batch of records on its way into columns.
pub(super) struct Reading<'p, 'r> {
    pub(super) plan: &'p Plan,
    pub(super) syntax: Syntax,
    pub(super) bytes: Bytes<'r>,
    pub(super) text: &'r str,
    pub(super) order: &'r mut Order<'p>,
    pub(super) sizes: &'r mut [f64],
    pub(super) columns: &'r mut Columns,
    pub(super) arena: &'r mut String,
}

/// What comes next in an object.
enum Entry<'p> {
    /// A key, the place in the order behind it, and the place of its value.
    Key(&'p Key, usize, At),
    /// Its end.
    End(At),
}

/// The end of a value, and whether anything is filled in.
#[derive(Clone, Copy)]
pub(super) struct End(At);

impl End {
    #[inline]
    pub(super) const fn new(at: At, filled: bool) -> Self {
        Self(at << 1 | filled as At)
    }

    #[inline]
    pub(super) const fn at(self) -> At {
        self.0 >> 1
    }

    #[inline]
    pub(super) const fn is_filled(self) -> bool {
        self.0 & 1 != 0
    }
}

impl<'p> Reading<'p, '_> {
    fn line(&mut self, line: Span, row: usize) -> Result<(), Odd> {
        let at = self.bytes.blank(At::try_from(line.start).map_err(|_| Odd)?);
        if self.bytes.byte(at) != b'{' {
            return Err(Odd);
        }
        let end = self.object(at, self.plan.root, row, true)?;
        // A record over several lines is no line.
        let inside = end.at() as usize <= line.end;
        if inside && self.bytes.blank(end.at()) as usize >= line.end { Ok(()) } else { Err(Odd) }
    }

    /// The object whose bracket is there.
    pub(super) fn object(&mut self, at: At, number: usize, row: usize, whole: bool) -> Result<End, Odd> {
        let object = self.plan.objects.get(number).ok_or(Odd)?;
        let (end, filled) = if object.narrow {
            let (end, [low]) = self.entries(at, object, row)?;
            (end, [low, 0])
        } else {
            self.many_entries(at, object, row)?
        };
        Ok(End::new(end, object.is_filled(filled, whole)?))
    }

    /// The same of an object with very many fields.
    #[inline(never)]
    fn many_entries(&mut self, at: At, object: &ObjectPlan, row: usize) -> Result<(At, [u64; 2]), Odd> {
        self.entries(at, object, row)
    }

    /// The end of an object, and which of its fields are filled in.
    #[inline]
    fn entries<const N: usize>(
        &mut self,
        at: At,
        object: &ObjectPlan,
        row: usize,
    ) -> Result<(At, [u64; N]), Odd> {
        let bytes = self.bytes;
        let (mut seen, mut filled) = ([0; N], [0; N]);
        let (mut at, mut next, mut mark) = (at, object.order, b'{');
        loop {
            let mut key = self.order.at(next).ok_or(Odd)?;
            if let Some(value) = key.behind(mark, bytes, at) {
                (at, next) = (value, next + 1);
            } else if mark == b',' && bytes.byte(at) == b'}' {
                return Ok((at + 1, filled));
            } else {
                match self.key(at, object, next, mark)? {
                    Entry::Key(found, behind, value) => (key, next, at) = (found, behind, value),
                    Entry::End(end) => return Ok((end, filled)),
                }
            }
            take(&mut seen, key.bit)?;
            let end = self.value(at, &key.field, row)?;
            if end.is_filled() {
                add(&mut filled, key.bit);
            }
            (at, mark) = (end.at(), b',');
        }
    }

    /// What stands where a mark is expected: an object's first bracket, or the comma behind another value. Its key
    /// may be behind white space or against all expectation, or the object ends.
    #[inline(never)]
    fn key(&mut self, at: At, object: &ObjectPlan, next: usize, mark: u8) -> Result<Entry<'p>, Odd> {
        let bytes = self.bytes;
        let (found, behind) = self.mark(at);
        if found != mark {
            return if found == b'}' && mark == b',' { Ok(Entry::End(behind)) } else { Err(Odd) };
        }
        let at = bytes.blank(behind);
        if bytes.byte(at) == b'}' && mark == b'{' {
            return Ok(Entry::End(at + 1));
        }
        // Whatever stands before its quote.
        let value = |key: &Key| key.behind(bytes.byte(at - 1), bytes, at - 1);
        if let Some(key) = self.order.at(next)
            && let Some(value) = value(key)
        {
            return Ok(Entry::Key(key, next + 1, value));
        }
        if bytes.byte(at) != b'"' {
            return Err(Odd);
        }
        if let Ok((key, behind)) = self.order.find(object, next, |key| value(key).is_some()) {
            return Ok(Entry::Key(key, behind, value(key).ok_or(Odd)?));
        }
        let ((key, behind), end) = if let Ok(Quoted { end, .. }) = bytes.text(at + 1) {
            let text = bytes.between(at + 1, end - 1);
            (self.order.find(object, next, |key| key.is(text))?, end)
        } else {
            let mut text = String::new();
            let end = unescape(self.text, at as usize + 1, &mut text)?;
            let found = self.order.find(object, next, |key| key.is(text.as_bytes()))?;
            (found, At::try_from(end).map_err(|_| Odd)?)
        };
        let colon = bytes.blank(end);
        if bytes.byte(colon) != b':' {
            return Err(Odd);
        }
        Ok(Entry::Key(key, behind, colon + 1))
    }

    /// The mark behind a value, and the place behind it.
    #[inline]
    fn mark(&self, at: At) -> (u8, At) {
        let mark = self.bytes.byte(at);
        if mark > b' ' {
            return (mark, at + 1);
        }
        let at = self.bytes.behind_blank(at);
        (self.bytes.byte(at), at + 1)
    }

    /// The list whose bracket is there: its end, and which rows its elements are.
    pub(super) fn list(&mut self, at: At, list: &ListPlan) -> Result<(At, [u32; 2]), Odd> {
        let rows = |reading: &Self| list.frame.map_or(0, |frame| reading.columns.rows(frame));
        let first = rows(self);
        let mut at = self.bytes.blank(at + 1);
        if self.bytes.byte(at) == b']' {
            at += 1;
        } else {
            loop {
                let row = list.frame.map_or(0, |frame| self.columns.open(frame));
                let end = match list.element.action {
                    Action::Record if self.bytes.byte(at) == b'{' => {
                        self.object(at, list.element.by, row, false)?
                    }
                    _ => self.element(at, &list.element, row)?,
                };
                // An element in which nothing is filled in is told of.
                if !end.is_filled() {
                    return Err(Odd);
                }
                match self.mark(end.at()) {
                    (b',', next) => at = self.bytes.blank(next),
                    (b']', next) => {
                        at = next;
                        break;
                    }
                    _ => return Err(Odd),
                }
            }
        }
        let row = |row: usize| u32::try_from(row).map_err(|_| Odd);
        Ok((at, [row(first)?, row(rows(self))?]))
    }
}
