//! 考核, and the points that findings take off it.

use serde::Serialize;

use super::{Expr, Ident, Names, Text};
use crate::source::Span;

/// 考核: a scorecard of units.
#[derive(Clone, Debug, Serialize)]
pub struct Scorecard {
    /// Its name.
    pub names: Names,
    /// 依据.
    pub basis: Vec<Text>,
    /// 满分.
    pub full: Option<Expr>,
    /// 按: the unit, as the rules that deduct see it.
    pub unit: Option<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 扣分: the points that a finding takes off a scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct Deduction {
    /// How many.
    pub points: Expr,
    /// 至多: how many all findings of the rule take off one unit.
    pub most: Option<Expr>,
    /// 于: which scorecard; the only one where left out.
    pub scorecard: Option<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}
