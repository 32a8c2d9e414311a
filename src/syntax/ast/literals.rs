//! Literals, and how values are written into the serialised tree.

use serde::Serialize;

use crate::value::{Date, Number, Unit};

/// A literal.
#[derive(Clone, Debug, Serialize)]
pub enum Literal {
    /// 是 or 否.
    Bool(bool),
    /// `100`, `1,250.50`.
    Number(#[serde(serialize_with = "number")] Number),
    /// `20%`, held as 0.2.
    Ratio(#[serde(serialize_with = "number")] Number),
    /// `50万元`: the number as written and its unit.
    Money(#[serde(serialize_with = "number")] Number, #[serde(serialize_with = "unit")] Unit),
    /// `30天`.
    Days(#[serde(serialize_with = "number")] Number),
    /// `2020年`.
    Year(#[serde(serialize_with = "number")] Number),
    /// `2020-01-01`.
    Date(#[serde(serialize_with = "date")] Date),
    /// `"text"`.
    Text(String),
}

pub(super) fn number<S: serde::Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(super) fn unit<S: serde::Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.word())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(super) fn date<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(super) fn date_if_any<S: serde::Serializer>(
    date: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}
