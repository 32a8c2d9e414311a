//! Steps as they are collected: the same step is made once, whichever rules ask for it.

use std::collections::HashMap;
use std::sync::Arc;

use super::members::Members;
use super::op::{Kind, Op, Placed, Step, Steps};
use super::register::ARENA;
use super::texts::number;
use crate::ir::Program;
use crate::read::columns::{ColumnKind, FrameId, Layout, Vocabulary};
use crate::value::Value;

/// Steps of rules about one table.
pub(super) struct Compiler<'p> {
    pub(super) program: &'p Program,
    pub(super) layout: Layout<'p>,
    ops: Vec<Placed>,
    /// Texts that stand in rules.
    arena: String,
    /// For each set of elements, the set of rows that have the lists, and the lists.
    parents: HashMap<FrameId, (FrameId, Step)>,
    /// What stands in no column of the data, where the rows are groups.
    handed: Option<Handed<'p>>,
}

/// What is handed to the steps of a rule about groups.
pub(super) struct Handed<'p> {
    /// The steps to the cells of the key.
    pub(super) keys: Vec<&'p [usize]>,
    /// How the answers are held to what is asked of members.
    pub(super) slots: Vec<Kind>,
}

impl<'p> Compiler<'p> {
    pub(super) fn new(program: &'p Program, layout: Layout<'p>) -> Self {
        Self { program, layout, ops: Vec::new(), arena: String::new(), parents: HashMap::new(), handed: None }
    }

    /// The same for rows that are groups.
    pub(super) fn handed(self, handed: Handed<'p>) -> Self {
        Self { handed: Some(handed), ..self }
    }

    /// All steps, and the texts that they look for.
    pub(super) fn finish(self, vocabulary: Arc<Vocabulary>) -> Steps {
        Steps { all: self.ops, texts: self.arena, vocabulary }
    }

    /// The step that does that for each row of the set.
    pub(super) fn step(&mut self, op: Op, frame: FrameId) -> Step {
        let placed = Placed { op, frame };
        self.ops.iter().position(|other| *other == placed).unwrap_or_else(|| {
            self.ops.push(placed);
            self.ops.len() - 1
        })
    }

    pub(super) fn frame(&self, step: Step) -> FrameId {
        self.ops.get(step).map_or(0, |placed| placed.frame)
    }

    /// A value that is the same in all rows.
    pub(super) fn constant(&mut self, value: &Value, frame: FrameId) -> Option<(Step, Kind)> {
        let kind = match value {
            Value::Number(_) => Kind::Number,
            Value::Date(_) => Kind::Date,
            Value::Bool(_) => Kind::Bool,
            Value::Member(_) => Kind::Member,
            Value::Text(text) => {
                let from = self.arena.find(&**text).unwrap_or_else(|| {
                    self.arena.push_str(text);
                    self.arena.len() - text.len()
                });
                let place = |at: usize| u32::try_from(at).ok()?.checked_add(ARENA);
                let text = Op::Text([place(from)?, place(from + text.len())?]);
                return Some((self.step(text, frame), Kind::Text));
            }
        };
        let number = number(value)?;
        Some((self.step(Op::Number(number), frame), kind))
    }

    /// The text that is the same in all rows.
    pub(super) fn text(&self, step: Step) -> Option<Box<str>> {
        let Some(Placed { op: Op::Text([from, to]), .. }) = self.ops.get(step) else {
            return None;
        };
        self.arena.get((from - ARENA) as usize..(to - ARENA) as usize).map(Box::from)
    }

    /// Whether a text is one of these.
    pub(super) fn among(&mut self, value: Step, texts: impl IntoIterator<Item = Box<str>>) -> Step {
        let frame = self.frame(value);
        let mut members = Members::default();
        for text in texts {
            members.add(self.layout.word(text));
        }
        let coded = if let Some(Placed { op: Op::Column(column), .. }) = self.ops.get(value) {
            self.layout.code(*column);
            value
        } else {
            self.step(Op::Coded(value), frame)
        };
        self.step(Op::InVocabulary(coded, members), frame)
    }

    /// True for what stands in a column of the data, or in one of the records that have the rows.
    pub(super) fn is_of_data(&self, mut step: Step) -> bool {
        let op = |step: Step| self.ops.get(step).map(|placed| &placed.op);
        while let Some(Op::Spread(inner, _)) = op(step) {
            step = *inner;
        }
        matches!(op(step), Some(Op::Column(_)))
    }

    /// A column, and what it holds.
    pub(super) fn column(&mut self, frame: FrameId, steps: &[usize]) -> Option<(Step, ColumnKind)> {
        let (column, kind) = self.layout.column(frame, steps)?;
        if let Some(handed) = &self.handed {
            let key = handed.keys.iter().position(|key| *key == steps)?;
            return Some((self.step(Op::Handed(key), frame), kind));
        }
        let step = self.step(Op::Column(column), frame);
        if let ColumnKind::List(elements) = kind {
            self.parents.insert(elements, (frame, step));
        }
        Some((step, kind))
    }

    /// The answer to what is asked of members, where the rows are groups.
    pub(super) fn slot(&mut self, slot: usize) -> Option<(Step, Kind)> {
        let handed = self.handed.as_ref()?;
        let (at, kind) = (handed.keys.len() + slot, *handed.slots.get(slot)?);
        Some((self.step(Op::Handed(at), 0), kind))
    }

    /// The step for each row of another set, which are elements of its own.
    pub(super) fn spread(&mut self, step: Step, frame: FrameId) -> Option<Step> {
        let own = self.frame(step);
        if own == frame {
            return Some(step);
        }
        if let Some(Placed { op: op @ (Op::Number(_) | Op::Text(_)), .. }) = self.ops.get(step) {
            return Some(self.step(op.clone(), frame));
        }
        let (parent, list) = self.parents.get(&frame).copied()?;
        let around = self.spread(step, parent)?;
        Some(self.step(Op::Spread(around, list), frame))
    }

    /// The steps for the rows of one set, the innermost of theirs.
    pub(super) fn together<const N: usize>(&mut self, steps: [Step; N]) -> Option<([Step; N], FrameId)> {
        let frame = steps.iter().map(|step| self.frame(*step)).max_by_key(|frame| self.depth(*frame))?;
        let mut spread = steps;
        for step in &mut spread {
            *step = self.spread(*step, frame)?;
        }
        Some((spread, frame))
    }

    fn depth(&self, frame: FrameId) -> usize {
        let mut depth = 0;
        let mut frame = frame;
        while let Some((parent, _)) = self.parents.get(&frame) {
            (frame, depth) = (*parent, depth + 1);
        }
        depth
    }
}
