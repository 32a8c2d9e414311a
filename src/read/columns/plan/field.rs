//! What each field of a schema accepts without a word, ready to be read fast.

use super::layout::{ColumnId, FrameId};
use crate::read::columns::scan::{At, Bytes};
use crate::read::columns::{DIGITS, scaled};
use crate::schema::{Bounds, Enumeration, Field, Schema, Type};
use crate::value::{Matcher, Unit};

/// A field of an object, or what the elements of a list are.
#[derive(Clone, Copy, Debug)]
pub(in crate::read::columns) struct FieldPlan {
    pub(in crate::read::columns) action: Action,
    /// Which of the plan's parts of that kind it is read by.
    pub(in crate::read::columns) by: usize,
    /// Where its values go; [`NOWHERE`] if nowhere.
    pub(in crate::read::columns) column: ColumnId,
    /// Whether the places of its values are kept as well.
    pub(in crate::read::columns) places: Places,
    /// True when the codes of its texts are kept as well.
    pub(in crate::read::columns) coded: bool,
    /// Which of the plan's lists of texts mean that nothing is filled in.
    pub(in crate::read::columns) blanks: usize,
    /// True when one of these could be the value of a field of that type.
    pub(in crate::read::columns) confusable: bool,
}

impl Default for FieldPlan {
    /// A text that goes nowhere.
    fn default() -> Self {
        let (action, column) = (Action::Text, NOWHERE);
        Self { action, by: 0, column, places: Places::None, coded: false, blanks: 0, confusable: false }
    }
}

/// Whether the places of values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::columns) enum Places {
    /// They are not.
    None,
    /// They are.
    Kept,
    /// They are, and a value that does not fit its column makes the record odd.
    OfAll,
}

/// A column that is not there.
pub(in crate::read::columns) const NOWHERE: ColumnId = ColumnId::MAX;

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::columns) enum Action {
    Number,
    Date,
    Bool,
    Member,
    Text,
    /// A text that is looked for in the vocabulary.
    Coded,
    /// A text that has to match.
    Matching,
    Record,
    List,
}

#[derive(Debug)]
pub(in crate::read::columns) struct ListPlan {
    pub(in crate::read::columns) frame: Option<FrameId>,
    pub(in crate::read::columns) element: FieldPlan,
}

/// How numbers are read.
#[derive(Clone, Copy, Debug)]
pub(in crate::read::columns) struct NumberPlan {
    /// What a number with so many digits after the point is multiplied by, its point left out, to stand in the
    /// column; nought where it would be divided.
    pub(in crate::read::columns) factors: [i64; FACTORS],
    /// Powers of ten between what is written and what stands in the column.
    pub(in crate::read::columns) exponent: u32,
    /// Nothing more is asked of it.
    pub(in crate::read::columns) plain: bool,
    pub(in crate::read::columns) whole: bool,
    /// Four digits and nothing else.
    pub(in crate::read::columns) year: bool,
    pub(in crate::read::columns) least: i64,
    pub(in crate::read::columns) greatest: i64,
    /// Where its size is gathered, of an amount whose unit may be in doubt.
    pub(in crate::read::columns) size: Option<usize>,
}

/// Numbers of so many digits after the point are read at once.
const FACTORS: usize = 8;

impl NumberPlan {
    fn new(exponent: u32, ty: &Type, bounds: Option<&Bounds>, size: Option<usize>) -> Option<Self> {
        let (least, greatest) = ends(bounds)?;
        let (whole, year) = (matches!(ty, Type::Int | Type::Days | Type::Year), matches!(ty, Type::Year));
        let plain = !whole && bounds.is_none() && size.is_none();
        let mut factors = [0; FACTORS];
        for (factor, fraction) in factors.iter_mut().zip(0..) {
            *factor = exponent.checked_sub(fraction).map_or(0, |zeros| 10_i64.pow(zeros));
        }
        Some(Self { factors, exponent, plain, whole, year, least, greatest, size })
    }
}

/// The members of an enumeration by their spellings.
#[derive(Debug)]
pub(in crate::read::columns) struct Members(Vec<Spelling>);

