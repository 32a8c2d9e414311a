//! From the truth of an expression down to the leaves that decided it.

use super::cells::{Evidence, MOST_OF_A_LIST, Walk, Why};
use super::operands::operands;
use crate::eval::frame::Frame;
use crate::eval::judge::Scene;
use crate::eval::ranges::connective;
use crate::eval::state::{Connective, Truth};
use crate::ir::{Expr, ExprKind, Range};

/// 令 inside 令 that are followed to their leaves; a deeper one is shown with all the cells it reads.
const DEEPEST_LETS: usize = 16;

impl<'d> Scene<'d> {
    /// Adds the cells for which the expression, under 非 where `negated`, ended as `why` says.
    pub(in crate::eval) fn explain(
        &self,
        expr: &'d Expr,
        negated: bool,
        why: Why,
        frame: &Frame<'_, 'd>,
        found: &mut Evidence<'d>,
    ) {
        if found.is_full() {
            return;
        }
        match &expr.kind {
            ExprKind::Not(inner) => self.explain(inner, !negated, why, frame, found),
            ExprKind::And(..) | ExprKind::Or(..) => {
                for side in operands(expr) {
                    if why.blames(self.truth(side, negated, frame)) {
                        self.explain(side, negated, why, frame, found);
                    }
                }
            }
            ExprKind::Quantified(quantifier, range, body) => {
                let joined = connective(*quantifier).turned(negated);
                self.explain_elements(joined, range, body, negated, why, frame, found);
            }
            ExprKind::Let(number) if found.lets < DEEPEST_LETS && self.scalar(expr, frame).is_ok() => {
                if let Some(named) = self.rule.lets.get(*number)
                    && found.enters(Walk::Explain(why, negated), *number)
                {
                    found.lets += 1;
                    self.explain(&named.value, negated, why, &self.subject, found);
                    found.lets -= 1;
                }
            }
            _ => match why {
                Why::Fails => {
                    // What does not hold has a value, which nothing kept it from having.
                    if self.truth(expr, negated, frame) != Truth::False {
                        self.causes(expr, frame, found);
                    }
                    self.reads(expr, frame, found);
                }
                Why::Hangs => self.causes(expr, frame, found),
                Why::Breaks => self.reads(expr, frame, found),
            },
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one quantifier and the state of the walk")]
    pub(super) fn explain_elements(
        &self,
        joined: Connective,
        range: &'d Range,
        body: &'d Expr,
        negated: bool,
        why: Why,
        frame: &Frame<'_, 'd>,
        found: &mut Evidence<'d>,
    ) {
        let cells = self.elements(&range.list, frame).unwrap_or_default();
        // That nothing in a list is as it should be is said of the list, before its elements.
        if cells.is_empty() || (why, joined) == (Why::Fails, Connective::Or) {
            self.cite(&range.list, frame, found);
        }
        let most = found.cells.len().saturating_add(MOST_OF_A_LIST);
        for (index, cell) in cells.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            if why.blames(self.element_truth(joined, range.filter.as_deref(), body, negated, &element)) {
                let inside = self.belongs(range.filter.as_deref(), false, &element);
                if let (Truth::Unknown(unknown), Some(filter)) = (inside, &range.filter) {
                    self.explain(filter, false, Why::of(unknown), &element, found);
                }
                if inside != Truth::False && why.blames(self.truth(body, negated, &element)) {
                    self.explain(body, negated, why, &element, found);
                }
            }
            if found.cells.len() >= most {
                found.cells.truncate(most);
                break;
            }
        }
    }
}
