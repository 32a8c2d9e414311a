//! 规则包: the header of a pack.

use serde::Serialize;

use super::{Ident, Period, Text};
use crate::source::Span;

/// 规则包: the header of a pack.
#[derive(Clone, Debug, Serialize)]
pub struct Pack {
    /// Its name.
    pub name: Ident,
    /// 名称.
    pub title: Option<Text>,
    /// 版本.
    pub version: Option<Text>,
    /// 施行.
    pub period: Option<Period>,
    /// 引用.
    pub uses: Vec<Ident>,
    /// 主表.
    pub main: Option<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}
