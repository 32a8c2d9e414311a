//! Parameters and the values that a run gives them.

use heng::value::{Number, Value};

use super::harness::{MODEL, compiled, said, says};

/// The code of the only diagnostic, or the values of the parameter.
fn given(declaration: &str, name: &str, value: &str) -> Result<Vec<Value>, String> {
    let (program, diagnostics) = compiled(&format!("{MODEL}{declaration}"), &[(name, value)]);
    match program {
        Some(program) => Ok(program
            .params
            .iter()
            .find(|param| param.names.is(name))
            .map(|param| {
                assert!(param.overridden);
                param.values.clone()
            })
            .unwrap_or_default()),
        None => Err(said(&diagnostics).into_iter().map(|[code, ..]| code).collect::<Vec<_>>().join(" ")),
    }
}

fn number(n: i128) -> Vec<Value> {
    vec![Value::Number(Number::integer(n))]
}

#[test]
fn a_value_is_read_as_a_document_would_be() {
    assert_eq!(given("", "起点", "60"), Ok(number(600_000)));
    assert_eq!(given("", "threshold", "1.5亿元"), Ok(number(150_000_000)));
    assert_eq!(given("参数 甲 : 比例 = 20%", "甲", "100%"), Ok(number(1)));
    assert_eq!(given("", "好评", "{中，fair、优}"), Ok(vec![Value::Member(0), Value::Member(2)]));
}

#[test]
fn a_value_that_cannot_be() {
    assert_eq!(given("", "起点", "很多"), Err("option/bad-param".to_owned()));
    assert_eq!(given("", "起店", "1"), Err("option/unknown-param".to_owned()));
    assert_eq!(given("参数 甲 : 整数 = 3 范围 [1, 5]", "甲", "6"), Err("constant/out-of-range".to_owned()));
}

#[test]
fn a_declared_value_lies_in_its_own_range() {
    says("参数 甲 : 金额 = 60万元 范围 [1万元, 50万元]", &[("constant/out-of-range", "60万元", "")]);
    says("参数 甲 : 文本 = \"a\" 范围 [1, 2]", &[("field/bad-modifier", "[1, 2]", "")]);
}

#[test]
fn a_value_is_a_constant_of_the_type() {
    says("参数 甲 : 金额 = 50", &[("type/money-and-number", "50", "单位")]);
    says("参数 甲 : 整数 = 3.5", &[("type/mismatch", "3.5", "")]);
    says("参数 甲 : 等级 = 及格", &[("name/unknown", "及格", "")]);
    says("参数 甲 : 集合 等级 = 优", &[("type/mismatch", "优", "")]);
    says("参数 甲 : { a : 文本 } = \"a\"", &[("type/misplaced", "{ a : 文本 }", "")]);
}

#[test]
fn a_parameter_with_a_mistake_is_not_unknown_to_the_run() {
    assert_eq!(given("参数 甲 : 金额 = 50", "甲", "1"), Err("type/money-and-number".to_owned()));
}
