//! Lines that were checked in columns, read again for what is shown of them: each alone, from its place in its input.

mod form;
mod lines;
mod recalled;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use self::form::Form;
use self::lines::Lines;
use super::needs::Needs;
use super::places::Inputs;
use super::plan::Plan;
use super::reader::Reader;
use crate::eval::{LineId, Shown, Subject};
use crate::read::{Askers, TextId};
use crate::schema::TableId;
use crate::source::Source;

pub(super) use self::recalled::Recalled;

/// Where a piece of an input begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) input: u32,
    pub(super) number: u32,
    /// Bytes of the input before it.
    pub(super) offset: u64,
    /// Lines of the input before it.
    pub(super) lines_before: usize,
    /// True when the whole input is one record, however many lines it has.
    pub(super) whole: bool,
}

/// What lines are read again of.
pub(super) struct Rereading<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) inputs: &'r Inputs<'r>,
    /// The pieces of all inputs, in their order.
    pub(super) pieces: &'r [Piece],
    /// The inputs of which a line was another one than before, or was there no more.
    pub(super) changed: Mutex<BTreeSet<u32>>,
}

/// Reads lines again whose records are members of groups under a rule.
pub(super) struct Recall<'r> {
    rereading: &'r Rereading<'r>,
    /// Its number.
    rule: usize,
    /// What is shown of the records of its table, and of others.
    needs: BTreeMap<TableId, Needs>,
    askers: Askers,
}

impl<'r> Recall<'r> {
    pub(super) fn new(rereading: &'r Rereading<'r>, rule: usize) -> Self {
        let Plan { program, kernels, .. } = rereading.plan;
        let needs = kernels.keys().map(|table| (*table, Needs::of_members(program, rule, *table)));
        Self { rereading, rule, needs: needs.collect(), askers: Needs::askers([]) }
    }

    /// The lines, which are wanted in their order, and how each is shown.
    pub(super) fn lines<'m>(&self, wanted: &[LineId], recalled: &'m mut Recalled) -> &'m Recalled {
        let Rereading { plan, inputs, changed, .. } = self.rereading;
        recalled.clear();
        for of_input in wanted.chunk_by(|one, other| one.input == other.input) {
            let number = of_input.first().map_or(0, |line| line.input);
            let Some(planned) = inputs.planned.get(number as usize) else {
                continue;
            };
            let schema = &plan.program.schema;
            let reader = Reader { schema, table: planned.table, number, encoding: inputs.encoding };
            let form = Form::of(&planned.path, plan.plain_lists.get(&number));
            let path: Arc<str> = planned.path.as_str().into();
            let mut lines = Lines::new(inputs.files.open_anywhere(&planned.given).ok());
            for id in of_input {
                let read = self.read(&mut lines, *id);
                let source = |(line, before)| Source::part(Arc::clone(&path), line, before);
                let shown = read.map(source).and_then(|line| self.show(&reader, form, &line, id.text()));
                if shown.is_none() {
                    changed.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
                }
                recalled.add(*id, &path, read, shown);
            }
        }
        recalled
    }

    /// The line with its end, and how many lines of the input are before it.
    fn read<'l>(&self, lines: &'l mut Lines<'_>, id: LineId) -> Option<(&'l str, usize)> {
        let (at, pieces) = ((id.input, id.block), self.rereading.pieces);
        let piece = pieces.binary_search_by_key(&at, |piece| (piece.input, piece.number)).ok()?;
        let piece = pieces.get(piece)?;
        let line = lines.read(piece.offset.checked_add(id.start.into())?, piece.whole)?;
        Some((line, piece.lines_before + id.line as usize))
    }

    /// How the record of a line is shown. That nothing in it is odd has been seen before; where the line was changed since,
    /// what is shown of it decides whether it is the same, and nothing else in it.
    fn show(&self, reader: &Reader<'_>, form: Form<'_>, line: &Source, text: TextId) -> Option<Shown> {
        let plan = self.rereading.plan;
        let plainly = |table: TableId| {
            let wanted = self.needs.get(&table)?.of_record(&self.askers);
            Some((table, form.read_plainly((reader.schema, table), line.text(), wanted)?))
        };
        let record = reader.table_of_lines().and_then(plainly);
        let (table, mut record) = record.or_else(|| form.read(reader, line, text))?;
        plan.put_children(table, &mut record, line);
        let subject = Subject { source: line, table, record: &record };
        Shown::of(plan.program, self.rule, &subject, text, &plan.tables)
    }
}
