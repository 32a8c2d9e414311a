//! Where paths begin: the subject, and inside quantifiers and aggregates the elements of lists or the records of
//! a table.

use super::state::Unknown;
use crate::ir::{Path, Start};
use crate::read::{Cell, Record, State};
use crate::schema::FieldPath;

/// The subject, a record or an element, and what it lies in.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f, 'd> {
    here: Here<'d>,
    depth: usize,
    around: Option<&'f Frame<'f, 'd>>,
    /// The list of which it is an element, and its index.
    list: Option<(&'d Path, usize)>,
}

#[derive(Clone, Copy)]
enum Here<'d> {
    Record(&'d Record),
    Element(&'d Cell),
}

impl<'f, 'd> Frame<'f, 'd> {
    /// The frame of the subject.
    pub(super) const fn subject(record: &'d Record) -> Self {
        Self { here: Here::Record(record), depth: 0, around: None, list: None }
    }

    /// The frame of one of the records of which something is asked.
    pub(super) const fn member(&'f self, record: &'d Record) -> Self {
        Self { here: Here::Record(record), depth: self.depth + 1, around: Some(self), list: None }
    }

    /// The frame of an element of `list`, whose index counts from 0.
    pub(super) const fn element(&'f self, list: &'d Path, index: usize, cell: &'d Cell) -> Self {
        let list = Some((list, index));
        Self { here: Here::Element(cell), depth: self.depth + 1, around: Some(self), list }
    }

    /// The element's own cell; `None` in the frame of a record.
    pub(super) const fn cell(&self) -> Option<&'d Cell> {
        match self.here {
            Here::Record(_) => None,
            Here::Element(cell) => Some(cell),
        }
    }

    /// True for the frame of the subject.
    pub(super) const fn is_subject(&self) -> bool {
        self.around.is_none()
    }

    /// The list of which it is an element, and which one.
    pub(super) const fn in_list(&self) -> Option<(&'d Path, usize)> {
        self.list
    }

    /// The path of the element itself.
    pub(super) fn itself(&self) -> Path {
        Path { start: Start::Frame, frame: self.depth, steps: Vec::new(), shown: FieldPath::default() }
    }

    /// The cell at the path. Where a record on the way is missing or malformed, its cell stands for all that
    /// would be in it.
    pub(super) fn find(&self, path: &Path) -> Result<&'d Cell, Unknown> {
        // Only a path that does not fit the record has no cell, which no checked program has.
        self.at(path).ok_or(Unknown::Malformed)
    }

    fn at(&self, path: &Path) -> Option<&'d Cell> {
        let record = match self.at_depth(path.frame)?.here {
            Here::Record(record) => record,
            Here::Element(cell) => match (&cell.state, path.steps.is_empty()) {
                (State::Record(record), false) => record,
                (State::Record(_) | State::Value(_) | State::List(_), _) => {
                    return path.steps.is_empty().then_some(cell);
                }
                (State::Missing | State::Malformed(_), _) => return Some(cell),
            },
        };
        let (first, rest) = path.steps.split_first()?;
        descend(record.cells.get(*first)?, rest)
    }

    /// The list and the index of the element in which the path begins, and the frame of that list.
    pub(super) fn list_of(&self, path: &Path) -> Option<(&Self, &'d Path, usize)> {
        let frame = self.at_depth(path.frame)?;
        let (list, index) = frame.list?;
        Some((frame.around?, list, index))
    }

    /// True for what lies in the subject, or in an element of one of its lists, and not in a record of another table.
    pub(super) fn is_own(&self, path: &Path) -> bool {
        let (mut frame, mut path) = (self, path);
        while path.start == Start::Frame {
            let Some((around, list, _)) = frame.list_of(path) else {
                return true;
            };
            (frame, path) = (around, list);
        }
        false
    }

    fn at_depth(&self, depth: usize) -> Option<&Self> {
        let mut frame = self;
        while frame.depth > depth {
            frame = frame.around?;
        }
        (frame.depth == depth).then_some(frame)
    }
}

/// The cell that lies so many steps inside of another.
pub(super) fn descend<'d>(mut cell: &'d Cell, steps: &[usize]) -> Option<&'d Cell> {
    for step in steps {
        match &cell.state {
            State::Record(record) => cell = record.cells.get(*step)?,
            State::Missing | State::Malformed(_) => return Some(cell),
            State::Value(_) | State::List(_) => return None,
        }
    }
    Some(cell)
}
