//! Values as text: the holes of messages, and cells and keys as they were written.

use std::borrow::Cow;

use super::evidence::Evidence;
use super::frame::Frame;
use super::judge::Scene;
use super::state::Unknown;
use crate::ir::{Expr, ExprKind, Param, Part, Program, Template};
use crate::read::{Cell, State};
use crate::schema::{Schema, Type};
use crate::source::Source;
use crate::text::filling;
use crate::value::{Number, Unit, Value};

/// Characters of a cell that a finding carries; the place shows the rest.
const LONGEST: usize = 200;

impl<'d> Scene<'d> {
    /// The template with its holes filled. Nothing that a hole reads can keep a finding from being made.
    pub(super) fn fill(&self, template: &'d Template) -> String {
        // As much as holes usually take is asked for at once.
        let mut text = String::with_capacity(96);
        for part in &template.parts {
            match part {
                Part::Text(characters) => text.push_str(characters),
                Part::Hole(expr, unit) => {
                    if !(is_plain(&expr.ty) && self.push_number(expr, &mut text)) {
                        text.push_str(&self.hole(expr, *unit));
                    }
                }
            }
        }
        text
    }

    /// Appends a number as it is; false where there is none.
    fn push_number(&self, expr: &'d Expr, text: &mut String) -> bool {
        let value = self.scalar(expr, &self.subject);
        let Some(Value::Number(number)) = value.as_deref().ok() else {
            return false;
        };
        number.push_decimal(0, text);
        true
    }

    /// The value of a part of a key.
    pub(super) fn shown(&self, key: &'d Expr, frame: &Frame<'_, 'd>) -> String {
        match self.scalar(key, frame) {
            Ok(value) => show(&value, &key.ty, Unit::default(), &self.program.schema),
            Err(_) => filling::NOT_FILLED_IN.to_owned(),
        }
    }

    fn hole(&self, expr: &'d Expr, unit: Unit) -> String {
        if let (ExprKind::Param(param), Type::Set(member)) = (&expr.kind, &expr.ty) {
            let values = self.program.params.get(*param).map_or(&[][..], |param| &param.values);
            let shown: Vec<String> =
                values.iter().map(|value| show(value, member, unit, &self.program.schema)).collect();
            return shown.join(filling::BETWEEN_MEMBERS);
        }
        match self.scalar(expr, &self.subject) {
            Ok(value) => show(&value, &expr.ty, unit, &self.program.schema),
            Err(Unknown::Missing) => filling::NOT_FILLED_IN.to_owned(),
            Err(Unknown::NotFound) => filling::NOT_FOUND.to_owned(),
            Err(Unknown::Fault(_)) => filling::NOT_COMPUTABLE.to_owned(),
            Err(Unknown::Malformed) => {
                let mut found = Evidence::default();
                self.causes(expr, &self.subject, &mut found);
                let raw = found.cells.iter().find_map(|cited| match &cited.cell.state {
                    State::Malformed(raw) => Some(shown(raw)),
                    State::Missing | State::Value(_) | State::Record(_) | State::List(_) => None,
                });
                raw.unwrap_or_else(|| filling::NOT_COMPUTABLE.to_owned())
            }
        }
    }
}

/// True for a type whose numbers are written as they are.
const fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Number | Type::Year)
}

/// A parameter's values as people write them.
pub fn param_text(program: &Program, param: &Param) -> String {
    param_values(program, param).join(filling::BETWEEN_MEMBERS)
}

/// Each of a parameter's values as people write it.
pub fn param_values(program: &Program, param: &Param) -> Vec<String> {
    let ty = if let Type::Set(member) = &param.ty { member } else { &param.ty };
    param.values.iter().map(|value| show(value, ty, param.unit, &program.schema)).collect()
}

/// A value of that type as people write it.
pub(super) fn show(value: &Value, ty: &Type, unit: Unit, schema: &Schema) -> String {
    match (value, ty) {
        (Value::Number(number), Type::Money) => match number.over(unit.in_yuan()) {
            Ok(in_unit) => format!("{}{}", in_unit.to_grouped(2), unit.word()),
            Err(_) => format!("{}{}", number.to_grouped(2), Unit::Yuan.word()),
        },
        (Value::Number(number), Type::Ratio) => match number.times(Number::integer(100)) {
            Ok(percent) => format!("{}%", percent.to_decimal(0)),
            Err(_) => number.to_decimal(0),
        },
        (Value::Number(number), Type::Days) => format!("{}{}", number.to_decimal(0), filling::DAYS),
        (Value::Number(number), _) => number.to_decimal(0),
        (Value::Bool(true), _) => filling::YES.to_owned(),
        (Value::Bool(false), _) => filling::NO.to_owned(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Text(text), _) => shown(text),
        (Value::Member(member), Type::Enum(id)) => {
            let members = schema.enumeration(*id).map_or(&[][..], |enumeration| &enumeration.members);
            members.get(*member).map(|member| member.names.first.clone()).unwrap_or_default()
        }
        // A member without its enumeration has no name; a checked program holds none.
        (Value::Member(_), _) => String::new(),
    }
}

