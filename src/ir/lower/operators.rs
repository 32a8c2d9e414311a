//! Arithmetic and logic: which types go together, and what comes of them.

use super::fit::clash;
use super::typed::summable;
use super::{Lowerer, Typed, literal};
use crate::diag::{Problem, RuleProblem, Severity, SyntaxProblem};
use crate::ir::words::words;
use crate::ir::{ExprKind, Start, Target};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{self, ArithmeticOp};
use crate::value::Value;

impl Lowerer<'_> {
    /// Any expression as a single value. `None` when a mistake in it has been reported. The parser bounds
    /// how deep this goes.
    pub(in crate::ir) fn value(&mut self, expr: &ast::Expr, want: Option<&Type>) -> Option<Typed> {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Literal(written) => literal(written, span).or_else(|| {
                let text = self.text(span);
                let problem = Problem::Syntax(SyntaxProblem::BadLiteral { text });
                self.mistakes.add(Severity::Error, self.at(span), problem, &[]);
                None
            }),
            ast::ExprKind::Name(_)
            | ast::ExprKind::Member(..)
            | ast::ExprKind::Where(..)
            | ast::ExprKind::Keyed(..) => {
                let thing = self.thing(expr, want)?;
                self.scalar(thing, span)
            }
            ast::ExprKind::Call(name, args) => self.call(name, args, span),
            ast::ExprKind::Set(_) => self.no_value(("集合", "set"), want, span),
            ast::ExprKind::Interval(_) => self.no_value(("区间", "interval"), want, span),
            ast::ExprKind::Negate(inner) => self.negate(inner, span),
            ast::ExprKind::Not(inner) => {
                let inner = self.truth(inner)?;
                Some(Typed::new(ExprKind::Not(Box::new(inner.expr)), Type::Bool, span))
            }
            ast::ExprKind::Arithmetic(op, left, right) => self.arithmetic(*op, left, right, span),
            ast::ExprKind::And(left, right) => self.logic(ExprKind::And, left, right, span),
            ast::ExprKind::Or(left, right) => self.logic(ExprKind::Or, left, right, span),
            ast::ExprKind::Compare(op, left, right, tolerance) => {
                self.compare(*op, left, right, tolerance.as_deref(), span)
            }
            ast::ExprKind::In(left, right, negated) => {
                let found = self.membership(left, right, span)?;
                Some(if *negated { not(found) } else { found })
            }
            ast::ExprKind::Matches(left, right) => self.matches(left, right, span),
            ast::ExprKind::Contains(left, right) => self.contains(left, right, span),
            ast::ExprKind::Has(inner, negated) => {
                let has = self.has(inner, span)?;
                Some(if *negated { not(has) } else { has })
            }
            ast::ExprKind::Default(left, right) => self.default(left, right, want, span),
            ast::ExprKind::Quantified(quantifier, list, body) => {
                self.quantified(*quantifier, list, body, span)
            }
        }
    }

    fn no_value(&mut self, found: (&str, &str), want: Option<&Type>, span: Span) -> Option<Typed> {
        let expected = want.map_or_else(super::paths::single, |want| words(want, &self.world.schema));
        let found = (found.0.to_owned(), found.1.to_owned());
        self.fail(span, RuleProblem::Mismatch { expected, found })
    }

    fn negate(&mut self, inner: &ast::Expr, span: Span) -> Option<Typed> {
        let inner = self.value(inner, None)?;
        if !summable(&inner.expr.ty) {
            let operands = vec![words(&inner.expr.ty, &self.world.schema)];
            return self.fail(span, RuleProblem::NoOperation { operation: "-".to_owned(), operands });
        }
        let (ty, unit) = (inner.expr.ty.clone(), inner.unit);
        // A negated literal is a literal, so that it fits where one does.
        let kind = match inner.constant() {
            Some(Value::Number(number)) => number.negated().map_or_else(
                |_| ExprKind::Negate(Box::new(inner.expr)),
                |n| ExprKind::Constant(Value::Number(n)),
            ),
            _ => ExprKind::Negate(Box::new(inner.expr)),
        };
        Some(Typed::new(kind, ty, span).in_unit(unit))
    }

    fn logic(
        &mut self,
        make: fn(Box<crate::ir::Expr>, Box<crate::ir::Expr>) -> ExprKind,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        let (left, right) = (self.truth(left), self.truth(right));
        Some(Typed::new(make(Box::new(left?.expr), Box::new(right?.expr)), Type::Bool, span))
    }

    fn arithmetic(
        &mut self,
        op: ArithmeticOp,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        let (left, right) = (self.value(left, None), self.value(right, None));
        let (mut left, right) = (left?, right?);
        // `2021 - 年度` is a difference of years.
        if let (ArithmeticOp::Sub, Type::Int, Type::Year, Some(_)) =
            (op, &left.expr.ty, &right.expr.ty, left.constant())
        {
            left.expr.ty = Type::Year;
        }
        let Some(ty) = result(op, &left.expr.ty, &right.expr.ty) else {
            return self.no_arithmetic(op, &left, &right, span);
        };
        let unit = if matches!(ty, Type::Money) { left.unit.or(right.unit) } else { None };
        let kind = ExprKind::Arithmetic(op, Box::new(left.expr), Box::new(right.expr));
        Some(Typed::new(kind, ty, span).in_unit(unit))
    }

    fn no_arithmetic(&mut self, op: ArithmeticOp, left: &Typed, right: &Typed, span: Span) -> Option<Typed> {
        let sums = matches!(op, ArithmeticOp::Add | ArithmeticOp::Sub);
        // In a sum one side tells what the other was meant to be: the literal is the one to change.
        let (found, want) = if left.constant().is_some() && right.constant().is_none() {
            (left, right)
        } else {
            (right, left)
        };
        // What a date is moved by is days.
        let want_ty = if matches!(want.expr.ty, Type::Date) { &Type::Days } else { &want.expr.ty };
        let close = clash(found, want_ty, want.unit, &self.world.schema);
        let known = matches!(
            close,
            RuleProblem::MoneyAndNumber { .. }
                | RuleProblem::RatioAndNumber { .. }
                | RuleProblem::DaysAndNumber { .. }
        );
        if sums && known {
            return self.fail(found.expr.span, close);
        }
        let operands = [left, right].map(|side| words(&side.expr.ty, &self.world.schema)).to_vec();
        let sign = match op {
            ArithmeticOp::Add => "+",
            ArithmeticOp::Sub => "-",
            ArithmeticOp::Mul => "×",
            ArithmeticOp::Div => "÷",
        };
        self.fail(span, RuleProblem::NoOperation { operation: sign.to_owned(), operands })
    }

    fn has(&mut self, inner: &ast::Expr, span: Span) -> Option<Typed> {
        use super::paths::Thing;
        let target = match self.thing(inner, None)? {
            Thing::Place(place)
                if place.filter.is_none()
                    && (!place.path.steps.is_empty() || matches!(place.path.start, Start::Join(_))) =>
            {
                self.in_common(&place)?;
                Target::Cell(place.path)
            }
            thing => Target::Expr(Box::new(self.scalar(thing, inner.span)?.expr)),
        };
        Some(Typed::new(ExprKind::Has(target), Type::Bool, span))
    }

    fn default(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        want: Option<&Type>,
        span: Span,
    ) -> Option<Typed> {
        let left = self.value(left, want)?;
        let wide = if matches!(left.expr.ty, Type::Int) { Type::Number } else { left.expr.ty.clone() };
        let right = self.fitting(right, &wide, left.unit)?;
        let ty = if matches!(right.expr.ty, Type::Number) { Type::Number } else { left.expr.ty.clone() };
        let unit = left.unit.or(right.unit);
        let kind = ExprKind::Default(Box::new(left.expr), Box::new(right.expr));
        Some(Typed::new(kind, ty, span).in_unit(unit))
    }
}

