//! How tightly operators bind; a greater level binds tighter.

use crate::syntax::ast::ArithmeticOp;
use crate::syntax::words::Operator;

pub(super) const OR: u8 = 1;
pub(super) const AND: u8 = 2;
pub(super) const NOT: u8 = 3;
pub(super) const COMPARE: u8 = 4;
pub(super) const SUM: u8 = 5;
pub(super) const PRODUCT: u8 = 6;
pub(super) const NEGATE: u8 = 7;
pub(super) const DEFAULT: u8 = 8;
pub(super) const HAS: u8 = 9;

/// The level of an operator.
pub(super) const fn of(operator: Operator) -> u8 {
    match operator {
        Operator::Or => OR,
        Operator::And => AND,
        Operator::Not => NOT,
        Operator::Compare(_)
        | Operator::In(_)
        | Operator::Matches
        | Operator::Contains
        | Operator::Within => COMPARE,
        Operator::Arithmetic(ArithmeticOp::Add | ArithmeticOp::Sub) => SUM,
        Operator::Arithmetic(ArithmeticOp::Mul | ArithmeticOp::Div) => PRODUCT,
        Operator::Default => DEFAULT,
        Operator::Has(_) => HAS,
    }
}
