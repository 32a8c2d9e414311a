//! How people write values: in full width, in words, with signs of money. Each is undone where it has one meaning.

use unicode_normalization::UnicodeNormalization;

use super::invisible::is_invisible;
use super::numeral::{date_in_words, number_in_words};
use super::value::{Misread, parse_value};
use crate::diag::Habit;
use crate::schema::{Enumeration, Schema, Type};
use crate::value::{Unit, Value};

/// A value as [`parse_value`] reads it, or as it is meant: then with the habit that was undone and the text that
/// was read instead.
pub(super) fn read_value(
    ty: &Type,
    unit: Unit,
    percent: bool,
    schema: &Schema,
    text: &str,
) -> Result<(Value, Option<(Habit, String)>), Misread> {
    let misread = match parse_value(ty, unit, percent, schema, text) {
        Ok(value) => return Ok((value, None)),
        Err(misread) => misread,
    };
    if let Type::Enum(id) = ty {
        let enumeration = schema.enumeration(*id);
        let meant = enumeration.and_then(|found| Some((found, member(found, text)?)));
        let (enumeration, (number, habit)) = meant.ok_or(misread)?;
        let name = enumeration.members.get(number).map_or(text, |member| &member.names.first);
        return Ok((Value::Member(number), Some((habit, name.to_owned()))));
    }
    let (meant, habit) = canonical(ty, text).ok_or_else(|| misread.clone())?;
    let value = parse_value(ty, unit, percent, schema, &meant).map_err(|_| misread)?;
    Ok((value, Some((habit, meant))))
}

/// The text as a value of the type is written, and what was undone; `None` where nothing can be.
///
/// Whether the result is a value is for [`parse_value`] to say: a text with two meanings stays as it is.
fn canonical(ty: &Type, text: &str) -> Option<(String, Habit)> {
    let typed = typed(text);
    let undone = match ty {
        Type::Money => amount(&typed),
        Type::Ratio => ratio(&typed),
        // A score in words decides nothing: only money, where cheques are written so, and dates are read in words.
        Type::Number => negative(&typed),
        Type::Year => year(&typed),
        Type::Date => date(&typed),
        Type::Bool => truth(&typed),
        Type::Int
        | Type::Days
        | Type::Text
        | Type::Enum(_)
        | Type::Record(_)
        | Type::List(_)
        | Type::Set(_) => None,
    };
    undone.or_else(|| (typed != text).then_some((typed, Habit::FullWidth)))
}

/// The member that a text means which is written in another width or case, or with white space inside.
fn member(enumeration: &Enumeration, text: &str) -> Option<(usize, Habit)> {
    let bare = |text: &str| typed(text).replace(char::is_whitespace, "").to_lowercase();
    let wanted = bare(text);
    let mut found = enumeration.members.iter().enumerate().filter(|(_, member)| {
        let spellings = member.names.iter().chain(member.aliases.iter().map(String::as_str));
        spellings.map(bare).any(|spelling| spelling == wanted)
    });
    match (found.next(), found.next()) {
        (Some((member, _)), None) => Some((member, Habit::FullWidth)),
        _ => None,
    }
}

/// Half width, one minus sign, and no characters that cannot be seen.
fn typed(text: &str) -> String {
    let shown = text.nfkc().filter(|character| !is_invisible(*character));
    let marks = shown.map(|character| match character {
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        other => other,
    });
    marks.collect::<String>().trim().to_owned()
}

fn amount(text: &str) -> Option<(String, Habit)> {
    let bare = ["¥", "人民币", "RMB", "CNY"].iter().find_map(|sign| text.strip_prefix(sign));
    let rest = bare.unwrap_or(text).trim();
    let whole = rest
        .strip_suffix(['整', '正'])
        .filter(|rest| rest.ends_with(['元', '圆', '角', '分']))
        .unwrap_or(rest);
    if let Some(yuan) = in_words(whole) {
        return Some((yuan, Habit::Words));
    }
    if let Some((number, habit)) = negative(whole).or_else(|| unit_in_brackets(whole)) {
        return Some((number, habit));
    }
    (whole != text).then(|| (whole.to_owned(), Habit::Currency))
}

