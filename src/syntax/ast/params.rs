//! 参数.

use serde::Serialize;

use super::{Expr, Interval, Names, Opening, Period, TypeExpr};
use crate::source::Span;

/// 参数.
#[derive(Clone, Debug, Serialize)]
pub struct Param {
    /// Its name.
    pub names: Names,
    /// Its type.
    pub ty: TypeExpr,
    /// Its value.
    pub value: Expr,
    /// 范围.
    pub range: Option<Interval>,
    /// 下级可调.
    pub open: Option<Opening>,
    /// 施行.
    pub period: Option<Period>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}
