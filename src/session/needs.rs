//! The fields of a record without which it cannot be judged by some rules, nor its findings told.

use super::plan::Plan;
use crate::schema::TableId;

/// The fields that a table's records need, by their places in the record.
pub(super) struct Needs {
    /// Those by which a record is named, and its unit.
    always: Vec<bool>,
    /// Those that each rule of the plan reads.
    rules: Vec<Vec<bool>>,
}

impl Needs {
    /// What records of that table need.
    pub(super) fn of(plan: &Plan<'_>, id: TableId) -> Self {
        let Some(found) = plan.program.schema.table(id) else {
            return Self { always: Vec::new(), rules: Vec::new() };
        };
        let spellings = plan.unit.iter().cloned().chain(plan.title_field(id));
        let shown = spellings.filter_map(|name| found.record.field(&name).map(|(index, _)| index));
        let always = bits(found.key.iter().copied().chain(shown));
        let rules = plan.rules.iter().map(|number| {
            let rule = plan.program.rules.get(*number).filter(|rule| rule.table == Some(id));
            rule.map_or_else(Vec::new, |rule| bits(rule.fields()))
        });
        Self { always, rules: rules.collect() }
    }

    /// True for a field without which a record cannot be judged by the rules at these places of the plan.
    pub(super) fn field(&self, rules: &[usize], field: usize) -> bool {
        let has = |fields: &Vec<bool>| fields.get(field).is_some_and(|needed| *needed);
        has(&self.always) || rules.iter().any(|rule| self.rules.get(*rule).is_some_and(has))
    }
}

fn bits(fields: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut bits = Vec::new();
    for field in fields {
        if bits.len() <= field {
            bits.resize(field + 1, false);
        }
        if let Some(bit) = bits.get_mut(field) {
            *bit = true;
        }
    }
    bits
}
