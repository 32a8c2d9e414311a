//! Rows of a child table as elements of a list of their parents.

use super::cells::{Page, Room};
use super::keyed::{KeyedRows, key_in};
use super::{Head, RowPlan};
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::{Action, Bits, FieldPlan, Plan};
use crate::read::columns::scan::At;
use crate::read::columns::{ARENA, ColumnId, FrameId, Odd};
use crate::source::Span;

/// How rows become elements of a list.
#[derive(Debug)]
pub struct Fill {
    /// The row as an element.
    element: RowPlan,
    /// The list, a field of the record.
    list: FieldPlan,
    bit: Bits,
    /// The set of rows that its elements are.
    frame: Option<FrameId>,
    /// The columns of the parent's key.
    keys: Vec<ColumnId>,
}

/// The same with the rows.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'f> {
    /// How.
    pub fill: &'f Fill,
    /// With what.
    pub rows: &'f KeyedRows,
}

impl Plan {
    /// How rows below these headings become elements of the record's list of that name.
    pub fn fill(&self, list: &str, delimiter: u8, heads: &[Head<'_>], keys: Vec<ColumnId>) -> Option<Fill> {
        let root = self.objects.get(self.root)?;
        let key = root.keys.iter().find(|key| key.is(list.as_bytes()))?;
        let (list, bit) = (key.field, key.bit);
        let plan = self.lists.get(list.by).filter(|_| list.action == Action::List)?;
        (plan.element.action == Action::Record).then_some(())?;
        let element = RowPlan::new(self, plan.element.by, delimiter, heads)?;
        Some(Fill { element, list, bit, frame: plan.frame, keys })
    }
}

impl Reading<'_> {
    /// Puts the elements of a row whose key is read into its list.
    pub(super) fn fill(&mut self, filling: Filling<'_>, row: usize, room: &mut Room) -> Result<(), Odd> {
        let Filling { fill, rows } = filling;
        let Some(key) = key_in(self.columns, &fill.keys, row, self.text, self.arena) else {
            return Ok(());
        };
        let elements = |reading: &Self| {
            let rows = fill.frame.map_or(0, |frame| reading.columns.rows(frame));
            u32::try_from(rows).map_err(|_| Odd)
        };
        let (first, mut any) = (elements(self)?, false);
        for element in rows.of(key) {
            let text = rows.text(element);
            let shift =
                At::try_from(self.arena.len()).ok().and_then(|at| at.checked_add(ARENA)).ok_or(Odd)?;
            self.arena.push_str(text);
            let row = fill.frame.map_or(0, |frame| self.columns.open(frame));
            std::mem::swap(&mut room.filled, &mut room.around);
            let read = self.cells(&fill.element, Page::new(text, shift), Span::new(0, text.len()), row, room);
            let read = read.and_then(|()| self.objects(&fill.element, row, &mut room.filled));
            std::mem::swap(&mut room.filled, &mut room.around);
            read?;
            any = true;
        }
        if any {
            self.columns.put_range(fill.list.column, row, [first, elements(self)?]);
            let filled = room.filled.first_mut().ok_or(Odd)?;
            filled.iter_mut().zip(fill.bit).for_each(|(filled, bit)| *filled |= bit);
        }
        Ok(())
    }
}
