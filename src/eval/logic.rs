//! The truth of expressions: 非 is pushed to the leaves, unknowns follow the orders of [`Truth`].

use std::borrow::Cow;
use std::cmp::Ordering;

use super::frame::Frame;
use super::judge::Scene;
use super::state::{Connective, Scalar, Truth, Unknown, both};
use super::terms::calculate;
use crate::ir::{Expr, ExprKind, Interval, Path, Start, Target};
use crate::read::State;
use crate::syntax::ast::{ArithmeticOp, CompareOp};
use crate::value::{Number, NumberError, Value};

impl<'d> Scene<'d> {
    /// Whether it holds, under 非 where `negated`.
    pub(super) fn truth(&self, expr: &'d Expr, negated: bool, frame: &Frame<'_, 'd>) -> Truth {
        if let Some(truths) = &self.truths
            && let Some(holds) = truths.of(expr, frame)
        {
            return Truth::from(holds != negated);
        }
        match &expr.kind {
            ExprKind::Not(inner) => self.truth(inner, !negated, frame),
            ExprKind::And(..) | ExprKind::Or(..) => self.chain(expr, negated, frame),
            ExprKind::Quantified(quantifier, range, body) => {
                self.quantified(*quantifier, range, body, negated, frame)
            }
            ExprKind::Compare(op, left, right, within) => {
                let within = within.as_deref().map(|within| self.scalar(within, frame));
                compare(*op, self.scalar(left, frame), self.scalar(right, frame), within).turned(negated)
            }
            ExprKind::InSet(value, members) => self.in_set(value, members, frame).turned(negated),
            ExprKind::InParam(value, param) => {
                let value = self.scalar(value, frame);
                let values = self.program.params.get(*param).map_or(&[][..], |param| &param.values);
                known(value.map(|value| values.contains(&value))).turned(negated)
            }
            ExprKind::InInterval(value, interval) => self.in_interval(value, interval, frame).turned(negated),
            ExprKind::InList(value, range) => {
                self.in_list(self.scalar(value, frame), range, frame).turned(negated)
            }
            ExprKind::Matches(value, pattern) => {
                let matches = |value: Cow<'_, Value>| match &*value {
                    Value::Text(text) => pattern.is_match(text),
                    Value::Bool(_) | Value::Number(_) | Value::Date(_) | Value::Member(_) => false,
                };
                known(self.scalar(value, frame).map(matches)).turned(negated)
            }
            ExprKind::ContainsText(text, part) => {
                let sides = both(self.scalar(text, frame), self.scalar(part, frame));
                let contains = sides.map(|(text, part)| match (&*text, &*part) {
                    (Value::Text(text), Value::Text(part)) => text.contains(&**part),
                    _ => false,
                });
                known(contains).turned(negated)
            }
            ExprKind::Has(target) => self.has(target, frame).turned(negated),
            // 非 has been pushed into what is asked.
            ExprKind::Slot(slot) if self.asks_for_truth(*slot) => Truth::from(self.slot_value(*slot)),
            ExprKind::Constant(_)
            | ExprKind::Param(_)
            | ExprKind::Let(_)
            | ExprKind::Cell(_)
            | ExprKind::Slot(_)
            | ExprKind::Negate(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Default(..)
            | ExprKind::Aggregate(..)
            | ExprKind::Call(..)
            | ExprKind::Extreme(..) => Truth::from(self.scalar(expr, frame)).turned(negated),
        }
    }

    /// 且 and 或. A chain of one connective leans to the left and may be long: it is walked, not recursed into.
    fn chain(&self, expr: &'d Expr, negated: bool, frame: &Frame<'_, 'd>) -> Truth {
        let Some((connective, ..)) = connected(expr) else {
            return self.truth(expr, negated, frame);
        };
        let joined = connective.turned(negated);
        let mut truth = joined.of_none();
        let mut rest = expr;
        while !joined.is_settled_by(truth) {
            match connected(rest) {
                Some((same, left, right)) if same == connective => {
                    truth = self.truth(right, negated, frame).joined(joined, truth);
                    rest = left;
                }
                Some(_) | None => return self.truth(rest, negated, frame).joined(joined, truth),
            }
        }
        truth
    }

