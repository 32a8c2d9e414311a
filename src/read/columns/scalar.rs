//! Values to their columns: the usual way of writing each at once, every other way that means the same behind it.

use super::decoder::{End, Reading};
use super::plan::{Action, FieldPlan, NumberPlan, Places};
use super::scan::{At, Bytes, DATE, Digits, Quoted, low, read_date, unescape};
use super::{ARENA, Odd, SCALE, Syntax};
use crate::read::invisible::first_invisible;

const NULL: u32 = u32::from_le_bytes(*b"null");
const TRUE: u32 = u32::from_le_bytes(*b"true");
const FALSE: u64 = u64::from_le_bytes(*b"false\0\0\0");
const FIVE: u64 = 0x00ff_ffff_ffff;

impl Reading<'_, '_> {
    /// The element of a list that begins there, which may be anything.
    #[inline(never)]
    pub(super) fn element(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        self.value(at, field, row)
    }

    /// The value that begins there.
    #[expect(clippy::inline_always, reason = "a call for every value would be a quarter of the work")]
    #[inline(always)]
    pub(super) fn value(&mut self, mut at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let bytes = self.bytes;
        let mut byte = bytes.byte(at);
        if byte <= b' ' {
            at = bytes.behind_blank(at);
            byte = bytes.byte(at);
        }
        let end = match field.action {
            Action::Text if byte == b'"' => match bytes.text(at + 1) {
                Ok(Quoted { from, to, end }) => {
                    let filled =
                        from < to && !(field.confusable && self.is_blank(field, bytes.between(from, to)));
                    if filled {
                        self.columns.put_range(field.column, row, [from, to]);
                    }
                    End::new(end, filled)
                }
                Err(Odd) => self.escaped(at, field, row)?,
            },
            Action::Coded if byte == b'"' && !field.confusable => {
                match self.plan.vocabulary.quoted(bytes, at + 1) {
                    Some((to, code)) => {
                        self.columns.put_coded(field.column, row, [at + 1, to], code);
                        End::new(to + 1, true)
                    }
                    None => self.coded(at, field, row)?,
                }
            }
            Action::Member if byte == b'"' => self.member(at, field, row)?,
            Action::Number if begins_number(byte) && !field.confusable => {
                match self.number(bytes, at, byte, field) {
                    Ok((end, number)) => {
                        self.columns.put_number(field.column, row, number);
                        End::new(end, true)
                    }
                    Err(Odd) => self.beyond(at, byte, field, row)?,
                }
            }
            Action::Bool if matches!(byte, b't' | b'f') && !field.confusable => {
                let (end, truth) = truth(bytes, at)?;
                self.columns.put_number(field.column, row, truth);
                End::new(end, true)
            }
            Action::Date if byte == b'"' && !field.confusable => match bytes.date(at + 1) {
                Some(date) => {
                    self.columns.put_number(field.column, row, date);
                    End::new(at + DATE, true)
                }
                None => self.other(at, field, row)?,
            },
            Action::Record if byte == b'{' => {
                let end = self.object(at, field.by, row, false)?;
                if end.is_filled() {
                    self.columns.put_number(field.column, row, 1);
                }
                end
            }
            Action::List if byte == b'[' => {
                let list = self.plan.lists.get(field.by).ok_or(Odd)?;
                let (end, rows) = self.list(at, list)?;
                self.columns.put_range(field.column, row, rows);
                End::new(end, true)
            }
            _ if byte == b'n' && low(bytes.word(at)) == NULL => End::new(at + 4, false),
            _ => self.other(at, field, row)?,
        };
        if field.places != Places::None {
            self.columns.place(field.column, row, [at, end.at()]);
        }
        Ok(end)
    }

    /// A text that is looked for in the vocabulary, and is likely not in it.
    #[inline(never)]
    fn coded(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let Ok(Quoted { from, to, end }) = self.bytes.text(at + 1) else {
            return self.escaped(at, field, row);
        };
        if from < to {
            let code = self.plan.vocabulary.code(self.text.as_bytes(), from as usize, (to - from) as usize);
            self.columns.put_coded(field.column, row, [from, to], code);
        }
        Ok(End::new(end, from < to))
    }

