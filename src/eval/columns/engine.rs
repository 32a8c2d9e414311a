//! Batches of records through the steps.

use super::body::RuleBody;
use super::groups::{Entering, GroupRule, Lines};
use super::lookup::Common;
use super::op::{Op, Placed, Steps};
use super::program::Kernels;
use super::record::Shape;
use super::register::{Register, View};
use super::{numbers, ranges, texts, truths};
use crate::eval::groups::{Compact, Groups};
use crate::read::columns::{Columns, Decoder, MISSING, PRESENT, Written};
use crate::source::Span;
use crate::value::Value;

pub use super::body::{NOT_APPLICABLE, OPEN, PASS, failed};

/// The state of one thread that checks records of a table.
#[derive(Debug)]
pub struct Engine<'k> {
    kernels: &'k Kernels,
    decoder: Decoder<'k>,
    columns: Columns,
    made: Vec<Register>,
    arena: String,
    verdicts: Vec<Vec<u8>>,
    groups: Vec<Compact>,
    entering: Entering,
    pub(super) common: Common,
}

impl<'k> Engine<'k> {
    /// An engine that has seen no record yet.
    pub fn new(kernels: &'k Kernels) -> Self {
        Self {
            kernels,
            decoder: Decoder::new(&kernels.plan),
            columns: kernels.blank.clone(),
            made: kernels.steps.all.iter().map(|_| Register::default()).collect(),
            arena: kernels.steps.texts.clone(),
            verdicts: kernels.rules.iter().map(|_| Vec::new()).collect(),
            groups: kernels.gathering.iter().map(GroupRule::none).collect(),
            entering: Entering::default(),
            common: Common::default(),
        }
    }

    /// Reads and judges one record from each of the lines.
    pub fn judge(&mut self, written: Written<'_>, text: &str, lines: &[Span]) {
        self.arena.truncate(self.kernels.steps.texts.len());
        self.decoder.read(written, text, lines, &mut self.columns, &mut self.arena);
        let Self { kernels, columns, made, arena, verdicts, .. } = self;
        let rows = columns.rows(0);
        let mut making = Making { steps: &kernels.steps, columns, made, arena, text };
        making.all();
        let view = making.view();
        for (rule, verdicts) in kernels.rules.iter().zip(verdicts) {
            rule.verdicts(&view, rows, verdicts);
        }
    }

    /// For each record, whether the careful reader has to read it.
    pub fn odd(&self) -> &[bool] {
        self.columns.odd()
    }

    /// For each rule its place among the rules of the run, and its verdicts of the records that are not odd.
    pub fn verdicts(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.kernels.rules.iter().map(|rule| rule.at).zip(self.verdicts.iter().map(Vec::as_slice))
    }

    /// Adds the records that are not odd to their groups; gives the row and the rule's number, in the order of the
    /// rows, where that has to be done with care.
    pub fn gather(&mut self, text: &str, lines: &Lines<'_>) -> Vec<(usize, usize)> {
        let (steps, columns) = (&self.kernels.steps, &self.columns);
        let view = View { steps, columns, made: &self.made, text, arena: &self.arena };
        let mut careful = Vec::new();
        for (rule, groups) in self.kernels.gathering.iter().zip(&mut self.groups) {
            rule.gather((groups, &mut self.entering), &view, lines, &mut careful);
        }
        careful.sort_unstable();
        careful
    }

    /// In which columns the fields of a record are, where records are made of columns.
    pub(super) const fn shape(&self) -> Option<&Shape> {
        self.kernels.shape.as_ref()
    }

    /// The rule at that place among the rules of the run.
    pub(super) fn body(&self, at: usize) -> Option<&RuleBody> {
        let rules = &self.kernels.rules;
        rules.get(rules.binary_search_by_key(&at, |rule| rule.at).ok()?)
    }

