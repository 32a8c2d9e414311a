//! Headings and notes as people write them: white space, full width, units in brackets.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::read::invisible::is_invisible;
use crate::value::Unit;

/// The text without white space and characters that cannot be seen, in one width and one case, without the star
/// of a required field.
pub fn normal(text: &str) -> String {
    compared(text).into_owned()
}

/// The same, of a text that may well be so already.
pub(super) fn compared(text: &str) -> Cow<'_, str> {
    let plain = |c: char| matches!(c, '!'..=')' | '+'..='@' | '['..='~' | '\u{4e00}'..='\u{9fff}');
    if text.chars().all(plain) { Cow::Borrowed(text) } else { Cow::Owned(undressed(text)) }
}

fn undressed(text: &str) -> String {
    let shown = text.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    let lower: String = shown.flat_map(char::to_lowercase).collect();
    lower.trim_matches('*').to_owned()
}

/// What a heading can mean, the most literal first: as it is, without what stands in brackets behind it, without
/// `其中:` before it.
pub(in crate::read) fn readings(heading: &str) -> Vec<String> {
    let whole = normal(heading);
    let mut readings = vec![whole.clone()];
    let mut add = |text: &str| {
        let text = text.trim_matches([':', ';', ',']);
        if !text.is_empty() && !readings.iter().any(|reading| reading == text) {
            readings.push(text.to_owned());
        }
    };
    add(&whole);
    let (bare, _) = split_note(&whole);
    add(bare);
    for text in [whole.as_str(), bare] {
        if let Some(rest) = text.strip_prefix("其中") {
            add(rest);
        }
    }
    readings
}

/// What a heading or a note says about the numbers below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Said {
    /// Amounts are in this unit.
    Unit(Unit),
    /// Shares are in percent.
    Percent,
}

/// The unit in a heading: `申报金额（万元）`, `金额:元`, `执行率(%)`.
pub(in crate::read) fn unit_of_heading(heading: &str) -> Option<Said> {
    let whole = normal(heading);
    let (_, note) = split_note(&whole);
    said(note.rsplit(':').next().unwrap_or(note))
}

/// The unit in a note above a list: `单位：万元`, `（金额单位：人民币元）`. A `单位：` that is followed by the name of
/// an office says nothing.
pub(in crate::read) fn unit_of_note(text: &str) -> Option<Unit> {
    let whole = normal(text);
    whole.match_indices("单位:").find_map(|(at, label)| {
        let rest = whole.get(at + label.len()..)?;
        let rest = rest.strip_prefix("人民币").unwrap_or(rest);
        let longest = Unit::ALL.into_iter().filter(|unit| rest.starts_with(unit.word()));
        let unit = longest.max_by_key(|unit| unit.word().len())?;
        let after = rest.get(unit.word().len()..)?.chars().next();
        after.is_none_or(|next| !next.is_alphanumeric()).then_some(unit)
    })
}

/// A heading and the last thing said behind it, in brackets or after a mark.
fn split_note(heading: &str) -> (&str, &str) {
    if let Some(inner) = heading.strip_suffix([')', ']']) {
        if let Some(at) = inner.rfind(['(', '[']) {
            let (bare, note) = inner.split_at_checked(at).unwrap_or((inner, ""));
            let note = note.trim_start_matches(['(', '[']);
            // `指标[2]` is an element of a list.
            if !note.bytes().all(|byte| byte.is_ascii_digit()) {
                return (bare, note);
            }
        }
        return (heading, "");
    }
    match heading.rsplit_once([':', '/', ',']) {
        Some((bare, note)) if said(note).is_some() => (bare, note),
        _ => (heading, ""),
    }
}

fn said(note: &str) -> Option<Said> {
    let note = note.strip_prefix("人民币").unwrap_or(note);
    match note {
        "%" => Some(Said::Percent),
        "万" => Some(Said::Unit(Unit::TenThousand)),
        _ => Unit::named(note).map(Said::Unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_read_without_its_dress() {
        assert_eq!(readings(" 主管\n部门 "), ["主管部门"]);
        assert_eq!(readings("*申报金额（万元）"), ["申报金额(万元)", "申报金额"]);
        assert_eq!(readings("其中：财政拨款"), ["其中:财政拨款", "财政拨款"]);
        assert_eq!(readings("指标[2]"), ["指标[2]"]);
        assert_eq!(readings("金额/元"), ["金额/元", "金额"]);
        assert_eq!(readings("Ａmount\u{200b}"), ["amount"]);
    }

    #[test]
    fn what_is_plain_is_compared_as_it_is() {
        for number in 0x21..0xa000 {
            let one = char::from_u32(number).map(String::from).unwrap_or_default();
            assert_eq!(compared(&one), undressed(&one));
        }
    }

    #[test]
    fn units_of_headings() {
        for (heading, unit) in [
            ("申报金额（万元）", Some(Said::Unit(Unit::TenThousand))),
            ("金额\n（单位：元）", Some(Said::Unit(Unit::Yuan))),
            ("金额：亿元", Some(Said::Unit(Unit::HundredMillion))),
            ("执行率（％）", Some(Said::Percent)),
            ("数量（台）", None),
            ("金额", None),
        ] {
            assert_eq!(unit_of_heading(heading), unit, "{heading}");
        }
    }

    #[test]
    fn units_of_notes() {
        for (note, unit) in [
            ("单位：万元", Some(Unit::TenThousand)),
            ("（金额单位：人民币元）", Some(Unit::Yuan)),
            ("填报单位：历城区教育局      单位：百万元", Some(Unit::Million)),
            ("单位：元、%", Some(Unit::Yuan)),
            ("填报单位：万元镇人民政府", None),
            ("单位：元器件厂", None),
            ("金额：万元", None),
        ] {
            assert_eq!(unit_of_note(note), unit, "{note}");
        }
    }
}