    /// A number that does not fit its column, of which nothing is asked but that it is one: it is left to the rules
    /// that need it.
    #[cold]
    #[inline(never)]
    fn beyond(&mut self, at: At, first: u8, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let Digits { end, .. } = self.bytes.number(at, first)?;
        let plain = self.plan.numbers.get(field.by).is_some_and(|plan| plan.plain);
        if !plain || field.places == Places::OfAll {
            return Err(Odd);
        }
        self.columns.put_doubtful(field.column, row);
        Ok(End::new(end, true))
    }

    /// A scalar in any way of writing it.
    #[inline(never)]
    fn other(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let (from, to, end) = match self.bytes.byte(at) {
            b'"' => match self.bytes.text(at + 1) {
                Ok(Quoted { from, to, end }) => (from, to, end),
                Err(Odd) => return self.escaped(at, field, row),
            },
            b'-' | b'0'..=b'9' => {
                let end = self.bytes.number(at, self.bytes.byte(at))?.end;
                (at, end, end)
            }
            b't' | b'f' => {
                let (end, _) = truth(self.bytes, at)?;
                (at, end, end)
            }
            _ => return Err(Odd),
        };
        let text = self.text.get(from as usize..to as usize).ok_or(Odd)?;
        let filled = from < to && self.scalar(field, row, text, [from, to])?;
        Ok(End::new(end, filled))
    }

    /// A text with escapes: what it means goes to the arena.
    #[cold]
    fn escaped(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        // Other escapes mean other characters.
        if self.syntax != Syntax::Json {
            return Err(Odd);
        }
        let from = self.arena.len();
        let end = unescape(self.text, at as usize + 1, self.arena)?;
        let filled = self.in_arena(from, field, row)?;
        Ok(End::new(At::try_from(end).map_err(|_| Odd)?, filled))
    }

    /// A scalar that means another text than the one that stands there; whether it is filled in.
    #[cold]
    pub(super) fn apart(&mut self, text: &str, field: &FieldPlan, row: usize) -> Result<bool, Odd> {
        let from = self.arena.len();
        self.arena.push_str(text);
        self.in_arena(from, field, row)
    }

    /// The text that begins there in the arena.
    fn in_arena(&mut self, from: usize, field: &FieldPlan, row: usize) -> Result<bool, Odd> {
        let arena = std::mem::take(self.arena);
        let filled = self.meaning(arena.get(from..).unwrap_or_default(), from, field, row);
        *self.arena = arena;
        filled
    }

    /// What a text means that begins there in the arena; whether it is filled in.
    fn meaning(&mut self, text: &str, from: usize, field: &FieldPlan, row: usize) -> Result<bool, Odd> {
        if first_invisible(text).is_some() {
            return Err(Odd);
        }
        let from = from + (text.len() - text.trim_start().len());
        let text = text.trim();
        let place = |at: usize| At::try_from(at).ok().and_then(|at| at.checked_add(ARENA)).ok_or(Odd);
        Ok(!text.is_empty() && self.scalar(field, row, text, [place(from)?, place(from + text.len())?])?)
    }

    /// A member of an enumeration between quotes.
    fn member(&mut self, at: At, field: &FieldPlan, row: usize) -> Result<End, Odd> {
        let members = self.plan.members.get(field.by).ok_or(Odd)?;
        if let Ok(Quoted { from, to, end }) = self.bytes.text(at + 1)
            && let Some(member) = members.find(self.bytes, from, to)
        {
            self.columns.put_number(field.column, row, member);
            return Ok(End::new(end, true));
        }
        self.other(at, field, row)
    }

