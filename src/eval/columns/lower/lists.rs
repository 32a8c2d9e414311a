//! Quantifiers, membership and aggregates over lists, to steps.

use super::{Lowerer, scalar};
use crate::eval::columns::op::{Kind, Op, Step};
use crate::eval::ranges::connective;
use crate::eval::state::Connective;
use crate::ir::{Aggregate, Expr, Range};
use crate::read::columns::{ColumnKind, FrameId};
use crate::syntax::ast::Quantifier;

impl<'p> Lowerer<'_, 'p> {
    /// The list of a range and the set of its elements.
    pub(super) fn list(&mut self, range: &'p Range) -> Option<(Step, FrameId)> {
        match self.column(&range.list)? {
            (list, ColumnKind::List(elements)) => {
                self.known.note_list(&range.list, elements, list);
                Some((list, elements))
            }
            _ => None,
        }
    }

    /// Does `work` where the elements of the list are the innermost rows.
    fn inside<T>(
        &mut self,
        range: &Range,
        elements: FrameId,
        work: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let depth = self.around.len();
        // Rows between those that have the list and its elements are not rows around an element.
        let hidden: Vec<Option<FrameId>> = self.around.iter().skip(range.list.frame + 1).copied().collect();
        self.around.iter_mut().skip(range.list.frame + 1).for_each(|frame| *frame = None);
        self.around.push(Some(elements));
        let found = work(self);
        self.around.truncate(depth);
        for (frame, before) in self.around.iter_mut().skip(range.list.frame + 1).zip(hidden) {
            *frame = before;
        }
        found
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        range: &'p Range,
        body: &'p Expr,
    ) -> Option<Step> {
        let (list, elements) = self.list(range)?;
        let connective = connective(quantifier);
        let held = self.inside(range, elements, |inner| {
            let body = inner.truth(body)?;
            let Some(filter) = range.filter.as_deref() else {
                return inner.compiler.spread(body, elements);
            };
            let filter = inner.truth(filter)?;
            let filter = match connective {
                Connective::And => inner.compiler.step(Op::Not(filter), inner.compiler.frame(filter)),
                Connective::Or => filter,
            };
            let (filter, body) =
                (inner.compiler.spread(filter, elements)?, inner.compiler.spread(body, elements)?);
            let joined = match connective {
                Connective::And => Connective::Or,
                Connective::Or => Connective::And,
            };
            Some(inner.compiler.step(Op::Join(joined, filter, body), elements))
        })?;
        Some(self.compiler.step(Op::Quantified(connective, list, held), self.compiler.frame(list)))
    }

    pub(super) fn in_list(&mut self, value: &'p Expr, range: &'p Range) -> Option<Step> {
        let (value, kind) = self.value(value)?;
        let (list, elements) = self.list(range)?;
        let value = self.compiler.spread(value, self.compiler.frame(list))?;
        let same = self.inside(range, elements, |inner| {
            let (element, held) = inner.compiler.column(elements, &[])?;
            if scalar(held)? != kind {
                return None;
            }
            let same = inner.equal(value, element, kind)?;
            let Some(filter) = range.filter.as_deref() else {
                return Some(same);
            };
            let filter = inner.truth(filter)?;
            let filter = inner.compiler.spread(filter, elements)?;
            Some(inner.compiler.step(Op::Join(Connective::And, filter, same), elements))
        })?;
        Some(self.compiler.step(Op::InList(value, list, same), self.compiler.frame(list)))
    }

    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        range: &'p Range,
        argument: Option<&'p Expr>,
    ) -> Option<(Step, Kind)> {
        let (list, elements) = self.list(range)?;
        let (filter, argument) = self.inside(range, elements, |inner| {
            let filter = match range.filter.as_deref() {
                Some(filter) => {
                    let filter = inner.truth(filter)?;
                    Some(inner.compiler.spread(filter, elements)?)
                }
                None => None,
            };
            let argument = match argument {
                Some(argument) => {
                    let (argument, kind) = inner.value(argument)?;
                    Some((inner.compiler.spread(argument, elements)?, kind))
                }
                // A record is counted; a scalar is what it is.
                None => match inner.compiler.column(elements, &[]) {
                    Some((element, kind)) => Some((element, scalar(kind)?)),
                    None => None,
                },
            };
            Some((filter, argument))
        })?;
        let kind = match (aggregate, argument) {
            (Aggregate::Count | Aggregate::Distinct, _)
            | (Aggregate::Sum | Aggregate::Mean, Some((_, Kind::Number))) => Kind::Number,
            (Aggregate::Max | Aggregate::Min, Some((_, kind))) if kind != Kind::Text => kind,
            _ => return None,
        };
        let step = Op::Aggregate { aggregate, list, filter, argument };
        Some((self.compiler.step(step, self.compiler.frame(list)), kind))
    }
}
