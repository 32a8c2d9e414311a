//! The cells behind a finding, and what a walk looks for.

use std::collections::HashSet;

use smallvec::SmallVec;

use crate::eval::frame::Frame;
use crate::eval::judge::Scene;
use crate::eval::state::{Truth, Unknown};
use crate::finding::Cause;
use crate::ir::{Path, Start};
use crate::read::Cell;
use crate::schema::FieldPath;

/// The cells behind a finding, in the order in which the rule reads them, each once.
#[derive(Default)]
pub(in crate::eval) struct Evidence<'d> {
    pub(in crate::eval) cells: SmallVec<[Cited<'d>; 4]>,
    /// The cells by which records of other tables were found.
    pub(in crate::eval) keys: SmallVec<[Cited<'d>; 4]>,
    /// Records of other tables that are not there.
    pub(in crate::eval) causes: Vec<Cause>,
    /// What was asked of all records.
    pub(in crate::eval) slots: Vec<usize>,
    /// Records that are not among the cells.
    pub(in crate::eval) more: u64,
    pub(super) walked: HashSet<(Walk, usize)>,
    /// 令 inside 令 that are being followed.
    pub(super) lets: usize,
}

/// A cell with its path from the subject in both spellings.
pub(in crate::eval) struct Cited<'d> {
    pub(in crate::eval) field: FieldPath,
    pub(in crate::eval) cell: &'d Cell,
    /// True for a cell of the subject, and not of a record of another table.
    pub(in crate::eval) own: bool,
}

impl<'d> Scene<'d> {
    /// Adds the cell at the path; where there is no such record, says so and adds the cells of its key.
    pub(super) fn cite(&self, path: &'d Path, frame: &Frame<'_, 'd>, found: &mut Evidence<'d>) {
        if found.is_full() {
            return;
        }
        let Start::Join(join) = path.start else {
            if let Ok(cell) = self.find(path, frame) {
                found.add(self.name(path, frame), cell, frame.is_own(path));
            }
            return;
        };
        let keys = self.rule.joins.get(join).map_or(&[][..], |join| &join.keys);
        match self.joined(join, frame) {
            Ok(_) => {
                if let Ok(cell) = self.find(path, frame) {
                    found.add(self.name(path, frame), cell, false);
                }
                let mut by = Evidence::default();
                for key in keys {
                    self.reads(key, frame, &mut by);
                }
                found.keys.append(&mut by.cells);
            }
            Err(unknown) => {
                let complete = keys.iter().all(|key| self.scalar(key, frame).is_ok());
                if complete {
                    let (table, key) = self.target(join, frame);
                    let cause = match unknown {
                        Unknown::NotFound => Cause::NotFound { table, key },
                        Unknown::Missing | Unknown::Malformed | Unknown::Fault(_) => {
                            Cause::Several { table, key }
                        }
                    };
                    if !found.causes.contains(&cause) {
                        found.causes.push(cause);
                    }
                }
                for key in keys {
                    self.causes(key, frame, found);
                    if complete {
                        self.reads(key, frame, found);
                    }
                }
            }
        }
    }
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
            Unknown::Missing | Unknown::Malformed | Unknown::NotFound => Self::Hangs,
            Unknown::Fault(_) => Self::Breaks,
        }
    }

    /// True when a side of that truth is what the walk looks for.
    pub(super) const fn blames(self, truth: Truth) -> bool {
        match self {
            Self::Fails => matches!(truth, Truth::False | Truth::Unknown(Unknown::Missing)),
            Self::Hangs => {
                matches!(truth, Truth::Unknown(Unknown::Missing | Unknown::Malformed | Unknown::NotFound))
            }
            Self::Breaks => matches!(truth, Truth::Unknown(Unknown::Fault(_))),
        }
    }
}

impl<'d> Evidence<'d> {
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() >= MOST
    }

    /// Adds a cell.
    pub(in crate::eval) fn add(&mut self, field: FieldPath, cell: &'d Cell, own: bool) {
        let known = |cited: &Cited<'_>| cited.cell.is_at_place_of(cell) && cited.field == field;
        if !self.is_full() && !self.cells.iter().any(known) {
            self.cells.push(Cited { field, cell, own });
        }
    }

    /// Adds what was asked of all records.
    pub(super) fn ask(&mut self, slot: usize) {
        if !self.slots.contains(&slot) {
            self.slots.push(slot);
        }
    }

    /// True for the first walk of that kind through the 令.
    pub(super) fn enters(&mut self, walk: Walk, named: usize) -> bool {
        self.walked.insert((walk, named))
    }
}
