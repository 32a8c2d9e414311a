//! Literals to constants.

use super::Typed;
use crate::ir::ExprKind;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::Literal;
use crate::value::{Number, Value};

/// A literal with its type. `None` when its amount is too large to be held.
pub(in crate::ir) fn literal(literal: &Literal, span: Span) -> Option<Typed> {
    let number = |number: Number, ty| (Value::Number(number), ty);
    let mut unit = None;
    let (value, ty) = match literal {
        Literal::Bool(value) => (Value::Bool(*value), Type::Bool),
        Literal::Number(n) if n.is_integer() => number(*n, Type::Int),
        Literal::Number(n) => number(*n, Type::Number),
        Literal::Ratio(n) => number(*n, Type::Ratio),
        Literal::Money(n, written) => {
            unit = Some(*written);
            number(n.times(written.in_yuan()).ok()?, Type::Money)
        }
        Literal::Days(n) => number(*n, Type::Days),
        Literal::Year(n) => number(*n, Type::Year),
        Literal::Date(date) => (Value::Date(*date), Type::Date),
        Literal::Text(text) => (Value::Text(text.trim().into()), Type::Text),
    };
    Some(Typed::new(ExprKind::Constant(value), ty, span).in_unit(unit))
}

/// A share as a number of hundredths.
pub(super) fn hundredfold(number: Number) -> Option<Number> {
    number.times(Number::integer(100)).ok()
}
