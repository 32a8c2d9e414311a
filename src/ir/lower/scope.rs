//! What an expression can see: the record it is about, the elements around it, lets, arguments, parameters.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Typed;
use crate::diag::RuleProblem;
use crate::ir::mistakes::Mistakes;
use crate::ir::spellings::Spellings;
use crate::ir::world::World;
use crate::ir::{Expr, Join, Origin, Path};
use crate::schema::{Names, RecordType, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Date, Unit};

/// Gives expressions their meaning.
pub(in crate::ir) struct Lowerer<'a> {
    pub(in crate::ir) world: &'a World,
    pub(in crate::ir) mistakes: &'a mut Mistakes,
    /// The file whose text is lowered.
    pub(in crate::ir) source: usize,
    pub(super) frames: Vec<Frame<'a>>,
    /// The fields of the records that the rule is about.
    pub(super) fields: Option<&'a Spellings>,
    pub(super) lets: Lets,
    pub(super) args: Vec<Slot>,
    /// The parameters that were read so far, each with the first place of a read.
    pub(in crate::ir) reads: RefCell<BTreeMap<usize, Origin>>,
    /// The records of other tables that the rule reads.
    pub(in crate::ir) joins: Vec<Join>,
    /// The day whose parameters are seen; the newest ones without one.
    pub(super) day: Option<Date>,
}

/// A name that stands for an expression: a 令, or an argument of a measure.
#[derive(Clone, Debug)]
pub(in crate::ir) struct Slot {
    /// The name.
    pub(in crate::ir) name: String,
    /// What it stands for; `None` when a mistake in it has been reported.
    pub(in crate::ir) value: Option<Typed>,
}

/// The 令 so far, found by their names however many there are.
#[derive(Debug, Default)]
pub(super) struct Lets {
    slots: Vec<Slot>,
    /// The first one of each name.
    first: BTreeMap<String, usize>,
}

impl Lets {
    fn push(&mut self, slot: Slot) {
        self.first.entry(slot.name.clone()).or_insert(self.slots.len());
        self.slots.push(slot);
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.first.get(name).copied()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Slot> {
        self.slots.get(at)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter()
    }
}

/// One of the things whose fields can be named without a qualifier, or a list that is being lifted.
#[derive(Clone, Debug)]
pub(super) enum Frame<'a> {
    /// The record that the rule is about.
    Subject(&'a RecordType, &'a Names),
    /// The group of records that the rule is about: the fields in `keys` are theirs in common.
    Group { record: &'a RecordType, names: &'a Names, table: TableId, keys: Vec<Path> },
    /// The whole batch.
    Batch,
    /// An element of a list.
    Element(&'a Type),
    /// The list that the argument of an aggregate will turn out to be about.
    Lift(Option<Lifted>),
}

/// The list that the argument of an aggregate is about.
#[derive(Clone, Debug)]
pub(super) struct Lifted {
    pub(super) list: Path,
    pub(super) filter: Option<Box<Expr>>,
    /// As written, with its filter.
    pub(super) text: String,
}

impl<'a> Lowerer<'a> {
    /// A lowerer that sees parameters and types alone.
    pub(in crate::ir) fn new(world: &'a World, mistakes: &'a mut Mistakes, source: usize) -> Self {
        Self {
            world,
            mistakes,
            source,
            frames: Vec::new(),
            fields: None,
            lets: Lets::default(),
            args: Vec::new(),
            reads: RefCell::default(),
            joins: Vec::new(),
            day: None,
        }
    }

    /// The same, with the parameters of a day.
    pub(in crate::ir) fn on(mut self, day: Date) -> Self {
        self.day = Some(day);
        self
    }

    /// The same, about the records of a table.
    pub(in crate::ir) fn about(mut self, table: TableId) -> Self {
        self.fields = self.world.fields(table);
        if let Some(table) = self.world.schema.table(table) {
            self.frames.push(Frame::Subject(&table.record, &table.names));
        }
        self
    }

    /// The same, about groups of the records of a table.
    pub(in crate::ir) fn about_groups(mut self, table: TableId, keys: Vec<Path>) -> Self {
        self.fields = self.world.fields(table);
        if let Some(found) = self.world.schema.table(table) {
            self.frames.push(Frame::Group { record: &found.record, names: &found.names, table, keys });
        }
        self
    }

    /// The same, about the whole batch.
    pub(in crate::ir) fn about_batch(mut self) -> Self {
        self.frames.push(Frame::Batch);
        self
    }

    /// One more 令, from here on.
    pub(in crate::ir) fn name_let(&mut self, slot: Slot) {
        self.lets.push(slot);
    }

    /// Lowers text of another file, with arguments put in for names. The lets of the rule are not seen there.
    pub(in crate::ir) fn elsewhere<T>(
        &mut self,
        source: usize,
        args: Vec<Slot>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let here = (self.source, std::mem::take(&mut self.lets));
        self.source = source;
        self.args = args;
        let result = lower(self);
        self.args.clear();
        (self.source, self.lets) = here;
        result
    }

    /// A single value that fits `want`.
    pub(in crate::ir) fn fitting(
        &mut self,
        expr: &ast::Expr,
        want: &Type,
        unit: Option<Unit>,
    ) -> Option<Typed> {
        let typed = self.value(expr, Some(want))?;
        self.fit(typed, want, unit)
    }

    /// A condition.
    pub(in crate::ir) fn truth(&mut self, expr: &ast::Expr) -> Option<Typed> {
        self.fitting(expr, &Type::Bool, None)
    }

    /// That value, if it fits; its mistake is reported.
    pub(in crate::ir) fn fit(&mut self, typed: Typed, want: &Type, unit: Option<Unit>) -> Option<Typed> {
        let span = typed.expr.span;
        match super::fit(typed, want, unit, &self.world.schema) {
            Ok(typed) => Some(typed),
            Err(problem) => self.fail(span, problem),
        }
    }

    /// Reports a mistake.
    pub(super) fn fail<T>(&mut self, span: Span, problem: RuleProblem) -> Option<T> {
        self.mistakes.error(self.at(span), problem);
        None
    }

    /// A place in the file.
    pub(super) const fn at(&self, span: Span) -> Origin {
        Origin { source: self.source, span }
    }

    /// The text there.
    pub(super) fn text(&self, span: Span) -> String {
        self.mistakes.text(self.at(span)).to_owned()
    }

    /// Lowers with one more frame.
    pub(super) fn inside<T>(&mut self, frame: Frame<'a>, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(frame);
        let result = lower(self);
        self.frames.pop();
        result
    }
}
