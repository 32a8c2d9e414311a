//! What a sweep has seen, told with a witness and the rows at fault.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::proof::{Found, Place, Sweep};
use crate::diag::{Remark, RuleProblem};
use crate::ir::{Row, RowOutcome, constants};
use crate::source::Span;
use crate::value::Value;

/// Gaps reported for one tier set.
const MAX_GAPS: usize = 8;

impl Sweep<'_> {
    /// Tells every mistake of a tier set.
    pub(super) fn report(&mut self, found: &Found) {
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
    pub(super) fn warn_of_turns(&mut self, found: &Found) {
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
            Some(value) => constants::shown(value, &axis.ty, axis.unit, &self.world.schema),
            None => "缺失".to_owned(),
        };
        let values = self.values(place);
        let axes = self.axes.iter().zip(values);
        axes.map(|(axis, value)| format!("{} = {}", axis.text, shown(axis, value))).collect()
    }
}
