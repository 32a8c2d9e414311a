//! Patterns of rows: intervals, comparisons, values and sets of values known now.

use crate::diag::RuleProblem;
use crate::ir::lower::{Lowerer, Typed};
use crate::ir::words::words;
use crate::ir::{Cover, Expr, ExprKind, Origin, Pattern, TierRange, constants};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp, PatternKind};
use crate::value::{Date, Value};

/// What a row covers. `None` when a mistake in it has been reported, or one in an axis.
pub(super) fn cover(row: &ast::Row, axes: &[Option<Typed>], lowerer: &mut Lowerer<'_>) -> Option<Cover> {
    let patterns = match &row.cover {
        ast::Cover::Otherwise => return Some(Cover::Otherwise),
        ast::Cover::Patterns(patterns) => patterns,
    };
    if let ([only], true) = (patterns.as_slice(), axes.len() > 1)
        && matches!(only.kind, PatternKind::Missing)
    {
        return Some(Cover::AnyMissing);
    }
    if patterns.len() != axes.len() {
        let problem = RuleProblem::TierPatternCount { expected: axes.len(), found: patterns.len() };
        lowerer.mistakes.error(Origin { source: lowerer.source, span: row.span }, problem);
        return None;
    }
    let patterns: Vec<Option<Pattern>> = patterns
        .iter()
        .zip(axes)
        .map(|(pattern, axis)| axis.as_ref().and_then(|axis| one(pattern, axis, lowerer)))
        .collect();
    Some(Cover::Patterns(patterns.into_iter().collect::<Option<_>>()?))
}

fn one(pattern: &ast::Pattern, axis: &Typed, lowerer: &mut Lowerer<'_>) -> Option<Pattern> {
    match &pattern.kind {
        PatternKind::Any => Some(Pattern::Any),
        PatternKind::Missing => Some(Pattern::Missing),
        PatternKind::Interval(interval) => {
            ordered("[ ]", axis, pattern.span, lowerer)?;
            let low = value(&interval.low, axis, lowerer);
            let high = value(&interval.high, axis, lowerer);
            let low = Some((low?, interval.low_closed));
            range(&low, &Some((high?, interval.high_closed)), pattern.span, lowerer)
        }
        PatternKind::Compare(CompareOp::Eq, expr) | PatternKind::Value(expr) => {
            values(std::slice::from_ref(expr), axis, lowerer)
        }
        PatternKind::Compare(CompareOp::Ne, _) => fail("≠", axis, pattern.span, lowerer),
        PatternKind::Compare(op, expr) => {
            ordered("<", axis, pattern.span, lowerer)?;
            let bound = value(expr, axis, lowerer)?;
            let (low, high) = match op {
                CompareOp::Ge => (Some((bound, true)), None),
                CompareOp::Gt => (Some((bound, false)), None),
                CompareOp::Le => (None, Some((bound, true))),
                CompareOp::Lt | CompareOp::Eq | CompareOp::Ne => (None, Some((bound, false))),
            };
            range(&low, &high, pattern.span, lowerer)
        }
        PatternKind::Set(exprs) => values(exprs, axis, lowerer),
    }
}

/// Single values, and those of sets. One number is a range of its own.
fn values(exprs: &[ast::Expr], axis: &Typed, lowerer: &mut Lowerer<'_>) -> Option<Pattern> {
    let found: Vec<Option<Vec<Value>>> = exprs.iter().map(|expr| several(expr, axis, lowerer)).collect();
    let mut found: Vec<Value> =
        found.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    found.sort();
    found.dedup();
    Some(match found.as_slice() {
        [Value::Number(number)] => {
            let end = Some((*number, true));
            Pattern::Range(TierRange { low: end, high: end })
        }
        [Value::Date(date)] => Pattern::Dates { from: Some(*date), to: Some(*date) },
        _ => Pattern::Values(found),
    })
}

