//! By how much a value is moved: the last place in which people write such values.

use crate::schema::Type;
use crate::value::{Date, Number, Value, days_later};

/// The values one step below and one step above; none for what has no steps.
pub(super) fn neighbours(value: &Value, ty: &Type) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let step = step(*number, ty);
            let both = [number.minus(step), number.plus(step)];
            both.into_iter().flatten().map(Value::Number).collect()
        }
        Value::Date(date) => {
            let moved = |by: i128| -> Option<Date> { days_later(*date, Number::integer(by)).ok() };
            [moved(-1), moved(1)].into_iter().flatten().map(Value::Date).collect()
        }
        Value::Bool(_) | Value::Text(_) | Value::Member(_) => Vec::new(),
    }
}

/// Money moves by 0.01 万元 or by a cent, a ratio by 1% or by 0.01%, other numbers by 1 or by 0.01: the
/// greater one where the number is a multiple of it.
pub(super) fn step(number: Number, ty: &Type) -> Number {
    let (coarse, fine) = match ty {
        Type::Money => (Number::integer(100), part(100)),
        Type::Ratio => (part(100), part(10_000)),
        _ => (Number::ONE, part(100)),
    };
    let multiple = number.over(coarse).is_ok_and(Number::is_integer);
    if multiple { coarse } else { fine }
}

fn part(parts: i128) -> Number {
    Number::ONE.over(Number::integer(parts)).unwrap_or(Number::ONE)
}
