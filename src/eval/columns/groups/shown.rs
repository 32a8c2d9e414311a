//! How records of a batch are shown as members of groups.

use super::super::Engine;
use super::super::register::View;
use super::super::texts::held;
use super::rule::GroupRule;
use crate::eval::groups::{Key, Shown, keys_of};
use crate::ir::Program;
use crate::read::columns::{Column, PRESENT};
use crate::read::{Cell, State, TextId};
use crate::source::Span;
use crate::value::Value;

/// Where a record stands.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The text that is only its line.
    pub file: TextId,
    /// Where that begins in the text of the batch.
    pub start: usize,
    /// The bracket that opens it, in its line.
    pub anchor: Span,
}

impl Engine<'_> {
    /// A record of the batch as a member of a group under the rule of that number; `None` where it has to be read
    /// with care.
    pub fn shown(
        &self,
        program: &Program,
        number: usize,
        text: &str,
        row: usize,
        here: &Spot,
    ) -> Option<Shown> {
        let rule = self.group_rule(number)?;
        if self.odd().get(row).copied().unwrap_or(true) {
            return None;
        }
        rule.shown(program, &self.view(text), row, here)
    }
}

impl GroupRule {
    fn shown(&self, program: &Program, view: &View<'_>, row: usize, here: &Spot) -> Option<Shown> {
        let rule = self.rule(program)?;
        let (mut key, mut cells) = (Vec::with_capacity(self.keys.len()), Vec::with_capacity(self.keys.len()));
        for ((column, kind), path) in self.keys.iter().zip(keys_of(rule)) {
            let column = view.columns.column(*column)?;
            let value = held(view, column, *kind, row)?;
            cells.push((path.path.shown.clone(), cell(column, row, Some(value.clone()), here)?));
            key.push(Some(value));
        }
        let slots = self.slots.iter().zip(&rule.slots).map(|(steps, slot)| {
            let field = slot.shown.as_ref().map(|path| path.shown.clone()).unwrap_or_default();
            let shown = match steps.as_ref().and_then(|steps| steps.shown) {
                Some((column, kind)) => {
                    let column = view.columns.column(column)?;
                    let value = match kind {
                        Some(kind) => Some(held(view, column, kind, row)?),
                        None => None,
                    };
                    cell(column, row, value, here)?
                }
                None => Cell { file: Some(here.file), ..Cell::new(State::Missing, here.anchor) },
            };
            Some((field, shown))
        });
        let slots = slots.collect::<Option<_>>()?;
        Some(Shown { key: Key::Values(key), at: (here.file, here.anchor.start), cells, slots })
    }
}

/// A cell as groups keep it; `None` for one that is not filled in.
fn cell(column: &Column, row: usize, value: Option<Value>, here: &Spot) -> Option<Cell> {
    if column.states.get(row) != Some(&PRESENT) {
        return None;
    }
    let [from, to] = column.places.get(row)?.map(|at| at as usize);
    let span = Span::new(from.checked_sub(here.start)?, to.checked_sub(here.start)?);
    let state = value.map_or_else(|| State::List(Vec::new()), State::Value);
    Some(Cell { state, span, file: Some(here.file) })
}
