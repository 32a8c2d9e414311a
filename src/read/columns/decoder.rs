//! Lines of JSON to rows of columns.

use super::cursor::{Cursor, Digits};
use super::field::{FieldKind, FieldPlan, ListPlan, Members, NumberPlan};
use super::plan::Plan;
use super::store::Columns;
use super::{Odd, SCALE, dates, units};
use crate::source::Span;

/// Reads records by a plan. It learns in which order their keys come.
#[derive(Debug)]
pub struct Decoder<'p> {
    plan: &'p Plan,
    /// For each object, which key came after each of its keys the last time; the first is that of the first.
    follow: Vec<Vec<usize>>,
    /// Sizes of amounts of the record at hand.
    sizes: Vec<f64>,
    sorted: Vec<f64>,
}

impl<'p> Decoder<'p> {
    /// A decoder that has seen nothing yet.
    pub fn new(plan: &'p Plan) -> Self {
        let follow = plan.objects.iter().map(|object| (0..=object.keys.len()).collect());
        Self { plan, follow: follow.collect(), sizes: vec![0.0; plan.sizes], sorted: Vec::new() }
    }

    /// Reads one record from each of the lines.
    pub fn read(&mut self, text: &str, lines: &[Span], columns: &mut Columns) {
        columns.clear();
        for line in lines {
            let row = columns.open(0);
            self.sizes.fill(0.0);
            let mut reading = Reading { decoder: self, text, columns };
            let odd = reading.line(*line, row).is_err();
            columns.note(odd || self.units_in_doubt());
        }
    }

    fn units_in_doubt(&mut self) -> bool {
        if self.sizes.len() < 2 {
            return false;
        }
        self.sorted.clear();
        self.sorted.extend_from_slice(&self.sizes);
        units::in_doubt(&mut self.sorted)
    }
}

struct Reading<'r, 'p> {
    decoder: &'r mut Decoder<'p>,
    text: &'r str,
    columns: &'r mut Columns,
}

impl Reading<'_, '_> {
    fn line(&mut self, line: Span, row: usize) -> Result<(), Odd> {
        let mut cursor = Cursor::new(self.text.as_bytes(), line.start);
        if cursor.next() != b'{' {
            return Err(Odd);
        }
        let plan = self.decoder.plan;
        self.object(&mut cursor, plan, plan.root, row, true)?;
        cursor.next();
        if cursor.at < line.end { Err(Odd) } else { Ok(()) }
    }

    /// An object whose bracket is at hand; whether anything in it is filled in.
    fn object(
        &mut self,
        cursor: &mut Cursor<'_>,
        plan: &Plan,
        number: usize,
        row: usize,
        whole: bool,
    ) -> Result<bool, Odd> {
        let object = plan.objects.get(number).ok_or(Odd)?;
        let (mut seen, mut filled) = (0_u128, 0_u128);
        let mut before = 0;
        cursor.at += 1;
        if cursor.next() == b'}' {
            cursor.at += 1;
        } else {
            loop {
                cursor.next();
                let guess = self.decoder.follow.get(number).and_then(|follow| follow.get(before)).copied();
                let guessed = guess.and_then(|guess| Some((guess, object.keys.get(guess)?)));
                let (at, key) = match guessed {
                    Some((at, key)) if cursor.shows(&key.pattern) => {
                        cursor.at += key.length;
                        (at, key)
                    }
                    _ => {
                        let text = self.key(cursor)?;
                        let at = object.keys.iter().position(|key| key.is(text)).ok_or(Odd)?;
                        if let Some(place) =
                            self.decoder.follow.get_mut(number).and_then(|all| all.get_mut(before))
                        {
                            *place = at;
                        }
                        (at, object.keys.get(at).ok_or(Odd)?)
                    }
                };
                before = at + 1;
                cursor.take(b':')?;
                let bit = 1 << key.field;
                if seen & bit != 0 {
                    return Err(Odd);
                }
                seen |= bit;
                let field = object.fields.get(key.field).ok_or(Odd)?;
                if self.value(cursor, plan, field, row)? {
                    filled |= bit;
                }
                match cursor.next() {
                    b',' => cursor.at += 1,
                    b'}' => {
                        cursor.at += 1;
                        break;
                    }
                    _ => return Err(Odd),
                }
            }
        }
        let present = filled != 0;
        if (present || whole) && object.required & !filled != 0 {
            return Err(Odd);
        }
        Ok(present)
    }