/// `壹佰万元`, `叁元伍角`: amounts in words name their unit; those that do not could be in any.
fn in_words(text: &str) -> Option<String> {
    let (yuan, rest) = text.split_once(['元', '圆'])?;
    let (jiao, rest) = rest.split_once('角').map_or((None, rest), |(jiao, rest)| (Some(jiao), rest));
    let (fen, rest) = rest.split_once('分').map_or((None, rest), |(fen, rest)| (Some(fen), rest));
    let digit = |word: Option<&str>| match word {
        None => Some(0),
        Some(word) => {
            number_in_words(word.strip_prefix(['零', '〇']).unwrap_or(word)).filter(|digit| *digit < 10)
        }
    };
    let yuan = number_in_words(yuan)?;
    rest.is_empty().then_some(())?;
    Some(format!("{yuan}.{}{}元", digit(jiao)?, digit(fen)?))
}

/// `(100)` in accounts is -100; a sign inside the brackets would make it something else.
fn negative(text: &str) -> Option<(String, Habit)> {
    let (inner, unit) = text.strip_prefix('(')?.split_once(')')?;
    let unsigned = inner.trim_start().starts_with(|c: char| c.is_ascii_digit());
    unsigned.then(|| (format!("-{}{}", inner.trim(), unit.trim()), Habit::Accounting))
}

/// `50(万元)`, `100.00(%)`.
fn unit_in_brackets(text: &str) -> Option<(String, Habit)> {
    let (number, unit) = text.strip_suffix(')')?.split_once('(')?;
    let plain = number.trim_end().ends_with(|c: char| c.is_ascii_digit()) && !unit.is_empty();
    plain.then(|| (format!("{}{}", number.trim_end(), unit.trim()), Habit::Brackets))
}

fn ratio(text: &str) -> Option<(String, Habit)> {
    if let Some(share) = text.strip_prefix("百分之") {
        return Some((format!("{}%", number_in_words(share)?), Habit::Words));
    }
    negative(text).or_else(|| unit_in_brackets(text))
}

fn year(text: &str) -> Option<(String, Habit)> {
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text);
    let all: Option<String> = digits.chars().map(super::numeral::digit).collect();
    all.filter(|all| all.len() == 4).map(|all| (all, Habit::Words))
}

fn date(text: &str) -> Option<(String, Habit)> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text.len() == 8 {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return Some((format!("{year}-{month}-{day}"), Habit::CompactDate));
    }
    if let Some(day) = text.strip_suffix('号') {
        return Some((format!("{day}日"), Habit::Typing));
    }
    if let Some(date) = date_in_words(text) {
        return Some((date, Habit::Words));
    }
    if let Some((day, time)) = text.split_once([' ', 'T'])
        && !time.is_empty()
        && time.contains(':')
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
    {
        return Some((day.to_owned(), Habit::TimeOfDay));
    }
    let tight = text.replace(char::is_whitespace, "");
    (tight != text).then_some((tight, Habit::Typing))
}