/// One value, or those of a parameter that is a set.
fn several(expr: &ast::Expr, axis: &Typed, lowerer: &mut Lowerer<'_>) -> Option<Vec<Value>> {
    let typed = lowerer.value(expr, Some(&axis.expr.ty))?;
    if let (ExprKind::Param(at), Type::Set(element)) = (&typed.expr.kind, &typed.expr.ty) {
        let values = lowerer.world.params.get(*at)?.values.clone();
        // What the set holds has to be what the axis holds.
        let one = Expr { ty: (**element).clone(), ..typed.expr.clone() };
        lowerer.fit(Typed { expr: one, unit: typed.unit }, wide(axis), axis.unit)?;
        return Some(values);
    }
    known(typed, axis, lowerer).map(|value| vec![value])
}

/// A value that is known now and is one of the axis.
fn value(expr: &ast::Expr, axis: &Typed, lowerer: &mut Lowerer<'_>) -> Option<Value> {
    let typed = lowerer.value(expr, Some(&axis.expr.ty))?;
    known(typed, axis, lowerer)
}

fn known(typed: Typed, axis: &Typed, lowerer: &mut Lowerer<'_>) -> Option<Value> {
    let span = typed.expr.span;
    let typed = lowerer.fit(typed, wide(axis), axis.unit)?;
    let value = constants::evaluate(&typed.expr, &lowerer.world.params);
    if value.is_none() {
        let origin = Origin { source: lowerer.source, span };
        lowerer.mistakes.error(origin, RuleProblem::ConstantNeeded);
    }
    value
}

/// What values of rows are measured by: whole numbers can be compared with any number.
const fn wide(axis: &Typed) -> &Type {
    match &axis.expr.ty {
        Type::Int => &Type::Number,
        other => other,
    }
}

type End = Option<(Value, bool)>;

fn range(low: &End, high: &End, span: Span, lowerer: &mut Lowerer<'_>) -> Option<Pattern> {
    let number = |end: &End| match end {
        Some((Value::Number(number), closed)) => Some((*number, *closed)),
        _ => None,
    };
    let day = |end: &End, beside: fn(Date) -> Option<Date>| match end {
        Some((Value::Date(date), true)) => Some(*date),
        // Past the last day of the calendar there is none: the range is empty or has no end.
        Some((Value::Date(date), false)) => beside(*date).or(Some(*date)),
        _ => None,
    };
    let dates = [low, high].into_iter().flatten().any(|(value, _)| matches!(value, Value::Date(_)));
    let empty;
    let pattern = if dates {
        let from = day(low, |date| date.tomorrow().ok());
        let to = day(high, |date| date.yesterday().ok());
        empty = from.zip(to).is_some_and(|(from, to)| from > to);
        Pattern::Dates { from, to }
    } else {
        let (low, high) = (number(low), number(high));
        empty = low.zip(high).is_some_and(|((low, low_closed), (high, high_closed))| {
            low > high || (low == high && !(low_closed && high_closed))
        });
        Pattern::Range(TierRange { low, high })
    };
    if empty {
        lowerer.mistakes.error(Origin { source: lowerer.source, span }, RuleProblem::EmptyInterval);
        return None;
    }
    Some(pattern)
}

fn ordered(operation: &str, axis: &Typed, span: Span, lowerer: &mut Lowerer<'_>) -> Option<()> {
    match axis.expr.ty {
        Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Date | Type::Year | Type::Days => {
            Some(())
        }
        Type::Text | Type::Bool | Type::Enum(_) | Type::Record(_) | Type::List(_) | Type::Set(_) => {
            fail(operation, axis, span, lowerer)
        }
    }
}

fn fail<T>(operation: &str, axis: &Typed, span: Span, lowerer: &mut Lowerer<'_>) -> Option<T> {
    let operands = vec![words(&axis.expr.ty, &lowerer.world.schema)];
    let problem = RuleProblem::NoOperation { operation: operation.to_owned(), operands };
    lowerer.mistakes.error(Origin { source: lowerer.source, span }, problem);
    None
}
