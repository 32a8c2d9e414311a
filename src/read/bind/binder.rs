//! What binding carries along: the schema, the text, the path to the field at hand, and what was found wrong.

use std::collections::{BTreeSet, HashSet};

use crate::diag::{DataProblem, Diagnostic, Habit, Problem};
use crate::schema::{Names, Schema};
use crate::source::{Source, Span};

pub(super) struct Binder<'a> {
    pub(super) schema: &'a Schema,
    pub(super) source: &'a Source<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// First spellings down to the field at hand: `指标[2].权重`.
    path: String,
    /// Habits of writing already told of.
    pub(super) habits: BTreeSet<Habit>,
    /// Pairs of fields whose units are in doubt.
    pub(super) guesses: BTreeSet<(String, String)>,
    /// Where a field belongs that no key means; with the record where that is none.
    pub(super) absent: Option<Span>,
    /// Keys already told of as unknown, or as the second of a field: a heading is the key of every row.
    told: HashSet<Span>,
}

impl<'a> Binder<'a> {
    pub(super) fn new(schema: &'a Schema, source: &'a Source) -> Self {
        Self {
            schema,
            source,
            diagnostics: Vec::new(),
            path: String::new(),
            habits: BTreeSet::new(),
            guesses: BTreeSet::new(),
            absent: None,
            told: HashSet::new(),
        }
    }

    /// Does `work` with the path of a field inside the one at hand.
    pub(super) fn within<T>(&mut self, names: &Names, work: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(&names.first);
        let result = work(self);
        self.path.truncate(length);
        result
    }

    /// Does `work` with the path of an element of the list at hand, counted from 1.
    pub(super) fn within_element<T>(&mut self, number: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.extend(["[", &number.to_string(), "]"]);
        let result = work(self);
        self.path.truncate(length);
        result
    }

    /// The path to the field at hand.
    pub(super) fn path(&self) -> String {
        self.path.clone()
    }

    /// The path of something inside the field at hand.
    pub(super) fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// True the first time that this key is told of.
    pub(super) fn first_time(&mut self, key: Span) -> bool {
        self.told.insert(key)
    }

    pub(super) fn error(&mut self, problem: DataProblem, span: Span) {
        self.diagnostics.push(Diagnostic::error(Problem::Data(problem), self.source.site(span)));
    }

    pub(super) fn note(&mut self, problem: DataProblem, span: Span) {
        self.diagnostics.push(Diagnostic::note(Problem::Data(problem), self.source.site(span)));
    }

    pub(super) fn warning(&mut self, problem: DataProblem, span: Span) {
        self.diagnostics.push(Diagnostic::warning(Problem::Data(problem), self.source.site(span)));
    }
}
