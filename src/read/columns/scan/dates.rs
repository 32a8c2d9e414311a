//! Dates as whole numbers in the order of the calendar.

use super::{At, Bytes};
use crate::value::{Date, parse_date};

/// Bytes of `"2024-05-31"`.
pub(in crate::read::columns) const DATE: At = 12;

/// The number of a date: later days have greater ones.
pub fn date_code(date: Date) -> i64 {
    code(date.year().into(), date.month().into(), date.day().into())
}

const fn code(year: i64, month: i64, day: i64) -> i64 {
    (year << 9) | (month << 5) | day
}

/// The date with that number.
pub fn date_of(code: i64) -> Option<Date> {
    let part = |bits: i64| i8::try_from(bits).ok();
    Date::new(i16::try_from(code >> 9).ok()?, part((code >> 5) & 15)?, part(code & 31)?).ok()
}

/// The number of the date that the text is.
pub(in crate::read::columns) fn read(text: &str) -> Option<i64> {
    parse_date(text).map(date_code)
}

/// What stands at the places of digits, and between them, from the year on and from its last digit on.
const FROM_YEAR: u64 = u64::from_le_bytes(*b"0000-00-");
const FROM_DIGIT: u64 = u64::from_le_bytes(*b"0-00-00\"");
/// The bytes of them that are no digits.
const FIXED_FROM_YEAR: u64 = 0xff00_00ff_0000_0000;
const FIXED_FROM_DIGIT: u64 = 0xff00_00ff_0000_ff00;

/// Days of each month, February short.
const DAYS: [i64; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Bytes<'_> {
    /// The number of a date as `2024-05-31`, given the place behind the quote before it.
    #[inline]
    pub(in crate::read::columns) fn date(self, at: At) -> Option<i64> {
        day(self.word(at), self.word(at + 3))
    }

    /// The same of one without quotes, whatever follows it.
    #[inline]
    pub(in crate::read::columns) fn day(self, at: At) -> Option<i64> {
        day(self.word(at), (self.word(at + 3) & (u64::MAX >> 8)) | u64::from(b'"') << 56)
    }
}

/// The number of the day that stands in the eight bytes from its year and in those from the last digit of its year.
#[inline]
fn day(year: u64, rest: u64) -> Option<i64> {
    let year = year ^ FROM_YEAR;
    let rest = rest ^ FROM_DIGIT;
    let not_digits = |apart: u64| (apart.wrapping_add(super::ONES * (0x80 - 10)) | apart) & super::HIGH;
    if not_digits(year) | not_digits(rest) | (year & FIXED_FROM_YEAR) | (rest & FIXED_FROM_DIGIT) != 0 {
        return None;
    }
    let digit = |word: u64, at: u32| i64::from(super::byte_of(word, at));
    let pair = |word: u64, at: u32| digit(word, at) * 10 + digit(word, at + 1);
    let (year, month, day) = (pair(year, 0) * 100 + pair(year, 2), pair(rest, 2), pair(rest, 5));
    let days = *DAYS.get(usize::try_from(month).ok()?)?;
    let leap = || month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    ((1..=days).contains(&day) || leap()).then(|| code(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_its_number_and_back() {
        for text in ["2024-05-28", "2024-02-29", "0001-01-01", "2024年5月31日"] {
            let date = parse_date(text).unwrap();
            assert_eq!(read(text), Some(date_code(date)), "{text}");
            assert_eq!(date_of(date_code(date)), Some(date));
        }
        for none in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1x-10", "20240531"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn a_plain_date_is_read_as_any_other() {
        let plain = |text: &str| {
            let quoted = Bytes::new(format!("\"{text}\"").as_bytes()).date(1);
            assert!(quoted.is_none() || quoted == Bytes::new(text.as_bytes()).day(0));
            quoted
        };
        for year in ["0000", "0001", "1900", "2000", "2023", "2024", "9999"] {
            for month in 0..=13 {
                for day in 0..=32 {
                    let text = format!("{year}-{month:02}-{day:02}");
                    assert_eq!(plain(&text), read(&text), "{text}");
                }
            }
        }
        for other in
            ["2024/05/31", "2024-05-311", "2024-05-3", "2024-5-31", "2O24-05-31", "2024-05-3 ", "２０２4"]
        {
            assert_eq!(plain(other), None, "{other}");
        }
    }
}
