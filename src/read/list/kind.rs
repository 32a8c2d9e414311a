//! What a row below a header is: a record, a total, the header again, something beside the list, or a record that
//! slipped by a column.

use std::borrow::Cow;

use super::header::{Column, Header};
use super::heading::compared;
use crate::read::book::{CellValue, Row, Shown};
use crate::read::habit::read_value;
use crate::schema::{Schema, Type};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A record.
    Record,
    /// Nothing is filled in.
    Blank,
    /// A total of other rows.
    Total,
    /// Column numbers, remarks, signatures.
    Side,
    /// The header once more.
    Header,
    /// A record whose values stand one column to the right of their headings, or to the left.
    Shifted {
        /// To the right.
        right: bool,
    },
}

/// First words of rows that sum up others.
const TOTALS: [&str; 8] = ["合计", "小计", "总计", "共计", "总合计", "本页合计", "本页小计", "累计"];
/// What a line below a list begins with.
const SIDES: [&str; 17] = [
    "注",
    "备注",
    "说明",
    "填报说明",
    "填表说明",
    "填报人",
    "填表人",
    "制表人",
    "制表",
    "编制人",
    "审核人",
    "复核人",
    "负责人",
    "单位负责人",
    "联系人",
    "联系电话",
    "填报日期",
];

/// What the row is. `first` is true for the row right below the header.
pub(super) fn row_kind(schema: &Schema, header: &Header<'_>, row: &Row, first: bool) -> RowKind {
    let filled = row.cells.iter().filter(|cell| !is_blank(&cell.value));
    let texts: Vec<(u32, Cow<'_, str>)> = filled
        .clone()
        .filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some((cell.column, compared(text))),
            _ => None,
        })
        .collect();
    let count = filled.clone().count();
    if count == 0 {
        RowKind::Blank
    } else if repeats_header(header, &texts, count) {
        RowKind::Header
    } else if is_total(&texts) {
        RowKind::Total
    } else if is_side(&texts) || (first && counts_columns(row, &texts)) {
        RowKind::Side
    } else {
        shift(schema, header, row).map_or(RowKind::Record, |right| RowKind::Shifted { right })
    }
}

fn is_blank(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if text.trim().is_empty())
}

/// True when most of the row is what stands in one row of the header, column by column.
fn repeats_header(header: &Header<'_>, texts: &[(u32, Cow<'_, str>)], filled: usize) -> bool {
    header.texts.iter().any(|headings| {
        let same = texts
            .iter()
            .filter(|(column, text)| headings.get(column).is_some_and(|heading| *heading == **text))
            .count();
        same > 0 && same * 2 > filled
    })
}

/// True when the first text of the row is a word for totals, or ends in one and stands alone.
fn is_total(texts: &[(u32, Cow<'_, str>)]) -> bool {
    let Some((_, first)) = texts.first() else {
        return false;
    };
    let word = first.split(['(', ':']).next().unwrap_or(first);
    is_total_word(first) || (texts.len() == 1 && TOTALS.iter().take(3).any(|total| word.ends_with(total)))
}

/// True for a word that stands before totals, whatever its brackets say.
pub(in crate::read) fn is_total_word(text: &str) -> bool {
    TOTALS.contains(&text.split(['(', ':']).next().unwrap_or(text))
}

/// True for a line of remarks or signatures: each of its texts names what it is before a colon, or the first
/// one is a remark and stands alone.
fn is_side(texts: &[(u32, Cow<'_, str>)]) -> bool {
    let is_label = |text: &str| text.split_once(':').is_some_and(|(label, _)| SIDES.contains(&label));
    texts.first().is_some_and(|(_, text)| is_label(text))
        && texts.iter().skip(1).all(|(_, text)| text.contains(':') || texts.len() <= 2)
}

/// True for the line below a header in which the columns are counted: 栏次 1 2 3.
fn counts_columns(row: &Row, texts: &[(u32, Cow<'_, str>)]) -> bool {
    let words = texts.iter().all(|(_, text)| {
        matches!(&**text, "栏次" | "行次" | "甲" | "乙" | "丙" | "丁") || text.parse::<u32>().is_ok()
    });
    let numbers: Vec<f64> = row
        .cells
        .iter()
        .filter_map(|cell| match &cell.value {
            CellValue::Number(number, _) => Some(*number),
            CellValue::Text(text) => text.trim().parse::<u32>().ok().map(f64::from),
            _ => None,
        })
        .collect();
    let counted = (1..).zip(&numbers).all(|(place, number)| (number - f64::from(place)).abs() < 0.5);
    words && numbers.len() >= 3 && counted
}

/// Where the row slipped to, if its values fit the headings one column beside them and not their own.
fn shift(schema: &Schema, header: &Header<'_>, row: &Row) -> Option<bool> {
    let (fit, misfit) = fits(schema, header, row, 0);
    if misfit < 2 {
        return None;
    }
    [(true, 1), (false, -1)].into_iter().find_map(|(right, by)| {
        let (fit_there, misfit_there) = fits(schema, header, row, by);
        (misfit_there == 0 && fit_there >= fit + 2).then_some(right)
    })
}

/// How many values fit their columns, and how many do not, when the row is read `by` columns further right. Of
/// columns that take any text nothing can be said.
fn fits(schema: &Schema, header: &Header<'_>, row: &Row, by: i64) -> (usize, usize) {
    let (mut fit, mut misfit) = (0, 0);
    let mut cells = row.cells.iter().peekable();
    for column in &header.columns {
        let place = i64::from(column.number) + by;
        while cells.next_if(|cell| i64::from(cell.column) < place).is_some() {}
        let cell = cells.next_if(|cell| i64::from(cell.column) == place);
        match cell.and_then(|cell| fits_column(schema, column, &cell.value)) {
            Some(true) => fit += 1,
            Some(false) => misfit += 1,
            None => {}
        }
    }
    (fit, misfit)
}

fn fits_column(schema: &Schema, column: &Column<'_>, value: &CellValue) -> Option<bool> {
    let field = column.meant.field;
    let parses = |text: &str| {
        let text = text.trim();
        let blank = text.is_empty() || field.placeholders.iter().any(|one| one.trim() == text);
        (!blank).then(|| read_value(column.meant.ty, field.unit, field.percent, schema, text).is_ok())
    };
    match (column.meant.ty, value) {
        (Type::Text, CellValue::Text(text)) => {
            let pattern = field.pattern.as_ref()?;
            (!text.trim().is_empty()).then(|| pattern.is_match(text.trim()))
        }
        (Type::Text | Type::Record(_) | Type::List(_) | Type::Set(_), _)
        | (_, CellValue::Error(_) | CellValue::NotComputed(_)) => None,
        (_, CellValue::Text(text)) => parses(text),
        (Type::Date, CellValue::Date(_) | CellValue::Number(_, Shown::Date(_) | Shown::Year(_))) => {
            Some(true)
        }
        (Type::Date, _) => None,
        (Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Days, CellValue::Number(_, shown)) => {
            Some(!matches!(shown, Shown::Date(_)))
        }
        (Type::Year, CellValue::Number(number, Shown::Plain)) => Some((1900.0..2200.0).contains(number)),
        (Type::Bool, CellValue::Bool(_)) => Some(true),
        _ => Some(false),
    }
}