fn truth(text: &str) -> Option<(String, Habit)> {
    let truth = match text.to_ascii_lowercase().as_str() {
        "true" => return Some(("true".to_owned(), Habit::Typing)),
        "false" => return Some(("false".to_owned(), Habit::Typing)),
        "√" | "✓" | "✔" | "☑" | "■" => "是",
        "□" | "☐" => "否",
        // A cross may stand for no, and in a box for yes.
        _ => return None,
    };
    Some((truth.to_owned(), Habit::Tick))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{EnumId, Member, Names};

    /// What is read in a field of money in 万元, of shares, of numbers…
    fn read(ty: &Type, text: &str) -> Option<(String, Habit)> {
        let member = |name: &str| Member { names: Names::single(name), aliases: Vec::new() };
        let nature = Enumeration {
            names: Names::single("属性"),
            members: ["新增项目", "延续", "Ａ类", "a类"].map(member).into(),
        };
        let schema = Schema { enumerations: vec![nature], ..Schema::default() };
        let (value, habit) = read_value(ty, Unit::TenThousand, false, &schema, text).ok()?;
        let shown = match value {
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Bool(truth) => truth.to_string(),
            Value::Member(member) => member.to_string(),
            Value::Text(text) => text.to_string(),
        };
        habit.map(|(habit, _)| (shown, habit))
    }

    #[test]
    fn amounts_with_one_meaning() {
        for (text, yuan, habit) in [
            ("１，０００.５０", "10005000", Habit::FullWidth),
            ("795\u{200b}万元", "7950000", Habit::FullWidth),
            ("－５", "-50000", Habit::FullWidth),
            ("−5", "-50000", Habit::FullWidth),
            ("壹佰万元整", "1000000", Habit::Words),
            ("人民币叁佰元伍角整", "300.5", Habit::Words),
            ("壹拾元零伍分", "10.05", Habit::Words),
            ("￥1,000元", "1000", Habit::Currency),
            ("50万元整", "500000", Habit::Currency),
            ("（100）", "-1000000", Habit::Accounting),
            ("(1,000.5)元", "-1000.5", Habit::Accounting),
            ("50（万元）", "500000", Habit::Brackets),
        ] {
            assert_eq!(read(&Type::Money, text), Some((yuan.to_owned(), habit)), "{text}");
        }
    }

    #[test]
    fn amounts_with_two_meanings_or_none() {
        // In words without a unit it could be 元 or 万元.
        for text in [
            "壹佰万",
            "约50",
            "1，00",
            "(-100)",
            "1 000",
            "50w",
            "一百二元",
            "5元5",
            "()",
            "（壹佰）",
            "5-6",
            "元",
        ] {
            assert_eq!(read(&Type::Money, text), None, "{text}");
        }
    }

    #[test]
    fn values_of_the_other_types() {
        for (ty, text, value, habit) in [
            (Type::Ratio, "１００％", "1", Habit::FullWidth),
            (Type::Ratio, "85.5(%)", "0.855", Habit::Brackets),
            (Type::Ratio, "百分之八十五", "0.85", Habit::Words),
            (Type::Number, "(2.5)", "-2.5", Habit::Accounting),
            (Type::Year, "２０２４年", "2024", Habit::FullWidth),
            (Type::Year, "二〇二四年度", "2024", Habit::Words),
            (Type::Date, "２０２４年１月３１日", "2024-01-31", Habit::FullWidth),
            (Type::Date, "二○二四年一月三十一日", "2024-01-31", Habit::Words),
            (Type::Date, "20240131", "2024-01-31", Habit::CompactDate),
            (Type::Date, "2024/1/31 0:00", "2024-01-31", Habit::TimeOfDay),
            (Type::Date, "2024年1月31号", "2024-01-31", Habit::Typing),
            (Type::Date, "2024. 1. 31", "2024-01-31", Habit::Typing),
            (Type::Bool, "TRUE", "true", Habit::Typing),
            (Type::Bool, "√", "true", Habit::Tick),
            (Type::Bool, "□", "false", Habit::Tick),
            (Type::Enum(EnumId(0)), "新 增项目", "0", Habit::FullWidth),
        ] {
            assert_eq!(read(&ty, text), Some((value.to_owned(), habit)), "{text}");
        }
        for (ty, text) in [
            (Type::Date, "20241331"),
            (Type::Date, "2024年1月"),
            (Type::Date, "2024-1-31 中午"),
            (Type::Bool, "×"),
            (Type::Int, "2.5个"),
            (Type::Number, "九十"),
            (Type::Days, "三十天"),
            (Type::Year, "二四年"),
            // Two members look like it.
            (Type::Enum(EnumId(0)), "ａ类"),
        ] {
            assert_eq!(read(&ty, text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_as_it_should_be_is_no_habit() {
        for text in ["50", "50万元", "1,250.50"] {
            assert_eq!(read(&Type::Money, text), None);
            assert!(read_value(&Type::Money, Unit::Yuan, false, &Schema::default(), text).is_ok());
        }
    }
}
