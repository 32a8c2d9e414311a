//! 测试 and 样例: cases and the records in them.

use serde::Serialize;

use super::{Expr, FieldPath, Ident, Level, Text};
use crate::source::Span;

/// 测试.
#[derive(Clone, Debug, Serialize)]
pub struct Test {
    /// The rule's code.
    pub rule: Ident,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 例.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// What it shows.
    pub title: Text,
    /// The records of its batch; the first one is the subject, or in the group that is.
    pub records: Vec<Given>,
    /// 应.
    pub expect: Expect,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A record of a case.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    /// Its table.
    pub table: Ident,
    /// The record.
    pub record: RecordLiteral,
}

/// 应: what a case must give.
#[derive(Clone, Debug, Serialize)]
pub struct Expect {
    /// The verdict.
    pub verdict: ExpectedVerdict,
    /// The severity.
    pub severity: Option<Level>,
    /// 处置.
    pub measure: Option<Ident>,
    /// 金额.
    pub amount: Option<Expr>,
    /// 扣分.
    pub points: Option<Expr>,
    /// 字段: the field pointed at.
    pub field: Option<FieldPath>,
    /// 待修: known to fail for now.
    pub todo: bool,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The verdicts that a case can expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ExpectedVerdict {
    /// 合规.
    Pass,
    /// 违反.
    Fail,
    /// 不适用.
    NotApplicable,
    /// 无法判定.
    Undetermined,
}

/// 样例.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The table.
    pub table: Ident,
    /// The record.
    pub record: RecordLiteral,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// `{ field: value, … }`.
#[derive(Clone, Debug, Serialize)]
pub struct RecordLiteral {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// `field: value`.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The field.
    pub name: Ident,
    /// Its value.
    pub value: DataLiteral,
}

/// A value in a record literal.
#[derive(Clone, Debug, Serialize)]
pub enum DataLiteral {
    /// A scalar as a document would write it: a name, a number with its unit, a date, 是, or a text in quotes.
    Scalar(Text),
    /// 缺失: not filled in, whatever the 样例 says.
    Missing(#[serde(skip)] Span),
    /// A nested record.
    Record(RecordLiteral),
    /// A list.
    List(Vec<DataLiteral>, #[serde(skip)] Span),
}
