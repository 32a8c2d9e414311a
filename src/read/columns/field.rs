//! What each field of a schema accepts without a word, ready to be read fast.

use regex::Regex;

use super::layout::ColumnId;
use super::{DIGITS, FrameId, scaled};
use crate::schema::{Bounds, Enumeration, Field, Schema, Type};
use crate::value::Unit;

/// A field of an object, or what the elements of a list are.
#[derive(Debug)]
pub(super) struct FieldPlan {
    pub(super) kind: FieldKind,
    /// Where its values go.
    pub(super) column: Option<ColumnId>,
    /// True when the places of its values are kept as well.
    pub(super) placed: bool,
    /// Texts that mean nothing is filled in.
    pub(super) placeholders: Vec<String>,
}

#[derive(Debug)]
pub(super) enum FieldKind {
    Number(NumberPlan),
    Date,
    Bool,
    Member(Members),
    Text(Option<Regex>),
    /// The object of that number.
    Record(usize),
    List(Box<ListPlan>),
}

#[derive(Debug)]
pub(super) struct ListPlan {
    pub(super) frame: Option<FrameId>,
    pub(super) element: FieldPlan,
}

/// How numbers are read.
#[derive(Debug)]
pub(super) struct NumberPlan {
    /// Powers of ten between what is written and what stands in the column.
    pub(super) exponent: i32,
    pub(super) whole: bool,
    /// Four digits and nothing else.
    pub(super) year: bool,
    pub(super) least: i64,
    pub(super) greatest: i64,
    /// Where its size is gathered, of an amount whose unit may be in doubt.
    pub(super) size: Option<usize>,
}

/// The members of an enumeration by their spellings.
#[derive(Debug)]
pub(super) struct Members(Vec<(Box<str>, i64)>);

impl Members {
    fn new(enumeration: &Enumeration) -> Option<Self> {
        let members = &enumeration.members;
        let names = members.iter().flat_map(|member| member.names.iter());
        let aliases = members.iter().flat_map(|member| member.aliases.iter().map(String::as_str));
        let number = |text: &str| i64::try_from(enumeration.member_in_document(text)?).ok();
        let spellings = names.chain(aliases).map(|text| Some((text.into(), number(text)?)));
        spellings.collect::<Option<_>>().map(Self)
    }

    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<i64> {
        self.0.iter().find(|(spelling, _)| **spelling == *text).map(|(_, member)| *member)
    }
}

/// The plan of a field with values of a scalar type; `None` where the careful reader has to read it.
pub(super) fn scalar(schema: &Schema, field: &Field, ty: &Type, size: Option<usize>) -> Option<FieldKind> {
    let whole = matches!(ty, Type::Int | Type::Days | Type::Year);
    let number = |exponent: i32| {
        let (least, greatest) = ends(field.bounds.as_ref())?;
        let year = matches!(ty, Type::Year);
        Some(FieldKind::Number(NumberPlan { exponent, whole, year, least, greatest, size }))
    };
    match ty {
        Type::Text => Some(FieldKind::Text(field.pattern.clone())),
        Type::Bool => Some(FieldKind::Bool),
        Type::Date => Some(FieldKind::Date),
        Type::Int | Type::Days | Type::Year | Type::Number => number(DIGITS),
        Type::Ratio => number(if field.percent { DIGITS - 2 } else { DIGITS }),
        Type::Money => number(DIGITS + zeros(field.unit)),
        Type::Enum(id) => Members::new(schema.enumeration(*id)?).map(FieldKind::Member),
        Type::Record(_) | Type::List(_) | Type::Set(_) => None,
    }
}

const fn zeros(unit: Unit) -> i32 {
    match unit {
        Unit::Yuan => 0,
        Unit::Thousand => 3,
        Unit::TenThousand => 4,
        Unit::Million => 6,
        Unit::HundredMillion => 8,
    }
}

/// The least and the greatest number in the range, as they stand in a column.
fn ends(bounds: Option<&Bounds>) -> Option<(i64, i64)> {
    let Some(bounds) = bounds else {
        return Some((i64::MIN, i64::MAX));
    };
    let low = scaled(bounds.low)?.checked_add(i64::from(!bounds.low_closed))?;
    let high = scaled(bounds.high)?.checked_sub(i64::from(!bounds.high_closed))?;
    Some((low, high))
}
