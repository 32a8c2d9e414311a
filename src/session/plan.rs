//! What is checked: the rules of a run, and what they need to know besides the records.

use std::collections::BTreeMap;

use super::baseline::Baseline;
use super::child_rows::ChildRows;
use super::explain::Wanted;
use super::listed::OfLists;
use super::needs::Needs;
use super::plain_lists::List;
use super::told::Told;
use super::waivers::Register;
use super::watch::Watch;
use crate::eval::columns::Kernels;
use crate::eval::{Subject, Tables};
use crate::finding::{Details, Finding};
use crate::ir::{Checked, Program};
use crate::read::columns::Filling;
use crate::read::{Amiss, Children, Encoding, Record, State};
use crate::schema::TableId;
use crate::source::Source;
use crate::value::{Date, Value};

/// Rules to be checked, and for which day.
pub(super) struct Plan<'p> {
    pub(super) program: &'p Checked<Program>,
    /// The numbers of the rules.
    pub(super) rules: Vec<usize>,
    /// The numbers of those that a pack has disabled.
    pub(super) disabled: Vec<usize>,
    pub(super) as_of: Option<Date>,
    /// The encoding of all texts, when it is not to be found out.
    pub(super) encoding: Option<Encoding>,
    /// By which fields findings tell whose they are, table by table.
    pub(super) told: Vec<Told>,
    /// The records to which rules join.
    pub(super) tables: Tables,
    /// Findings that may stand.
    pub(super) waivers: Register<'p>,
    /// Findings that were known before.
    pub(super) baseline: Option<&'p Baseline>,
    /// Subjects to look out for.
    pub(super) watch: Watch,
    /// For each scorecard and table a rule that takes points off for records of the table.
    pub(super) scored: Vec<usize>,
    /// Records of child tables that become elements of their parents' lists.
    pub(super) children: Children,
    /// The inputs whose records of child tables are among these.
    pub(super) indexed: Vec<bool>,
    /// The findings whose steps are kept.
    pub(super) wanted: Wanted,
    /// True when the counts of every file are kept.
    pub(super) by_file: bool,
    /// For each rule whether its findings are only counted; empty where none are.
    pub(super) counted: Vec<bool>,
    /// What anybody is shown besides what all reports show.
    pub(super) shown: Details,
    /// The rules of each table as steps over columns, where they can be.
    pub(super) kernels: BTreeMap<TableId, Kernels>,
    /// What the records of these tables need to be judged.
    pub(super) needs: BTreeMap<TableId, Needs>,
    /// The same for rows of lists.
    pub(super) lists: OfLists,
    /// The inputs that are plain lists of records with kernels, by their numbers.
    pub(super) plain_lists: BTreeMap<u32, List<'p>>,
    /// Rows of child tables that become elements as their parents are read.
    pub(super) child_rows: Vec<ChildRows<'p>>,
}

impl Plan<'_> {
    /// True when nothing that comes after a record of a text of lines can change its findings, and nothing else in the
    /// report asks for them.
    pub(super) fn settles_early(&self) -> bool {
        let schema = &self.program.schema;
        let nested = schema.tables.iter().any(|table| table.child.is_some());
        let answered = self.baseline.is_some() || !self.waivers.is_empty();
        let scored = !self.program.scorecards.is_empty();
        self.tables.is_empty() && !(nested || answered || scored || !self.wanted.is_empty())
    }

    /// Puts the elements of a record of that table, read from that text, into its lists.
    pub(super) fn put_children(&self, table: TableId, record: &mut Record, source: &Source) -> Vec<Amiss> {
        let schema = &self.program.schema;
        if self.child_rows.is_empty() {
            return self.children.put_into(schema, table, record, source);
        }
        let of_parent = self.child_rows.iter().filter(|rows| rows.parent() == table);
        let own = of_parent.fold(Children::default(), |own, rows| own.merge(rows.of(schema, record)));
        own.put_into(schema, table, record, source)
    }

    /// How records of that table are filled in from child tables.
    pub(super) fn fillings(&self, table: TableId) -> Vec<Filling<'_>> {
        self.child_rows.iter().filter(|rows| rows.parent() == table).map(ChildRows::filling).collect()
    }

    /// True when findings of the rule at that place are only counted.
    pub(super) fn counts(&self, at: usize) -> bool {
        self.counted.get(at).copied().unwrap_or(false)
    }

    /// True when the steps of that rule to that finding are wanted.
    pub(super) fn wants(&self, rule: usize, finding: &Finding) -> bool {
        self.wanted.holds(rule, &finding.key)
    }

    /// The unit that answers for a record, when it is filled in.
    pub(super) fn unit_of(&self, subject: &Subject<'_>) -> Option<String> {
        filled_in(subject, self.told.get(subject.table.0)?.unit?)
    }

    /// The name of a record, when its table has a field for it and it is filled in.
    pub(super) fn title_of(&self, subject: &Subject<'_>) -> Option<String> {
        filled_in(subject, self.told.get(subject.table.0)?.title?)
    }
}

/// What the field of a record at that place in it holds, as it is told.
fn filled_in(subject: &Subject<'_>, index: usize) -> Option<String> {
    match &subject.record.cells.get(index)?.state {
        State::Value(Value::Text(name)) => Some(name.to_string()),
        State::Value(_) => Some(subject.source.slice(subject.record.cells.get(index)?.span).to_owned()),
        State::Missing | State::Malformed(_) | State::Record(_) | State::List(_) => None,
    }
}
