//! Records in which nothing is odd, judged by the rules that columns leave open.

use super::part::Part;
use super::plan::Plan;
use super::reader::Bundle;
use crate::eval::Subject;
use crate::read::columns::Syntax;
use crate::read::{TextId, plain_file, plain_record};
use crate::schema::TableId;
use crate::source::Source;

/// A text that holds one record in which nothing is odd.
pub(super) struct Single<'s> {
    pub(super) source: &'s Source,
    pub(super) file: TextId,
    /// The table of its record.
    pub(super) table: Option<TableId>,
    /// The record's own text, from the beginning of the source.
    pub(super) own: &'s str,
    pub(super) syntax: Syntax,
}

impl Part {
    /// Judges the record of such a text by the rules that were left open, and adds it to groups under others;
    /// `read` reads it with care, should that be needed. True when it has a finding.
    pub(super) fn settle_single<'s>(
        &mut self,
        plan: &Plan<'_>,
        single: &Single<'s>,
        (open, gathered): (&[usize], &[usize]),
        read: impl FnOnce(&'s Source, TextId) -> Bundle<'s>,
    ) -> bool {
        let Single { source, file, table, own, syntax } = *single;
        // Groups may ask for any field.
        let all = !gathered.is_empty();
        let needs = table.and_then(|table| plan.needs.get(&table));
        let wanted = |field: usize| all || needs.is_none_or(|needs| needs.field(open, field));
        let straight = match syntax {
            Syntax::Json => plain_record,
            Syntax::Toml => plain_file,
        };
        let record = table.and_then(|table| {
            straight(&plan.program.schema, table, own, &wanted).map(|record| vec![(table, record)])
        });
        let records = record.unwrap_or_else(|| {
            let bundle = read(source, file);
            self.tell(bundle.diagnostics);
            bundle.records
        });
        let mut found = false;
        for (table, record) in &records {
            let subject = Subject { source, table: *table, record };
            self.groups.add(plan.program, gathered, &subject, file, &plan.tables);
            found |= self.settle(plan, &subject, open.iter().copied());
        }
        found
    }
}
