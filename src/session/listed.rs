//! Rows of lists, judged in columns: rows in which anything is unusual are read with care, and so are those on which a
//! rule does not surely pass.

use std::sync::OnceLock;

use super::faults::Spot;
use super::part::Part;
use super::plan::Plan;
use super::reader::Listed;
use super::verdicts::Opens;
use crate::eval::Subject;
use crate::eval::columns::{Engine, Kernels};
use crate::ir::{Checked, Program};
use crate::read::columns::{Syntax, Written};
use crate::read::{Node, bind_rows};
use crate::schema::TableId;
use crate::source::Span;
use crate::value::Date;

/// Rows that are judged together: so few that their lines are still at hand when rules look at them.
const BATCH: usize = 128;

/// Fewer rows than that are not worth the steps over columns.
const WORTH: usize = 64;

/// The rules of each table as steps over columns, made when the first long list of the table is met.
pub(super) struct OfLists {
    /// One for each table; none where rows are read with care.
    kernels: Vec<OnceLock<Option<Kernels>>>,
}

impl OfLists {
    /// Nothing has been met yet.
    pub(super) fn new(program: &Program) -> Self {
        Self { kernels: program.schema.tables.iter().map(|_| OnceLock::new()).collect() }
    }

    /// Rows are read with care.
    pub(super) const fn none() -> Self {
        Self { kernels: Vec::new() }
    }

    fn of(
        &self,
        program: &Checked<Program>,
        table: TableId,
        rules: &[usize],
        as_of: Option<Date>,
    ) -> Option<&Kernels> {
        let made = self.kernels.get(table.0)?.get_or_init(|| {
            let child = program.schema.is_child(table);
            let kernels = || Kernels::new(program, table, rules, as_of, None).filter(|made| !made.gather());
            if child { None } else { kernels() }
        });
        made.as_ref()
    }
}

/// A row whose record is needed: all of it, or for the rules that are left open; one more finding on it may have been
/// counted.
enum Row {
    Odd,
    Open(Opens, bool),
}

impl Listed<'_, '_> {
    /// What the rows come to; `None` where all of them are to be read with care.
    pub(super) fn check(&self, plan: &Plan<'_>) -> Option<Part> {
        if self.rows.len() < WORTH {
            return None;
        }
        let kernels = plan.lists.of(plan.program, self.table, &plan.rules, plan.as_of)?;
        let table = plan.program.schema.table(self.table)?;
        let keys = table.key.iter().filter_map(|field| table.record.fields.get(*field));
        let keys: Vec<&str> = keys.map(|field| &*field.names.first).collect();
        let keys = self.rows.columns_of(&keys);
        let (mut engine, mut text, mut part) = (Engine::new(kernels), String::new(), Part::default());
        part.start(plan);
        let mut needed = Vec::new();
        for first in (0..self.rows.len()).step_by(BATCH) {
            let rows = first..(first + BATCH).min(self.rows.len());
            text.clear();
            let lines: Vec<Span> = rows.map(|row| self.line(row, &mut text)).collect();
            engine.judge(Written::As(Syntax::Json), &text, &lines);
            self.batch(plan, &mut part, (first, &text), &engine, (&keys, &mut needed));
        }
        self.judge(plan, &mut part, needed);
        Some(part)
    }

    /// The place of the line of a row; a row that cannot be a line has an empty one, which no record is.
    fn line(&self, row: usize, text: &mut String) -> Span {
        let from = text.len();
        if self.rows.line(row, text).is_none() {
            text.truncate(from);
        }
        let line = Span::new(from, text.len());
        text.push('\n');
        line
    }

    /// Counts what is known of the rows from that one on, and adds those whose record is needed.
    fn batch(
        &self,
        plan: &Plan<'_>,
        part: &mut Part,
        (first, text): (usize, &str),
        engine: &Engine<'_>,
        (keys, needed): (&[u32], &mut Vec<(usize, Row)>),
    ) {
        let odd = engine.odd();
        let mut left = part.count_verdicts(plan, engine, odd);
        for (at, odd) in odd.iter().enumerate() {
            let row = first + at;
            if *odd {
                needed.push((row, Row::Odd));
                continue;
            }
            part.records += 1;
            if let Some((key, _)) = engine.key(text, at)
                && let Some(span) = self.rows.place_of(row, keys)
            {
                part.keys.note(self.table, &key, Spot { file: self.text, span });
            }
            let (open, found) = (left.open(at), left.found(at));
            if open.is_empty() {
                part.affected += u64::from(found);
            } else {
                needed.push((row, Row::Open(open, found)));
            }
        }
    }

    /// Reads the rows whose record is needed, all with one reader, which tells once what they share.
    fn judge(&self, plan: &Plan<'_>, part: &mut Part, needed: Vec<(usize, Row)>) {
        let documents: Vec<Node> = needed.iter().filter_map(|(row, _)| self.rows.document(*row)).collect();
        if documents.is_empty() {
            return;
        }
        let (schema, heading) = (&plan.program.schema, self.rows.first_heading());
        let bound = bind_rows(schema, Some(self.table), self.source, &documents, heading);
        part.tell(bound.diagnostics);
        for ((_, row), (table, record)) in needed.into_iter().zip(bound.records) {
            match row {
                Row::Odd => part.take(plan, self.source, (table, record), self.text),
                Row::Open(rules, found) => {
                    let subject = Subject { source: self.source, table, record: &record };
                    part.affected += u64::from(part.settle(plan, &subject, rules, None) || found);
                }
            }
        }
    }
}
