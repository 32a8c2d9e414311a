//! Dates as whole numbers in the order of the calendar.

use crate::value::{Date, parse_date};

/// The number of a date: later days have greater ones.
pub fn date_code(date: Date) -> i64 {
    (i64::from(date.year()) << 9) | (i64::from(date.month()) << 5) | i64::from(date.day())
}

/// The date with that number.
pub fn date_of(code: i64) -> Option<Date> {
    let part = |bits: i64| i8::try_from(bits).ok();
    Date::new(i16::try_from(code >> 9).ok()?, part((code >> 5) & 15)?, part(code & 31)?).ok()
}

/// The number of the date that the text is.
pub(super) fn read(text: &str) -> Option<i64> {
    plain(text.as_bytes()).or_else(|| parse_date(text).map(date_code))
}

/// `2024-05-31`, of days that every month has.
fn plain(text: &[u8]) -> Option<i64> {
    let (year, rest) = text.split_first_chunk::<4>()?;
    let [b'-', rest @ ..] = rest else {
        return None;
    };
    let (month, rest) = rest.split_first_chunk::<2>()?;
    let [b'-', day @ ..] = rest else {
        return None;
    };
    let (year, month, day) = (number(year)?, number(month)?, number(<&[u8; 2]>::try_from(day).ok()?)?);
    let sure = (1..=12).contains(&month) && (1..=28).contains(&day);
    sure.then_some((year << 9) | (month << 5) | day)
}

fn number<const N: usize>(digits: &[u8; N]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| match digit.wrapping_sub(b'0') {
        digit @ 0..=9 => Some(number * 10 + i64::from(digit)),
        _ => None,
    })
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
}
