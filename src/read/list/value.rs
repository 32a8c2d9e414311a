//! A cell as a value of a document: what a person sees in it, with the unit of its column or caption.

use crate::read::book::{CellValue, DateSystem, SheetCell, Shown, date, digits, percent};
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
    let plain = |text: String| Taken { kind: NodeKind::Scalar(text.clone()), shown: text, remark: None };
    match &cell.value {
        CellValue::Text(text) => take_text(text, holder),
        CellValue::Number(number, shown) => take_number(*number, *shown, holder),
        CellValue::Date(written) => plain(day(written)),
        CellValue::Bool(truth) => plain(truth.to_string()),
        CellValue::Error(error) => {
            let kind = NodeKind::Unread(Unread::ErrorValue(error.clone()));
            Taken { kind, shown: error.clone(), remark: None }
        }
        CellValue::NotComputed(formula) => {
            let kind = NodeKind::Unread(Unread::NotComputed(formula.clone()));
            Taken { kind, shown: formula.clone(), remark: None }
        }
    }
}

/// The cell as people see it, whatever its column is for.
pub(in crate::read) fn seen(value: &CellValue) -> String {
    match value {
        CellValue::Text(text) | CellValue::Error(text) | CellValue::NotComputed(text) => text.clone(),
        CellValue::Number(number, shown) => number_seen(*number, *shown),
        CellValue::Date(written) => day(written),
        CellValue::Bool(truth) => truth.to_string(),
    }
}

fn take_text(text: &str, holder: &Holder<'_>) -> Taken {
    let mut taken = Taken { kind: NodeKind::Scalar(text.to_owned()), shown: text.to_owned(), remark: None };
    if let Type::Money = holder.ty
        && let Some(unit) = holder.unit
        && let Some(own) = own_unit(text)
        && own != unit
    {
        taken.remark = Some(Remark::OwnUnit { found: text.trim().to_owned(), unit });
    }
    if is_bare(text) {
        taken.kind = NodeKind::Scalar(with_unit(text.trim().to_owned(), holder));
    }
    taken
}

fn take_number(number: f64, shown: Shown, holder: &Holder<'_>) -> Taken {
    let seen = number_seen(number, shown);
    let scalar = |text: &str| NodeKind::Scalar(text.to_owned());
    let (kind, shown, remark) = match (holder.ty, shown) {
        (Type::Text, Shown::Plain) if number.abs() >= 1e15 => {
            (NodeKind::Unread(Unread::LostDigits(seen.clone())), seen, None)
        }
        (Type::Date, Shown::Plain | Shown::Padded(_)) => match serial_day(number, holder.system) {
            Some(date) => {
                let remark = Remark::DateAsNumber { found: seen.clone(), date: date.clone() };
                (NodeKind::Scalar(date), seen, Some(remark))
            }
            None => (scalar(&seen), seen, None),
        },
        (Type::Date, Shown::Year(system)) => {
            let day = date(number, system).unwrap_or(seen);
            (scalar(&day), day, None)
        }
        // What is seen as a share is one; under a heading in percent it is the number before the sign.
        (Type::Number | Type::Int, Shown::Percent) if holder.percent => {
            (scalar(&percent(number)), seen, None)
        }
        (_, Shown::Plain | Shown::Padded(_)) if !matches!(holder.ty, Type::Text | Type::Enum(_)) => {
            let bare = digits(number);
            (NodeKind::Scalar(with_unit(bare.clone(), holder)), bare, None)
        }
        _ => (scalar(&seen), seen, None),
    };
    Taken { kind, shown, remark }
}

fn number_seen(number: f64, shown: Shown) -> String {
    match shown {
        Shown::Plain => digits(number),
        Shown::Percent => format!("{}%", percent(number)),
        Shown::Date(system) => date(number, system).unwrap_or_else(|| digits(number)),
        Shown::Year(system) => {
            let day = date(number, system).unwrap_or_else(|| digits(number));
            day.split('-').next().unwrap_or(&day).to_owned()
        }
        Shown::Padded(width) => {
            let plain = digits(number);
            let whole = plain.bytes().all(|byte| byte.is_ascii_digit());
            if whole { format!("{plain:0>width$}", width = usize::from(width)) } else { plain }
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
