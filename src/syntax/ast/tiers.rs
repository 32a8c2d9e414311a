//! 分档: axes, rows and what follows from them.

use serde::Serialize;

use super::{CompareOp, Deduction, Expr, Head, Ident, Interval, MeasureUse, Otherwise, Template};
use crate::source::Span;

/// 分档.
#[derive(Clone, Debug, Serialize)]
pub struct Tiers {
    /// Code, names, scope.
    pub head: Head,
    /// 按.
    pub axes: Vec<Expr>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A row of a tier set.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it covers.
    pub cover: Cover,
    /// Its label, 优.
    pub label: Option<Ident>,
    /// What follows.
    pub outcome: RowOutcome,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What a row covers.
#[derive(Clone, Debug, Serialize)]
pub enum Cover {
    /// A pattern an axis (or a lone 缺失).
    Patterns(Vec<Pattern>),
    /// 其他: all that no other row covers.
    Otherwise,
}

/// What a row says of one axis.
#[derive(Clone, Debug, Serialize)]
pub struct Pattern {
    /// Which values.
    pub kind: PatternKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The ways to say which values of an axis.
#[derive(Clone, Debug, Serialize)]
pub enum PatternKind {
    /// `[60, 80)`.
    Interval(Interval),
    /// `>= 90`.
    Compare(CompareOp, Expr),
    /// One value.
    Value(Expr),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `*`.
    Any,
    /// 缺失.
    Missing,
}

/// What follows from a row.
#[derive(Clone, Debug, Serialize)]
pub enum RowOutcome {
    /// 通过.
    Pass,
    /// 不适用.
    NotApplicable,
    /// A finding.
    Finding {
        /// Severity and message.
        otherwise: Otherwise,
        /// 处置.
        measure: Option<MeasureUse>,
        /// 扣分.
        deduction: Option<Deduction>,
        /// 建议.
        advice: Option<Template>,
    },
}
