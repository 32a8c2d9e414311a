//! Expressions and their operators.

use serde::Serialize;

use super::{Ident, Literal};
use crate::source::Span;

/// An expression.
#[derive(Clone, Debug, Serialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, Serialize)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A name.
    Name(Ident),
    /// `a.b`.
    Member(Box<Expr>, Ident),
    /// `f(a, b)`.
    Call(Ident, Vec<Expr>),
    /// `T[a, b]`: the record of a table with that key.
    Keyed(Ident, Vec<Expr>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `[a, b)`.
    Interval(Interval),
    /// `-a`.
    Negate(Box<Expr>),
    /// `非 a`.
    Not(Box<Expr>),
    /// `a + b`.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `a 且 b`.
    And(Box<Expr>, Box<Expr>),
    /// `a 或 b`.
    Or(Box<Expr>, Box<Expr>),
    /// `a = b`, with `± t` where it is given (of `=` and `≠` only).
    Compare(CompareOp, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `a 属于 b`; 不属于 when true.
    In(Box<Expr>, Box<Expr>, bool),
    /// `a 匹配 "…"`.
    Matches(Box<Expr>, Box<Expr>),
    /// `a 包含 b`.
    Contains(Box<Expr>, Box<Expr>),
    /// `有 a`; 无 when true.
    Has(Box<Expr>, bool),
    /// `a 或缺 b`.
    Default(Box<Expr>, Box<Expr>),
    /// `每个 xs 满足 (…)`; 存在 when the kind says so.
    Quantified(Quantifier, Box<Expr>, Box<Expr>),
    /// `xs 其中 (…)`.
    Where(Box<Expr>, Box<Expr>),
}

/// An interval.
#[derive(Clone, Debug, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: Box<Expr>,
    /// Upper end.
    pub high: Box<Expr>,
    /// `[`.
    pub low_closed: bool,
    /// `]`.
    pub high_closed: bool,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 每个 or 存在.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Quantifier {
    /// 每个.
    All,
    /// 存在.
    Any,
}

/// The arithmetic operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ArithmeticOp {
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `×`.
    Mul,
    /// `÷`.
    Div,
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CompareOp {
    /// `=`.
    Eq,
    /// `≠`.
    Ne,
    /// `<`.
    Lt,
    /// `<=`.
    Le,
    /// `>`.
    Gt,
    /// `>=`.
    Ge,
}
