//! 属于, 包含 and 匹配: a value in a set, an interval or a list; a text in a text; a text and a pattern.

use super::aggregates::range;
use super::paths::{Place, Target, Thing};
use super::{Lowerer, Typed};
use crate::diag::RuleProblem;
use crate::ir::words::words;
use crate::ir::{ExprKind, Interval, Range};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast;

impl<'a> Lowerer<'a> {
    /// `a 属于 b`.
    pub(super) fn membership(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Typed> {
        match &right.kind {
            ast::ExprKind::Set(members) => {
                let Some(left) = self.value(left, None) else {
                    self.independent(members);
                    return None;
                };
                self.in_set(left, members, span)
            }
            ast::ExprKind::Interval(interval) => {
                let left = self.value(left, None)?;
                let interval = self.interval(interval, &left)?;
                let kind = ExprKind::InInterval(Box::new(left.expr), interval);
                Some(Typed::new(kind, Type::Bool, span))
            }
            _ => {
                let thing = self.thing(right, None)?;
                self.in_thing(left, thing, right.span, span)
            }
        }
    }

    /// Reports mistakes that cannot come of one in the other operand.
    fn independent(&mut self, exprs: &[ast::Expr]) {
        for expr in exprs {
            if !self.needs_type(expr) {
                self.value(expr, None);
            }
        }
    }

    fn in_set(&mut self, left: Typed, members: &[ast::Expr], span: Span) -> Option<Typed> {
        let wide = if matches!(left.expr.ty, Type::Int) { Type::Number } else { left.expr.ty.clone() };
        let values: Vec<Option<Typed>> =
            members.iter().map(|member| self.fitting(member, &wide, left.unit)).collect();
        let values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
        let mut values: Vec<_> = values.into_iter().map(|typed| typed.expr).collect();
        let constant = |expr: &crate::ir::Expr| match &expr.kind {
            ExprKind::Constant(value) => Some(value.clone()),
            _ => None,
        };
        values.sort_by_key(constant);
        values.dedup_by(|a, b| constant(a).is_some() && constant(a) == constant(b));
        Some(Typed::new(ExprKind::InSet(Box::new(left.expr), values), Type::Bool, span))
    }

    /// Both ends of an interval for values like `of`.
    pub(super) fn interval(&mut self, interval: &ast::Interval, of: &Typed) -> Option<Interval> {
        if !super::typed::ordered(&of.expr.ty) {
            let operands = vec![words(&of.expr.ty, &self.world.schema)];
            let problem = RuleProblem::NoOperation { operation: "区间".to_owned(), operands };
            return self.fail(interval.span, problem);
        }
        let wide = if matches!(of.expr.ty, Type::Int) { Type::Number } else { of.expr.ty.clone() };
        let low = self.fitting(&interval.low, &wide, of.unit);
        let high = self.fitting(&interval.high, &wide, of.unit);
        let (low, high) = (low?, high?);
        if let (Some(from), Some(to)) = (low.constant(), high.constant()) {
            let closed = interval.low_closed && interval.high_closed;
            if from > to || (from == to && !closed) {
                return self.fail(interval.span, RuleProblem::EmptyInterval);
            }
        }
        Some(Interval {
            low: Box::new(low.expr),
            high: Box::new(high.expr),
            low_closed: interval.low_closed,
            high_closed: interval.high_closed,
        })
    }

    /// A set that is a parameter, or a list of the data.
    fn in_thing(&mut self, left: &ast::Expr, thing: Thing<'a>, right: Span, span: Span) -> Option<Typed> {
        let (element, set) = match thing {
            Thing::Value(Typed { expr, .. }) => match (expr.kind, expr.ty) {
                (ExprKind::Param(at), Type::Set(element)) => (*element, Holder::Param(at)),
                (_, ty) => return self.no_set(&ty, right),
            },
            Thing::Place(place @ Place { target: Target::List(element), .. }) => {
                self.in_common(&place)?;
                (element.clone(), Holder::List(range(place)))
            }
            Thing::Place(Place { target: Target::Scalar(ty), .. }) => return self.no_set(ty, right),
            Thing::Place(Place { target: Target::Record(record), .. }) => {
                return self.no_set(&Type::Record(record.clone()), right);
            }
            Thing::Enumeration(id) => return self.no_set(&Type::Enum(id), right),
        };
        let left = self.value(left, Some(&element))?;
        // Any number can be looked for among whole numbers.
        let wide = if matches!(element, Type::Int) { Type::Number } else { element };
        let unit = left.unit;
        let left = Box::new(self.fit(left, &wide, unit)?.expr);
        let kind = match set {
            Holder::Param(at) => ExprKind::InParam(left, at),
            Holder::List(range) => ExprKind::InList(left, range),
        };
        Some(Typed::new(kind, Type::Bool, span))
    }

    fn no_set<T>(&mut self, found: &Type, span: Span) -> Option<T> {
        let expected = ("集合、区间或列表".to_owned(), "set, interval or list".to_owned());
        let found = words(found, &self.world.schema);
        self.fail(span, RuleProblem::Mismatch { expected, found })
    }

    /// `a 包含 b`: a text in a text, or a value in a list or set.
    pub(super) fn contains(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Typed> {
        match self.thing(left, None)? {
            thing @ Thing::Place(Place { target: Target::List(_), .. }) => {
                self.in_thing(right, thing, left.span, span)
            }
            Thing::Value(typed) if matches!(typed.expr.ty, Type::Set(_)) => {
                self.in_thing(right, Thing::Value(typed), left.span, span)
            }
            thing => {
                let text = self.scalar(thing, left.span)?;
                let text = self.fit(text, &Type::Text, None)?;
                let part = self.fitting(right, &Type::Text, None)?;
                let kind = ExprKind::ContainsText(Box::new(text.expr), Box::new(part.expr));
                Some(Typed::new(kind, Type::Bool, span))
            }
        }
    }

    /// `a 匹配 "…"`.
    pub(super) fn matches(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Typed> {
        let text = self.fitting(left, &Type::Text, None);
        let ast::ExprKind::Literal(ast::Literal::Text(written)) = &right.kind else {
            return self.fail(right.span, RuleProblem::ConstantNeeded);
        };
        let written = ast::Text { text: written.clone(), span: right.span };
        let regex = self.world.patterns.pattern(&written, self.source, self.mistakes)?;
        Some(Typed::new(ExprKind::Matches(Box::new(text?.expr), regex), Type::Bool, span))
    }
}

/// What can hold a value.
enum Holder {
    Param(usize),
    List(Range),
}
