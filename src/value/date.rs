//! Calendar dates and the ways in which people write them.

use jiff::ToSpan;
pub use jiff::civil::Date;

use super::{Number, NumberError};

/// Reads `2020-01-01`, `2020/1/1`, `2020.1.1` and `2020年1月1日`. `None` for anything else and for days that
/// no calendar has.
pub fn parse_date(text: &str) -> Option<Date> {
    if let [y @ .., b'-', m0, m1, b'-', d0, d1] = text.as_bytes()
        && y.len() == 4
    {
        let number = |digits: &[u8]| {
            let digit = |number: i16, digit: &u8| {
                digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
            };
            digits.iter().try_fold(0, digit)
        };
        let small = |digits: [u8; 2]| i8::try_from(number(&digits)?).ok();
        return Date::new(number(y)?, small([*m0, *m1])?, small([*d0, *d1])?).ok();
    }
    let marked = ["-", "/", "."].into_iter().find(|mark| text.contains(mark));
    let parts: Vec<&str> = match marked {
        Some(mark) => text.split(mark).collect(),
        None => text.strip_suffix('日')?.split(['年', '月']).collect(),
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let digits = |part: &str, longest: usize| {
        let plain =
            !part.is_empty() && part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    if year.len() != 4 {
        return None;
    }
    let (month, day) = (i8::try_from(digits(month, 2)?).ok()?, i8::try_from(digits(day, 2)?).ok()?);
    Date::new(digits(year, 4)?, month, day).ok()
}

/// Days from one day to another; negative when the other is earlier.
pub fn days_between(from: Date, to: Date) -> Number {
    Number::integer((from.duration_until(to).as_hours() / 24).into())
}

/// The day that many days later, or earlier for a negative number. Parts of days lead to no day.
pub fn days_later(date: Date, days: Number) -> Result<Date, NumberError> {
    let days = days.to_integer().and_then(|days| i32::try_from(days).ok()).ok_or(NumberError::Overflow)?;
    let days = 0.days().try_days(days).map_err(|_| NumberError::Overflow)?;
    date.checked_add(days).map_err(|_| NumberError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_and_days_later_agree() {
        let (from, to) = (Date::new(2020, 2, 28).unwrap(), Date::new(2021, 3, 1).unwrap());
        assert_eq!(days_between(from, to), Number::integer(367));
        assert_eq!(days_later(from, days_between(from, to)), Ok(to));
        assert_eq!(days_later(to, days_between(to, from)), Ok(from));
    }

    #[test]
    fn no_such_day() {
        let day = Date::new(9999, 12, 31).unwrap();
        assert_eq!(days_later(day, Number::ONE), Err(NumberError::Overflow));
        assert_eq!(days_later(day, Number::integer(i128::MAX)), Err(NumberError::Overflow));
        assert!(days_later(day, Number::ONE.over(Number::integer(2)).unwrap()).is_err());
    }

    #[test]
    fn four_ways_to_write_a_day() {
        let day = Date::new(2020, 1, 2).unwrap();
        for text in ["2020-01-02", "2020/1/2", "2020.1.2", "2020年1月2日"] {
            assert_eq!(parse_date(text), Some(day), "{text}");
        }
    }

    #[test]
    fn days_that_are_none() {
        for text in [
            "2020-13-01",
            "2021-02-29",
            "20-01-01",
            "2020-01",
            "2020-1-1-1",
            "",
            "2020-01/02",
            "2020-01-02日",
            "2020-+1-01",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
