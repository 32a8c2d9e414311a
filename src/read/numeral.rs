//! Numbers and dates in Chinese numerals, plain and as cheques have them.

/// The whole number that the numerals are: `壹佰万`, `一百二十`, `两万`. Every numeral has its place: `一二三` and
/// `百一` are none.
pub(super) fn number_in_words(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    // What is complete, what has yet to be multiplied by 万 or 亿, and the digit at hand.
    let (mut total, mut section) = (0_u64, 0_u64);
    let mut digit_at_hand: Option<u64> = None;
    // The unit that the next one must be smaller than.
    let (mut below, mut below_large) = (u64::MAX, u64::MAX);
    let mut zero = false;
    for character in text.chars() {
        if let Some(value) = value_of(character) {
            if digit_at_hand.is_some() {
                return None;
            }
            zero = value == 0;
            digit_at_hand = (value > 0).then_some(value);
            continue;
        }
        let unit = unit_of(character)?;
        if unit >= 10_000 {
            section += digit_at_hand.take().unwrap_or(0);
            if section == 0 || unit >= below_large {
                return None;
            }
            total = total.checked_add(section.checked_mul(unit)?)?;
            (section, below, below_large) = (0, u64::MAX, unit);
        } else {
            // 十五 is fifteen: only ten needs no digit before it, and only at the start.
            let digit = match digit_at_hand.take() {
                Some(digit) => digit,
                None if unit == 10 && section == 0 && total == 0 && !zero => 1,
                None => return None,
            };
            if unit >= below {
                return None;
            }
            section += digit * unit;
            below = unit;
        }
        zero = false;
    }
    let last = digit_at_hand.unwrap_or(0);
    // In 一百二 the last digit means tens to some and units to others.
    let skipped = below != u64::MAX && below > 10 || (section == 0 && below_large != u64::MAX);
    if last > 0 && skipped && !zero_before_last(text) {
        return None;
    }
    total.checked_add(section)?.checked_add(last)
}

/// `二〇二四年一月三十一日` as `2024-1-31`.
pub(super) fn date_in_words(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    let year: String = year.chars().map(digit).collect::<Option<String>>()?;
    Some(format!("{year}-{}-{}", number_in_words(month)?, number_in_words(day)?))
}

/// The digit that a numeral is, as years are written.
pub(super) fn digit(character: char) -> Option<char> {
    value_of(character).and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10))
}

fn value_of(character: char) -> Option<u64> {
    Some(match character {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit_of(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

fn zero_before_last(text: &str) -> bool {
    text.chars().rev().nth(1).and_then(value_of) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_their_places() {
        for (text, number) in [
            ("五", 5),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("一百二十", 120),
            ("一百零二", 102),
            ("壹佰万", 1_000_000),
            ("叁仟贰佰零伍", 3_205),
            ("两万", 20_000),
            ("一亿二千万", 120_000_000),
            ("柒佰玖拾伍万零叁佰", 7_950_300),
            ("一万零五", 10_005),
        ] {
            assert_eq!(number_in_words(text), Some(number), "{text}");
        }
    }

    #[test]
    fn numerals_with_two_meanings_or_none() {
        for text in ["", "一二三", "百一", "一百二", "一万五", "万", "十十", "一十百", "约十", "一万亿", "廿"]
        {
            assert_eq!(number_in_words(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_in_numerals() {
        assert_eq!(date_in_words("二〇二四年一月三十一日").as_deref(), Some("2024-1-31"));
        assert_eq!(date_in_words("二○二四年十月二十日").as_deref(), Some("2024-10-20"));
        assert_eq!(date_in_words("二〇二四年一月"), None);
    }
}
