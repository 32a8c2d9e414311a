//! A rule about groups or about the batch as steps over the columns of one table, and records to their groups.

use super::super::compile::Compiler;
use super::super::lower::scalar;
use super::super::op::Kind;
use super::super::register::View;
use super::body::GroupBody;
use super::key;
use super::slots::{SlotSteps, SlotView};
use crate::eval::groups::{Compact, Given, Kept, Keys, LineId};
use crate::ir::{Path, Rule, Start, Visits};
use crate::read::columns::{Column, ColumnId};
use crate::schema::TableId;
use crate::value::Date;

/// A rule about groups, or about the batch, as steps over the columns of one table.
#[derive(Debug)]
pub(in crate::eval::columns) struct GroupRule {
    /// Its number.
    pub(in crate::eval::columns) number: usize,
    pub(super) keys: Vec<(ColumnId, Kind)>,
    /// What is asked of the records of the table; `None` for what is asked of those of another.
    pub(super) slots: Vec<Option<SlotSteps>>,
    /// Its verdicts of groups; `None` where the explaining evaluator has to give them.
    pub(super) body: Option<GroupBody>,
}

/// The lines on which the records of a batch stand.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'l> {
    /// Where each of them stands.
    pub at: &'l [LineId],
    /// For each, whether it is not for columns.
    pub odd: &'l [bool],
}

/// What the records of one batch give to their groups, with room for those of the next.
#[derive(Debug, Default)]
pub(in crate::eval::columns) struct Entering {
    keys: Keys,
    members: Vec<(LineId, usize)>,
    /// What each member gives, slot by slot and one member behind the other.
    given: Vec<Given>,
}

impl GroupRule {
    /// The rule as steps over records of the table; `None` where the explaining evaluator has to gather them.
    pub(in crate::eval::columns) fn new<'p>(
        compiler: &mut Compiler<'p>,
        number: usize,
        rule: &'p Rule,
        table: TableId,
        as_of: Option<Date>,
    ) -> Option<Self> {
        let mut keys = Vec::new();
        if let Visits::Groups(paths) = &rule.visits {
            for key in paths {
                keys.push(column(compiler, &key.path)?);
            }
        }
        let slots = rule.slots.iter().map(|slot| {
            if slot.table != table {
                return Some(None);
            }
            SlotSteps::new(compiler, rule, slot).map(Some)
        });
        let slots: Vec<Option<SlotSteps>> = slots.collect::<Option<_>>()?;
        let body = GroupBody::new(compiler.program, table, rule, (&keys, &slots), as_of);
        Some(Self { number, keys, slots, body })
    }

    /// No groups yet.
    pub(in crate::eval::columns) fn none(&self) -> Compact {
        let kept = self.slots.iter().map(|slot| slot.as_ref().map_or(Kept::Nothing, SlotSteps::kept));
        Compact::new(&kept.collect::<Vec<Kept>>())
    }

    /// Adds records to their groups; those of which that has to be done with care go to `careful`, with the number
    /// of the rule.
    pub(in crate::eval::columns) fn gather(
        &self,
        (groups, entering): (&mut Compact, &mut Entering),
        view: &View<'_>,
        lines: &Lines<'_>,
        careful: &mut Vec<(usize, usize)>,
    ) {
        let keys = self.keys.iter().map(|(column, kind)| Some((view.columns.column(*column)?, *kind)));
        let Some(keys) = keys.collect::<Option<Vec<(&Column, Kind)>>>() else {
            return;
        };
        let slots: Vec<Option<SlotView<'_>>> =
            self.slots.iter().map(|slot| slot.as_ref().map(|slot| slot.view(view))).collect();
        let Entering { keys: known, members, given } = entering;
        known.clear();
        for (row, (at, odd)) in lines.at.iter().zip(lines.odd).enumerate() {
            if *odd {
                continue;
            }
            let before = given.len();
            given.extend(slots.iter().map_while(|slot| match slot {
                Some(slot) => slot.given(row),
                None => Some(Given::Nothing),
            }));
            let key = |key: &mut Vec<u8>| {
                keys.iter().try_for_each(|(column, kind)| key::push_row(key, column, *kind, view, row))
            };
            if given.len() == before + slots.len() && known.add(key).is_some() {
                members.push((*at, row));
            } else {
                given.truncate(before);
                careful.push((row, self.number));
            }
        }
        let mut given = given.drain(..);
        groups.enter(known, members.drain(..), |groups, group, at, row| {
            let own = given.by_ref().take(slots.len()).enumerate();
            if let Some(group) = group {
                own.for_each(|(slot, given)| groups.add(group, slot, given, at));
            } else {
                own.for_each(drop);
                careful.push((row, self.number));
            }
        });
    }

    /// How the values of its key are held.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + Clone {
        self.keys.iter().map(|(_, kind)| *kind)
    }
}

/// The column of a field that is a part of the key. It holds all values: a record with another one is odd, and enters its
/// group with care.
fn column(compiler: &mut Compiler<'_>, path: &Path) -> Option<(ColumnId, Kind)> {
    if path.start != Start::Frame {
        return None;
    }
    let (column, kind) = compiler.layout.column(0, &path.steps)?;
    compiler.layout.hold(column);
    Some((column, scalar(kind)?))
}
