//! A rule file and its items.

use serde::Serialize;

use super::{
    Example, Form, Ident, Measure, Pack, Param, ParamOverride, Rule, RuleOverride, Scorecard, Table, Test,
    Tiers, TypeDecl,
};
use crate::source::Span;

/// A rule file.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// Its items, in the order of the text.
    pub items: Vec<Item>,
}

/// One item; the large ones apart, so that lists of them are short.
#[derive(Clone, Debug, Serialize)]
pub enum Item {
    /// 规则包.
    Pack(Pack),
    /// 参数.
    Param(Box<Param>),
    /// 类型.
    Type(TypeDecl),
    /// 表.
    Table(Table),
    /// 处置.
    Measure(Measure),
    /// 考核.
    Scorecard(Scorecard),
    /// 规则.
    Rule(Box<Rule>),
    /// 分档.
    Tiers(Box<Tiers>),
    /// 参数 … 改为.
    ParamOverride(Box<ParamOverride>),
    /// 规则 … 改为, 规则 … 增加, 停用.
    RuleOverride(RuleOverride),
    /// 表样.
    Form(Form),
    /// 样例.
    Example(Example),
    /// 测试.
    Test(Test),
    /// An item that could not be parsed. Its name is kept, so that uses of it are not reported as unknown.
    Broken(Broken),
}

/// An item, or a part of one, that could not be parsed.
#[derive(Clone, Debug, Serialize)]
pub struct Broken {
    /// The names it would have declared, where they could be made out.
    pub names: Vec<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}
