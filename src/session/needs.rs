//! What of a record it takes to judge it by some rules, and to tell their findings.

use super::plan::Plan;
use crate::ir::{Program, Visits};
use crate::read::{Askers, Wanted, Wants};
use crate::schema::TableId;

/// The fields that a table's records need.
pub(super) struct Needs(Wants);

/// By whom a record is needed whatever the rules: its key, its name and its unit are told.
const ALWAYS: usize = 0;

impl Needs {
    /// What records of that table need.
    pub(super) fn of(plan: &Plan<'_>, id: TableId) -> Self {
        let mut wants = Wants::default();
        let (Some(found), Some(told)) = (plan.program.schema.table(id), plan.told.get(id.0)) else {
            return Self(wants);
        };
        for field in told.fields(found) {
            wants.add(&found.record, &[field], ALWAYS, &[]);
        }
        for (at, number) in plan.rules.iter().enumerate() {
            let Some(rule) = plan.program.rules.get(*number).filter(|rule| rule.table == Some(id)) else {
                continue;
            };
            let (own, inner): (Vec<_>, Vec<_>) = rule.paths().into_iter().partition(|path| path.frame == 0);
            // Which list an element is of is not asked: a field more that is looked at is no harm.
            let inner: Vec<&[usize]> = inner.iter().map(|path| path.steps.as_slice()).collect();
            for path in own {
                wants.add(&found.record, &path.steps, asker(at), &inner);
            }
        }
        Self(wants)
    }

    /// What it takes to show records of that table as members of groups under the rule of that number.
    pub(super) fn of_members(program: &Program, rule: usize, id: TableId) -> Self {
        let mut wants = Wants::default();
        let (Some(found), Some(rule)) = (program.schema.table(id), program.rules.get(rule)) else {
            return Self(wants);
        };
        // By its key a record has the rows of child tables.
        for field in &found.key {
            wants.add(&found.record, &[*field], ALWAYS, &[]);
        }
        let keys = match &rule.visits {
            Visits::Groups(keys) if rule.table == Some(id) => keys.as_slice(),
            Visits::Groups(_) | Visits::Records | Visits::Batch => &[],
        };
        let shown = rule.slots.iter().filter(|slot| slot.table == id).filter_map(|slot| slot.shown.as_ref());
        for path in keys.iter().map(|key| &key.path).chain(shown) {
            wants.add(&found.record, &path.steps, ALWAYS, &[]);
        }
        Self(wants)
    }

    /// What these need of a record.
    pub(super) const fn of_record<'n>(&'n self, askers: &'n Askers) -> Wanted<'n> {
        Wanted::by(&self.0, askers)
    }

    /// Those who ask where a record is judged by the rules at these places of the plan.
    pub(super) fn askers(rules: impl IntoIterator<Item = usize>) -> Askers {
        let mut askers = Askers::default();
        std::iter::once(ALWAYS).chain(rules.into_iter().map(asker)).for_each(|one| askers.add(one));
        askers
    }
}

/// By whom a record is needed for the rule at that place of the plan.
const fn asker(rule: usize) -> usize {
    rule + 1
}
