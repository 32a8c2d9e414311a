//! Functions of dates.

use super::{Arg, Builtin, Shape};
use crate::value::{Date, Number, NumberError, Value};

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        names: ["年", "year_of"],
        shapes: &[Shape { args: &[Arg::Date], result: Arg::Year }],
        apply: year,
    },
    Builtin {
        names: ["月", "month_of"],
        shapes: &[Shape { args: &[Arg::Date], result: Arg::Int }],
        apply: month,
    },
    Builtin {
        names: ["日", "day_of"],
        shapes: &[Shape { args: &[Arg::Date], result: Arg::Int }],
        apply: day,
    },
    Builtin {
        names: ["天数", "days"],
        shapes: &[Shape { args: &[Arg::Int], result: Arg::Days }],
        apply: days,
    },
];

fn year(args: &[Value]) -> Result<Value, NumberError> {
    part(args, Date::year)
}

fn month(args: &[Value]) -> Result<Value, NumberError> {
    part(args, Date::month)
}

fn day(args: &[Value]) -> Result<Value, NumberError> {
    part(args, Date::day)
}

/// A number as a number of days.
fn days(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Number(number)] = args else {
        return Err(NumberError::Overflow);
    };
    Ok(Value::Number(*number))
}

fn part<N: Into<i128>>(args: &[Value], of: fn(Date) -> N) -> Result<Value, NumberError> {
    let [Value::Date(date)] = args else {
        return Err(NumberError::Overflow);
    };
    Ok(Value::Number(Number::integer(of(*date).into())))
}
