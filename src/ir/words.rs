//! The names of types, in both languages.

use crate::schema::{Schema, Type};

/// A type by its keyword or its declared name: Chinese, English.
pub(super) fn words(ty: &Type, schema: &Schema) -> (String, String) {
    let (chinese, english) = keywords(ty);
    match ty {
        Type::Enum(id) => schema.enumeration(*id).map_or_else(
            || (chinese.to_owned(), english.to_owned()),
            |enumeration| (enumeration.names.first.clone(), enumeration.names.last().to_owned()),
        ),
        Type::List(element) | Type::Set(element) => {
            let (inner_chinese, inner_english) = words(element, schema);
            (format!("{chinese} {inner_chinese}"), format!("{english} {inner_english}"))
        }
        Type::Text
        | Type::Bool
        | Type::Int
        | Type::Number
        | Type::Ratio
        | Type::Money
        | Type::Date
        | Type::Year
        | Type::Days
        | Type::Record(_) => (chinese.to_owned(), english.to_owned()),
    }
}

/// A type by its keyword; what a declared type is made of, where it has none of its own.
pub(super) const fn keywords(ty: &Type) -> (&'static str, &'static str) {
    match ty {
        Type::Text => ("文本", "text"),
        Type::Bool => ("是否", "bool"),
        Type::Int => ("整数", "int"),
        Type::Number => ("数值", "number"),
        Type::Ratio => ("比例", "ratio"),
        Type::Money => ("金额", "money"),
        Type::Date => ("日期", "date"),
        Type::Year => ("年度", "year"),
        Type::Days => ("天数", "days"),
        Type::Enum(_) => ("类型", "type"),
        Type::Record(_) => ("记录", "record"),
        Type::List(_) => ("列表", "list"),
        Type::Set(_) => ("集合", "set"),
    }
}