    fn in_set(&self, value: &'d Expr, members: &'d [Expr], frame: &Frame<'_, 'd>) -> Truth {
        let value = match self.scalar(value, frame) {
            Ok(value) => value,
            Err(unknown) => return Truth::Unknown(unknown),
        };
        let mut found = Truth::False;
        for member in members {
            found = found.or(known(self.scalar(member, frame).map(|member| member == value)));
            if found == Truth::True {
                break;
            }
        }
        found
    }

    fn in_interval(&self, value: &'d Expr, interval: &'d Interval, frame: &Frame<'_, 'd>) -> Truth {
        let ends = both(self.scalar(&interval.low, frame), self.scalar(&interval.high, frame));
        let (value, (low, high)) = match (self.scalar(value, frame), ends) {
            (Ok(value), Ok(ends)) => (value, ends),
            (Err(one), Err(other)) => return Truth::Unknown(one.over(other)),
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => return Truth::Unknown(unknown),
        };
        let above = if interval.low_closed { value >= low } else { value > low };
        let below = if interval.high_closed { value <= high } else { value < high };
        Truth::from(above && below)
    }

    fn has(&self, target: &'d Target, frame: &Frame<'_, 'd>) -> Truth {
        match target {
            Target::Cell(Path { start: Start::Join(join), steps, .. }) if steps.is_empty() => {
                known(self.joined(*join, frame).map(|_| true)).or_false()
            }
            Target::Cell(path) => match self.find(path, frame).map(|cell| &cell.state) {
                Ok(State::Value(_) | State::Record(_) | State::List(_)) => Truth::True,
                Ok(State::Missing) => Truth::False,
                Ok(State::Malformed(_)) => Truth::Unknown(Unknown::Malformed),
                Err(unknown) => Truth::Unknown(unknown).or_false(),
            },
            Target::Expr(expr) => match self.scalar(expr, frame) {
                Ok(_) => Truth::True,
                Err(unknown) => Truth::Unknown(unknown).or_false(),
            },
        }
    }
}

/// The connective of 且 or 或 with its two sides.
pub(super) fn connected(expr: &Expr) -> Option<(Connective, &Expr, &Expr)> {
    match &expr.kind {
        ExprKind::And(left, right) => Some((Connective::And, left, right)),
        ExprKind::Or(left, right) => Some((Connective::Or, left, right)),
        _ => None,
    }
}

/// A leaf: what is known about it.
fn known(holds: Result<bool, Unknown>) -> Truth {
    match holds {
        Ok(holds) => Truth::from(holds),
        Err(unknown) => Truth::Unknown(unknown),
    }
}

/// A comparison, where `within` is given as far as that apart.
fn compare(op: CompareOp, left: Scalar<'_>, right: Scalar<'_>, within: Option<Scalar<'_>>) -> Truth {
    let sides = both(left, right);
    let Some(within) = within else {
        return known(sides.map(|(left, right)| holds(op, left.cmp(&right))));
    };
    let (left, right, within) = match (sides, within) {
        (Ok((left, right)), Ok(within)) => (left, right, within),
        (Err(one), Err(other)) => return Truth::Unknown(one.over(other)),
        (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => return Truth::Unknown(unknown),
    };
    let (Ok(Value::Number(apart)), Value::Number(within)) =
        (calculate(ArithmeticOp::Sub, &left, &right), &*within)
    else {
        return Truth::Unknown(Unknown::Fault(NumberError::Overflow));
    };
    match apart.abs() {
        // Two sides that are near enough count as equal, for every comparison.
        Ok(distance) if distance <= *within => Truth::from(holds(op, Ordering::Equal)),
        Ok(_) => Truth::from(holds(op, apart.cmp(&Number::ZERO))),
        Err(error) => Truth::Unknown(Unknown::Fault(error)),
    }
}

const fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}
