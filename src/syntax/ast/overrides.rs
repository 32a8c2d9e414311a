//! 改为, 增加 and 停用: what a pack changes of the packs that it imports.

use serde::Serialize;

use super::{Exception, Expr, Ident, Interval, Level, Period, Text};
use crate::source::Span;

/// 参数 … 改为.
#[derive(Clone, Debug, Serialize)]
pub struct ParamOverride {
    /// The parameter.
    pub name: Ident,
    /// Its value from now on.
    pub value: Expr,
    /// 依据.
    pub basis: Vec<Text>,
    /// 下级可调.
    pub open: Option<Opening>,
    /// 施行.
    pub period: Option<Period>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 规则 … 改为, 规则 … 增加, 停用.
#[derive(Clone, Debug, Serialize)]
pub struct RuleOverride {
    /// The code of the rule.
    pub code: Ident,
    /// What is done to it.
    pub deed: RuleDeed,
    /// 依据; that of an exception is its own.
    pub basis: Vec<Text>,
    /// 施行.
    pub period: Option<Period>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What is done to a rule.
#[derive(Clone, Debug, Serialize)]
pub enum RuleDeed {
    /// 改为: it matters more.
    Raise {
        /// The label of the rows of a tier set; all that matter less when left out.
        row: Option<Ident>,
        /// The severity.
        level: Level,
        /// Its place.
        #[serde(skip)]
        span: Span,
    },
    /// 增加 除外.
    Except(Exception),
    /// 停用 … 因.
    Disable {
        /// Why.
        reason: Text,
    },
}

/// 下级可调: what packs that import this one may make of a parameter.
#[derive(Clone, Debug, Serialize)]
pub struct Opening {
    /// The values.
    pub permitted: Permitted,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// Values of an interval, or those of a set.
#[derive(Clone, Debug, Serialize)]
pub enum Permitted {
    /// `[50万元, 500万元]`
    Interval(Interval),
    /// `{优, 良}`
    Set(Vec<Expr>),
}