    /// A scalar as text, in whatever way it was written; whether it is filled in.
    pub(super) fn scalar(
        &mut self,
        field: &FieldPlan,
        row: usize,
        text: &str,
        place: [At; 2],
    ) -> Result<bool, Odd> {
        let bytes = Bytes::new(text.as_bytes());
        let member = || {
            let length = At::try_from(text.len()).ok()?;
            self.plan.members.get(field.by)?.find(bytes, 0, length)
        };
        // A text that is itself a member is no blank.
        let member = if field.action == Action::Member { member() } else { None };
        if member.is_none() && self.is_blank(field, text.as_bytes()) {
            return Ok(false);
        }
        let number = match field.action {
            Action::Member => member.ok_or(Odd)?,
            Action::Text | Action::Coded | Action::Matching => {
                let pattern = self.plan.patterns.get(field.by).filter(|_| field.action == Action::Matching);
                if pattern.is_some_and(|pattern| !pattern.is_match(text)) {
                    return Err(Odd);
                }
                if field.coded {
                    let code = self.plan.vocabulary.code(text.as_bytes(), 0, text.len());
                    self.columns.put_coded(field.column, row, place, code);
                } else {
                    self.columns.put_range(field.column, row, place);
                }
                return Ok(true);
            }
            Action::Number => {
                let (end, number) = self.number(bytes, 0, bytes.byte(0), field)?;
                if (end as usize) < text.len() {
                    return Err(Odd);
                }
                number
            }
            Action::Date => read_date(text).ok_or(Odd)?,
            Action::Bool => match text {
                "true" | "是" => 1,
                "false" | "否" => 0,
                _ => return Err(Odd),
            },
            Action::Record | Action::List => return Err(Odd),
        };
        self.columns.put_number(field.column, row, number);
        Ok(true)
    }

    fn is_blank(&self, field: &FieldPlan, text: &[u8]) -> bool {
        self.plan.blanks.get(field.blanks).is_some_and(|blanks| blanks.has(text))
    }

    /// A number and its end.
    #[expect(clippy::inline_always, reason = "a call for every number would be a third of the work")]
    #[inline(always)]
    pub(super) fn number(
        &mut self,
        bytes: Bytes<'_>,
        at: At,
        first: u8,
        field: &FieldPlan,
    ) -> Result<(At, i64), Odd> {
        let plan = self.plan.numbers.get(field.by).ok_or(Odd)?;
        let Digits { negative, magnitude, fraction, end } = bytes.number(at, first)?;
        let magnitude = match plan.factors.get(fraction as usize) {
            Some(0) | None => divided(magnitude, fraction, plan.exponent)?,
            Some(factor) => magnitude.checked_mul(*factor).ok_or(Odd)?,
        };
        let value = if negative { -magnitude } else { magnitude };
        if !plan.plain {
            self.look_at(plan, value, end - at)?;
        }
        Ok((end, value))
    }

    /// More than that it is a number.
    fn look_at(&mut self, plan: &NumberPlan, value: i64, length: At) -> Result<(), Odd> {
        // Whole and of four digits it has neither a sign nor a point.
        let right = (!plan.whole || value % SCALE == 0)
            && (!plan.year || (length == 4 && value >= 1_000 * SCALE))
            && plan.least <= value
            && value <= plan.greatest;
        if !right {
            return Err(Odd);
        }
        if let Some(size) = plan.size.and_then(|at| self.sizes.get_mut(at)) {
            #[expect(clippy::cast_precision_loss, reason = "a guess needs no more")]
            let amount = value.unsigned_abs() as f64;
            *size += amount;
        }
        Ok(())
    }
}

/// True for what a number begins with, and for two marks between that no value begins with.
#[inline]
const fn begins_number(byte: u8) -> bool {
    matches!(byte, b'-'..=b'9')
}

/// The end of one of the two words, and which it is.
#[inline]
pub(super) fn truth(bytes: Bytes<'_>, at: At) -> Result<(At, i64), Odd> {
    let word = bytes.word(at);
    if low(word) == TRUE {
        Ok((at + 4, 1))
    } else if word & FIVE == FALSE {
        Ok((at + 5, 0))
    } else {
        Err(Odd)
    }
}

/// The magnitude of a number that has more digits after the point than the column: noughts, or it is odd.
#[cold]
#[inline(never)]
fn divided(magnitude: i64, fraction: u32, exponent: u32) -> Result<i64, Odd> {
    let factor = 10_i64.checked_pow(fraction.abs_diff(exponent)).ok_or(Odd)?;
    if fraction < exponent {
        return magnitude.checked_mul(factor).ok_or(Odd);
    }
    if magnitude % factor == 0 { Ok(magnitude / factor) } else { Err(Odd) }
}
