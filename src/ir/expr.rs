//! Typed expressions. Parameters have their values, names are paths, enumeration members are numbers.

use crate::schema::{FieldPath, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{ArithmeticOp, CompareOp, Quantifier};
use crate::value::{Matcher, Value};

/// A typed expression. Its value is a scalar: lists and records occur only as [`Path`]s.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type; a scalar or a set.
    pub ty: Type,
    /// True when it can be missing without any fault of the document.
    pub optional: bool,
    /// Its text in the rule's file.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A value known when the rules are compiled.
    Constant(Value),
    /// A parameter, by its number; its value is in the program.
    Param(usize),
    /// A 令 of the rule, by its number.
    Let(usize),
    /// A scalar of the data.
    Cell(Path),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a + b`.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `非 a`.
    Not(Box<Expr>),
    /// `a 且 b`.
    And(Box<Expr>, Box<Expr>),
    /// `a 或 b`.
    Or(Box<Expr>, Box<Expr>),
    /// `a = b ± t`.
    Compare(CompareOp, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `a 属于 {b, c}`; the values are sorted.
    InSet(Box<Expr>, Vec<Expr>),
    /// `a 属于 集合参数`.
    InParam(Box<Expr>, usize),
    /// `a 属于 [b, c)`.
    InInterval(Box<Expr>, Interval),
    /// `a 属于 xs` and `xs 包含 a`, of a list of scalars.
    InList(Box<Expr>, Range),
    /// `a 匹配 "…"`.
    Matches(Box<Expr>, Matcher),
    /// `a 包含 b`, of texts.
    ContainsText(Box<Expr>, Box<Expr>),
    /// `有 a`.
    Has(Target),
    /// `a 或缺 b`.
    Default(Box<Expr>, Box<Expr>),
    /// `每个 xs 满足 (…)`: the body reads the element as the innermost frame.
    Quantified(Quantifier, Range, Box<Expr>),
    /// `合计(…)`: the argument, where there is one, reads the element as the innermost frame.
    Aggregate(Aggregate, Range, Option<Box<Expr>>),
    /// A function of the language.
    Call(Function, Vec<Expr>),
    /// What the members of the group, or the records of a table of the batch, come to: by the number of the slot
    /// of the rule. It stands in place of every 合计, 每个 and 存在 over them.
    Slot(usize),
    /// `最大(a, b)`: the greatest or the least of two or more values; missing when one of them is.
    Extreme(Extreme, Vec<Expr>),
}

/// Which of several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// 最大.
    Greatest,
    /// 最小.
    Least,
}

/// A way from a record to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Where it begins.
    pub start: Start,
    /// Whose field, or in a join the innermost whose fields its key reads: 0 is the subject, 1 the element of the outermost quantifier or aggregate, and so on.
    pub frame: usize,
    /// Indices of fields, through nested records; empty for the element itself of a list of scalars.
    pub steps: Vec<usize>,
    /// The path relative to its frame in both spellings: first, last.
    pub shown: FieldPath,
}

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// The record of its frame.
    Frame,
    /// A record of another table: the join of the rule by its number.
    Join(usize),
    /// All records of a table: the members of the group, or those of the batch.
    Table(TableId),
}

/// `T[a, b]`: the record of a table with that key.
#[derive(Clone, Debug)]
pub struct Join {
    /// The table.
    pub table: TableId,
    /// A value for each part of its key.
    pub keys: Vec<Expr>,
    /// The fields of the table that the rule reads through it.
    pub fields: Vec<usize>,
}

/// The elements of a list, filtered.
#[derive(Clone, Debug)]
pub struct Range {
    /// The list.
    pub list: Path,
    /// True when the list itself can be missing without any fault of the document.
    pub optional: bool,
    /// 其中: reads the element as the innermost frame.
    pub filter: Option<Box<Expr>>,
}

/// What 有 asks about.
#[derive(Clone, Debug)]
pub enum Target {
    /// A field of any type.
    Cell(Path),
    /// A computed value.
    Expr(Box<Expr>),
}

/// Two ends.
#[derive(Clone, Debug)]
pub struct Interval {
    /// Lower end.
    pub low: Box<Expr>,
    /// Upper end.
    pub high: Box<Expr>,
    /// `[`.
    pub low_closed: bool,
    /// `]`.
    pub high_closed: bool,
}

/// The aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// 计数.
    Count,
    /// 合计.
    Sum,
    /// 最大.
    Max,
    /// 最小.
    Min,
    /// 平均.
    Mean,
    /// 去重计数.
    Distinct,
}

/// A function of the language: a row of the table in `builtins`.
pub type Function = &'static crate::builtins::Builtin;
