//! The cells of a row to their columns.

use super::fill::Filling;
use super::kind::Seen;
use super::{RowPlan, SlotField};
use crate::read::columns::Odd;
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::{Action, Bits, Places, add};
use crate::read::columns::scalar::truth;
use crate::read::columns::scan::{At, Bytes, Cell, DATE};
use crate::source::Span;

/// The text in which rows stand.
#[derive(Clone, Copy)]
pub(in crate::read::columns) struct Page<'t> {
    bytes: Bytes<'t>,
    text: &'t str,
    /// How much further on the text stands where columns take their texts from.
    shift: At,
}

impl<'t> Page<'t> {
    pub(in crate::read::columns) fn new(text: &'t str, shift: At) -> Self {
        Self { bytes: Bytes::new(text.as_bytes()), text, shift }
    }

    /// The line behind the one that ends there.
    pub(super) fn next_line(self, end: At) -> Result<At, Odd> {
        match (self.bytes.byte(end), self.bytes.byte(end + 1)) {
            (b'\n', _) => Ok(end + 1),
            (b'\r', b'\n') => Ok(end + 2),
            _ => Err(Odd),
        }
    }
}

/// Room for what is filled in of the objects of a row, and of the row around it.
#[derive(Debug, Default)]
pub(in crate::read::columns) struct Room {
    pub(super) filled: Vec<Bits>,
    pub(super) around: Vec<Bits>,
    /// Where the elements of the last row were found.
    pub(super) hint: u32,
}

impl Reading<'_, '_> {
    /// The record that a row is, with its elements from child tables.
    pub(in crate::read::columns) fn row(
        &mut self,
        (plan, children): (&RowPlan, &[Filling<'_>]),
        line: Span,
        row: usize,
        room: &mut Room,
    ) -> Result<(), Odd> {
        let start = At::try_from(line.start).map_err(|_| Odd)?;
        let end = self.cells(plan, Page::new(self.text, 0), start, row, room)?;
        if end as usize != line.end {
            return Err(Odd);
        }
        for filling in children {
            self.fill(*filling, row, room)?;
        }
        self.objects(plan, row, &mut room.filled)
    }

    /// The cells of the row that begins there; gives its end.
    pub(super) fn cells(
        &mut self,
        plan: &RowPlan,
        page: Page<'_>,
        mut at: At,
        row: usize,
        room: &mut Room,
    ) -> Result<At, Odd> {
        let filled = &mut room.filled;
        filled.clear();
        filled.resize(plan.objects.len(), [0; 2]);
        let mut seen = Seen::default();
        for (number, slot) in plan.slots.iter().enumerate() {
            if number > 0 {
                if page.bytes.byte(at) != plan.delimiter {
                    return Err(Odd);
                }
                at += 1;
            }
            let cell = page.bytes.cell(at, plan.delimiter)?;
            if cell.from < cell.to {
                // What a spreadsheet writes in place of a value that it could not compute begins so.
                if page.bytes.byte(cell.from) == b'#' {
                    return Err(Odd);
                }
                let value = match &slot.field {
                    Some(field) => self.slot(page, field, row, [at, cell.end], &cell, filled)?,
                    None => false,
                };
                seen.cell(slot, plan.slots.len(), page.bytes, &cell, value);
            }
            at = cell.end;
        }
        if seen.is_record(page.text) { Ok(at) } else { Err(Odd) }
    }

    /// The cell of a field that stands at that place; whether anything is filled in.
    #[inline]
    fn slot(
        &mut self,
        page: Page<'_>,
        slot: &SlotField,
        row: usize,
        place: [At; 2],
        cell: &Cell,
        filled: &mut [Bits],
    ) -> Result<bool, Odd> {
        let value = self.cell(page, slot, row, cell)?;
        if value {
            let filled = filled.get_mut(slot.object).ok_or(Odd)?;
            add(filled, slot.bit);
        }
        if slot.plan.places != Places::None {
            self.columns.place(slot.plan.column, row, place.map(|at| at.wrapping_add(page.shift)));
        }
        Ok(value)
    }

    /// Closes the objects of a row, those inside others first.
    pub(super) fn objects(&mut self, plan: &RowPlan, row: usize, filled: &mut [Bits]) -> Result<(), Odd> {
        for (number, object) in plan.objects.iter().enumerate().rev() {
            let of = self.plan.objects.get(object.object).ok_or(Odd)?;
            let own = filled.get(number).copied().unwrap_or_default();
            let present = of.is_filled(own, object.around.is_none())?;
            if let Some((around, bit, field)) = object.around
                && present
            {
                self.columns.put_number(field.column, row, 1);
                let around = filled.get_mut(around).ok_or(Odd)?;
                add(around, bit);
            }
        }
        Ok(())
    }

    /// The value of a cell in which something stands; whether anything is filled in.
    #[inline]
    fn cell(&mut self, page: Page<'_>, slot: &SlotField, row: usize, cell: &Cell) -> Result<bool, Odd> {
        let field = &slot.plan;
        let Cell { from, to, .. } = *cell;
        let bytes = page.bytes;
        let place = [from, to].map(|at| at.wrapping_add(page.shift));
        match field.action {
            Action::Text if !field.confusable => {
                self.columns.put_range(field.column, row, place);
                return Ok(true);
            }
            Action::Coded if !field.confusable => {
                let code =
                    self.plan.vocabulary.code(page.text.as_bytes(), from as usize, (to - from) as usize);
                self.columns.put_coded(field.column, row, place, code);
                return Ok(true);
            }
            Action::Number if !field.confusable => {
                let (end, number) = self.number(bytes, from, bytes.byte(from), field)?;
                if end != to {
                    return Err(Odd);
                }
                self.columns.put_number(field.column, row, number);
                return Ok(true);
            }
            Action::Date if !field.confusable && to - from == DATE - 2 => {
                if let Some(date) = bytes.day(from) {
                    self.columns.put_number(field.column, row, date);
                    return Ok(true);
                }
            }
            Action::Bool if !field.confusable => {
                if let Ok((end, truth)) = truth(bytes, from)
                    && end == to
                {
                    self.columns.put_number(field.column, row, truth);
                    return Ok(true);
                }
            }
            Action::Member => {
                let members = self.plan.members.get(field.by).ok_or(Odd)?;
                if let Some(member) = members.find(bytes, from, to) {
                    self.columns.put_number(field.column, row, member);
                    return Ok(true);
                }
            }
            _ => {}
        }
        let text = page.text.get(from as usize..to as usize).ok_or(Odd)?;
        self.scalar(field, row, text, place)
    }
}
