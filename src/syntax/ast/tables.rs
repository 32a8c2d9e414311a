//! 表 and 类型: tables, fields and the types written in them.

use serde::Serialize;

use super::{Ident, Interval, Names, Text};
use crate::source::Span;
use crate::value::Unit;

/// 表.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Its name.
    pub names: Names,
    /// 主键.
    pub key: Vec<Ident>,
    /// 占位.
    pub placeholders: Vec<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A field of a table or a record.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its spellings.
    pub names: Names,
    /// Its type.
    pub ty: TypeExpr,
    /// True with 必填.
    pub required: bool,
    /// 单位.
    pub unit: Option<FieldUnit>,
    /// 范围.
    pub range: Option<Interval>,
    /// 匹配.
    pub pattern: Option<Text>,
    /// 别名.
    pub aliases: Vec<Text>,
    /// 占位.
    pub placeholders: Vec<Text>,
    /// 子表.
    pub child: Option<Child>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 子表: a table whose records are elements of the list.
#[derive(Clone, Debug, Serialize)]
pub struct Child {
    /// Its names, where they are not those of the field.
    pub names: Option<Names>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 单位 of a field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldUnit {
    /// Which one.
    pub unit: EntryUnit,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// What a bare number in a document stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryUnit {
    /// A unit of money.
    Money(Unit),
    /// `%`.
    Percent,
}

impl Serialize for EntryUnit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Money(unit) => unit.word(),
            Self::Percent => "%",
        })
    }
}

/// 类型.
#[derive(Clone, Debug, Serialize)]
pub struct TypeDecl {
    /// Its name.
    pub names: Names,
    /// Members or fields.
    pub body: TypeBody,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What stands between the braces of a type.
#[derive(Clone, Debug, Serialize)]
pub enum TypeBody {
    /// An enumeration.
    Members(Vec<Member>),
    /// A record.
    Fields(Vec<Field>),
}

/// A member of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Its spellings.
    pub names: Names,
    /// 别名.
    pub aliases: Vec<Text>,
}

/// A type where one is named.
#[derive(Clone, Debug, Serialize)]
pub struct TypeExpr {
    /// Which one.
    pub kind: TypeKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The ways to name a type.
#[derive(Clone, Debug, Serialize)]
pub enum TypeKind {
    /// A type of the language.
    Basic(BasicType),
    /// A declared type.
    Named(Ident),
    /// Written out here.
    Inline(TypeBody),
    /// 列表.
    List(Box<TypeExpr>),
    /// 集合.
    Set(Box<TypeExpr>),
}

/// The types of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BasicType {
    /// 文本.
    Text,
    /// 是否.
    Bool,
    /// 整数.
    Int,
    /// 数值.
    Number,
    /// 比例.
    Ratio,
    /// 金额.
    Money,
    /// 日期.
    Date,
    /// 年度.
    Year,
    /// 天数.
    Days,
}
