//! Texts to values of a type: of cells, and of parameters on the command line.

use crate::diag::{Expected, nearest};
use crate::schema::{Schema, Type};
use crate::value::{Number, Unit, Value, parse_date};

/// Why a text is no value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// It is not written as values of the type are.
    NotA(Expected),
    /// It is no member of the enumeration.
    NoMember {
        /// The members' first spellings.
        members: Vec<String>,
        /// The member that looks like it.
        nearest: Option<String>,
    },
}

/// Reads `text` as a value of `ty`. White space around it does not count; a blank text is a text, and no value
/// of any other type. A bare number stands for so many `unit`s of money, and for a hundredth of itself as a
/// ratio in `percent`.
pub fn parse_value(
    ty: &Type,
    unit: Unit,
    percent: bool,
    schema: &Schema,
    text: &str,
) -> Result<Value, Misread> {
    let text = text.trim();
    let number = match ty {
        Type::Text => return Ok(Value::Text(text.into())),
        Type::Bool => truth(text).map(Value::Bool),
        Type::Int => whole(text).map(Value::Number),
        Type::Number => decimal(text).map(Value::Number),
        Type::Ratio => ratio(text, percent).map(Value::Number),
        Type::Money => money(text, unit).map(Value::Number),
        Type::Date => parse_date(text).map(Value::Date),
        Type::Year => year(text).map(Value::Number),
        Type::Days => whole(text.strip_suffix('天').map_or(text, str::trim_end)).map(Value::Number),
        Type::Enum(id) => {
            let Some(enumeration) = schema.enumeration(*id) else {
                return Err(Misread::NoMember { members: Vec::new(), nearest: None });
            };
            return enumeration.member_in_document(text).map(Value::Member).ok_or_else(|| {
                let members = &enumeration.members;
                let spellings = members
                    .iter()
                    .flat_map(|member| member.names.iter().chain(member.aliases.iter().map(String::as_str)));
                Misread::NoMember {
                    members: members.iter().map(|member| member.names.first.clone()).collect(),
                    nearest: nearest(text, spellings),
                }
            });
        }
        Type::Record(_) | Type::List(_) | Type::Set(_) => None,
    };
    number.ok_or_else(|| Misread::NotA(expected(ty, unit)))
}

/// What a value of the type looks like.
pub(super) fn expected(ty: &Type, unit: Unit) -> Expected {
    match ty {
        Type::Text | Type::Enum(_) => Expected::Text,
        Type::Bool => Expected::Bool,
        Type::Int => Expected::Int,
        Type::Number => Expected::Number,
        Type::Ratio => Expected::Ratio,
        Type::Money => Expected::Money(unit.word()),
        Type::Date => Expected::Date,
        Type::Year => Expected::Year,
        Type::Days => Expected::Days,
        Type::Record(_) => Expected::Record,
        Type::List(_) | Type::Set(_) => Expected::List,
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "是" | "true" => Some(true),
        "否" | "false" => Some(false),
        _ => None,
    }
}

fn whole(text: &str) -> Option<Number> {
    decimal(text).filter(|number| number.is_integer())
}

