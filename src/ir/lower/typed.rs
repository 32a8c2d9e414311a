//! An expression with its type and with the unit in which its money is shown.

use crate::ir::{Expr, ExprKind};
use crate::schema::Type;
use crate::source::Span;
use crate::value::{Unit, Value};

/// A lowered expression.
#[derive(Clone, Debug)]
pub(in crate::ir) struct Typed {
    /// The expression; whether it can be missing is found out later.
    pub(in crate::ir) expr: Expr,
    /// The unit in which its money was written: the field's, the literal's, that of the first operand that
    /// has one.
    pub(in crate::ir) unit: Option<Unit>,
}

impl Typed {
    /// An expression that is not known to be optional.
    pub(super) fn new(kind: ExprKind, ty: Type, span: Span) -> Self {
        Self { expr: Expr { kind, ty, optional: false, span }, unit: None }
    }

    /// Some value of that type, for what is looked at without a value at hand.
    pub(in crate::ir) fn any(ty: &Type, span: Span) -> Self {
        Self::new(ExprKind::Let(usize::MAX), ty.clone(), span)
    }

    /// The same with a unit.
    pub(super) fn in_unit(mut self, unit: Option<Unit>) -> Self {
        self.unit = unit;
        self
    }

    /// Its value, if it is a literal or a member.
    pub(in crate::ir) fn constant(&self) -> Option<&Value> {
        match &self.expr.kind {
            ExprKind::Constant(value) => Some(value),
            _ => None,
        }
    }
}

/// True for two types whose values can stand for each other. Records and lists have no values.
pub(super) fn same(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Enum(a), Type::Enum(b)) => a == b,
        (Type::Set(a), Type::Set(b)) => same(a, b),
        (Type::Int | Type::Number, Type::Int | Type::Number)
        | (Type::Text, Type::Text)
        | (Type::Bool, Type::Bool)
        | (Type::Ratio, Type::Ratio)
        | (Type::Money, Type::Money)
        | (Type::Date, Type::Date)
        | (Type::Year, Type::Year)
        | (Type::Days, Type::Days) => true,
        _ => false,
    }
}

/// True for types whose values have an order.
pub(super) const fn ordered(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Date | Type::Year | Type::Days)
}

/// True for types whose values can be negated and added up.
pub(super) const fn summable(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Days)
}

/// True for single values.
pub(super) const fn scalar(ty: &Type) -> bool {
    !matches!(ty, Type::Record(_) | Type::List(_) | Type::Set(_))
}