    #[cold]
    fn key(&self, cursor: &mut Cursor<'_>) -> Result<&[u8], Odd> {
        if cursor.peek() != b'"' {
            return Err(Odd);
        }
        let (start, end) = cursor.text()?;
        self.text.as_bytes().get(start..end).ok_or(Odd)
    }

    /// A value; whether anything is filled in.
    #[inline]
    fn value(
        &mut self,
        cursor: &mut Cursor<'_>,
        plan: &Plan,
        field: &FieldPlan,
        row: usize,
    ) -> Result<bool, Odd> {
        let byte = cursor.next();
        let start = cursor.at;
        let filled = match (&field.kind, byte) {
            (_, b'n') => {
                cursor.word_is(b"null")?;
                false
            }
            (FieldKind::Text(pattern), b'"') => {
                let (from, to) = self.trimmed(cursor.text()?)?;
                from < to && {
                    if pattern.is_none() && field.placeholders.is_empty() {
                        self.keep_text(field, row, from, to)?;
                        true
                    } else {
                        self.scalar(field, row, from, to)?
                    }
                }
            }
            (FieldKind::Record(object), b'{') => {
                let present = self.object(cursor, plan, *object, row, false)?;
                if let Some(column) = field.column.filter(|_| present) {
                    self.columns.put_number(column, row, 1);
                }
                present
            }
            (FieldKind::List(list), b'[') => {
                self.list(cursor, plan, field, list, row)?;
                true
            }
            (FieldKind::Record(_) | FieldKind::List(_), _) => return Err(Odd),
            (_, b'"') => {
                let (from, to) = self.trimmed(cursor.text()?)?;
                from < to && self.scalar(field, row, from, to)?
            }
            (FieldKind::Number(number), b'-' | b'0'..=b'9') if field.placeholders.is_empty() => {
                let value = self.number(cursor, number)?;
                if let Some(column) = field.column {
                    self.columns.put_number(column, row, value);
                }
                true
            }
            (_, b'-' | b'0'..=b'9') => {
                cursor.number()?;
                self.scalar(field, row, start, cursor.at)?
            }
            (_, b't') => {
                cursor.word_is(b"true")?;
                self.scalar(field, row, start, cursor.at)?
            }
            (_, b'f') => {
                cursor.word_is(b"false")?;
                self.scalar(field, row, start, cursor.at)?
            }
            _ => return Err(Odd),
        };
        if field.placed && filled {
            self.columns.place(field.column, row, place(start, cursor.at)?);
        }
        Ok(filled)
    }

    fn list(
        &mut self,
        cursor: &mut Cursor<'_>,
        plan: &Plan,
        field: &FieldPlan,
        list: &ListPlan,
        row: usize,
    ) -> Result<(), Odd> {
        cursor.at += 1;
        let first = list.frame.map_or(0, |frame| self.columns.rows(frame));
        if cursor.next() == b']' {
            cursor.at += 1;
        } else {
            loop {
                let row = list.frame.map_or(0, |frame| self.columns.open(frame));
                // An element in which nothing is filled in is told of.
                if !self.value(cursor, plan, &list.element, row)? {
                    return Err(Odd);
                }
                match cursor.next() {
                    b',' => cursor.at += 1,
                    b']' => {
                        cursor.at += 1;
                        break;
                    }
                    _ => return Err(Odd),
                }
            }
        }
        if let (Some(column), Some(frame)) = (field.column, list.frame) {
            let end = self.columns.rows(frame);
            self.columns.put_range(column, row, place(first, end)?);
        }
        Ok(())
    }