/// The opposite of a truth.
pub(super) fn not(typed: Typed) -> Typed {
    let span = typed.expr.span;
    Typed::new(ExprKind::Not(Box::new(typed.expr)), Type::Bool, span)
}

/// What comes of two types under an operator; `None` when they do not go together.
fn result(op: ArithmeticOp, left: &Type, right: &Type) -> Option<Type> {
    use ArithmeticOp::{Add, Div, Mul, Sub};
    use Type::{Date, Days, Int, Money, Number, Ratio, Year};
    Some(match (op, left, right) {
        (Add | Sub | Mul, Int, Int) | (Sub, Year, Year) => Int,
        (_, Int | Number, Int | Number)
        | (Mul, Int | Number, Ratio)
        | (Mul, Ratio, Int | Number)
        | (Div, Ratio, Ratio) => Number,
        (Add | Sub, Money, Money)
        | (Mul | Div, Money, Int | Number | Ratio)
        | (Mul, Int | Number | Ratio, Money) => Money,
        (Div, Money, Money) | (Add | Sub | Mul, Ratio, Ratio) => Ratio,
        (Sub, Date, Date)
        | (Add | Sub, Days, Days)
        | (Mul, Days, Int | Number)
        | (Mul, Int | Number, Days) => Days,
        (Add | Sub, Date, Days) => Date,
        (Add | Sub, Year, Int) => Year,
        _ => return None,
    })
}
