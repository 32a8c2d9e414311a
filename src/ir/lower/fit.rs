//! Whether a value fits where it stands; if not, what was likely meant.

use super::typed::same;
use super::{Typed, literals};
use crate::diag::{RuleProblem, nearest};
use crate::ir::words::words;
use crate::schema::{Schema, Type};
use crate::value::{Number, Unit, Value};

/// The value as one of type `want`: a whole number fits a year, a whole number fits a number.
pub(in crate::ir) fn fit(
    mut typed: Typed,
    want: &Type,
    unit: Option<Unit>,
    schema: &Schema,
) -> Result<Typed, RuleProblem> {
    if let (Type::Year, Type::Int, Some(_)) = (want, &typed.expr.ty, typed.constant()) {
        typed.expr.ty = Type::Year;
    }
    let narrows = matches!((want, &typed.expr.ty), (Type::Int, Type::Number));
    if same(want, &typed.expr.ty) && !narrows { Ok(typed) } else { Err(clash(&typed, want, unit, schema)) }
}

/// Why `found` cannot stand for a `want`, with the likely intention. `unit` is that of the money it meets.
pub(in crate::ir) fn clash(found: &Typed, want: &Type, unit: Option<Unit>, schema: &Schema) -> RuleProblem {
    let number = match found.constant() {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    match (want, &found.expr.ty) {
        (Type::Money, Type::Int | Type::Number) => {
            let suggestion = number.zip(unit).map(|(number, unit)| format!("{number}{}", unit.word()));
            RuleProblem::MoneyAndNumber { suggestion }
        }
        (Type::Int | Type::Number, Type::Money) => RuleProblem::MoneyAndNumber { suggestion: None },
        (Type::Ratio, Type::Int | Type::Number) => {
            RuleProblem::RatioAndNumber { suggestion: number.and_then(percent) }
        }
        (Type::Int | Type::Number, Type::Ratio) => RuleProblem::RatioAndNumber { suggestion: None },
        (Type::Days, Type::Int | Type::Number) => {
            RuleProblem::DaysAndNumber { suggestion: number.map(|number| format!("{number}天")) }
        }
        (Type::Int | Type::Number, Type::Days) => RuleProblem::DaysAndNumber { suggestion: None },
        (Type::Enum(id), Type::Text) if found.constant().is_some() => {
            let Some(Value::Text(text)) = found.constant() else {
                return mismatch(found, want, schema);
            };
            let suggestion = schema.enumeration(*id).and_then(|enumeration| {
                let member = enumeration.member_in_document(text);
                let exact = member.and_then(|at| enumeration.members.get(at));
                let spellings = enumeration.members.iter().flat_map(|member| member.names.iter());
                exact.map(|member| member.names.first.clone()).or_else(|| nearest(text, spellings))
            });
            RuleProblem::QuotedMember { text: text.to_string(), suggestion }
        }
        _ => mismatch(found, want, schema),
    }
}

fn mismatch(found: &Typed, want: &Type, schema: &Schema) -> RuleProblem {
    RuleProblem::Mismatch { expected: words(want, schema), found: words(&found.expr.ty, schema) }
}

/// The ratio that somebody meant by a plain number: 0.6 and 60 are both `60%`.
fn percent(number: Number) -> Option<String> {
    let hundredfold = literals::hundredfold(number)?;
    let meant = if number.abs().ok()? > Number::ONE { number } else { hundredfold };
    Some(format!("{meant}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_and_a_percentage_are_both_understood() {
        for (written, meant) in [("0.6", "60%"), ("60", "60%"), ("1", "100%"), ("0.125", "12.5%")] {
            assert_eq!(percent(Number::parse(written).unwrap()).as_deref(), Some(meant));
        }
    }
}
