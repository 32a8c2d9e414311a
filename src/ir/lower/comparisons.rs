//! `=`, `<` and their kin, with a tolerance or without.

use super::fit::clash;
use super::typed::{ordered, same, scalar};
use super::{Lowerer, Typed};
use crate::diag::RuleProblem;
use crate::ir::ExprKind;
use crate::ir::words::words;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp};

impl Lowerer<'_> {
    /// `a = b ± t`.
    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        left: &ast::Expr,
        right: &ast::Expr,
        tolerance: Option<&ast::Expr>,
        span: Span,
    ) -> Option<Typed> {
        let (left, right) = self.pair(left, right)?;
        let (left, right) = self.agree(left, right)?;
        if matches!(op, CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge)
            && !ordered(&left.expr.ty)
        {
            let operands = vec![words(&left.expr.ty, &self.world.schema)];
            return self.fail(span, RuleProblem::NoOperation { operation: sign(op).to_owned(), operands });
        }
        let tolerance = match tolerance {
            None => None,
            Some(tolerance) => Some(Box::new(self.tolerance(&left, &right, tolerance)?.expr)),
        };
        let kind = ExprKind::Compare(op, Box::new(left.expr), Box::new(right.expr), tolerance);
        Some(Typed::new(kind, Type::Bool, span))
    }

    /// Both sides. The one that is a member's name waits for the other's type.
    fn pair(&mut self, left: &ast::Expr, right: &ast::Expr) -> Option<(Typed, Typed)> {
        if self.needs_type(left) && !self.needs_type(right) {
            let right = self.value(right, None)?;
            let left = self.value(left, Some(&right.expr.ty))?;
            return Some((left, right));
        }
        if let Some(left) = self.value(left, None) {
            let right = self.value(right, Some(&left.expr.ty))?;
            return Some((left, right));
        }
        // A mistake on the right is reported too, unless it may come of the mistake on the left.
        if !self.needs_type(right) {
            self.value(right, None);
        }
        None
    }

    /// Both sides, if they have one type.
    fn agree(&mut self, mut left: Typed, mut right: Typed) -> Option<(Typed, Typed)> {
        as_year(&mut left, &right.expr.ty);
        as_year(&mut right, &left.expr.ty);
        if same(&left.expr.ty, &right.expr.ty) && scalar(&left.expr.ty) {
            return Some((left, right));
        }
        let (found, want) = if left.constant().is_some() && right.constant().is_none() {
            (&left, &right)
        } else {
            (&right, &left)
        };
        let problem = clash(found, &want.expr.ty, want.unit, &self.world.schema);
        self.fail(found.expr.span, problem)
    }

    fn tolerance(&mut self, left: &Typed, right: &Typed, written: &ast::Expr) -> Option<Typed> {
        let want = match &left.expr.ty {
            Type::Int | Type::Number => Type::Number,
            Type::Money => Type::Money,
            Type::Ratio => Type::Ratio,
            Type::Days | Type::Date => Type::Days,
            Type::Year => Type::Int,
            other => {
                let operands = vec![words(other, &self.world.schema)];
                let problem = RuleProblem::NoOperation { operation: "±".to_owned(), operands };
                return self.fail(written.span, problem);
            }
        };
        self.fitting(written, &want, left.unit.or(right.unit))
    }
}

/// A whole number that meets a year is one.
fn as_year(literal: &mut Typed, other: &Type) {
    if matches!((&literal.expr.ty, other), (Type::Int, Type::Year)) && literal.constant().is_some() {
        literal.expr.ty = Type::Year;
    }
}

const fn sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "=",
        CompareOp::Ne => "≠",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}
