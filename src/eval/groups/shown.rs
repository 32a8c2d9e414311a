//! How a record is shown as a member of a group: the cells of the key, and those by which it counts.

use super::gathered::{Member, light};
use super::group::{Key, cells_of, key_of, keys_of};
use crate::eval::frame::Frame;
use crate::eval::judge::{Scene, Subject};
use crate::eval::tables::Tables;
use crate::ir::{Checked, Program, Rule};
use crate::read::{Cell, State, TextId};
use crate::schema::FieldPath;
use crate::source::Span;

/// A record as findings show it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it has in common with the other members.
    pub(in crate::eval) key: Key,
    pub(in crate::eval) at: (TextId, usize),
    pub(in crate::eval) cells: Vec<(FieldPath, Cell)>,
    /// For each thing that is asked, the cell by which it is shown.
    pub(in crate::eval) slots: Vec<(FieldPath, Cell)>,
}

impl Shown {
    /// The record of that text as a member of a group under the rule of that number.
    pub fn of(
        program: &Checked<Program>,
        rule: usize,
        subject: &Subject<'_>,
        file: TextId,
        tables: &Tables,
    ) -> Option<Self> {
        let rule = program.rules.get(rule)?;
        let record = subject.record;
        let key = key_of(keys_of(rule), record);
        let scene = Scene::new(program, rule, Frame::subject(record), tables, None);
        let (element, member) = (scene.subject.member(record), Member { record, file });
        let slots = rule.slots.iter().map(|slot| scene.shown_by(slot, &member, &element)).collect();
        let cells = cells_of(rule, record, &key, file);
        Some(Self { key, at: (file, record.anchor.start), cells, slots })
    }

    /// A record that can be read no more, of which only the key is known.
    pub(in crate::eval) fn gone(rule: &Rule, key: &Key, file: TextId) -> Self {
        let nowhere = |state| light(&Cell::new(state, Span::at(0)), file);
        let values = match key {
            Key::Values(values) => values.as_slice(),
            Key::Unreadable => &[],
        };
        let cells = keys_of(rule).iter().zip(values).map(|(key, value)| {
            let state = value.clone().map_or(State::Missing, State::Value);
            (key.path.shown.clone(), nowhere(state))
        });
        let slots = rule.slots.iter().map(|slot| {
            let field = slot.shown.as_ref().map(|path| path.shown.clone()).unwrap_or_default();
            (field, nowhere(State::Missing))
        });
        Self { key: key.clone(), at: (file, 0), cells: cells.collect(), slots: slots.collect() }
    }
}
