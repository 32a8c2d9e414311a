//! Records in which nothing is odd, judged by the rules that columns leave open.

use super::part::Part;
use super::plain_lists::List;
use super::plan::Plan;
use super::reader::Bundle;
use super::stream::Unfit;
use crate::eval::Subject;
use crate::read::columns::Syntax;
use crate::read::{Record, TextId, plain_file, plain_record};
use crate::schema::{Schema, TableId};
use crate::source::Source;

/// A text that holds one record in which nothing is odd.
pub(super) struct Single<'s> {
    pub(super) source: &'s Source,
    pub(super) file: TextId,
    /// The table of its record.
    pub(super) table: Option<TableId>,
    /// The record's own text, from the beginning of the source.
    pub(super) own: &'s str,
    pub(super) by: By<'s>,
}

/// How a record is read of which it is known that nothing in it is odd.
#[derive(Clone, Copy)]
pub(super) enum By<'b> {
    /// As one that stands alone.
    Syntax(Syntax),
    /// As a row of a list.
    Row(&'b List<'b>),
}

impl By<'_> {
    /// Reads the record that the text holds, of its fields those that are wanted; `None` where that takes care.
    pub(super) fn read(
        self,
        schema: &Schema,
        table: TableId,
        own: &str,
        wanted: &dyn Fn(usize) -> bool,
    ) -> Option<Record> {
        match self {
            Self::Syntax(Syntax::Json) => plain_record(schema, table, own, wanted),
            Self::Syntax(Syntax::Toml) => plain_file(schema, table, own, wanted),
            Self::Row(list) => list.straight(own, wanted),
        }
    }
}

impl Part {
    /// Judges the record of such a text by the rules that were left open, and adds it to groups under others;
    /// `read` reads it with care, should that be needed. True when it has a finding.
    pub(super) fn settle_single<'s>(
        &mut self,
        plan: &Plan<'_>,
        single: &Single<'s>,
        (open, gathered): (&[usize], &[usize]),
        read: impl FnOnce(&'s Source, TextId) -> Result<Bundle<'s>, Unfit>,
    ) -> Result<bool, Unfit> {
        let Single { source, file, table, own, by } = *single;
        // Groups may ask for any field.
        let all = !gathered.is_empty();
        let needs = table.and_then(|table| plan.needs.get(&table));
        let wanted = |field: usize| all || needs.is_none_or(|needs| needs.field(open, field));
        let record = table.and_then(|table| {
            by.read(&plan.program.schema, table, own, &wanted).map(|record| vec![(table, record)])
        });
        let mut records = if let Some(records) = record {
            records
        } else {
            let bundle = read(source, file)?;
            self.tell(bundle.diagnostics);
            bundle.records
        };
        let mut found = false;
        for (table, record) in &mut records {
            // Nothing is amiss where nothing is odd.
            if !plan.child_rows.is_empty() {
                plan.put_children(*table, record, source);
            }
            let subject = Subject { source, table: *table, record };
            self.groups.add(plan.program, gathered, &subject, file, &plan.tables);
            found |= self.settle(plan, &subject, open.iter().copied());
        }
        Ok(found)
    }
}