#[derive(Debug)]
struct Spelling {
    /// The first eight bytes, noughts behind a shorter one.
    first: u64,
    text: Box<[u8]>,
    member: i64,
}

/// Texts that mean nothing is filled in.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read::columns) struct Blanks {
    /// For each length up to 63 bytes, a bit if one is that long; the last bit for all that are longer.
    lengths: u64,
    texts: Vec<Box<[u8]>>,
}

impl Members {
    fn new(enumeration: &Enumeration) -> Option<Self> {
        let members = &enumeration.members;
        let names = members.iter().flat_map(|member| member.names.iter());
        let aliases = members.iter().flat_map(|member| member.aliases.iter().map(String::as_str));
        let spelling = |text: &str| {
            let member = i64::try_from(enumeration.member_in_document(text)?).ok()?;
            let first = Bytes::new(text.as_bytes()).word(0);
            Some(Spelling { first, text: text.as_bytes().into(), member })
        };
        names.chain(aliases).map(spelling).collect::<Option<_>>().map(Self)
    }

    /// The member that the text means which stands from one place to another and is not empty.
    #[inline]
    pub(in crate::read::columns) fn find(&self, bytes: Bytes<'_>, from: At, to: At) -> Option<i64> {
        let length = to - from;
        let first = bytes.word(from) & (u64::MAX >> (64 - 8 * length.clamp(1, 8)));
        let text = bytes.between(from, to);
        let mut all = self.0.iter().filter(|spelling| spelling.first == first);
        all.find(|spelling| *spelling.text == *text).map(|spelling| spelling.member)
    }
}

impl Blanks {
    pub(super) fn new(field: &Field) -> Self {
        let texts: Vec<Box<[u8]>> =
            field.placeholders.iter().map(|text| text.trim().as_bytes().into()).collect();
        let lengths = texts.iter().fold(0, |lengths, text| lengths | (1 << text.len().min(63)));
        Self { lengths, texts }
    }

    /// True for a text that means nothing is filled in.
    #[inline]
    pub(in crate::read::columns) fn has(&self, text: &[u8]) -> bool {
        (self.lengths >> text.len().min(63)) & 1 != 0 && self.texts.iter().any(|blank| **blank == *text)
    }

    /// True when one of them could be written where a value of that kind is.
    pub(super) fn confusable(&self, action: Action) -> bool {
        self.texts.iter().any(|text| match action {
            Action::Number | Action::Date => {
                text.first().is_some_and(|first| matches!(first, b'-' | b'0'..=b'9'))
            }
            Action::Bool => **text == *b"true" || **text == *b"false",
            Action::Text | Action::Coded | Action::Matching => true,
            // Members go before blanks.
            Action::Member | Action::Record | Action::List => false,
        })
    }
}

/// How the values of a scalar type are read.
#[derive(Debug)]
pub(super) enum Scalar {
    Number(NumberPlan),
    Date,
    Bool,
    Member(Members),
    Text(Option<Matcher>),
}

/// How the values of a field of that type are read; `None` where the careful reader has to read them.
pub(super) fn scalar(schema: &Schema, field: &Field, ty: &Type, size: Option<usize>) -> Option<Scalar> {
    let number =
        |exponent: u32| NumberPlan::new(exponent, ty, field.bounds.as_ref(), size).map(Scalar::Number);
    match ty {
        Type::Text => Some(Scalar::Text(field.pattern.clone())),
        Type::Bool => Some(Scalar::Bool),
        Type::Date => Some(Scalar::Date),
        Type::Int | Type::Days | Type::Year | Type::Number => number(DIGITS),
        Type::Ratio => number(if field.percent { DIGITS - 2 } else { DIGITS }),
        Type::Money => number(DIGITS + zeros(field.unit)),
        Type::Enum(id) => Members::new(schema.enumeration(*id)?).map(Scalar::Member),
        Type::Record(_) | Type::List(_) | Type::Set(_) => None,
    }
}

const fn zeros(unit: Unit) -> u32 {
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
