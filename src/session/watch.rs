//! Subjects that waivers and baselines name, and which of them are among the records that were checked.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::{Subject, shown_key};
use crate::ir::{Program, Visits};
use crate::schema::TableId;

/// Keys of records, by table, that somebody wants to know of.
#[derive(Default)]
pub(super) struct Watch(BTreeMap<TableId, BTreeSet<String>>);

/// Those of them that were seen.
pub(super) type Seen = BTreeSet<(TableId, String)>;

impl Watch {
    /// Watches the subjects of rules, given by the rules' codes and the subjects' keys. Groups and the batch are
    /// made of whatever records there are: nobody has to look for them.
    pub(super) fn of<'w>(program: &Program, subjects: impl Iterator<Item = (&'w str, &'w str)>) -> Self {
        let tables = tables(program);
        let mut watch = Self::default();
        for (rule, key) in subjects {
            if let Some(table) = tables.get(rule) {
                watch.0.entry(*table).or_default().insert(key.to_owned());
            }
        }
        watch
    }

    /// Looks at a record.
    pub(super) fn see(&self, program: &Program, subject: &Subject<'_>, seen: &mut Seen) {
        if let Some(keys) = self.0.get(&subject.table) {
            let key = shown_key(program, subject);
            if keys.contains(&key) {
                seen.insert((subject.table, key));
            }
        }
    }
}

/// The tables of the rules about records, by their codes.
pub(super) fn tables(program: &Program) -> BTreeMap<&str, TableId> {
    let rules = program.rules.iter().filter(|rule| matches!(rule.visits, Visits::Records));
    rules.filter_map(|rule| Some((&*rule.code, rule.table?))).collect()
}
