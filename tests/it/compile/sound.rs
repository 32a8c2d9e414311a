//! What a checked program holds.

use heng::ir::{Body, ExprKind, Part};
use heng::value::{Number, Unit};

use super::harness::{program, rule};

#[test]
fn amounts_have_their_arguments_put_in_and_are_shown_in_the_unit_of_entry() {
    let program = program(&rule(
        "要求 总分 > 1 否则 错误 \"{申报金额} {合计(资金.金额)} {申报金额 × 2 + 1元} {总分}\" 处置 压减(20%)",
    ));
    let Body::Require(requirement) = &program.rules[0].body else {
        panic!("a requirement");
    };
    let measure = requirement.outcome.measure.as_ref().unwrap();
    assert_eq!((measure.unit, program.measures[measure.measure].weight), (Unit::TenThousand, 2));
    let ExprKind::Arithmetic(_, _, argument) = &measure.amount.as_ref().unwrap().kind else {
        panic!("a product");
    };
    let fifth = Number::ONE.over(Number::integer(5)).unwrap();
    assert!(matches!(argument.kind, ExprKind::Constant(heng::value::Value::Number(n)) if n == fifth));
    let units: Vec<Unit> = requirement
        .outcome
        .message
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Hole(_, unit) => Some(*unit),
            Part::Text(_) => None,
        })
        .collect();
    assert_eq!(units, [Unit::TenThousand, Unit::TenThousand, Unit::TenThousand, Unit::Yuan]);
}

#[test]
fn placeholders_of_a_table_hold_in_nested_records() {
    let program = program("");
    let table = &program.schema.tables[0];
    let (_, field) = table.record.field("评价").unwrap();
    let heng::schema::Type::Record(inner) = &field.ty else {
        panic!("a record");
    };
    assert_eq!(*inner.fields[0].placeholders, ["无"]);
}

#[test]
fn what_can_be_missing_is_marked() {
    let program = program(&rule("条件 有 复评 令 a = 复评 要求 a = 优 且 评价.得分 > 1"));
    let rule = &program.rules[0];
    assert!(!rule.lets[0].value.optional);
    let Body::Require(requirement) = &rule.body else {
        panic!("a requirement");
    };
    assert!(requirement.requirement.optional);
    let ExprKind::And(left, right) = &requirement.requirement.kind else {
        panic!("a conjunction");
    };
    assert_eq!((left.optional, right.optional), (false, true));
}
