//! The table of functions and what a row of it holds.

use super::{dates, numbers, texts};
use crate::schema::{Names, Type};
use crate::value::{NumberError, Value};

/// A function of the language.
#[derive(Debug)]
pub struct Builtin {
    /// Its spellings, Chinese and English.
    pub names: [&'static str; 2],
    /// What it takes and gives, each row a way to call it; the first that fits is used.
    pub shapes: &'static [Shape],
    /// What it computes. It is called with arguments that fit one of the shapes.
    pub apply: fn(&[Value]) -> Result<Value, NumberError>,
}

/// One way to call a function.
#[derive(Debug)]
pub struct Shape {
    /// The arguments' types.
    pub args: &'static [Arg],
    /// The result's type.
    pub result: Arg,
}

/// A type in a function's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// 文本.
    Text,
    /// 是否.
    Bool,
    /// 整数.
    Int,
    /// 数值, and 整数 where one is wanted.
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

impl Arg {
    /// True when a value of that type can be given for it.
    pub fn accepts(self, ty: &Type) -> bool {
        match self {
            Self::Text => matches!(ty, Type::Text),
            Self::Bool => matches!(ty, Type::Bool),
            Self::Int => matches!(ty, Type::Int),
            Self::Number => matches!(ty, Type::Int | Type::Number),
            Self::Ratio => matches!(ty, Type::Ratio),
            Self::Money => matches!(ty, Type::Money),
            Self::Date => matches!(ty, Type::Date),
            Self::Year => matches!(ty, Type::Year),
            Self::Days => matches!(ty, Type::Days),
        }
    }

    /// As a type.
    pub fn to_type(self) -> Type {
        match self {
            Self::Text => Type::Text,
            Self::Bool => Type::Bool,
            Self::Int => Type::Int,
            Self::Number => Type::Number,
            Self::Ratio => Type::Ratio,
            Self::Money => Type::Money,
            Self::Date => Type::Date,
            Self::Year => Type::Year,
            Self::Days => Type::Days,
        }
    }
}

/// All functions, family by family.
pub fn table() -> impl Iterator<Item = &'static Builtin> {
    [texts::FUNCTIONS, dates::FUNCTIONS, numbers::FUNCTIONS].into_iter().flatten()
}

/// The function with that name in either spelling.
pub fn named(name: &str) -> Option<&'static Builtin> {
    table().find(|function| function.names.contains(&name))
}

impl Builtin {
    /// Its spellings.
    pub fn spellings(&self) -> Names {
        let [first, second] = self.names;
        Names { first: first.to_owned(), second: Some(second.to_owned()) }
    }
}