/// A number with or without commas between its thousands; a comma anywhere else makes it none.
fn decimal(text: &str) -> Option<Number> {
    if !text.contains(',') {
        return Number::parse(text);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = unsigned.split('.').next().unwrap_or(unsigned);
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let right = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
        && !unsigned.get(whole.len()..)?.contains(',');
    if right { Number::parse(&text.replace(',', "")) } else { None }
}

fn ratio(text: &str, percent: bool) -> Option<Number> {
    let hundred = Number::integer(100);
    match text.strip_suffix('%') {
        Some(share) => decimal(share.trim_end())?.over(hundred).ok(),
        None if percent => decimal(text)?.over(hundred).ok(),
        None => decimal(text),
    }
}

/// `50` in the unit of entry, `50万元`, `500,000元`, `1.5亿元`, `50万`.
fn money(text: &str, entry: Unit) -> Option<Number> {
    let said = |(word, unit): (&str, Unit)| text.strip_suffix(word).map(|amount| (amount, unit));
    // `万元` before `元`, since the one ends in the other.
    let longest_first = Unit::ALL.into_iter().rev().filter(|unit| *unit != Unit::Yuan);
    let (amount, unit) = longest_first
        .map(|unit| (unit.word(), unit))
        .chain([("元", Unit::Yuan), ("万", Unit::TenThousand), ("亿", Unit::HundredMillion)])
        .max_by_key(|(word, _)| text.ends_with(word).then_some(word.len()))
        .and_then(said)
        .unwrap_or((text, entry));
    decimal(amount.trim_end())?.times(unit.in_yuan()).ok()
}

/// `2020`, `2020年`, `2020年度`.
fn year(text: &str) -> Option<Number> {
    let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(text);
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { Number::parse(digits) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Date;

    fn read(ty: &Type, text: &str) -> Option<Value> {
        parse_value(ty, Unit::TenThousand, false, &Schema::default(), text).ok()
    }

    fn number(text: &str) -> Option<Value> {
        Number::parse(text).map(Value::Number)
    }

    #[test]
    fn money_is_read_in_its_unit_of_entry_or_in_the_one_it_names() {
        for (text, yuan) in [
            ("50", "500000"),
            (" 50.5 ", "505000"),
            ("1,250.50", "12505000"),
            ("-1,250", "-12500000"),
            ("50万元", "500000"),
            ("50 万元", "500000"),
            ("50万", "500000"),
            ("500,000元", "500000"),
            ("1.5亿元", "150000000"),
            ("1.5亿", "150000000"),
            ("2百万元", "2000000"),
            ("3千元", "3000"),
            ("1e2", "1000000"),
        ] {
            assert_eq!(read(&Type::Money, text), number(yuan), "{text}");
        }
    }

    #[test]
    fn amounts_that_can_be_read_in_two_ways_are_not_read() {
        for text in [
            "795万左右",
            "约50",
            "1,25",
            "12,50.5",
            "1250,000",
            "1,250,",
            ",250",
            "1.5,000",
            "1,250e3",
            "５０",
            "50万元整",
            "万元",
            "",
            "-",
            "inf",
            "nan",
            "1_000",
            "0x10",
            "1e400",
            "50 000",
            "￥50",
            "1 ,250",
        ] {
            assert_eq!(read(&Type::Money, text), None, "{text}");
        }
        let largest = "9".repeat(30);
        assert!(read(&Type::Money, &format!("{largest}亿元")).is_some());
        assert_eq!(read(&Type::Money, &"9".repeat(31)), None);
    }

    #[test]
    fn ratios_are_shares_or_percent() {
        let entered =
            |percent, text| parse_value(&Type::Ratio, Unit::Yuan, percent, &Schema::default(), text).ok();
        assert_eq!(entered(false, "20%"), number("0.2"));
        assert_eq!(entered(false, "0.2"), number("0.2"));
        assert_eq!(entered(true, "20"), number("0.2"));
        assert_eq!(entered(true, "20 %"), number("0.2"));
        assert_eq!(entered(true, "20%%"), None);
    }

    #[test]
    fn the_other_types() {
        assert_eq!(read(&Type::Bool, " 是 "), Some(Value::Bool(true)));
        assert_eq!(read(&Type::Bool, "false"), Some(Value::Bool(false)));
        assert_eq!(read(&Type::Bool, "yes"), None);
        assert_eq!(read(&Type::Int, "1,250"), number("1250"));
        assert_eq!(read(&Type::Int, "2.5"), None);
        assert_eq!(read(&Type::Year, "2020年度"), number("2020"));
        assert_eq!(read(&Type::Year, "20"), None);
        assert_eq!(read(&Type::Days, "30天"), number("30"));
        assert_eq!(read(&Type::Date, "2020年1月2日"), Date::new(2020, 1, 2).ok().map(Value::Date));
        assert_eq!(read(&Type::Date, "2020-13-45"), None);
        assert_eq!(read(&Type::Text, " 0123 "), Some(Value::Text("0123".into())));
    }
}
