//! Values and how they are read and written: exact numbers, money, dates; pure, and without types or places.

mod date;
mod matcher;
mod money;
mod number;
mod period;
mod sum;
mod wide_hash;

pub use date::{Date, days_between, days_later, parse_date};
pub use matcher::Matcher;
pub use money::Unit;
pub use number::{Number, NumberError};
pub use period::Period;
pub use sum::Sum;
pub use wide_hash::WideHash;

use std::sync::Arc;

/// One value of a rule or a document. Whole numbers, decimals, ratios, money (in 元), years and days are
/// all exact [`Number`]s: which of them a number is, its static type says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// 是 or 否.
    Bool(bool),
    /// An exact number.
    Number(Number),
    /// A text, trimmed of surrounding white space.
    Text(Arc<str>),
    /// A calendar date.
    Date(Date),
    /// The index of a member in its enumeration.
    Member(usize),
}
