//! The groups of all rules, gathered record by record.
//!
//! States grow with the groups and not with the records; parts of the data can be gathered anywhere and are
//! merged in the order of the data.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::compact::Compact;
use super::group::{Group, Key, key_of};
use crate::eval::judge::{Judgement, Subject};
use crate::eval::tables::Tables;
use crate::eval::trace::Trace;
use crate::ir::{Checked, Program, Visits};
use crate::read::{Record, TextId};
use crate::schema::TableId;

/// The groups of all rules that are about groups, and the batch of those about it.
#[derive(Debug, Default)]
pub struct Groups {
    whole: HashMap<(usize, Key), Group>,
    /// Those that were gathered from columns, by rule and table.
    compact: BTreeMap<(usize, TableId), Compact>,
}

impl Groups {
    /// Adds a record of that text to its groups under these rules.
    pub fn add(
        &mut self,
        program: &Checked<Program>,
        rules: &[usize],
        subject: &Subject<'_>,
        file: TextId,
        tables: &Tables,
    ) {
        for number in rules {
            let Some(rule) = program.rules.get(*number) else {
                continue;
            };
            let key = match &rule.visits {
                Visits::Records => continue,
                Visits::Groups(_) if rule.table != Some(subject.table) => continue,
                Visits::Groups(keys) => key_of(keys, subject.record),
                Visits::Batch if rule.slots.iter().all(|slot| slot.table != subject.table) => continue,
                Visits::Batch => Key::Values(Vec::new()),
            };
            let one = Group::of(program, rule, &key, subject, file, tables);
            self.merge_one((*number, key), one);
        }
    }

    /// Adds groups of a rule that were gathered from columns of the table; their records may stand anywhere.
    pub(in crate::eval) fn put(&mut self, rule: usize, table: TableId, groups: Compact) {
        match self.compact.get_mut(&(rule, table)) {
            Some(own) => own.merge(groups),
            None => {
                self.compact.insert((rule, table), groups);
            }
        }
    }

    /// The groups of both parts; `next` comes after in the data.
    pub fn merge(&mut self, next: Self) {
        if self.whole.is_empty() {
            self.whole = next.whole;
        } else {
            for (key, group) in next.whole {
                self.merge_one(key, group);
            }
        }
        for ((rule, table), groups) in next.compact {
            self.put(rule, table, groups);
        }
    }

    fn merge_one(&mut self, key: (usize, Key), next: Group) {
        match self.whole.entry(key) {
            Entry::Occupied(mut entry) => entry.get_mut().merge(next),
            Entry::Vacant(entry) => {
                entry.insert(next);
            }
        }
    }

    /// The groups of that rule whose records were read with care, in the order in which they first appear.
    pub(in crate::eval) fn in_order(&self, rule: usize) -> Vec<(&Key, &Group)> {
        let own = self.whole.iter().filter(|((of, _), _)| *of == rule).map(|((_, key), group)| (key, group));
        let mut groups: Vec<(&Key, &Group)> = own.collect();
        groups.sort_by_key(|(key, group)| (group.first(), *key));
        groups
    }

    /// The groups of that rule that were gathered from columns, table by table.
    pub(in crate::eval) fn compact(&self, rule: usize) -> impl Iterator<Item = (TableId, &Compact)> {
        let own = self.compact.iter().filter(move |((of, _), _)| *of == rule);
        own.map(|((_, table), groups)| (*table, groups))
    }

    /// The judgement of the group that holds the record, on a day when the rule is in force, and the ways that it
    /// goes.
    pub fn judge_around(
        &self,
        program: &Checked<Program>,
        number: usize,
        record: &Record,
        tables: &Tables,
    ) -> Option<(Judgement, Trace)> {
        let rule = program.rules.get(number)?;
        let key = match &rule.visits {
            Visits::Records => return None,
            Visits::Groups(keys) => key_of(keys, record),
            Visits::Batch => Key::Values(Vec::new()),
        };
        let at = (number, key);
        let empty = Group::empty(rule);
        let group = self.whole.get(&at).unwrap_or(&empty);
        let judgement = group.judge(program, rule, &at.1, tables, None);
        let trace = group.trace(program, rule, tables);
        Some((judgement, trace))
    }
}
