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

    /// An amount in it as people write it, `1,234.00 万元`; `None` where it is more than can be held.
    pub fn shown(self, amount: Number) -> Option<String> {
        Some(format!("{} {}", amount.over(self.in_yuan()).ok()?.to_grouped(2), self.word()))
    }

    /// An amount in it as decimal digits, at least so many of them after the point. What has no end in decimal digits
    /// is rounded to 0.01 元: there is no smaller money.
    pub fn digits(self, amount: Number, least: usize) -> Option<String> {
        let digits = amount.over(self.in_yuan()).ok()?.to_decimal(least);
        if !digits.ends_with('…') {
            return Some(digits);
        }
        let cent = Number::ONE.over(Number::integer(100)).ok()?;
        Some(amount.round_to(cent).ok()?.over(self.in_yuan()).ok()?.to_decimal(least))
    }

    /// The unit of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_are_rounded_to_a_cent_in_digits() {
        let third = Number::integer(100).over(Number::integer(3)).unwrap();
        assert_eq!(Unit::Yuan.digits(third, 0).as_deref(), Some("33.33"));
        assert_eq!(Unit::TenThousand.digits(Number::integer(15_000), 2).as_deref(), Some("1.50"));
        assert_eq!(Unit::TenThousand.shown(Number::integer(12_345_000)).as_deref(), Some("1,234.50 万元"));
    }
}
