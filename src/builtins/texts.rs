//! Functions of texts.

use unicode_normalization::UnicodeNormalization;

use super::{Arg, Builtin, Shape};
use crate::value::{Number, NumberError, Value};

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        names: ["长度", "length"],
        shapes: &[Shape { args: &[Arg::Text], result: Arg::Int }],
        apply: length,
    },
    Builtin {
        names: ["截取", "slice"],
        shapes: &[Shape { args: &[Arg::Text, Arg::Int, Arg::Int], result: Arg::Text }],
        apply: slice,
    },
    Builtin {
        names: ["开头", "starts_with"],
        shapes: &[Shape { args: &[Arg::Text, Arg::Text], result: Arg::Bool }],
        apply: starts_with,
    },
    Builtin {
        names: ["结尾", "ends_with"],
        shapes: &[Shape { args: &[Arg::Text, Arg::Text], result: Arg::Bool }],
        apply: ends_with,
    },
    Builtin {
        names: ["归一", "normalize"],
        shapes: &[Shape { args: &[Arg::Text], result: Arg::Text }],
        apply: normalize,
    },
    Builtin {
        names: ["文本", "text"],
        shapes: &[
            Shape { args: &[Arg::Number], result: Arg::Text },
            Shape { args: &[Arg::Year], result: Arg::Text },
            Shape { args: &[Arg::Text], result: Arg::Text },
        ],
        apply: text,
    },
];

/// True when the first text begins with the second.
fn starts_with(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Text(text), Value::Text(start)] = args else { return Err(NumberError::Overflow) };
    Ok(Value::Bool(text.starts_with(&**start)))
}

/// True when the first text ends with the second.
fn ends_with(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Text(text), Value::Text(end)] = args else { return Err(NumberError::Overflow) };
    Ok(Value::Bool(text.ends_with(&**end)))
}

/// Unicode scalar values.
fn length(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Text(text)] = args else {
        return Err(NumberError::Overflow);
    };
    Ok(count(text.chars().count()))
}

/// Characters from the second argument, counted from 0, up to but without the third.
fn slice(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Text(text), Value::Number(from), Value::Number(to)] = args else {
        return Err(NumberError::Overflow);
    };
    let place =
        |number: &Number| number.to_integer().map_or(0, |n| usize::try_from(n.max(0)).unwrap_or(usize::MAX));
    let (from, to) = (place(from), place(to));
    Ok(Value::Text(text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>().into()))
}

/// NFKC, without white space, in lower case: what two spellings of one name have in common.
fn normalize(args: &[Value]) -> Result<Value, NumberError> {
    let [Value::Text(text)] = args else {
        return Err(NumberError::Overflow);
    };
    let folded: String =
        text.nfkc().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect();
    Ok(Value::Text(folded.into()))
}

/// Decimal digits without separators; a year without its 年.
fn text(args: &[Value]) -> Result<Value, NumberError> {
    match args {
        [Value::Number(number)] => Ok(Value::Text(number.to_decimal(0).into())),
        [Value::Text(text)] => Ok(Value::Text(text.clone())),
        _ => Err(NumberError::Overflow),
    }
}

fn count(n: usize) -> Value {
    Value::Number(Number::integer(n as i128))
}
