//! The cells behind a finding, and what a walk looks for.

use std::collections::HashSet;

use crate::eval::frame::Frame;
use crate::eval::state::{Truth, Unknown};
use crate::ir::Path;
use crate::read::Cell;

/// The cells behind a finding, in the order in which the rule reads them, each once.
#[derive(Default)]
pub(in crate::eval) struct Evidence<'d> {
    pub(in crate::eval) cells: Vec<Cited<'d>>,
    walked: HashSet<(Walk, usize)>,
    /// 令 inside 令 that are being followed.
    pub(super) lets: usize,
}

/// A cell with its path from the subject in both spellings.
pub(in crate::eval) struct Cited<'d> {
    pub(in crate::eval) field: (String, String),
    pub(in crate::eval) cell: &'d Cell,
}

/// What the walk looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::eval) enum Why {
    /// The cells of the leaves that do not hold, or that read what was not filled in.
    Fails,
    /// The cells that were not filled in or cannot be read.
    Hangs,
    /// The cells of the leaves that could not be computed.
    Breaks,
}

/// A walk through a 令. The same one twice finds nothing new.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Walk {
    Explain(Why, bool),
    Causes,
    Reads,
}

/// Places of a finding: what a person looks at, and a bound on what a rule over long lists can give.
const MOST: usize = 20;
/// Places that one 每个 or 存在 gives.
pub(super) const MOST_OF_A_LIST: usize = 5;

impl Why {
    /// Why there is no verdict.
    pub(in crate::eval) const fn of(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Missing | Unknown::Malformed => Self::Hangs,
            Unknown::Fault(_) => Self::Breaks,
        }
    }

    /// True when a side of that truth is what the walk looks for.
    pub(super) const fn blames(self, truth: Truth) -> bool {
        match self {
            Self::Fails => matches!(truth, Truth::False | Truth::Unknown(Unknown::Missing)),
            Self::Hangs => matches!(truth, Truth::Unknown(Unknown::Missing | Unknown::Malformed)),
            Self::Breaks => matches!(truth, Truth::Unknown(Unknown::Fault(_))),
        }
    }
}

impl<'d> Evidence<'d> {
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() >= MOST
    }

    /// Adds the cell at the path.
    pub(super) fn cite(&mut self, path: &Path, frame: &Frame<'_, 'd>) {
        let Some(cell) = frame.find(path).filter(|_| !self.is_full()) else {
            return;
        };
        let field = frame.name(path);
        if !self.cells.iter().any(|cited| cited.field == field) {
            self.cells.push(Cited { field, cell });
        }
    }

    /// True for the first walk of that kind through the 令.
    pub(super) fn enters(&mut self, walk: Walk, named: usize) -> bool {
        self.walked.insert((walk, named))
    }
}
