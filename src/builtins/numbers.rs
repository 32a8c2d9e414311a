//! Functions of numbers, ratios and money.

use super::{Arg, Builtin, Shape};
use crate::value::{Number, NumberError, Value};

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        names: ["绝对值", "abs"],
        shapes: &[
            Shape { args: &[Arg::Int], result: Arg::Int },
            Shape { args: &[Arg::Number], result: Arg::Number },
            Shape { args: &[Arg::Money], result: Arg::Money },
            Shape { args: &[Arg::Ratio], result: Arg::Ratio },
            Shape { args: &[Arg::Days], result: Arg::Days },
        ],
        apply: abs,
    },
    Builtin {
        names: ["四舍五入", "round"],
        shapes: &[
            Shape { args: &[Arg::Number, Arg::Number], result: Arg::Number },
            Shape { args: &[Arg::Money, Arg::Money], result: Arg::Money },
            Shape { args: &[Arg::Ratio, Arg::Ratio], result: Arg::Ratio },
        ],
        apply: round,
    },
    Builtin {
        names: ["比例", "ratio"],
        shapes: &[Shape { args: &[Arg::Number], result: Arg::Ratio }],
        apply: same,
    },
    Builtin {
        names: ["数值", "number"],
        shapes: &[
            Shape { args: &[Arg::Number], result: Arg::Number },
            Shape { args: &[Arg::Ratio], result: Arg::Number },
            Shape { args: &[Arg::Year], result: Arg::Number },
            Shape { args: &[Arg::Days], result: Arg::Number },
            Shape { args: &[Arg::Text], result: Arg::Number },
        ],
        apply: number,
    },
    Builtin {
        names: ["舍入误差", "rounding"],
        shapes: &[
            Shape { args: &[Arg::Number, Arg::Money], result: Arg::Money },
            Shape { args: &[Arg::Number, Arg::Number], result: Arg::Number },
            Shape { args: &[Arg::Number, Arg::Ratio], result: Arg::Ratio },
        ],
        apply: rounding,
    },
];

fn abs(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Number(number)] = args else {
        return Err(NumberError::Overflow);
    };
    number.abs().map(Value::Number)
}

/// The nearest multiple of the second argument; halves go away from zero.
fn round(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Number(number), Value::Number(unit)] = args else {
        return Err(NumberError::Overflow);
    };
    number.round_to(*unit).map(Value::Number)
}

/// The same number under another type.
fn same(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Number(number)] = args else {
        return Err(NumberError::Overflow);
    };
    Ok(Value::Number(*number))
}

/// As a plain number; a text must be one as [`Number::parse`] reads it, or the rule is at fault.
fn number(args: &[Value]) -> Result<Value, NumberError> {
    match args {
        [Value::Text(text)] => Number::parse(text).map(Value::Number).ok_or(NumberError::NotANumber),
        _ => same(args),
    }
}

/// `(n + 1) / 2 · u`: the most that a rounded total of `n` parts, each rounded to `u`, can honestly be off.
fn rounding(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Number(parts), Value::Number(unit)] = args else {
        return Err(NumberError::Overflow);
    };
    parts.plus(Number::ONE)?.over(Number::integer(2))?.times(*unit).map(Value::Number)
}
