//! 计数, 合计 and their kin, and the quantifiers: what ranges over the elements of a list.

use super::paths::{Place, Target, Thing};
use super::scope::Frame;
use super::typed::{ordered, scalar, summable};
use super::{Lowerer, Typed};
use crate::diag::RuleProblem;
use crate::ir::words::words;
use crate::ir::{Aggregate, ExprKind, Extreme, Range};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast;

/// The aggregate of that name.
pub(super) fn named(name: &str) -> Option<Aggregate> {
    NAMES.iter().find(|(spellings, _)| spellings.contains(&name)).map(|(_, aggregate)| *aggregate)
}

/// All names of aggregates.
pub(super) fn spellings() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(spellings, _)| spellings).copied()
}

const NAMES: [([&str; 2], Aggregate); 6] = [
    (["计数", "count"], Aggregate::Count),
    (["合计", "sum"], Aggregate::Sum),
    (["最大", "max"], Aggregate::Max),
    (["最小", "min"], Aggregate::Min),
    (["平均", "mean"], Aggregate::Mean),
    (["去重计数", "distinct"], Aggregate::Distinct),
];

impl Lowerer<'_> {
    /// `合计(资金.金额)`, `合计(资金 其中 (…), 金额)`, `最大(a, b)`.
    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        name: &ast::Ident,
        args: &[ast::Expr],
        span: Span,
    ) -> Option<Typed> {
        let extreme = match aggregate {
            Aggregate::Max => Some(Extreme::Greatest),
            Aggregate::Min => Some(Extreme::Least),
            Aggregate::Count | Aggregate::Sum | Aggregate::Mean | Aggregate::Distinct => None,
        };
        match args {
            [] if matches!(
                (aggregate, self.frames.as_slice()),
                (Aggregate::Count, [Frame::Group { .. }])
            ) =>
            {
                let Some(Frame::Group { table, .. }) = self.frames.first() else {
                    return None;
                };
                let members = self.members(*table, self.world.record_type(*table)?, span);
                self.finish(aggregate, name, range(members), None, span)
            }
            [only] => self.over_list(aggregate, name, only, span),
            [first, second] => {
                let thing = self.thing(first, None)?;
                match (thing, extreme) {
                    (Thing::Place(list @ Place { target: Target::List(element), .. }), _) => {
                        self.in_common(&list)?;
                        let arg =
                            self.inside(Frame::Element(element), |lowerer| lowerer.value(second, None))?;
                        let range = range(list);
                        self.finish(aggregate, name, range, Some(arg), span)
                    }
                    (thing, Some(extreme)) => {
                        let value = self.scalar(thing, first.span)?;
                        self.extreme(extreme, name, value, &[second], span)
                    }
                    (_, None) => self.not_a_list(first.span, &name.text),
                }
            }
            [first, rest @ ..] if extreme.is_some() => {
                let value = self.value(first, None)?;
                let rest: Vec<&ast::Expr> = rest.iter().collect();
                self.extreme(extreme?, name, value, &rest, span)
            }
            _ => {
                let problem = RuleProblem::ArgumentCount {
                    function: name.text.clone(),
                    expected: "1–2".to_owned(),
                    found: args.len(),
                };
                self.fail(span, problem)
            }
        }
    }

    /// The one-argument form: every list path in the argument is about one list.
    fn over_list(
        &mut self,
        aggregate: Aggregate,
        name: &ast::Ident,
        arg: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        self.frames.push(Frame::Lift(None));
        let whole = self.thing(arg, None).and_then(|thing| match (thing, aggregate) {
            (Thing::Place(list @ Place { target: Target::List(_), .. }), Aggregate::Count) => {
                // Lifting checks that the list is no list inside another one's elements.
                self.lift(list).map(|_| None)
            }
            (thing, _) => self.scalar(thing, arg.span).map(Some),
        });
        let lifted = self.frames.pop();
        let arg_value = whole?;
        let Some(Frame::Lift(Some(lifted))) = lifted else {
            return self.not_a_list(arg.span, &name.text);
        };
        let range = Range { list: lifted.list, optional: false, filter: lifted.filter };
        self.finish(aggregate, name, range, arg_value, span)
    }

    fn finish(
        &mut self,
        aggregate: Aggregate,
        name: &ast::Ident,
        range: Range,
        arg: Option<Typed>,
        span: Span,
    ) -> Option<Typed> {
        let unit = arg.as_ref().and_then(|arg| arg.unit);
        let found = arg.as_ref().map(|arg| arg.expr.ty.clone());
        let result = match (aggregate, &found) {
            (Aggregate::Count, _) => Some(Type::Int),
            (Aggregate::Distinct, Some(ty)) if scalar(ty) => Some(Type::Int),
            (Aggregate::Sum, Some(ty)) if summable(ty) => Some(ty.clone()),
            (Aggregate::Max | Aggregate::Min, Some(ty)) if ordered(ty) => Some(ty.clone()),
            (Aggregate::Mean, Some(Type::Int | Type::Number)) => Some(Type::Number),
            (Aggregate::Mean, Some(ty @ (Type::Ratio | Type::Money))) => Some(ty.clone()),
            _ => None,
        };
        let Some(ty) = result else {
            let operands = found.iter().map(|ty| words(ty, &self.world.schema)).collect();
            let problem = RuleProblem::NoOperation { operation: name.text.clone(), operands };
            return self.fail(span, problem);
        };
        let kind = ExprKind::Aggregate(aggregate, range, arg.map(|arg| Box::new(arg.expr)));
        Some(Typed::new(kind, ty, span).in_unit(unit))
    }

    /// `最大(a, b)` of single values.
    fn extreme(
        &mut self,
        extreme: Extreme,
        name: &ast::Ident,
        first: Typed,
        rest: &[&ast::Expr],
        span: Span,
    ) -> Option<Typed> {
        let mut unit = first.unit;
        let mut ty = first.expr.ty.clone();
        if !ordered(&ty) {
            let operands = vec![words(&ty, &self.world.schema)];
            let problem = RuleProblem::NoOperation { operation: name.text.clone(), operands };
            return self.fail(first.expr.span, problem);
        }
        let mut values = vec![first.expr];
        for expr in rest {
            // A whole number among numbers makes the result a number.
            let wide = if matches!(ty, Type::Int) { Type::Number } else { ty.clone() };
            let value = self.fitting(expr, &wide, unit)?;
            if matches!(value.expr.ty, Type::Number) {
                ty = Type::Number;
            }
            unit = unit.or(value.unit);
            values.push(value.expr);
        }
        Some(Typed::new(ExprKind::Extreme(extreme, values), ty, span).in_unit(unit))
    }

    /// `每个 xs 满足 (…)`, `存在 xs 满足 (…)`.
    pub(super) fn quantified(
        &mut self,
        quantifier: ast::Quantifier,
        list: &ast::Expr,
        body: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        let word = match quantifier {
            ast::Quantifier::All => "每个",
            ast::Quantifier::Any => "存在",
        };
        match self.thing(list, None)? {
            Thing::Place(place @ Place { target: Target::List(element), .. }) => {
                self.in_common(&place)?;
                let body = self.inside(Frame::Element(element), |lowerer| lowerer.truth(body))?;
                let kind = ExprKind::Quantified(quantifier, range(place), Box::new(body.expr));
                Some(Typed::new(kind, Type::Bool, span))
            }
            Thing::Place(_) | Thing::Value(_) | Thing::Enumeration(_) => self.not_a_list(list.span, word),
        }
    }
}

/// The elements of a list that is not lifted.
pub(super) fn range(place: Place<'_>) -> Range {
    Range { list: place.path, optional: false, filter: place.filter }
}