    /// What has been made of the batch.
    pub(super) fn view<'v>(&'v self, text: &'v str) -> View<'v> {
        let (steps, columns) = (&self.kernels.steps, &self.columns);
        View { steps, columns, made: &self.made, text, arena: &self.arena }
    }

    /// Hands over the groups that have been gathered.
    pub fn flush(self, groups: &mut Groups) {
        for (rule, own) in self.kernels.gathering.iter().zip(self.groups) {
            groups.put(rule.number, self.kernels.table, own);
        }
    }

    /// The key of a record, and where it stands in the text; `None` for a record without its whole key.
    pub fn key(&self, text: &str, row: usize) -> Option<(Vec<Value>, Span)> {
        let view = self.view(text);
        let mut values = Vec::with_capacity(self.kernels.keys.len());
        let mut whole: Option<Span> = None;
        for (column, kind) in &self.kernels.keys {
            let column = self.columns.column(*column)?;
            if column.states.get(row) != Some(&PRESENT) {
                return None;
            }
            values.push(texts::held(&view, column, *kind, row)?);
            let [from, to] = column.places.get(row)?.map(|at| at as usize);
            let span = Span::new(from, to);
            whole = Some(whole.map_or(span, |before| before.to(span)));
        }
        Some((values, whole?))
    }
}

/// Values that are being made, step by step.
pub(super) struct Making<'m> {
    pub(super) steps: &'m Steps,
    pub(super) columns: &'m Columns,
    pub(super) made: &'m mut [Register],
    pub(super) arena: &'m mut String,
    pub(super) text: &'m str,
}

impl Making<'_> {
    /// Makes all of them.
    pub(super) fn all(&mut self) {
        for (at, placed) in self.steps.all.iter().enumerate() {
            self.step(at, placed);
        }
    }

    /// What has been made.
    pub(super) fn view(&self) -> View<'_> {
        let Self { steps, columns, text, .. } = *self;
        View { steps, columns, made: self.made, text, arena: self.arena }
    }

    fn step(&mut self, at: usize, placed: &Placed) {
        let Some((made, rest)) = self.made.split_at_mut_checked(at) else {
            return;
        };
        let Some(out) = rest.first_mut() else {
            return;
        };
        let (steps, columns) = (self.steps, self.columns);
        let view = View { steps, columns, made, text: self.text, arena: self.arena };
        let rows = columns.rows(placed.frame);
        let mut fresh = String::new();
        match &placed.op {
            Op::Column(_) | Op::Handed(_) => {}
            // The same in all rows: made once, and longer where there are more rows than ever before.
            Op::Number(number) => {
                out.numbers.resize(rows.max(out.numbers.len()), *number);
                out.states.resize(rows.max(out.states.len()), PRESENT);
            }
            Op::Text(place) => {
                out.ranges.resize(rows.max(out.ranges.len()), *place);
                out.states.resize(rows.max(out.states.len()), PRESENT);
            }
            Op::FromTruth(truth) => truths::as_value(&view, *truth, out),
            Op::Default(value, instead) => default(&view, *value, *instead, out),
            op => {
                let _ = truths::make(op, &view, out)
                    || numbers::make(op, &view, out)
                    || ranges::make(op, &view, rows, out)
                    || texts::make(op, &view, rows, &mut fresh, out);
            }
        }
        self.arena.push_str(&fresh);
    }
}

/// The first value where it is filled in, else the second.
fn default(view: &View<'_>, value: usize, instead: usize, out: &mut Register) {
    let missing = view.states(value);
    choose(missing, missing, view.states(instead), &mut out.states);
    choose(missing, view.numbers(value).values, view.numbers(instead).values, &mut out.numbers);
    choose(missing, view.ranges(value).places, view.ranges(instead).places, &mut out.ranges);
}

fn choose<T: Copy>(missing: &[u8], values: &[T], instead: &[T], out: &mut Vec<T>) {
    let all = values.iter().zip(instead).zip(missing);
    out.clear();
    out.extend(all.map(|((value, other), state)| if *state == MISSING { *other } else { *value }));
}
