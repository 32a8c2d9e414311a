//! Which form a sheet is: one of its titles stands above it, and most of its captions are there.

use super::captions::Captions;
use super::grid::{At, Grid};
use crate::read::book::{CellValue, Row};
use crate::read::list::normal;
use crate::schema::{Form, FormPlace, Schema, TableId};

/// What a sheet turned out to be.
pub(in crate::read) enum Recognised {
    /// No form.
    Nothing,
    /// This form, with its title there.
    Form(usize, At, Captions),
    /// As much the one as the others.
    Several(Vec<usize>, At),
}

/// Rows in which a title stands.
const TITLE_ROWS: usize = 10;
/// Captions of a hundred that must be there.
const ENOUGH: usize = 60;

/// True when a form of the table may begin in these rows: only then are all of them read.
pub(in crate::read) fn titled(schema: &Schema, table: Option<TableId>, sheet: &str, rows: &[Row]) -> bool {
    let titles: Vec<String> = rows
        .iter()
        .take(TITLE_ROWS)
        .flat_map(|row| &row.cells)
        .filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some(normal(text)),
            _ => None,
        })
        .chain(std::iter::once(normal(sheet)))
        .collect();
    of_table(schema, table).any(|(_, form)| {
        let headings: Vec<String> = form.headings.iter().map(|heading| normal(heading)).collect();
        titles.iter().any(|title| headings.iter().any(|heading| title.contains(heading)))
    })
}

/// The rows in parts that begin with the same title of a form: forms that stand one below the other in one sheet.
pub(in crate::read) fn apart<'r>(schema: &Schema, table: Option<TableId>, rows: &'r [Row]) -> Vec<&'r [Row]> {
    let headings: Vec<String> =
        of_table(schema, table).flat_map(|(_, form)| &form.headings).map(|heading| normal(heading)).collect();
    let title = |row: &Row| {
        let first = row.cells.first()?;
        let CellValue::Text(text) = &first.value else {
            return None;
        };
        let text = normal(text);
        let alone = row.cells.len() == 1 && headings.iter().any(|heading| text.contains(heading));
        alone.then_some((first.column, text))
    };
    let mut parts = Vec::new();
    let (mut start, mut first) = (0, None);
    for (at, row) in rows.iter().enumerate() {
        let found = title(row);
        if found.is_some() && found == first {
            parts.extend(rows.get(start..at));
            start = at;
        }
        first = first.or(found);
    }
    parts.extend(rows.get(start..));
    parts
}

/// The form that the sheet is.
pub(in crate::read) fn recognise(
    schema: &Schema,
    table: Option<TableId>,
    sheet: &str,
    grid: &Grid,
) -> Recognised {
    let captions = Captions::new(grid);
    let mut best = Vec::new();
    let mut most = (0, 0);
    for (number, form) in of_table(schema, table) {
        let Some(title) = title(form, sheet, grid) else {
            continue;
        };
        let score = score(form, &captions);
        if score.0 < ENOUGH || score < most {
            continue;
        }
        if score > most {
            best.clear();
            most = score;
        }
        best.push((number, title));
    }
    match best.as_slice() {
        [] => Recognised::Nothing,
        [(form, title)] => Recognised::Form(*form, *title, captions),
        [(_, title), ..] => Recognised::Several(best.iter().map(|(form, _)| *form).collect(), *title),
    }
}

fn of_table(schema: &Schema, table: Option<TableId>) -> impl Iterator<Item = (usize, &Form)> {
    let forms = schema.forms.iter().enumerate();
    forms.filter(move |(_, form)| table.is_none_or(|table| form.table == table))
}

/// The cell with the title; the first one when the sheet is named so.
fn title(form: &Form, sheet: &str, grid: &Grid) -> Option<At> {
    let headings: Vec<String> = form.headings.iter().map(|heading| normal(heading)).collect();
    let holds = |text: &str| {
        let text = normal(text);
        headings.iter().any(|heading| text.contains(heading))
    };
    let mut above = grid.filled().take_while(|at| at.0 < TITLE_ROWS);
    let cell = above.find(|at| grid.typed(*at).is_some_and(holds));
    cell.or_else(|| grid.filled().next().filter(|_| holds(sheet)))
}

/// How many of a hundred captions are there that must be, and how many there are in all.
fn score(form: &Form, captions: &Captions) -> (usize, usize) {
    let (mut wanted, mut found, mut all) = (0, 0, 0);
    let mut count = |texts: &[String], number: usize, optional: bool| {
        let there =
            captions.find(texts).len() >= number || (number == 1 && !captions.with_value(texts).is_empty());
        all += usize::from(there);
        wanted += usize::from(!optional);
        found += usize::from(there && !optional);
    };
    for pick in &form.picks {
        match &pick.place {
            FormPlace::Inside => {}
            FormPlace::Right(caption) | FormPlace::Below(caption) => count(&caption.texts, 1, pick.optional),
            FormPlace::Crossing(row, column) => {
                count(row, 1, pick.optional);
                count(column, 1, pick.optional);
            }
        }
    }
    for column in form.lists.iter().flat_map(|list| &list.columns) {
        count(&column.texts, column.number, column.optional);
    }
    (found * 100 / wanted.max(1), all)
}
