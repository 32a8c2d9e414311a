//! Lines that were checked in columns, read again for what is shown of them: each alone, from its place in its input.

mod form;
mod lines;
mod recalled;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use self::form::Form;
use self::lines::Lines;
use self::recalled::{Line, Own, Recalled};
use super::pieces::LONGEST;
use super::places::Inputs;
use super::plan::Plan;
use super::reader::Reader;
use crate::eval::columns::{Engine, Kernels, Spot};
use crate::eval::{LineId, Shown, Subject};
use crate::schema::TableId;
use crate::source::{Source, Span};

pub(super) use self::form::content;

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
pub(super) struct Pieces<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) inputs: &'r Inputs<'r>,
    /// The pieces of all inputs, in their order.
    pub(super) all: &'r [Piece],
    /// The inputs of which a line was another one than before, or was there no more.
    pub(super) changed: Mutex<BTreeSet<u32>>,
}

/// Reads lines again whose records are members of groups under a rule.
pub(super) struct Recall<'r> {
    pieces: &'r Pieces<'r>,
    /// Its number.
    rule: usize,
    /// That rule alone as steps over columns: of a record nothing else is read.
    kernels: BTreeMap<TableId, Kernels>,
}

/// What one thread reads lines again with.
#[derive(Default)]
pub(super) struct Memory<'r> {
    engines: BTreeMap<TableId, Engine<'r>>,
    recalled: Recalled,
}

/// Lines that are read as one batch.
const BATCH: usize = 512;

impl<'r> Recall<'r> {
    pub(super) fn new(pieces: &'r Pieces<'r>, rule: usize) -> Self {
        let Plan { program, as_of, kernels: all, .. } = pieces.plan;
        let kernels = |table: &TableId| {
            let kernels = Kernels::new(program, *table, &[rule], *as_of, None)?;
            kernels.gather().then_some((*table, kernels))
        };
        Self { pieces, rule, kernels: all.keys().filter_map(kernels).collect() }
    }

    /// The lines, which are wanted in their order, and how each is shown.
    pub(super) fn lines<'m>(&'r self, wanted: &[LineId], memory: &'m mut Memory<'r>) -> &'m Recalled {
        let Pieces { plan, inputs, changed, .. } = self.pieces;
        let Memory { engines, recalled } = memory;
        recalled.clear();
        for of_input in wanted.chunk_by(|one, other| one.input == other.input) {
            let number = of_input.first().map_or(0, |line| line.input);
            let Some(planned) = inputs.planned.get(number as usize) else {
                continue;
            };
            let schema = &plan.program.schema;
            let reader = Reader { schema, table: planned.table, number, encoding: inputs.encoding };
            let table = reader.table_of_lines();
            let Some((table, kernels)) = table.and_then(|table| Some((table, self.kernels.get(&table)?)))
            else {
                continue;
            };
            let engine = engines.entry(table).or_insert_with(|| Engine::new(kernels));
            let form = Form::of(&planned.path, plan.plain_lists.get(&number), kernels);
            let path: Arc<str> = planned.path.as_str().into();
            let mut lines = Lines::new(inputs.files.open_anywhere(&planned.given).ok());
            for ids in of_input.chunks(BATCH) {
                let before = recalled.count();
                for id in ids {
                    recalled.add(*id, &path, &form, self.read(&mut lines, *id));
                }
                let (text, lines) = recalled.after(before);
                self.show((&reader, table, &form), engine, text, lines);
                if lines.iter().any(|line| line.shown.is_none()) {
                    changed.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
                }
            }
        }
        recalled
    }

    /// The line with its end, and how many lines of the input are before it.
    fn read<'l>(&self, lines: &'l mut Lines<'_>, id: LineId) -> Option<(&'l str, usize)> {
        let (at, pieces) = ((id.input, id.block), self.pieces.all);
        let piece = pieces.binary_search_by_key(&at, |piece| (piece.input, piece.number)).ok()?;
        let piece = pieces.get(piece)?;
        let line = lines.read(piece.offset.checked_add(id.start.into())?, piece.whole)?;
        Some((line, piece.lines_before + id.line as usize))
    }

    /// Finds out how the records of the lines of that text are shown.
    fn show(
        &self,
        (reader, table, form): (&Reader<'_>, TableId, &Form<'_>),
        engine: &mut Engine<'_>,
        text: &str,
        lines: &mut [Line],
    ) {
        let Plan { program, tables, .. } = self.pieces.plan;
        let there: Vec<(&mut Line, Own)> =
            lines.iter_mut().filter_map(|line| line.own.map(|own| (line, own))).collect();
        let records: Vec<Span> = there.iter().map(|(_, own)| own.record).collect();
        let written = form.written().filter(|_| text.len() < LONGEST);
        if let Some(written) = written {
            engine.judge(written, text, &records);
        }
        for (row, (line, own)) in there.into_iter().enumerate() {
            let (file, whole) = (line.id.text(), text.get(own.line.range()).unwrap_or_default());
            let is_plain = written.is_some() && engine.odd().get(row) == Some(&false);
            if is_plain && matches!(form, Form::Json) {
                let anchor = whole.len() - whole.trim_start().len();
                let spot = Spot { file, start: own.line.start, anchor: Span::new(anchor, anchor + 1) };
                line.shown = engine.shown(program, self.rule, text, row, &spot);
            }
            if line.shown.is_some() {
                continue;
            }
            let source = Source::part(Arc::clone(&line.path), whole, own.before);
            let plainly = || {
                let own = text.get(own.record.range()).filter(|_| is_plain)?;
                Some((table, form.read_plainly(reader, table, own)?))
            };
            let read = plainly().or_else(|| form.read(reader, &source, file));
            line.shown = read.and_then(|(table, mut record)| {
                self.pieces.plan.put_children(table, &mut record, &source);
                let subject = Subject { source: &source, table, record: &record };
                Shown::of(program, self.rule, &subject, file, tables)
            });
        }
    }
}
