//! Calendar dates and the ways in which people write them.

pub use jiff::civil::Date;

/// Reads `2020-01-01`, `2020/1/1`, `2020.1.1` and `2020年1月1日`. `None` for anything else and for days that
/// no calendar has.
pub fn parse_date(text: &str) -> Option<Date> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
