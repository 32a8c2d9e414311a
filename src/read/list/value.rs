//! A cell as a value of a document: what a person sees in it, with the unit of its column or caption.

use crate::read::book::{CellValue, DateSystem, SheetCell, Shown, date, digits, percent, push_digits};
use crate::read::{NodeKind, Unread};
use crate::schema::{Field, Type};
use crate::value::Unit;

/// What a cell is for.
#[derive(Clone, Copy)]
pub(in crate::read) struct Holder<'f> {
    /// The field.
    pub(in crate::read) field: &'f Field,
    /// What the cell holds; the type of an element where the field is a list.
    pub(in crate::read) ty: &'f Type,
    /// The unit of bare amounts, where the sheet names one.
    pub(in crate::read) unit: Option<Unit>,
    /// True when the heading says that numbers are in percent.
    pub(in crate::read) percent: bool,
    /// What bare numbers are when the field is a date.
    pub(in crate::read) system: DateSystem,
}

/// What a cell comes to.
pub(in crate::read) struct Taken {
    /// What the document gets.
    pub(in crate::read) kind: NodeKind,
    /// What the row shows.
    pub(in crate::read) shown: String,
    /// Something to tell of, once for the column.
    pub(in crate::read) remark: Option<Remark>,
}

/// Something about a cell that was read all the same.
pub(in crate::read) enum Remark {
    /// A day that the sheet shows as a number.
    DateAsNumber {
        /// The number.
        found: String,
        /// The day.
        date: String,
    },
    /// A unit in the cell that is not that of its column.
    OwnUnit {
        /// The amount as written.
        found: String,
        /// The unit of the column.
        unit: Unit,
    },
}

/// What the cell holds for its column.
pub(in crate::read) fn take(cell: &SheetCell, holder: &Holder<'_>) -> Taken {
    let mut shown = String::new();
    show(&cell.value, holder, &mut shown);
    Taken { kind: held(&cell.value, holder), shown, remark: remark(&cell.value, holder) }
}

/// What a document gets of the cell.
pub(super) fn held(value: &CellValue, holder: &Holder<'_>) -> NodeKind {
    match value {
        CellValue::Text(text) if is_bare(text) => NodeKind::Scalar(with_unit(text.trim().to_owned(), holder)),
        CellValue::Error(error) => NodeKind::Unread(Unread::ErrorValue(error.clone())),
        CellValue::NotComputed(formula) => NodeKind::Unread(Unread::NotComputed(formula.clone())),
        CellValue::Number(number, shown) => held_number(*number, *shown, holder),
        CellValue::Text(_) | CellValue::Date(_) | CellValue::Bool(_) => NodeKind::Scalar(seen(value)),
    }
}

/// Adds what the row shows of the cell in its column.
pub(super) fn show(value: &CellValue, holder: &Holder<'_>, out: &mut String) {
    match (value, holder.ty) {
        // An amount is shown in its digits, whatever zeros its format puts in front.
        (CellValue::Number(number, Shown::Padded(_)), ty)
            if !matches!(ty, Type::Text | Type::Enum(_) | Type::Date) =>
        {
            push_digits(*number, out);
        }
        (CellValue::Number(number, Shown::Year(system)), Type::Date) => {
            out.push_str(&date(*number, *system).unwrap_or_else(|| seen(value)));
        }
        _ => see(value, out),
    }
}

/// What there is to tell of the cell.
pub(super) fn remark(value: &CellValue, holder: &Holder<'_>) -> Option<Remark> {
    match (value, holder.ty, holder.unit) {
        (CellValue::Text(text), Type::Money, Some(unit)) if own_unit(text).is_some_and(|own| own != unit) => {
            Some(Remark::OwnUnit { found: text.trim().to_owned(), unit })
        }
        (CellValue::Number(number, Shown::Plain | Shown::Padded(_)), Type::Date, _) => {
            let date = serial_day(*number, holder.system)?;
            Some(Remark::DateAsNumber { found: seen(value), date })
        }
        _ => None,
    }
}

/// The cell as people see it, whatever its column is for.
pub(in crate::read) fn seen(value: &CellValue) -> String {
    let mut seen = String::new();
    see(value, &mut seen);
    seen
}

