//! What an expression is made of, in reading order.

use smallvec::SmallVec;

use crate::eval::logic::connected;
use crate::ir::{Expr, ExprKind, Target};

/// The parts of an expression: a few, most of the time.
pub(in crate::eval) type Parts<'e> = SmallVec<[&'e Expr; 4]>;

/// The operands of a chain of one connective or of operators, in reading order; else the expression
/// itself.
pub(in crate::eval) fn operands(expr: &Expr) -> Parts<'_> {
    let mut chain = Parts::new();
    let mut rest = expr;
    let top = connected(expr).map(|(connective, ..)| connective);
    loop {
        match (top, &rest.kind) {
            (Some(top), _) => match connected(rest) {
                Some((connective, left, right)) if connective == top => {
                    chain.push(right);
                    rest = left;
                }
                Some(_) | None => break,
            },
            (None, ExprKind::Arithmetic(_, left, right)) => {
                chain.push(right);
                rest = left;
            }
            (None, _) => break,
        }
    }
    chain.push(rest);
    chain.reverse();
    chain
}

/// The expressions an expression is made of, elements of lists aside.
pub(in crate::eval) fn children(expr: &Expr) -> Parts<'_> {
    match &expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Param(_)
        | ExprKind::Let(_)
        | ExprKind::Cell(_)
        | ExprKind::Slot(_)
        | ExprKind::Has(Target::Cell(_))
        | ExprKind::Quantified(..)
        | ExprKind::Aggregate(..) => Parts::new(),
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::InParam(inner, _)
        | ExprKind::InList(inner, _)
        | ExprKind::Matches(inner, _)
        | ExprKind::Has(Target::Expr(inner)) => of([inner]),
        ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Arithmetic(_, left, right)
        | ExprKind::ContainsText(left, right)
        | ExprKind::Default(left, right)
        | ExprKind::Compare(_, left, right, None) => of([left, right]),
        ExprKind::Compare(_, left, right, Some(within)) => of([left, right, within]),
        ExprKind::InSet(value, members) => std::iter::once(&**value).chain(members).collect(),
        ExprKind::InInterval(value, interval) => of([value, &interval.low, &interval.high]),
        ExprKind::Call(_, arguments) | ExprKind::Extreme(_, arguments) => arguments.iter().collect(),
    }
}

fn of<const N: usize>(parts: [&Expr; N]) -> Parts<'_> {
    parts.into_iter().collect()
}
