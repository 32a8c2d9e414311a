//! 分档: rows as written to rows over values known now; the proof that they fit together is in `proof`.

mod axis;
mod domain;
mod mask;
mod proof;
mod rows;
mod told;

use super::lower::{Lowerer, Typed};
use super::mistakes::Mistakes;
use super::outcomes::{self, Draft as Outcome};
use super::presence::{Clause, Facts, Presence};
use super::words::words;
use super::world::World;
use super::{Cover, Join, Let, Origin, Points, Row, RowOutcome, Tiers, scorecards};
use crate::diag::RuleProblem;
use crate::schema::{RecordType, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Unit;

/// A tier set before its reads are looked at. `None` where a mistake has been reported.
pub(super) struct Draft {
    axes: Vec<Option<Typed>>,
    rows: Vec<Option<DraftRow>>,
}

struct DraftRow {
    cover: Cover,
    label: Option<String>,
    outcome: DraftOutcome,
    span: Span,
}

enum DraftOutcome {
    Pass,
    NotApplicable,
    Finding(Outcome),
}

/// Lowers axes and rows.
pub(super) fn lower(tiers: &ast::Tiers, lowerer: &mut Lowerer<'_>) -> Draft {
    let axes: Vec<Option<Typed>> = tiers.axes.iter().map(|axis| lower_axis(axis, lowerer)).collect();
    let rows: Vec<Option<DraftRow>> = tiers.rows.iter().map(|row| lower_row(row, &axes, lowerer)).collect();
    scorecards::same_limits(tiers.rows.iter().zip(&rows).filter_map(deduction), lowerer);
    Draft { axes, rows }
}

/// 扣分 of a row, as written and as meant.
fn deduction<'r>(
    (written, row): (&'r ast::Row, &'r Option<DraftRow>),
) -> Option<(&'r ast::Deduction, &'r Points)> {
    match (&written.outcome, &row.as_ref()?.outcome) {
        (ast::RowOutcome::Finding { deduction: Some(deduction), .. }, DraftOutcome::Finding(draft)) => {
            Some((deduction, draft.outcome.points.as_ref()?))
        }
        _ => None,
    }
}

fn lower_axis(axis: &ast::Expr, lowerer: &mut Lowerer<'_>) -> Option<Typed> {
    let typed = lowerer.value(axis, None)?;
    if let Type::Set(_) = typed.expr.ty {
        let found = words(&typed.expr.ty, &lowerer.world.schema);
        let origin = Origin { source: lowerer.source, span: axis.span };
        lowerer.mistakes.error(origin, RuleProblem::TierBadAxis { found });
        return None;
    }
    Some(typed)
}

fn lower_row(row: &ast::Row, axes: &[Option<Typed>], lowerer: &mut Lowerer<'_>) -> Option<DraftRow> {
    let cover = rows::cover(row, axes, lowerer);
    let outcome = match &row.outcome {
        ast::RowOutcome::Pass => Some(DraftOutcome::Pass),
        ast::RowOutcome::NotApplicable => Some(DraftOutcome::NotApplicable),
        ast::RowOutcome::Finding { otherwise, measure, deduction, advice } => {
            outcomes::lower(lowerer, otherwise, measure.as_ref(), deduction.as_ref(), advice.as_ref())
                .map(DraftOutcome::Finding)
        }
    };
    let label = row.label.as_ref().map(|label| label.text.clone());
    Some(DraftRow { cover: cover?, label, outcome: outcome?, span: row.span })
}

/// A tier set whose rows may still leave gaps or overlap.
pub(super) struct Checked {
    tiers: Tiers,
    /// For each axis, the unit in which its money is written.
    units: Vec<Unit>,
}

impl Draft {
    /// Looks at the reads of axes, messages and amounts.
    pub(super) fn check(self, presence: &mut Presence<'_>, facts: &Facts, world: &World) -> Option<Checked> {
        let axes: Vec<Option<Typed>> = self
            .axes
            .into_iter()
            .map(|axis| {
                axis.map(|mut axis| {
                    presence.check(&mut axis.expr, Clause::Axis, facts);
                    axis
                })
            })
            .collect();
        let rows: Vec<Option<Row>> = self
            .rows
            .into_iter()
            .map(|row| {
                let row = row?;
                let outcome = match row.outcome {
                    DraftOutcome::Pass => RowOutcome::Pass,
                    DraftOutcome::NotApplicable => RowOutcome::NotApplicable,
                    DraftOutcome::Finding(mut draft) => {
                        draft.check(presence, facts, world);
                        RowOutcome::Finding(draft.outcome)
                    }
                };
                Some(Row { cover: row.cover, label: row.label, outcome, span: row.span })
            })
            .collect();
        let axes: Vec<Typed> = axes.into_iter().collect::<Option<_>>()?;
        let units = axes.iter().map(|axis| axis.unit.unwrap_or_default()).collect();
        let axes = axes.into_iter().map(|axis| axis.expr).collect();
        let tiers = Tiers { axes, rows: rows.into_iter().collect::<Option<_>>()?, scales: Vec::new() };
        Some(Checked { tiers, units })
    }
}

impl Checked {
    /// The tier set, if every combination of axis values is covered by exactly one row.
    pub(super) fn prove(
        self,
        (lets, joins): (&[Option<Let>], &[Join]),
        record: &RecordType,
        source: usize,
        world: &World,
        mistakes: &mut Mistakes,
    ) -> Option<Tiers> {
        let reading = domain::Reading::new(lets, record, joins, world);
        let axes: Vec<axis::Axis> = self
            .tiers
            .axes
            .iter()
            .zip(&self.units)
            .enumerate()
            .map(|(at, (expr, unit))| {
                let patterns = self.tiers.rows.iter().filter_map(|row| match &row.cover {
                    Cover::Patterns(patterns) => patterns.get(at),
                    Cover::AnyMissing | Cover::Otherwise => None,
                });
                let text = mistakes.text(Origin { source, span: expr.span }).to_owned();
                reading.axis(expr, text, *unit, patterns)
            })
            .collect();
        let sound = proof::prove(&self.tiers, &axes, source, world, mistakes);
        let scales = axes.into_iter().map(axis::Axis::into_scale).collect();
        sound.then_some(Tiers { scales, ..self.tiers })
    }
}