/// What stands in a cell, as written; `None` when nothing does.
pub fn written(cell: &Cell, source: &Source) -> Option<String> {
    match &cell.state {
        State::Missing => None,
        State::Malformed(raw) => Some(shown(raw)),
        State::Value(Value::Text(text)) => Some(shown(text)),
        State::Value(value) => {
            let raw = unquoted(source.slice(cell.span));
            Some(match (raw.is_empty(), value) {
                (true, Value::Number(number)) => number.to_decimal(0),
                (true, Value::Date(date)) => date.to_string(),
                _ => shown(&raw),
            })
        }
        State::Record(_) | State::List(_) => Some(shown(&in_one_line(source.slice(cell.span)))),
    }
}

/// As much of a text as is shown, with one space wherever it has white space.
fn in_one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_start();
    let (begin, _) = cut(text, LONGEST + 1);
    // What programs write has mostly no white space between its parts.
    let may_be_blank = |byte: u8| byte <= b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
    if !begin.bytes().fold(false, |any, byte| any | may_be_blank(byte)) {
        return Cow::Borrowed(begin);
    }
    let mut line = String::with_capacity(text.len().min(LONGEST + 4));
    let (mut characters, mut blank) = (0, false);
    for character in text.chars() {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            line.push(' ');
            characters += 1;
        }
        line.push(character);
        characters += 1;
        if characters > LONGEST {
            break;
        }
    }
    Cow::Owned(line)
}

/// The first characters of a text, and the others.
fn cut(text: &str, characters: usize) -> (&str, &str) {
    let mut rest = text.chars();
    // No text has fewer bytes than characters.
    if text.len() <= characters || rest.nth(characters - 1).is_none() {
        return (text, "");
    }
    text.split_at(text.len() - rest.as_str().len())
}

/// A scalar's characters without its quotes; escapes in double quotes are undone.
fn unquoted(raw: &str) -> Cow<'_, str> {
    let inner = |quote: char| raw.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match (inner('"'), inner('\'')) {
        (Some(inner), _) if inner.contains('\\') => {
            serde_json::from_str(raw).map_or(Cow::Borrowed(inner), Cow::Owned)
        }
        (Some(inner), _) | (None, Some(inner)) => Cow::Borrowed(inner),
        (None, None) => Cow::Borrowed(raw.trim()),
    }
}

/// Text of a document, with an end. Its characters stay what they are: reports make hidden ones visible.
fn shown(text: &str) -> String {
    match cut(text, LONGEST) {
        (all, "") => all.to_owned(),
        (begin, _) => format!("{begin}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{EnumId, Enumeration, Member, Names};

    fn one(value: &Value, ty: &Type, unit: Unit) -> String {
        show(value, ty, unit, &Schema::default())
    }

    fn n(text: &str) -> Value {
        Value::Number(Number::parse(text).unwrap())
    }

    #[test]
    fn money_in_its_unit() {
        assert_eq!(one(&n("1320000"), &Type::Money, Unit::TenThousand), "132.00万元");
        assert_eq!(one(&n("1234567.895"), &Type::Money, Unit::Yuan), "1,234,567.895元");
        assert_eq!(one(&n("-500"), &Type::Money, Unit::TenThousand), "-0.05万元");
    }

    #[test]
    fn the_other_types() {
        assert_eq!(one(&n("0.2"), &Type::Ratio, Unit::Yuan), "20%");
        assert_eq!(one(&n("2020"), &Type::Year, Unit::Yuan), "2020");
        assert_eq!(one(&n("30"), &Type::Days, Unit::Yuan), "30天");
        assert_eq!(one(&n("79.50"), &Type::Number, Unit::Yuan), "79.5");
        assert_eq!(one(&Value::Bool(true), &Type::Bool, Unit::Yuan), "是");
    }

    #[test]
    fn members_by_their_first_spelling() {
        let member =
            Member { names: Names { first: "新增".into(), second: Some("new".into()) }, aliases: vec![] };
        let schema = Schema {
            enumerations: vec![Enumeration { names: Names::single("属性"), members: vec![member] }],
            ..Schema::default()
        };
        assert_eq!(show(&Value::Member(0), &Type::Enum(EnumId(0)), Unit::Yuan, &schema), "新增");
    }

    #[test]
    fn quotes_and_escapes_are_no_part_of_a_value() {
        assert_eq!(unquoted(r#""\u5426""#), "否");
        assert_eq!(unquoted("'50万元'"), "50万元");
        assert_eq!(unquoted(" 50 "), "50");
        assert_eq!(unquoted(r#""a"b""#), "a\"b");
    }
}
