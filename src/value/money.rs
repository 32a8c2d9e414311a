//! The units in which amounts are entered and shown.

use super::Number;

/// A unit of entry: what a bare number in a field stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 元, in which all money is held.
    #[default]
    Yuan,
    /// 千元.
    Thousand,
    /// 万元.
    TenThousand,
    /// 百万元.
    Million,
    /// 亿元.
    HundredMillion,
}

impl Unit {
    /// All units, smallest first.
    pub const ALL: [Self; 5] =
        [Self::Yuan, Self::Thousand, Self::TenThousand, Self::Million, Self::HundredMillion];

    /// The word by which documents and rules name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Thousand => "千元",
            Self::TenThousand => "万元",
            Self::Million => "百万元",
            Self::HundredMillion => "亿元",
        }
    }

    /// How many 元 one of it is.
    pub const fn in_yuan(self) -> Number {
        Number::integer(match self {
            Self::Yuan => 1,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        })
    }

    /// The unit of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}
