//! Exact numbers: fractions of 128-bit integers. Nothing rounds unless it is asked to.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};

/// An exact number: a fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(Ratio<i128>);

/// Why an operation has no exact result. Each makes the rule's verdict a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The result needs more than 127 bits in its numerator or denominator.
    Overflow,
    /// Division by zero.
    DivisionByZero,
    /// A text that was to be read as a number and is none.
    NotANumber,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// One.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));
    /// Digits a literal or a document may give a number, leading zeros aside.
    pub const MAX_DIGITS: usize = 30;

    /// The whole number `n`.
    pub const fn integer(n: i128) -> Self {
        Self(Ratio::new_raw(n, 1))
    }

    /// Reads `-1250.50` or `1.5e3`: ASCII digits, at most one point with digits on both sides, an optional
    /// exponent. `None` for anything else, and for more than [`Number::MAX_DIGITS`] digits.
    pub fn parse(text: &str) -> Option<Self> {
        Self::short(text).or_else(|| Self::long(text))
    }

    /// Reads what nearly all numbers are: a few digits, at most one point, no exponent.
    fn short(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text).as_bytes();
        if unsigned.len() > Self::SHORT {
            return None;
        }
        let (mut magnitude, mut places, mut point) = (0_u64, 0_u32, false);
        for (at, byte) in unsigned.iter().enumerate() {
            match byte.wrapping_sub(b'0') {
                digit @ 0..=9 => {
                    magnitude = magnitude * 10 + u64::from(digit);
                    places += u32::from(point);
                }
                _ if *byte == b'.' && at > 0 && !point => point = true,
                _ => return None,
            }
        }
        if unsigned.is_empty() || (point && places == 0) {
            return None;
        }
        let magnitude = if text.starts_with('-') { -i128::from(magnitude) } else { magnitude.into() };
        Some(Self::decimal(magnitude, places))
    }

    /// Digits and a point that surely fit 64 bits.
    const SHORT: usize = 18;

    /// `digits` with that many of them after the point, at most eighteen.
    pub fn decimal(digits: i128, places: u32) -> Self {
        let Ok(mut rest) = u64::try_from(digits.unsigned_abs()) else {
            return Self(Ratio::new(digits, 10_i128.pow(places)));
        };
        if rest == 0 {
            return Self::ZERO;
        }
        // A power of ten has no other factors than two and five.
        let twos = rest.trailing_zeros().min(places);
        rest >>= twos;
        let mut fives = 0;
        while fives < places && rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        let denominator = 5_i128.pow(places - fives) << (places - twos);
        let numerator = if digits.is_negative() { -i128::from(rest) } else { rest.into() };
        Self(Ratio::new_raw(numerator, denominator))
    }

    fn long(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.as_bytes().first()? {
            b'-' => (true, mantissa.get(1..)?),
            b'+' => (false, mantissa.get(1..)?),
            _ => (false, mantissa),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction.trim_end_matches('0')),
            Some(_) => return None,
            None => (digits, ""),
        };
        if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        if whole.trim_start_matches('0').len() + fraction.len() > Self::MAX_DIGITS {
            return None;
        }
        let magnitude: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let power = 10_i128.checked_pow(scale.unsigned_abs())?;
        let signed = if negative { -magnitude } else { magnitude };
        if scale >= 0 {
            Some(Self(Ratio::new(signed, power)))
        } else {
            signed.checked_mul(power).map(Self::integer)
        }
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Result<Self, NumberError> {
        let sum = match self.both_whole(other) {
            Some((one, other)) => one.checked_add(other).map(Self::integer),
            None => self.0.checked_add(&other.0).map(Self),
        };
        sum.ok_or(NumberError::Overflow)
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Result<Self, NumberError> {
        let difference = match self.both_whole(other) {
            Some((one, other)) => one.checked_sub(other).map(Self::integer),
            None => self.0.checked_sub(&other.0).map(Self),
        };
        difference.ok_or(NumberError::Overflow)
    }

    /// Product.
    pub fn times(self, other: Self) -> Result<Self, NumberError> {
        let product = match self.both_whole(other) {
            Some((one, other)) => one.checked_mul(other).map(Self::integer),
            None => self.0.checked_mul(&other.0).map(Self),
        };
        product.ok_or(NumberError::Overflow)
    }

    /// Quotient.
    pub fn over(self, other: Self) -> Result<Self, NumberError> {
        if other.0.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        if other == Self::ONE {
            return Ok(self);
        }
        self.0.checked_div(&other.0).map(Self).ok_or(NumberError::Overflow)
    }

    /// Both numerators, of two whole numbers: nothing of them has to be put in lowest terms.
    fn both_whole(self, other: Self) -> Option<(i128, i128)> {
        (self.is_integer() && other.is_integer()).then(|| (*self.0.numer(), *other.0.numer()))
    }

    /// The number with the opposite sign.
    pub fn negated(self) -> Result<Self, NumberError> {
        Self::ZERO.minus(self)
    }

    /// Distance from zero.
    pub fn abs(self) -> Result<Self, NumberError> {
        if self.0.is_negative() { self.negated() } else { Ok(self) }
    }

    /// The multiple of `unit` that is nearest; halves go away from zero.
    pub fn round_to(self, unit: Self) -> Result<Self, NumberError> {
        let steps = self.over(unit)?;
        let two = Self::integer(2);
        let doubled = steps.abs()?.times(two)?.plus(Self::ONE)?;
        let nearest = Self::integer(doubled.over(two)?.0.to_integer());
        let signed = if steps.0.is_negative() { nearest.negated()? } else { nearest };
        signed.times(unit)
    }

    /// Numerator and denominator in lowest terms.
    pub(super) const fn parts(self) -> (i128, i128) {
        (*self.0.numer(), *self.0.denom())
    }

    /// True for a whole number.
    pub fn is_integer(self) -> bool {
        self.0.is_integer()
    }

    /// The whole number it is, if it is one.
    pub fn to_integer(self) -> Option<i128> {
        self.is_integer().then(|| self.0.to_integer())
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(self) -> Self {
        Self::integer(self.0.numer().div_euclid(*self.0.denom()))
    }

    /// The nearest binary fraction: for guesses and drawings, never for a verdict.
    #[expect(clippy::cast_precision_loss, reason = "that is what it is for")]
    pub fn to_f64(self) -> f64 {
        *self.0.numer() as f64 / *self.0.denom() as f64
    }

    /// Decimal digits with at least `places` of them after the point. A fraction without an end in decimal
    /// digits is cut after twelve and ends in `…`.
    pub fn to_decimal(self, places: usize) -> String {
        let mut text = String::with_capacity(24);
        self.push_decimal(places, &mut text);
        text
    }

    /// Appends the same to a text.
    pub fn push_decimal(self, places: usize, text: &mut String) {
        const LONGEST: usize = 12;
        let (numerator, denominator) = (self.0.numer().unsigned_abs(), self.0.denom().unsigned_abs());
        if self.0.is_negative() {
            text.push('-');
        }
        let whole = if denominator == 1 { numerator } else { numerator / denominator };
        text.push_str(itoa::Buffer::new().format(whole));
        let point = text.len();
        let mut rest = numerator - whole * denominator;
        if rest != 0 || places > 0 {
            text.push('.');
        }
        let digits = |text: &str| text.len().saturating_sub(point + 1);
        while rest != 0 && digits(text) < LONGEST {
            // INVARIANT: `rest < denominator`, and a denominator too large for this is past any display.
            let Some(shifted) = rest.checked_mul(10) else {
                break;
            };
            let digit = shifted / denominator;
            text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(9)));
            rest = shifted - digit * denominator;
        }
        let endless = rest != 0;
        while digits(text) < places {
            text.push('0');
        }
        if endless {
            text.push('…');
        }
    }

    /// As [`Number::to_decimal`], with a comma between groups of three digits before the point.
    pub fn to_grouped(self, places: usize) -> String {
        let plain = self.to_decimal(places);
        let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let whole = rest.split(['.', '…']).next().unwrap_or(rest);
        let mut grouped = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped.push_str(rest.strip_prefix(whole).unwrap_or_default());
        grouped
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_decimal(0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.numer().hash(state);
        self.0.denom().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn tenths_add_up() {
        assert_eq!(n("0.1").plus(n("0.2")), Ok(n("0.3")));
    }

    #[test]
    fn thirds_are_exact() {
        assert_eq!(n("15.3").over(n("3")), Ok(n("5.1")));
        let third = Number::ONE.over(n("3")).unwrap();
        assert_eq!(third.times(n("3")), Ok(Number::ONE));
        assert_eq!(third.to_decimal(2), "0.333333333333…");
    }

    #[test]
    fn ten_thousand_cents() {
        let sum = (0..10_000).try_fold(Number::ZERO, |sum, _| sum.plus(n("0.01")));
        assert_eq!(sum, Ok(n("100")));
    }

    #[test]
    fn rounding_goes_away_from_zero_at_halves() {
        assert_eq!(n("2.345").round_to(n("0.01")), Ok(n("2.35")));
        assert_eq!(n("-2.345").round_to(n("0.01")), Ok(n("-2.35")));
        assert_eq!(n("2.3449").round_to(n("0.01")), Ok(n("2.34")));
    }

    #[test]
    fn short_numbers_are_read_as_long_ones_are() {
        let mut texts = Vec::new();
        for digits in ["0", "00", "1", "5", "10", "25", "64", "125", "1000", "123456789", "99999999999999999"]
        {
            for point in 0..=digits.len() {
                let (whole, fraction) = digits.split_at(point);
                for sign in ["", "-", "+"] {
                    texts.extend([format!("{sign}{whole}.{fraction}"), format!("{sign}{digits}")]);
                }
            }
        }
        for text in texts {
            assert_eq!(Number::parse(&text), Number::long(&text), "{text}");
        }
    }

    #[test]
    fn odd_spellings_are_refused() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1.2.3",
            "1e",
            "1e400",
            "0x10",
            "1_000",
            "１",
            "1234567890123456789012345678901",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
        assert_eq!(n("-1.5e3").to_decimal(0), "-1500");
        assert_eq!(n("1250.50").to_decimal(2), "1250.50");
        assert_eq!(n("1234567.5").to_grouped(2), "1,234,567.50");
    }

    #[test]
    fn overflow_is_an_error_and_not_a_wrong_number() {
        let large = Number::integer(i128::MAX);
        assert_eq!(large.plus(Number::ONE), Err(NumberError::Overflow));
        assert_eq!(large.times(large), Err(NumberError::Overflow));
        assert_eq!(large.over(Number::ZERO), Err(NumberError::DivisionByZero));
    }
}