/// Adds the cell as people see it.
pub(super) fn see(value: &CellValue, out: &mut String) {
    match value {
        CellValue::Text(text) | CellValue::Error(text) | CellValue::NotComputed(text) => out.push_str(text),
        CellValue::Number(number, shown) => see_number(*number, *shown, out),
        CellValue::Date(written) => out.push_str(&day(written)),
        CellValue::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
    }
}

fn held_number(number: f64, shown: Shown, holder: &Holder<'_>) -> NodeKind {
    let seen = || seen(&CellValue::Number(number, shown));
    NodeKind::Scalar(match (holder.ty, shown) {
        (Type::Text, Shown::Plain) if number.abs() >= 1e15 => {
            return NodeKind::Unread(Unread::LostDigits(seen()));
        }
        (Type::Date, Shown::Plain | Shown::Padded(_)) => {
            serial_day(number, holder.system).unwrap_or_else(seen)
        }
        (Type::Date, Shown::Year(system)) => date(number, system).unwrap_or_else(seen),
        // What is seen as a share is one; under a heading in percent it is the number before the sign.
        (Type::Number | Type::Int, Shown::Percent) if holder.percent => percent(number),
        (ty, Shown::Plain | Shown::Padded(_)) if !matches!(ty, Type::Text | Type::Enum(_)) => {
            with_unit(digits(number), holder)
        }
        _ => seen(),
    })
}

fn see_number(number: f64, shown: Shown, out: &mut String) {
    let day = |system| date(number, system).unwrap_or_else(|| digits(number));
    match shown {
        Shown::Plain => push_digits(number, out),
        Shown::Percent => out.extend([&*percent(number), "%"]),
        Shown::Date(system) => out.push_str(&day(system)),
        Shown::Year(system) => {
            let day = day(system);
            out.push_str(day.split('-').next().unwrap_or(&day));
        }
        Shown::Padded(width) => {
            let from = out.len();
            push_digits(number, out);
            let plain = out.get(from..).unwrap_or_default();
            if plain.bytes().all(|byte| byte.is_ascii_digit()) {
                let zeros = usize::from(width).saturating_sub(plain.len());
                out.insert_str(from, &"0".repeat(zeros));
            }
        }
    }
}

/// The day that a bare number stands for in a column of dates: whole days from 1927 to 2118. Other numbers
/// (2020, 20200131) are something else than a day's number.
fn serial_day(number: f64, system: DateSystem) -> Option<String> {
    let plausible = number.fract() == 0.0 && (10_000.0..80_000.0).contains(&number);
    plausible.then(|| date(number, system)).flatten()
}

/// `2024-01-31T00:00:00` as `2024-01-31`; a time that is not midnight stays.
fn day(written: &str) -> String {
    let written = written.trim().trim_end_matches('Z');
    let (day, time) = written.split_once('T').unwrap_or((written, ""));
    let midnight = time.chars().all(|c| matches!(c, '0' | ':' | '.'));
    if midnight { day.to_owned() } else { format!("{day} {time}") }
}

/// The number with the unit of its column, where that is not the field's own.
fn with_unit(number: String, holder: &Holder<'_>) -> String {
    match (holder.ty, holder.unit) {
        (Type::Money, Some(unit)) if unit != holder.field.unit => number + unit.word(),
        (Type::Ratio, _) if holder.percent && !holder.field.percent => number + "%",
        _ => number,
    }
}

/// True when the unit of the column is none of the field's own, so that it is written behind bare values.
pub(super) fn adds_unit(holder: &Holder<'_>) -> bool {
    match (holder.ty, holder.unit) {
        (Type::Money, Some(unit)) => unit != holder.field.unit,
        (Type::Ratio, _) => holder.percent && !holder.field.percent,
        _ => false,
    }
}

/// True for a text that ends as a number does, so that its unit is the column's.
pub(in crate::read) fn is_bare(text: &str) -> bool {
    let last = text.trim_end().chars().next_back();
    last.is_some_and(|last| last.is_ascii_digit() || matches!(last, '０'..='９' | ')' | '）'))
        && !text.contains(['元', '万', '亿', '%', '％'])
}

/// The unit at the end of an amount.
fn own_unit(text: &str) -> Option<Unit> {
    let text = text.trim_end();
    let units = Unit::ALL.into_iter().filter(|unit| text.ends_with(unit.word()));
    units.max_by_key(|unit| unit.word().len())
}
