//! What is known when the rules are compiled: constants, parameters in force, sums of both, and ranges of them.

use super::lower::{Lowerer, Typed, fit, literal};
use super::mistakes::Mistakes;
use super::world::World;
use super::{Expr, ExprKind, Origin, Param};
use crate::diag::RuleProblem;
use crate::schema::{Bounds, Schema, Type};
use crate::syntax::ast::{self, ArithmeticOp};
use crate::value::{Number, Unit, Value};

/// The value of an expression that reads no data. Parameters have the value in force.
pub(super) fn evaluate(expr: &Expr, params: &[Param]) -> Option<Value> {
    match &expr.kind {
        ExprKind::Constant(value) => Some(value.clone()),
        ExprKind::Param(at) => match params.get(*at)?.values.as_slice() {
            [only] if !matches!(expr.ty, Type::Set(_)) => Some(only.clone()),
            _ => None,
        },
        ExprKind::Negate(inner) => number(inner, params)?.negated().ok().map(Value::Number),
        ExprKind::Arithmetic(op, left, right) => {
            let (left, right) = (number(left, params)?, number(right, params)?);
            let result = match op {
                ArithmeticOp::Add => left.plus(right),
                ArithmeticOp::Sub => left.minus(right),
                ArithmeticOp::Mul => left.times(right),
                ArithmeticOp::Div => left.over(right),
            };
            result.ok().map(Value::Number)
        }
        _ => None,
    }
}

fn number(expr: &Expr, params: &[Param]) -> Option<Number> {
    match evaluate(expr, params)? {
        Value::Number(number) => Some(number),
        Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => None,
    }
}

/// A literal, a negated literal or a member, of that type.
pub(super) fn constant(
    expr: &ast::Expr,
    want: &Type,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<Typed> {
    let typed = Lowerer::new(world, mistakes, source).fitting(expr, want, None)?;
    if typed.constant().is_none() {
        mistakes.error(Origin { source, span: expr.span }, RuleProblem::ConstantNeeded);
        return None;
    }
    Some(typed)
}

/// 范围 of a field: both ends are literals of its type.
pub(super) fn bounds(
    interval: &ast::Interval,
    ty: &Type,
    unit: Option<Unit>,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<Bounds> {
    let mut end = |expr: &ast::Expr| {
        let origin = Origin { source, span: expr.span };
        let Some(typed) = written(expr) else {
            mistakes.error(origin, RuleProblem::ConstantNeeded);
            return None;
        };
        match fit(typed, ty, unit, &world.schema) {
            Ok(typed) => match typed.constant() {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            },
            Err(problem) => {
                mistakes.error(origin, problem);
                None
            }
        }
    };
    let (low, high) = (end(&interval.low), end(&interval.high));
    let (low, high) = (low?, high?);
    let (low_closed, high_closed) = (interval.low_closed, interval.high_closed);
    if low > high || (low == high && !(low_closed && high_closed)) {
        mistakes.error(Origin { source, span: interval.span }, RuleProblem::EmptyInterval);
        return None;
    }
    Some(Bounds { low, high, low_closed, high_closed })
}

/// A literal, perhaps with a sign.
fn written(expr: &ast::Expr) -> Option<Typed> {
    match &expr.kind {
        ast::ExprKind::Literal(written) => literal(written, expr.span),
        ast::ExprKind::Negate(inner) => {
            let ast::ExprKind::Literal(written) = &inner.kind else {
                return None;
            };
            let mut typed = literal(written, expr.span)?;
            let Some(Value::Number(number)) = typed.constant() else {
                return None;
            };
            typed.expr.kind = ExprKind::Constant(Value::Number(number.negated().ok()?));
            Some(typed)
        }
        _ => None,
    }
}

/// A value as its type is written: `50万元`, `20%`, `30天`.
pub(super) fn shown(value: &Value, ty: &Type, unit: Unit, schema: &Schema) -> String {
    match (value, ty) {
        (Value::Number(number), Type::Money) => {
            let scaled = number.over(unit.in_yuan()).unwrap_or(*number);
            format!("{scaled}{}", unit.word())
        }
        (Value::Number(number), Type::Ratio) => {
            let hundred = number.times(Number::integer(100)).unwrap_or(*number);
            format!("{hundred}%")
        }
        (Value::Number(number), Type::Days) => format!("{number}天"),
        (Value::Number(number), _) => number.to_string(),
        (Value::Bool(value), _) => if *value { "是" } else { "否" }.to_owned(),
        (Value::Text(text), _) => format!("\"{text}\""),
        (Value::Date(date), _) => date.to_string(),
        (Value::Member(at), Type::Enum(id)) => {
            let enumeration = schema.enumeration(*id);
            let member = enumeration.and_then(|enumeration| enumeration.members.get(*at));
            member.map(|member| member.names.first.clone()).unwrap_or_default()
        }
        (Value::Member(_), _) => String::new(),
    }
}

/// A range as it is written.
pub(super) fn shown_bounds(bounds: &Bounds, ty: &Type, unit: Unit, schema: &Schema) -> String {
    let [low, high] = [bounds.low, bounds.high].map(|number| shown(&Value::Number(number), ty, unit, schema));
    let open = if bounds.low_closed { '[' } else { '(' };
    let close = if bounds.high_closed { ']' } else { ')' };
    format!("{open}{low}, {high}{close}")
}
