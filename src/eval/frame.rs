//! Where paths begin: the subject, and inside quantifiers and aggregates the elements of lists.

use super::state::Unknown;
use crate::ir::Path;
use crate::read::{Cell, Record, State};

/// The subject or an element, and what it lies in.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f, 'd> {
    here: Here<'d>,
    depth: usize,
    element_of: Option<(&'f Frame<'f, 'd>, &'d Path, usize)>,
}

#[derive(Clone, Copy)]
enum Here<'d> {
    Subject(&'d Record),
    Element(&'d Cell),
}

impl<'f, 'd> Frame<'f, 'd> {
    /// The frame of the subject.
    pub(super) const fn subject(record: &'d Record) -> Self {
        Self { here: Here::Subject(record), depth: 0, element_of: None }
    }

    /// The frame of an element of `list`, whose index counts from 0.
    pub(super) const fn element(&'f self, list: &'d Path, index: usize, cell: &'d Cell) -> Self {
        Self { here: Here::Element(cell), depth: self.depth + 1, element_of: Some((self, list, index)) }
    }

    /// The element's own cell; `None` in the frame of the subject.
    pub(super) const fn cell(&self) -> Option<&'d Cell> {
        match self.here {
            Here::Subject(_) => None,
            Here::Element(cell) => Some(cell),
        }
    }

    /// The path of the element itself.
    pub(super) fn itself(&self) -> Path {
        Path { frame: self.depth, steps: Vec::new(), shown: (String::new(), String::new()) }
    }

    /// The cell at the path. Where a record on the way is missing or malformed, its cell stands for all that
    /// would be in it. `None` only for a path that does not fit the record, which no checked program has.
    pub(super) fn find(&self, path: &Path) -> Option<&'d Cell> {
        let mut record = match self.at_depth(path.frame)?.here {
            Here::Subject(record) => record,
            Here::Element(cell) => match (&cell.state, path.steps.is_empty()) {
                (State::Record(record), false) => record,
                (State::Record(_) | State::Value(_) | State::List(_), _) => {
                    return path.steps.is_empty().then_some(cell);
                }
                (State::Missing | State::Malformed(_), _) => return Some(cell),
            },
        };
        let (last, through) = path.steps.split_last()?;
        for step in through {
            let cell = record.cells.get(*step)?;
            match &cell.state {
                State::Record(nested) => record = nested,
                State::Missing | State::Malformed(_) => return Some(cell),
                State::Value(_) | State::List(_) => return None,
            }
        }
        record.cells.get(*last)
    }

    /// The path from the subject in both spellings, elements counted from 1: `指标[2].权重`.
    pub(super) fn name(&self, path: &Path) -> (String, String) {
        let Some((around, list, index)) = self.at_depth(path.frame).and_then(|frame| frame.element_of) else {
            return path.shown.clone();
        };
        let (list_first, list_last) = around.name(list);
        let join = |list: String, rest: &str| {
            let (dot, rest) = if path.steps.is_empty() { ("", "") } else { (".", rest) };
            format!("{list}[{}]{dot}{rest}", index + 1)
        };
        (join(list_first, &path.shown.0), join(list_last, &path.shown.1))
    }

    /// The elements of the list at the path. A list that was not filled in is missing, not empty.
    pub(super) fn elements(&self, list: &Path) -> Result<&'d [Cell], Unknown> {
        match self.find(list).map(|cell| &cell.state) {
            Some(State::List(cells)) => Ok(cells),
            Some(State::Missing) => Err(Unknown::Missing),
            Some(State::Malformed(_) | State::Value(_) | State::Record(_)) | None => Err(Unknown::Malformed),
        }
    }

    fn at_depth(&self, depth: usize) -> Option<&Self> {
        let mut frame = self;
        while frame.depth > depth {
            frame = frame.element_of?.0;
        }
        (frame.depth == depth).then_some(frame)
    }
}
