//! 规则, and the clauses that it shares with 分档.

use serde::Serialize;

use super::{Deduction, Expr, Ident, MeasureUse, Names, Period, Template, Text};
use crate::source::Span;

/// 规则.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Code, names, scope.
    pub head: Head,
    /// 要求.
    pub requirement: Option<Expr>,
    /// 否则.
    pub otherwise: Option<Otherwise>,
    /// 处置.
    pub measure: Option<MeasureUse>,
    /// 扣分.
    pub deduction: Option<Deduction>,
    /// 建议.
    pub advice: Option<Template>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What 规则 and 分档 have in common.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The stable code.
    pub code: Ident,
    /// Its names, if it has any.
    pub names: Option<Names>,
    /// 依据.
    pub basis: Vec<Text>,
    /// 对象.
    pub subject: Option<Subject>,
    /// 施行.
    pub period: Option<Period>,
    /// 令, before or after 条件.
    pub lets: Vec<Let>,
    /// 条件.
    pub condition: Option<Expr>,
    /// 除外.
    pub exceptions: Vec<Exception>,
}

/// 对象: what a rule visits.
#[derive(Clone, Debug, Serialize)]
pub struct Subject {
    /// The table; `None` for 批次, the whole batch.
    pub table: Option<Ident>,
    /// 按: the fields that the records of a group have in common.
    pub keys: Vec<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 令.
#[derive(Clone, Debug, Serialize)]
pub struct Let {
    /// The name.
    pub name: Ident,
    /// What it stands for.
    pub value: Expr,
}

/// 除外.
#[derive(Clone, Debug, Serialize)]
pub struct Exception {
    /// When it applies.
    pub when: Expr,
    /// Why it may.
    pub basis: Vec<Text>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A severity with a message.
#[derive(Clone, Debug, Serialize)]
pub struct Otherwise {
    /// 错误, 警告 or 提示.
    pub severity: Level,
    /// The message.
    pub message: Template,
}

/// The severities, as keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Level {
    /// 错误.
    Error,
    /// 警告.
    Warning,
    /// 提示.
    Note,
}
