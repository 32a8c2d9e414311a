//! The numbers of a sheet in digits: as exact as the sheet itself is, which is fifteen of them.

use crate::read::book::cells::DateSystem;

/// The digits of a number. Spreadsheets keep fifteen significant digits; what a binary fraction has beyond them
/// (0.30000000000000004) was never there.
pub(in crate::read) fn digits(number: f64) -> String {
    let mut digits = String::new();
    push_digits(number, &mut digits);
    digits
}

/// Adds the digits of a number.
pub(in crate::read) fn push_digits(number: f64, out: &mut String) {
    if push_short(number, 0, out).is_none() {
        out.push_str(&shifted(number, 0));
    }
}

/// The digits of a hundred times the number.
pub(in crate::read) fn percent(number: f64) -> String {
    let mut digits = String::new();
    match push_short(number, 2, &mut digits) {
        Some(()) => digits,
        None => shifted(number, 2),
    }
}

/// Powers of ten, each exact.
const POWERS: [(f64, u64); 7] =
    [(1.0, 1), (1e1, 10), (1e2, 100), (1e3, 1_000), (1e4, 10_000), (1e5, 100_000), (1e6, 1_000_000)];

/// Adds the digits of a number of at most fifteen of them, few of which stand behind the point; it is the number
/// nearest to these digits, so that no other fifteen are meant. The point moves `by` places to the right.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 10^15")]
fn push_short(number: f64, by: usize, out: &mut String) -> Option<()> {
    let size = number.abs();
    let (places, whole) = POWERS.iter().enumerate().find_map(|(places, (power, _))| {
        let whole = (size * power).round();
        (whole < 1e15 && (whole / power).to_bits() == size.to_bits()).then_some((places, whole as u64))
    })?;
    if number < 0.0 {
        out.push('-');
    }
    let (_, more) = POWERS.get(by.saturating_sub(places))?;
    let (mut rest, point) = (whole * more, places.saturating_sub(by));
    let (mut digits, mut length, mut count, mut pointed) = ([0; 24], 0, 0, point == 0);
    for place in digits.iter_mut().rev() {
        if pointed || count < point {
            *place = b'0' + (rest % 10) as u8;
            (rest, count) = (rest / 10, count + 1);
        } else {
            (*place, pointed) = (b'.', true);
        }
        length += 1;
        if rest == 0 && count > point {
            break;
        }
    }
    out.push_str(str::from_utf8(digits.get(digits.len() - length..)?).ok()?);
    Some(())
}

fn shifted(number: f64, by: i32) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let exponent = exponent.parse::<i32>().unwrap_or_default() + by;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = all.trim_end_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    // Where the point stands, counted in digits from the first one.
    let point = exponent + 1;
    let places = i32::try_from(significant.len()).unwrap_or(i32::MAX);
    match usize::try_from(point) {
        Ok(whole) if point > 40 => format!("{sign}{significant}e{}", whole.saturating_sub(significant.len())),
        Ok(whole) if point >= places => {
            format!("{sign}{significant}{}", "0".repeat(whole - significant.len()))
        }
        Ok(whole) if whole > 0 => {
            let (before, after) = significant.split_at_checked(whole).unwrap_or((significant, ""));
            format!("{sign}{before}.{after}")
        }
        _ if point < -40 => format!("{sign}0.{significant}e{point}"),
        _ => format!("{sign}0.{}{significant}", "0".repeat(point.unsigned_abs() as usize)),
    }
}

/// The day, with the time when it is not midnight, that a serial number stands for: `2020-01-31`,
/// `2020-01-31 12:30:00`. `None` for what is no day. 60 is 1900-02-29 as every spreadsheet shows it, which no
/// calendar has.
pub(in crate::read) fn date(serial: f64, system: DateSystem) -> Option<String> {
    const DAY: f64 = 86_400.0;
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "three million days have that many seconds")]
    let seconds = (serial * DAY).round() as i64;
    let (day, time) = (i32::try_from(seconds / 86_400).ok()?, seconds % 86_400);
    let text = match (system, day) {
        (DateSystem::From1900, 60) => "1900-02-29".to_owned(),
        (DateSystem::From1900, 0) => "1900-01-00".to_owned(),
        (DateSystem::From1900, day) => after(1899, 12, if day < 60 { 31 } else { 30 }, day)?,
        (DateSystem::From1904, day) => after(1904, 1, 1, day)?,
    };
    if time == 0 {
        return Some(text);
    }
    Some(format!("{text} {:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60))
}

fn after(year: i16, month: i8, day: i8, days: i32) -> Option<String> {
    use crate::value::{Date, Number, days_later};
    let from = Date::new(year, month, day).ok()?;
    Some(days_later(from, Number::integer(days.into())).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_and_no_more() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (1_250.5, "1250.5"),
            (-0.0, "0"),
            (0.05, "0.05"),
            (-12_345.678_901, "-12345.678901"),
            (999_999_999_999_999.0, "999999999999999"),
            (99_999_999_999_999.5, "99999999999999.5"),
            (123_456_789.012_345_6, "123456789.012346"),
            (-1_250.0, "-1250"),
            (3.701_122_02e20, "370112202000000000000"),
            (1e-5, "0.00001"),
            (0.000_123, "0.000123"),
            (1_234.567_890_123_456_7, "1234.56789012346"),
            (1e15, "1000000000000000"),
            (9.5e-60, "0.95e-59"),
            (2.5e50, "25e49"),
        ] {
            assert_eq!(digits(number), text);
        }
    }

    #[test]
    fn percent_moves_the_point_without_a_binary_fraction() {
        assert_eq!(percent(0.07), "7");
        assert_eq!(percent(0.8516), "85.16");
        assert_eq!(percent(1.0), "100");
        assert_eq!(percent(0.0), "0");
        assert_eq!(percent(-0.5), "-50");
        assert_eq!(percent(0.123_456_789), "12.3456789");
    }

    proptest::proptest! {
        /// What is found without writing the number down is what writing it down gives.
        #[test]
        fn the_short_way_gives_the_same_digits(whole in -1_000_000_000_000_i64..1_000_000_000_000, places in 0..9_i32, by in 0..3_usize) {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            let number = whole as f64 / 10_f64.powi(places);
            let mut short = String::new();
            if push_short(number, by, &mut short).is_some() {
                proptest::prop_assert_eq!(short, shifted(number, i32::try_from(by).unwrap()));
            }
        }
    }

    #[test]
    fn days_of_both_date_systems() {
        use DateSystem::{From1900, From1904};
        for (serial, system, text) in [
            (1.0, From1900, "1900-01-01"),
            (59.0, From1900, "1900-02-28"),
            (60.0, From1900, "1900-02-29"),
            (61.0, From1900, "1900-03-01"),
            (45_292.0, From1900, "2024-01-01"),
            (43_830.0, From1904, "2024-01-01"),
            (0.0, From1904, "1904-01-01"),
            (45_292.5, From1900, "2024-01-01 12:00:00"),
            (45_291.999_999_999, From1900, "2024-01-01"),
        ] {
            assert_eq!(date(serial, system).as_deref(), Some(text), "{serial}");
        }
        assert_eq!(date(-1.0, From1900), None);
        assert_eq!(date(f64::NAN, From1900), None);
        assert_eq!(date(3e6, From1900), None);
    }
}