    /// A scalar as text, in whatever way it was written.
    fn scalar(&mut self, field: &FieldPlan, row: usize, from: usize, to: usize) -> Result<bool, Odd> {
        let text = self.text.get(from..to).ok_or(Odd)?;
        let blank = || field.placeholders.iter().any(|placeholder| placeholder == text);
        if let FieldKind::Member(members) = &field.kind {
            return self.member(field, members, row, text);
        }
        if blank() {
            return Ok(false);
        }
        let number = match &field.kind {
            FieldKind::Text(pattern) => {
                if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
                    return Err(Odd);
                }
                self.keep_text(field, row, from, to)?;
                return Ok(true);
            }
            FieldKind::Number(number) => {
                let mut cursor = Cursor::new(text.as_bytes(), 0);
                let value = self.number(&mut cursor, number)?;
                if cursor.at < text.len() {
                    return Err(Odd);
                }
                value
            }
            FieldKind::Date => dates::read(text).ok_or(Odd)?,
            FieldKind::Bool => match text {
                "true" | "是" => 1,
                "false" | "否" => 0,
                _ => return Err(Odd),
            },
            FieldKind::Member(_) | FieldKind::Record(_) | FieldKind::List(_) => return Err(Odd),
        };
        if let Some(column) = field.column {
            self.columns.put_number(column, row, number);
        }
        Ok(true)
    }

    fn member(&mut self, field: &FieldPlan, members: &Members, row: usize, text: &str) -> Result<bool, Odd> {
        let Some(member) = members.find(text) else {
            let blank = field.placeholders.iter().any(|placeholder| placeholder == text);
            return if blank { Ok(false) } else { Err(Odd) };
        };
        if let Some(column) = field.column {
            self.columns.put_number(column, row, member);
        }
        Ok(true)
    }

    #[inline]
    fn keep_text(&mut self, field: &FieldPlan, row: usize, from: usize, to: usize) -> Result<(), Odd> {
        if let Some(column) = field.column {
            self.columns.put_range(column, row, place(from, to)?);
        }
        Ok(())
    }

    #[inline]
    fn number(&mut self, cursor: &mut Cursor<'_>, plan: &NumberPlan) -> Result<i64, Odd> {
        let start = cursor.at;
        let digits = cursor.number()?;
        let value = value(&digits, plan.exponent)?;
        let right = (!plan.whole || value % SCALE == 0)
            && (!plan.year || (cursor.at - start == 4 && digits.fraction == 0 && !digits.negative))
            && plan.least <= value
            && value <= plan.greatest;
        if !right {
            return Err(Odd);
        }
        if let Some(size) = plan.size.and_then(|at| self.decoder.sizes.get_mut(at)) {
            #[expect(clippy::cast_precision_loss, reason = "a guess needs no more")]
            let amount = value.unsigned_abs() as f64;
            *size += amount;
        }
        Ok(value)
    }

    /// What stands between the quotes, without white space around it.
    #[inline]
    fn trimmed(&self, (from, to): (usize, usize)) -> Result<(usize, usize), Odd> {
        let bytes = self.text.as_bytes();
        let (Some(first), Some(last)) = (bytes.get(from), bytes.get(to.wrapping_sub(1))) else {
            return Ok((from, to));
        };
        // No white space begins or ends with other bytes than these.
        let may_begin = matches!(first, 0..=0x20 | 0xc2 | 0xe1..=0xe3);
        let may_end = matches!(last, 0..=0x20 | 0x80..=0x8a | 0x9f | 0xa0 | 0xa8 | 0xa9 | 0xaf);
        if from == to || !(may_begin || may_end) {
            return Ok((from, to));
        }
        let text = self.text.get(from..to).ok_or(Odd)?;
        let start = from + (text.len() - text.trim_start().len());
        Ok((start, start + text.trim().len()))
    }
}

/// The number in millionths.
#[inline]
fn value(digits: &Digits, exponent: i32) -> Result<i64, Odd> {
    let magnitude = i64::try_from(digits.magnitude).map_err(|_| Odd)?;
    let power = exponent - digits.fraction;
    let factor = POWERS.get(power.unsigned_abs() as usize).ok_or(Odd)?;
    let magnitude = if power >= 0 {
        magnitude.checked_mul(*factor).ok_or(Odd)?
    } else if magnitude % factor == 0 {
        magnitude / factor
    } else {
        return Err(Odd);
    };
    Ok(if digits.negative { -magnitude } else { magnitude })
}

/// Powers of ten.
const POWERS: [i64; 19] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
];

fn place(from: usize, to: usize) -> Result<[u32; 2], Odd> {
    let whole = |at: usize| u32::try_from(at).map_err(|_| Odd);
    Ok([whole(from)?, whole(to)?])
}
