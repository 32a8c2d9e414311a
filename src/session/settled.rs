//! Records in which nothing is odd, judged by the rules that columns leave open.

use super::needs::Needs;
use super::part::Part;
use super::plain_lists::List;
use super::plan::Plan;
use super::reader::Bundle;
use super::stream::Unfit;
use super::verdicts::Open;
use crate::eval::Subject;
use crate::eval::columns::Row;
use crate::read::columns::Syntax;
use crate::read::{Cell, Record, State, TextId, Wanted, plain_file, plain_record};
use crate::schema::{Schema, TableId};
use crate::source::Source;

/// A text that holds one record in which nothing is odd.
pub(super) struct Single<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) file: TextId,
    /// The table of its record.
    pub(super) table: Option<TableId>,
    /// The record's own text, from the beginning of the source.
    pub(super) own: &'s str,
    pub(super) by: By<'s>,
    /// The record in columns.
    pub(super) row: Option<Row<'s>>,
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
    /// The record's own part of a line, or of a file.
    pub(super) fn own(self, text: &str) -> &str {
        match self {
            Self::Syntax(Syntax::Json) | Self::Row(_) => text.trim_end_matches('\n').trim_end_matches('\r'),
            Self::Syntax(Syntax::Toml) => text,
        }
    }

    /// Reads the record that the text holds, of its fields those that are wanted; `None` where that takes care.
    pub(super) fn read(
        self,
        schema: &Schema,
        table: TableId,
        own: &str,
        wanted: Wanted<'_>,
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
        (open, gathered): (&[Open], &[usize]),
        read: impl FnOnce(&'s Source<'s>, TextId) -> Result<Bundle<'s>, Unfit>,
    ) -> Result<bool, Unfit> {
        let Single { source, file, table, own, by, row } = *single;
        // Groups may ask for any field.
        let needs = table.and_then(|table| plan.needs.get(&table));
        let askers = Needs::askers(open.iter().map(|open| open.rule));
        let wanted = match needs.filter(|_| gathered.is_empty()) {
            Some(needs) => needs.of_record(&askers),
            None => Wanted::ALL,
        };
        let made = row.and_then(|row| row.record(wanted, std::mem::take(&mut self.spare)));
        if let (Some(table), Some(record)) = (table, made) {
            let (found, mut cells) =
                self.settle_record(plan, (source, file), (table, record), (open, gathered), row);
            // What was wanted is all that has been put into it.
            let emptied = wanted.each(|at, _| cells.get_mut(at).map(|cell| cell.state = State::Missing));
            self.spare = emptied.map_or_else(Vec::new, |()| cells);
            return Ok(found);
        }
        let read_plainly =
            table.and_then(|table| Some((table, by.read(&plan.program.schema, table, own, wanted)?)));
        if let Some(record) = read_plainly {
            return Ok(self.settle_record(plan, (source, file), record, (open, gathered), row).0);
        }
        let bundle = read(source, file)?;
        self.tell(bundle.diagnostics);
        let mut found = false;
        for record in bundle.records {
            found |= self.settle_record(plan, (source, file), record, (open, gathered), None).0;
        }
        Ok(found)
    }

    /// The same of one record; gives its cells back as well.
    fn settle_record(
        &mut self,
        plan: &Plan<'_>,
        (source, file): (&Source, TextId),
        (table, mut record): (TableId, Record),
        (open, gathered): (&[Open], &[usize]),
        row: Option<Row<'_>>,
    ) -> (bool, Vec<Cell>) {
        // Nothing is amiss where nothing is odd.
        if !plan.child_rows.is_empty() {
            plan.put_children(table, &mut record, source);
        }
        let subject = Subject { source, table, record: &record };
        self.groups.add(plan.program, gathered, &subject, file, &plan.tables);
        (self.settle(plan, &subject, open.iter().copied(), row), record.cells)
    }
}
