//! The truths of a rule's expressions as columns have them, looked up by the evaluator that explains.

use std::cell::RefCell;

use hashbrown::{HashMap, HashSet};

use super::op::Step;
use super::register::View;
use crate::eval::frame::Frame;
use crate::finding::Fingerprint;
use crate::ir::{Expr, Path, Rule};
use crate::read::columns::FrameId;
use crate::schema::FieldPath;

/// Which steps are the truths of the expressions of a rule, and which its lists. Expressions and paths are known by where
/// they are in memory: the rules stay there as long as their steps.
#[derive(Debug, Default)]
pub(super) struct TruthSteps {
    /// By the addresses of the expressions.
    truths: Vec<(usize, Step)>,
    /// With the addresses of their paths, and the sets of their elements.
    lists: Vec<(usize, FrameId, Step)>,
    /// The truths on which alone it hangs which cells are shown where the rule is not met, if it hangs on nothing else.
    deciding: Option<Vec<Step>>,
}

fn address<T>(of: &T) -> usize {
    std::ptr::from_ref(of).addr()
}

impl TruthSteps {
    pub(super) fn note(&mut self, expr: &Expr, truth: Step) {
        self.truths.push((address(expr), truth));
    }

    pub(super) fn note_list(&mut self, path: &Path, elements: FrameId, list: Step) {
        self.lists.push((address(path), elements, list));
    }

    /// Notes the expressions, noted before, on which alone it hangs which cells are shown; there may be none.
    pub(super) fn note_deciding(&mut self, all: Option<Vec<&Expr>>) {
        let step = |expr: &Expr| Some(self.truths.iter().find(|(of, _)| *of == address(expr))?.1);
        // Each is a bit of a pattern.
        let all = all.filter(|all| all.len() <= u64::BITS as usize);
        self.deciding = all.and_then(|all| all.into_iter().map(step).collect());
    }

    /// The same, ready to be looked into.
    pub(super) fn in_order(mut self) -> Self {
        self.truths.sort_unstable();
        self.truths.dedup_by_key(|(address, _)| *address);
        self
    }
}

/// What many findings have in common, made for the first of them. Paths are known by where they are in memory: those
/// of rules stay there, the others are kept.
#[derive(Debug, Default)]
pub(super) struct Common {
    /// Fingerprints of findings on records without a key: those of a rule on one field are the same. By the addresses
    /// of the rule and of the path.
    prints: RefCell<HashMap<(usize, usize), (FieldPath, Fingerprint)>>,
    /// Paths of fields of the first elements of lists, by the addresses of the list's path and of the field's, and by
    /// the number of the element.
    elements: RefCell<HashMap<(usize, usize, usize), FieldPath>>,
    /// The addresses of these.
    kept: RefCell<HashSet<usize>>,
    /// The paths of the cells that are shown where the rule at that address is not met, by the truths that decide.
    cited: RefCell<HashMap<(usize, u64), Vec<Path>>>,
}

/// Elements of a list of which paths are kept.
const FIRST_ELEMENTS: usize = 64;

/// Patterns of truths of which the cited cells are kept: those of many rules with few parts each. A rule with thirty may
/// have a billion.
const MOST_PATTERNS: usize = 1024;

/// What columns know of a rule on a record.
#[derive(Clone, Copy)]
pub struct Truths<'t> {
    pub(super) common: &'t Common,
    pub(super) view: View<'t>,
    pub(super) steps: &'t TruthSteps,
    pub(super) row: usize,
}

impl Truths<'_> {
    /// Whether the expression holds in that frame; `None` where that is not known, or not for sure.
    pub(in crate::eval) fn of(&self, expr: &Expr, frame: &Frame<'_, '_>) -> Option<bool> {
        let truths = &self.steps.truths;
        let at = truths.binary_search_by_key(&address(expr), |(address, _)| *address).ok()?;
        let (_, step) = *truths.get(at)?;
        let row = self.row_of(self.view.frame(step), frame)?;
        self.at(step, row)
    }

    fn at(&self, step: Step, row: usize) -> Option<bool> {
        // The third bit says nothing of what is known.
        match self.view.state(step, row)? & 0b11 {
            0b01 => Some(true),
            0b10 => Some(false),
            _ => None,
        }
    }

    /// The truths that decide which cells are shown where the rule is not met; `None` where not all are known, or these
    /// are not all that decides.
    pub(in crate::eval) fn pattern(&self) -> Option<u64> {
        self.steps
            .deciding
            .as_ref()?
            .iter()
            .try_fold(0, |pattern, step| Some(pattern << 1 | u64::from(self.at(*step, self.row)?)))
    }

    /// What is made of the paths that were kept for the rule and that pattern of truths.
    pub(in crate::eval) fn cited<T>(
        &self,
        rule: &Rule,
        pattern: u64,
        made: impl FnOnce(&[Path]) -> Option<T>,
    ) -> Option<T> {
        self.common.cited.borrow().get(&(address(rule), pattern)).and_then(|paths| made(paths))
    }

    /// Keeps the paths of the cells that are shown where the rule is not met with that pattern of truths, while there are
    /// not too many.
    pub(in crate::eval) fn keep_cited(
        &self,
        rule: &Rule,
        pattern: u64,
        paths: impl FnOnce() -> Option<Vec<Path>>,
    ) {
        let mut cited = self.common.cited.borrow_mut();
        if cited.len() < MOST_PATTERNS
            && let Some(paths) = paths()
        {
            cited.insert((address(rule), pattern), paths);
        }
    }

    /// The fingerprint of a finding of the rule on that field of a record without a key.
    pub(in crate::eval) fn print(
        &self,
        rule: &Rule,
        field: &FieldPath,
        make: impl FnOnce() -> Fingerprint,
    ) -> Fingerprint {
        // Other paths are made anew for each finding: to records of other tables, to none.
        let path = address(&**field);
        if field.0.is_empty() || (field.0.contains('[') && !self.common.kept.borrow().contains(&path)) {
            return make();
        }
        let mut prints = self.common.prints.borrow_mut();
        prints.entry((address(rule), path)).or_insert_with(|| (FieldPath::clone(field), make())).1
    }

    /// The path of a field of an element of a list of the record.
    pub(in crate::eval) fn of_element(
        &self,
        list: &Path,
        index: usize,
        field: &Path,
        make: impl FnOnce() -> FieldPath,
    ) -> FieldPath {
        if index >= FIRST_ELEMENTS {
            return make();
        }
        let mut elements = self.common.elements.borrow_mut();
        let path = elements.entry((address(list), address(field), index)).or_insert_with(|| {
            let path = make();
            self.common.kept.borrow_mut().insert(address(&*path));
            path
        });
        FieldPath::clone(path)
    }

    /// The row of the record, or of the element of one of its lists, which the frame is in that set.
    fn row_of(&self, rows: FrameId, frame: &Frame<'_, '_>) -> Option<usize> {
        if rows == 0 {
            return Some(self.row);
        }
        let (path, index) = frame.in_list()?;
        let (_, elements, list) = self.steps.lists.iter().find(|(of, ..)| *of == address(path))?;
        (*elements == rows && self.view.frame(*list) == 0).then_some(())?;
        let [from, to] = self.view.ranges(*list).places.get(self.row)?.map(|row| row as usize);
        let row = from.checked_add(index)?;
        (row < to).then_some(row)
    }
}
