//! 下级可调: the values that packs below may give a parameter.

use crate::diag::RuleProblem;
use crate::ir::mistakes::Mistakes;
use crate::ir::words::words;
use crate::ir::world::World;
use crate::ir::{Origin, constants};
use crate::schema::{Schema, Type};
use crate::syntax::ast;
use crate::value::{Unit, Value};

/// 下级可调.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The values.
    pub permitted: Permitted,
    /// The same as it is written.
    pub shown: String,
    /// Its text.
    pub origin: Origin,
}

/// What is permitted of a value, or of each value of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permitted {
    /// To lie between two ends.
    Interval {
        /// Lower end.
        low: Value,
        /// Upper end.
        high: Value,
        /// True when `low` itself is permitted.
        low_closed: bool,
        /// True when `high` itself is permitted.
        high_closed: bool,
    },
    /// To be one of these.
    Members(Vec<Value>),
}

impl Permitted {
    /// True when the value is permitted.
    pub fn contains(&self, value: &Value) -> bool {
        match self {
            Self::Interval { low, high, low_closed, high_closed } => {
                let above = value > low || (*low_closed && value == low);
                above && (value < high || (*high_closed && value == high))
            }
            Self::Members(members) => members.contains(value),
        }
    }

    /// True when all that this permits is permitted by the other one.
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Members(members), _) => members.iter().all(|member| other.contains(member)),
            (
                Self::Interval { low, high, low_closed, high_closed },
                Self::Interval { low: least, high: most, low_closed: with_least, high_closed: with_most },
            ) => {
                let above = low > least || (low == least && (*with_least || !low_closed));
                above && (high < most || (high == most && (*with_most || !high_closed)))
            }
            (Self::Interval { low, high, .. }, Self::Members(_)) => low == high && other.contains(low),
        }
    }

    fn shown(&self, ty: &Type, unit: Unit, schema: &Schema) -> String {
        let one = |value: &Value| constants::shown(value, ty, unit, schema);
        match self {
            Self::Interval { low, high, low_closed, high_closed } => {
                let open = if *low_closed { '[' } else { '(' };
                let close = if *high_closed { ']' } else { ')' };
                format!("{open}{}, {}{close}", one(low), one(high))
            }
            Self::Members(members) => {
                format!("{{{}}}", members.iter().map(one).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// 下级可调 of a parameter whose values are of that type and written in that unit.
pub(in crate::ir) fn opening(
    written: &ast::Opening,
    ty: &Type,
    unit: Unit,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<Opening> {
    let origin = Origin { source, span: written.span };
    let permitted = match &written.permitted {
        ast::Permitted::Interval(interval) => ends(interval, ty, unit, origin, world, mistakes)?,
        ast::Permitted::Set(members) => {
            let members: Vec<Option<Value>> = members
                .iter()
                .map(|member| constants::constant(member, ty, source, world, mistakes)?.constant().cloned())
                .collect();
            let mut members: Vec<Value> = members.into_iter().collect::<Option<_>>()?;
            members.sort();
            members.dedup();
            Permitted::Members(members)
        }
    };
    let shown = permitted.shown(ty, unit, &world.schema);
    Some(Opening { permitted, shown, origin })
}

fn ends(
    interval: &ast::Interval,
    ty: &Type,
    unit: Unit,
    origin: Origin,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<Permitted> {
    let (low_closed, high_closed) = (interval.low_closed, interval.high_closed);
    match ty {
        Type::Text | Type::Bool | Type::Enum(_) | Type::Record(_) | Type::List(_) | Type::Set(_) => {
            let found = words(ty, &world.schema);
            mistakes.error(origin, RuleProblem::BadModifier { modifier: "下级可调", found });
            None
        }
        Type::Date => {
            let mut end = |expr| constants::constant(expr, ty, origin.source, world, mistakes);
            let (low, high) = (end(&interval.low), end(&interval.high));
            let (low, high) = (low?.constant()?.clone(), high?.constant()?.clone());
            if low > high || (low == high && !(low_closed && high_closed)) {
                mistakes.error(Origin { span: interval.span, ..origin }, RuleProblem::EmptyInterval);
                return None;
            }
            Some(Permitted::Interval { low, high, low_closed, high_closed })
        }
        Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Year | Type::Days => {
            let bounds = constants::bounds(interval, ty, Some(unit), origin.source, world, mistakes)?;
            let (low, high) = (Value::Number(bounds.low), Value::Number(bounds.high));
            Some(Permitted::Interval { low, high, low_closed, high_closed })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Number;

    fn interval(low: i128, high: i128, low_closed: bool, high_closed: bool) -> Permitted {
        let [low, high] = [low, high].map(|end| Value::Number(Number::integer(end)));
        Permitted::Interval { low, high, low_closed, high_closed }
    }

    fn members(values: &[i128]) -> Permitted {
        Permitted::Members(values.iter().map(|value| Value::Number(Number::integer(*value))).collect())
    }

    #[test]
    fn what_is_opened_again_is_within_what_was_open() {
        let upper = interval(0, 10, true, false);
        assert!(interval(0, 10, true, false).is_within(&upper));
        assert!(interval(0, 9, false, true).is_within(&upper));
        assert!(!interval(0, 10, true, true).is_within(&upper));
        assert!(!interval(-1, 5, true, true).is_within(&upper));
        assert!(members(&[0, 9]).is_within(&upper) && !members(&[0, 10]).is_within(&upper));
        assert!(interval(3, 3, true, true).is_within(&members(&[3, 4])));
        assert!(!interval(3, 4, true, true).is_within(&members(&[3, 4])));
    }
}
