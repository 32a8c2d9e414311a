//! Rows of a child table as elements of a list of their parents.

use super::cells::{Page, Room};
use super::keyed::{KeyedRows, key_in};
use super::{Head, RowPlan};
use crate::read::columns::decoder::Reading;
use crate::read::columns::plan::{Action, Bits, FieldPlan, Plan, add};
use crate::read::columns::scan::At;
use crate::read::columns::{ARENA, ColumnId, FrameId, Odd, units};

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

impl Reading<'_, '_> {
    /// Puts the elements of a row whose key is read into its list.
    pub(super) fn fill(&mut self, filling: Filling<'_>, row: usize, room: &mut Room) -> Result<(), Odd> {
        let Filling { fill, rows } = filling;
        let Some(key) = key_in(self.columns, &fill.keys, row, self.text, self.arena) else {
            return Ok(());
        };
        let (first, mut any) = (self.elements(fill)?, false);
        let found = rows.find(key, room.hint);
        room.hint = found.map_or(room.hint, |found| found + 1);
        for run in rows.from(found) {
            any = true;
            std::mem::swap(&mut room.filled, &mut room.around);
            let read = self.run(fill, rows.page(run), run.place, room);
            std::mem::swap(&mut room.filled, &mut room.around);
            if read.is_err() {
                rows.spoil();
                return read;
            }
            run.settle();
        }
        if any {
            let elements = [first, self.elements(fill)?];
            self.columns.put_range(fill.list.column, row, elements);
            let filled = room.filled.first_mut().ok_or(Odd)?;
            add(filled, fill.bit);
        }
        Ok(())
    }

    /// How many elements have been read.
    fn elements(&self, fill: &Fill) -> Result<u32, Odd> {
        u32::try_from(fill.frame.map_or(0, |frame| self.columns.rows(frame))).map_err(|_| Odd)
    }

    /// The rows from one place of a piece of a text to another, each as an element.
    fn run(&mut self, fill: &Fill, text: &str, [start, end]: [At; 2], room: &mut Room) -> Result<(), Odd> {
        let own = text.get(start as usize..end as usize).ok_or(Odd)?;
        let arena = At::try_from(self.arena.len()).ok().and_then(|at| at.checked_add(ARENA)).ok_or(Odd)?;
        // All of it has to have a place there.
        arena.checked_add(end - start).ok_or(Odd)?;
        self.arena.push_str(own);
        let page = Page::new(text, arena.wrapping_sub(start));
        let around = if self.sizes.len() > 1 { self.sizes.to_vec() } else { Vec::new() };
        let mut at = start;
        loop {
            self.sizes.fill(0.0);
            let row = fill.frame.map_or(0, |frame| self.columns.open(frame));
            at = self.cells(&fill.element, page, at, row, room)?;
            self.objects(&fill.element, row, &mut room.filled)?;
            // Units are compared in a row, and not with those of the record around it.
            if self.sizes.len() > 1 && units::in_doubt(self.sizes) {
                return Err(Odd);
            }
            if at >= end {
                break;
            }
            at = page.next_line(at)?;
        }
        self.sizes.iter_mut().zip(around).for_each(|(size, around)| *size = around);
        if at == end { Ok(()) } else { Err(Odd) }
    }
}
