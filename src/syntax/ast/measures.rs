//! 处置, as an item and as a clause.

use serde::Serialize;

use super::{Expr, Ident, Names, TypeExpr};
use crate::source::Span;

/// 处置 as an item: a measure.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// Its name.
    pub names: Names,
    /// Its arguments.
    pub args: Vec<MeasureArg>,
    /// 轻重.
    pub weight: Option<Weight>,
    /// 金额.
    pub amount: Option<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 轻重: greater is graver.
#[derive(Clone, Debug, Serialize)]
pub struct Weight {
    /// The number.
    pub value: u32,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// An argument of a measure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureArg {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
}

/// 处置 as a clause: a measure applied.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureUse {
    /// Which measure.
    pub name: Ident,
    /// Its arguments.
    pub args: Vec<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}
