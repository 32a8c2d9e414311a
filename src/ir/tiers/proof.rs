//! The proof that rows are disjoint and cover everything: a sweep over all cells of all axes.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::mask::Mask;
use crate::diag::RuleProblem;
use crate::ir::mistakes::Mistakes;
use crate::ir::world::World;
use crate::ir::{Cover, Origin, Pattern, Tiers};
use crate::source::Span;
use crate::value::Value;

/// Cells that a sweep visits at most.
const MAX_CELLS: usize = 200_000;

/// True when every combination of axis values is covered by exactly one row; says what is wrong otherwise.
pub(super) fn prove(
    tiers: &Tiers,
    axes: &[Axis],
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> bool {
    let mut sweep = Sweep { tiers, axes, source, world, mistakes };
    let cells = axes.iter().try_fold(1_usize, |product, axis| product.checked_mul(axis.cells.len()));
    let masks = axes.iter().map(|axis| axis.cells.len()).max().unwrap_or(0) * tiers.rows.len();
    if cells.is_none_or(|cells| cells > MAX_CELLS) || masks > 100 * MAX_CELLS {
        let problem = RuleProblem::TierTooManyCells { limit: MAX_CELLS };
        sweep.mistakes.error(sweep.axes_origin(), problem);
        return false;
    }
    let found = sweep.run();
    let sound = found.is_sound();
    sweep.report(&found);
    if sound {
        sweep.warn_of_turns(&found);
    }
    sound
}

pub(super) struct Sweep<'a> {
    pub(super) tiers: &'a Tiers,
    pub(super) axes: &'a [Axis],
    source: usize,
    pub(super) world: &'a World,
    pub(super) mistakes: &'a mut Mistakes,
}

/// A combination of cells, by their numbers on each axis.
pub(super) type Place = Vec<usize>;

/// What a sweep has seen.
#[derive(Default)]
pub(super) struct Found {
    /// Places that no row covers.
    pub(super) gaps: Vec<Place>,
    /// Axes whose silence no row speaks of.
    pub(super) silent: BTreeSet<usize>,
    /// Pairs of rows, each with the first place that both cover.
    pub(super) overlaps: BTreeMap<(usize, usize), Place>,
    /// Rows that cover something.
    pub(super) reached: BTreeSet<usize>,
    /// The row of each place, in order; of one axis.
    pub(super) line: Vec<Option<usize>>,
}

impl Found {
    fn is_sound(&self) -> bool {
        self.gaps.is_empty() && self.silent.is_empty() && self.overlaps.is_empty()
    }
}

impl Sweep<'_> {
    fn run(&self) -> Found {
        let masks: Vec<Vec<Mask>> = (0..self.axes.len()).map(|axis| self.masks(axis)).collect();
        let any_missing = Mask::of(self.tiers.rows.iter().map(|row| matches!(row.cover, Cover::AnyMissing)));
        let otherwise = self.tiers.rows.iter().position(|row| matches!(row.cover, Cover::Otherwise));
        let mut found = Found::default();
        let mut place = vec![0; self.axes.len()];
        if self.axes.iter().any(|axis| axis.cells.is_empty()) {
            return found;
        }
        loop {
            let missing = self.missing(&place);
            let mut mask = Mask::all(self.tiers.rows.len());
            for (masks, cell) in masks.iter().zip(&place) {
                if let Some(cell) = masks.get(*cell) {
                    mask.keep(cell);
                }
            }
            if !missing.is_empty() {
                mask.add(&any_missing);
            }
            let rows = mask.rows();
            let row = match rows.as_slice() {
                // 其他 does not speak for silence: that has to be said.
                [] if missing.is_empty() && otherwise.is_some() => otherwise,
                [] => {
                    self.note_gap(&place, &missing, &mut found);
                    None
                }
                [only] => Some(*only),
                [first, second, ..] => {
                    found.overlaps.entry((*first, *second)).or_insert_with(|| place.clone());
                    None
                }
            };
            found.reached.extend(rows);
            found.reached.extend(row);
            found.line.push(row);
            if !self.advance(&mut place) {
                return found;
            }
        }
    }

    /// The next place; false after the last one.
    fn advance(&self, place: &mut Place) -> bool {
        for (at, axis) in place.iter_mut().zip(self.axes).rev() {
            *at += 1;
            if *at < axis.cells.len() {
                return true;
            }
            *at = 0;
        }
        false
    }

    /// The axes that have no value there.
    fn missing(&self, place: &Place) -> Vec<usize> {
        let values = self.values(place);
        values.iter().enumerate().filter(|(_, value)| value.is_none()).map(|(at, _)| at).collect()
    }

    pub(super) fn values(&self, place: &Place) -> Vec<Option<&Value>> {
        place
            .iter()
            .zip(self.axes)
            .map(|(cell, axis)| axis.cells.get(*cell).and_then(Option::as_ref))
            .collect()
    }

    fn note_gap(&self, place: &Place, missing: &[usize], found: &mut Found) {
        let unspoken = missing.iter().copied().find(|axis| !self.speaks_of_silence(*axis));
        match unspoken {
            Some(axis) => {
                found.silent.insert(axis);
            }
            None => found.gaps.push(place.clone()),
        }
    }

    /// True when some row says what a missing value of the axis means.
    fn speaks_of_silence(&self, axis: usize) -> bool {
        self.tiers.rows.iter().any(|row| match &row.cover {
            Cover::Patterns(patterns) => matches!(patterns.get(axis), Some(Pattern::Missing)),
            Cover::AnyMissing => true,
            Cover::Otherwise => false,
        })
    }

    /// For each cell of an axis, the rows whose pattern covers it.
    fn masks(&self, axis: usize) -> Vec<Mask> {
        let cells = self.axes.get(axis).map(|axis| axis.cells.as_slice()).unwrap_or_default();
        let patterns: Vec<Option<&Pattern>> = self
            .tiers
            .rows
            .iter()
            .map(|row| match &row.cover {
                Cover::Patterns(patterns) => patterns.get(axis),
                Cover::AnyMissing | Cover::Otherwise => None,
            })
            .collect();
        cells
            .iter()
            .map(|cell| {
                Mask::of(
                    patterns
                        .iter()
                        .map(|pattern| pattern.is_some_and(|pattern| pattern.covers(cell.as_ref()))),
                )
            })
            .collect()
    }

    pub(super) const fn at(&self, span: Span) -> Origin {
        Origin { source: self.source, span }
    }

    pub(super) fn axes_origin(&self) -> Origin {
        let spans = self.tiers.axes.iter().map(|axis| axis.span);
        self.at(spans.reduce(Span::to).unwrap_or_default())
    }
}
