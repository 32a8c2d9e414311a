//! The types of the language.

use super::{EnumId, Field, Names};
use crate::value::Number;

/// The type of a field, a parameter or an expression.
#[derive(Clone, Debug)]
pub enum Type {
    /// 文本: text.
    Text,
    /// 是否: yes or no.
    Bool,
    /// 整数: whole numbers.
    Int,
    /// 数值: exact decimals.
    Number,
    /// 比例: an exact share, written `20%`, held as 0.2.
    Ratio,
    /// 金额: money, held in 元.
    Money,
    /// 日期: a calendar date.
    Date,
    /// 年度: a year.
    Year,
    /// 天数: a number of days.
    Days,
    /// One of an enumeration's members.
    Enum(EnumId),
    /// A nested record.
    Record(RecordType),
    /// 列表: a list of scalars or of records.
    List(Box<Type>),
    /// 集合: a set of scalars; of parameters and literals only.
    Set(Box<Type>),
}

/// The fields of a record, in the order of their declaration.
#[derive(Clone, Debug, Default)]
pub struct RecordType {
    /// The fields.
    pub fields: Vec<Field>,
}

/// An enumeration: the texts a field may hold.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Its name; an enumeration written inside a field has the field's.
    pub names: Names,
    /// Its members, in the order of their declaration.
    pub members: Vec<Member>,
}

/// One member of an enumeration.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its spellings.
    pub names: Names,
    /// Other texts that documents use for it.
    pub aliases: Vec<String>,
}

/// A range of numbers (of 元 for money, of years, of days) with ends that may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Lower end.
    pub low: Number,
    /// Upper end.
    pub high: Number,
    /// True when `low` itself belongs to the range.
    pub low_closed: bool,
    /// True when `high` itself belongs to the range.
    pub high_closed: bool,
}

impl Type {
    /// True for scalars, and for lists and sets of scalars, that are of the same type. Records are never compared.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Enum(one), Self::Enum(other)) => one == other,
            (Self::List(one), Self::List(other)) | (Self::Set(one), Self::Set(other)) => one.is_same(other),
            (Self::Record(_), Self::Record(_)) => false,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }
}

impl Bounds {
    /// True when `number` lies in the range.
    pub fn contains(&self, number: Number) -> bool {
        let above = if self.low_closed { number >= self.low } else { number > self.low };
        let below = if self.high_closed { number <= self.high } else { number < self.high };
        above && below
    }
}
