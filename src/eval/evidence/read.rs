//! The cells that a leaf reads, and those because of which it has no value.

use smallvec::{SmallVec, smallvec};

use super::cells::{Evidence, Walk, Why};
use super::operands::{children, operands};
use crate::eval::frame::Frame;
use crate::eval::judge::Scene;
use crate::eval::ranges::connective;
use crate::eval::state::{Truth, Unknown};
use crate::ir::{Expr, ExprKind, Range, Target};

/// Expressions to be walked through, and what they are read in.
type Waiting<'f, 'd> = SmallVec<[(&'d Expr, Frame<'f, 'd>); 8]>;

impl<'d> Scene<'d> {
    /// Adds the cells because of which the expression has no value.
    pub(in crate::eval) fn causes(&self, expr: &'d Expr, frame: &Frame<'_, 'd>, found: &mut Evidence<'d>) {
        let mut waiting: Waiting<'_, '_> = smallvec![(expr, *frame)];
        while let Some((expr, frame)) = waiting.pop() {
            if found.is_full() {
                return;
            }
            // A chain is taken apart first: its operands are asked once each, not its every prefix.
            let chain = operands(expr);
            if chain.len() > 1 {
                waiting.extend(chain.into_iter().rev().map(|operand| (operand, frame)));
                continue;
            }
            if !matches!(
                self.scalar(expr, &frame),
                Err(Unknown::Missing | Unknown::Malformed | Unknown::NotFound)
            ) {
                continue;
            }
            match &expr.kind {
                ExprKind::Cell(path) | ExprKind::Has(Target::Cell(path)) => self.cite(path, &frame, found),
                ExprKind::Slot(slot) => {
                    let before = found.cells.len();
                    if let Some(gathered) = self.gathered(*slot) {
                        gathered.cite_causes(found);
                    }
                    // It is the greatest of nothing that is asked for.
                    if found.cells.len() == before {
                        found.ask(*slot);
                    }
                }
                ExprKind::Let(number) => {
                    if let Some(named) = self.rule.lets.get(*number)
                        && found.enters(Walk::Causes, *number)
                    {
                        waiting.push((&named.value, self.subject));
                    }
                }
                ExprKind::Quantified(quantifier, range, body) => {
                    let joined = connective(*quantifier);
                    self.explain_elements(joined, range, body, false, Why::Hangs, &frame, found);
                }
                ExprKind::Aggregate(_, range, argument) => {
                    self.causes_in(range, argument.as_deref(), &frame, found);
                }
                ExprKind::InList(value, range) => {
                    self.causes(value, &frame, found);
                    self.causes_in(range, None, &frame, found);
                }
                _ => waiting.extend(children(expr).into_iter().rev().map(|child| (child, frame))),
            }
        }
    }

    fn causes_in(
        &self,
        range: &'d Range,
        argument: Option<&'d Expr>,
        frame: &Frame<'_, 'd>,
        found: &mut Evidence<'d>,
    ) {
        let before = found.cells.len();
        let cells = self.elements(&range.list, frame).unwrap_or_default();
        for (index, cell) in cells.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            match (self.belongs(range.filter.as_deref(), false, &element), &range.filter) {
                (Truth::Unknown(unknown), Some(filter)) => {
                    self.explain(filter, false, Why::of(unknown), &element, found);
                }
                (Truth::True, _) => match argument {
                    Some(argument) => self.causes(argument, &element, found),
                    None if self.contribution(None, &element).is_err() => {
                        found.add(self.name_of(&element), cell, element.is_own(&element.itself()));
                    }
                    None => {}
                },
                (Truth::False | Truth::Unknown(_), _) => {}
            }
            if found.is_full() {
                return;
            }
        }
        // The list was not filled in, or it is the greatest of nothing that is asked for.
        if found.cells.len() == before {
            self.cite(&range.list, frame, found);
        }
    }

    /// Adds the cells that the expression reads on this subject.
    pub(in crate::eval) fn reads(&self, expr: &'d Expr, frame: &Frame<'_, 'd>, found: &mut Evidence<'d>) {
        let mut waiting: Waiting<'_, '_> = smallvec![(expr, *frame)];
        while let Some((expr, frame)) = waiting.pop() {
            if found.is_full() {
                return;
            }
            match &expr.kind {
                ExprKind::Cell(path) | ExprKind::Has(Target::Cell(path)) => self.cite(path, &frame, found),
                ExprKind::Slot(slot) => found.ask(*slot),
                ExprKind::Let(number) => {
                    if let Some(named) = self.rule.lets.get(*number)
                        && found.enters(Walk::Reads, *number)
                    {
                        waiting.push((&named.value, self.subject));
                    }
                }
                ExprKind::Quantified(_, range, body) => self.reads_in(range, Some(body), &frame, found),
                ExprKind::Aggregate(_, range, argument) => {
                    self.reads_in(range, argument.as_deref(), &frame, found);
                }
                ExprKind::InList(value, range) => {
                    self.reads(value, &frame, found);
                    self.cite(&range.list, &frame, found);
                }
                ExprKind::Default(value, instead) => {
                    if matches!(self.scalar(value, &frame), Err(Unknown::Missing | Unknown::NotFound)) {
                        waiting.push((instead, frame));
                    }
                    waiting.push((value, frame));
                }
                _ => waiting.extend(children(expr).into_iter().rev().map(|child| (child, frame))),
            }
        }
    }

    fn reads_in(
        &self,
        range: &'d Range,
        argument: Option<&'d Expr>,
        frame: &Frame<'_, 'd>,
        found: &mut Evidence<'d>,
    ) {
        let before = found.cells.len();
        if let Some(argument) = argument {
            for (index, cell) in self.elements(&range.list, frame).unwrap_or_default().iter().enumerate() {
                let element = frame.element(&range.list, index, cell);
                if self.belongs(range.filter.as_deref(), false, &element) == Truth::True {
                    self.reads(argument, &element, found);
                }
                if found.is_full() {
                    return;
                }
            }
        }
        if found.cells.len() == before {
            self.cite(&range.list, frame, found);
        }
    }
}
