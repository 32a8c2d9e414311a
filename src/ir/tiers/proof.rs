//! The proof that rows are disjoint and cover everything: a sweep over all cells of all axes.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use crate::diag::{Remark, RuleProblem};
use crate::ir::mistakes::Mistakes;
use crate::ir::world::World;
use crate::ir::{Cover, Origin, Pattern, Row, RowOutcome, Tiers, constants};
use crate::source::Span;
use crate::value::Value;

/// Cells that a sweep visits at most.
const MAX_CELLS: usize = 200_000;
/// Gaps reported for one tier set.
const MAX_GAPS: usize = 8;

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

struct Sweep<'a> {
    tiers: &'a Tiers,
    axes: &'a [Axis],
    source: usize,
    world: &'a World,
    mistakes: &'a mut Mistakes,
}

/// A combination of cells, by their numbers on each axis.
type Place = Vec<usize>;

/// What a sweep has seen.
#[derive(Default)]
struct Found {
    /// Places that no row covers.
    gaps: Vec<Place>,
    /// Axes whose silence no row speaks of.
    silent: BTreeSet<usize>,
    /// Pairs of rows, each with the first place that both cover.
    overlaps: BTreeMap<(usize, usize), Place>,
    /// Rows that cover something.
    reached: BTreeSet<usize>,
    /// The row of each place, in order; of one axis.
    line: Vec<Option<usize>>,
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

    fn values(&self, place: &Place) -> Vec<Option<&Value>> {
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

    fn report(&mut self, found: &Found) {
        for axis in &found.silent {
            let (Some(expr), Some(named)) = (self.tiers.axes.get(*axis), self.axes.get(*axis)) else {
                continue;
            };
            let problem = RuleProblem::TierMissingRow { axis: named.text.clone() };
            self.mistakes.error(self.at(expr.span), problem);
        }
        self.report_gaps(found);
        self.report_overlaps(found);
        for (at, row) in self.tiers.rows.iter().enumerate() {
            if !found.reached.contains(&at) {
                self.mistakes.error(self.at(row.span), RuleProblem::TierUnreachable);
            }
        }
    }

    fn report_gaps(&mut self, found: &Found) {
        // Of several axes the first gap tells enough; on a line, neighbouring cells are one gap.
        let line = matches!(self.axes, [axis] if axis.line);
        let most = if self.axes.len() == 1 { MAX_GAPS } else { 1 };
        let mut last: Option<usize> = None;
        let mut said = 0;
        for place in &found.gaps {
            let cell = place.first().copied().unwrap_or(0);
            let goes_on = line && last.is_some_and(|last| last + 1 == cell);
            last = Some(cell);
            if goes_on || said >= most {
                continue;
            }
            said += 1;
            let problem = RuleProblem::TierGap { witness: self.witness(place) };
            let end = found.gaps.iter().filter_map(|place| place.first()).filter(|at| **at >= cell);
            let run = end.enumerate().take_while(|(n, at)| **at == cell + n).count();
            let (before, after) = if line {
                let row = |at: usize| found.line.get(at).copied().flatten();
                (cell.checked_sub(1).and_then(row), row(cell + run))
            } else {
                (None, None)
            };
            let spans: Vec<Span> = [before, after]
                .into_iter()
                .flatten()
                .filter_map(|row| self.tiers.rows.get(row).map(|row| row.span))
                .collect();
            let (first, other) = match spans.as_slice() {
                [] => (self.axes_origin(), None),
                [only] => (self.at(*only), None),
                [first, second, ..] => (self.at(*first), Some((self.at(*second), Remark::OtherRow))),
            };
            self.mistakes.error_with(first, problem, other);
        }
    }

    fn report_overlaps(&mut self, found: &Found) {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for (first, second) in found.overlaps.keys() {
            *count.entry(*first).or_default() += 1;
            *count.entry(*second).or_default() += 1;
        }
        let mut said: BTreeSet<usize> = BTreeSet::new();
        for ((first, second), place) in &found.overlaps {
            // A row that collides with more than its two neighbours is one mistake, not one for each of them.
            let wide = [first, second].into_iter().find(|row| count.get(row).is_some_and(|n| *n > 2));
            if wide.is_some_and(|row| !said.insert(*row)) {
                continue;
            }
            let spans = (self.tiers.rows.get(*first), self.tiers.rows.get(*second));
            if let (Some(first), Some(second)) = spans {
                let problem = RuleProblem::TierOverlap { witness: self.witness(place) };
                let other = Some((self.at(first.span), Remark::OtherRow));
                self.mistakes.error_with(self.at(second.span), problem, other);
            }
        }
    }

    /// Measures that get graver, then lighter again, along the only axis.
    fn warn_of_turns(&mut self, found: &Found) {
        let [axis] = self.axes else {
            return;
        };
        if !axis.line {
            return;
        }
        let rows = found.line.iter().zip(&axis.cells).filter(|(_, cell)| cell.is_some());
        let weights: Vec<u32> =
            rows.filter_map(|(row, _)| self.weight(self.tiers.rows.get((*row)?)?)).collect();
        let rises = weights.windows(2).any(|pair| matches!(pair, [a, b] if a < b));
        let falls = weights.windows(2).any(|pair| matches!(pair, [a, b] if a > b));
        if rises && falls {
            self.mistakes.warning(self.axes_origin(), RuleProblem::TierNotMonotone);
        }
    }

    /// How grave a row is, where that can be said.
    fn weight(&self, row: &Row) -> Option<u32> {
        match &row.outcome {
            RowOutcome::Pass => Some(0),
            RowOutcome::NotApplicable => None,
            RowOutcome::Finding(outcome) => {
                let measure = outcome.measure.as_ref()?;
                self.world.measures.get(measure.measure).map(|measure| measure.weight)
            }
        }
    }

    fn witness(&self, place: &Place) -> Vec<String> {
        let shown = |axis: &Axis, value: Option<&Value>| match value {
            Some(value) => constants::shown(value, &axis.ty, axis.unit, self.world),
            None => "缺失".to_owned(),
        };
        let values = self.values(place);
        let axes = self.axes.iter().zip(values);
        axes.map(|(axis, value)| format!("{} = {}", axis.text, shown(axis, value))).collect()
    }

    const fn at(&self, span: Span) -> Origin {
        Origin { source: self.source, span }
    }

    fn axes_origin(&self) -> Origin {
        let spans = self.tiers.axes.iter().map(|axis| axis.span);
        self.at(spans.reduce(Span::to).unwrap_or_default())
    }
}

/// A set of rows.
#[derive(Clone, Debug)]
struct Mask(Vec<u64>);

impl Mask {
    fn of(rows: impl Iterator<Item = bool>) -> Self {
        let mut words = Vec::new();
        for (at, inside) in rows.enumerate() {
            if at % 64 == 0 {
                words.push(0);
            }
            if let Some(word) = words.last_mut() {
                *word |= u64::from(inside) << (at % 64);
            }
        }
        Self(words)
    }

    fn all(rows: usize) -> Self {
        Self::of(std::iter::repeat_n(true, rows))
    }

    fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn rows(&self) -> Vec<usize> {
        let words = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words
            .flat_map(|(at, word)| {
                (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
            })
            .collect()
    }
}
