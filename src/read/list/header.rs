//! The header of a list: the row, or the two rows, that name the most fields.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Fields, Meant};
use super::heading::{Said, normal, unit_of_heading, unit_of_note};
use super::line::Line;
use super::value::{Holder, seen};
use crate::read::book::{CellValue, DateSystem, Row};
use crate::value::Unit;

/// The header of a list of records of one table.
#[derive(Debug)]
pub(super) struct Header<'s> {
    /// The columns of fields, from left to right.
    pub(super) columns: Vec<Column<'s>>,
    /// The columns whose heading is no field: row, column, heading.
    pub(super) unknown: Vec<(u32, u32, String)>,
    /// The first of its rows, as a place in the rows it was found in.
    pub(super) at: usize,
    /// How many rows it has.
    pub(super) levels: usize,
    /// Where a unit stands above the list, and which.
    pub(super) unit: Option<Note>,
    /// Another unit that stands there too.
    pub(super) other_unit: Option<Note>,
    /// The headings of each of its rows as compared.
    pub(super) texts: Vec<BTreeMap<u32, String>>,
    /// How its rows are written as lines.
    pub(super) line: Option<Line>,
}

/// A column that holds a field.
#[derive(Debug)]
pub(super) struct Column<'s> {
    /// From 1.
    pub(super) number: u32,
    /// The row of its heading.
    pub(super) row: u32,
    /// The field.
    pub(super) meant: Meant<'s>,
    /// The unit of its bare amounts, where the sheet names one.
    pub(super) unit: Option<Unit>,
    /// True when its own heading names that unit.
    pub(super) own_unit: bool,
    /// True when its heading says that its numbers are in percent.
    pub(super) percent: bool,
    /// What its bare numbers are when it holds dates.
    pub(super) system: DateSystem,
}

impl Column<'_> {
    /// What its cells are for.
    pub(super) const fn holder(&self) -> Holder<'_> {
        let Self { meant, unit, percent, system, .. } = self;
        Holder { field: meant.field, ty: meant.ty, unit: *unit, percent: *percent, system: *system }
    }
}

/// A column as a header has it, with or without a field.
struct Named<'s> {
    number: u32,
    row: u32,
    heading: String,
    meant: Option<Meant<'s>>,
}

/// Headings of columns that count rows and are nobody's field.
const ROW_NUMBERS: [&str; 5] = ["序号", "行次", "编号", "no", "no."];

/// The header among the first rows of a sheet for the table whose fields it names best, and that table's place
/// among the candidates. Of headers that name as many the first one counts: the others are copies of it. Where the
/// sheet can hardly be anything else than a list, one known heading in its first row is enough (`weak`).
pub(super) fn detect<'s>(
    rows: &[Row],
    candidates: &[Fields<'s>],
    system: DateSystem,
    weak: bool,
) -> Option<(usize, Header<'s>)> {
    let headings: Vec<BTreeMap<u32, String>> = rows.iter().map(headings).collect();
    let mut best: Option<(usize, usize, usize, usize, Vec<Named<'s>>)> = None;
    for (of, fields) in candidates.iter().enumerate() {
        for (at, top) in headings.iter().enumerate() {
            let number = |place: usize| rows.get(place).map_or(0, |row| row.number);
            let single = one_level(fields, top, number(at));
            let bottom = headings.get(at + 1).filter(|bottom| !bottom.is_empty());
            let double = bottom.map(|bottom| two_levels(fields, (top, number(at)), (bottom, number(at + 1))));
            for (levels, named) in std::iter::once((1, single)).chain(double.map(|named| (2, named))) {
                let score = score(&named);
                let better = best.as_ref().is_none_or(|(most, of_levels, ..)| {
                    score > *most || (score == *most && levels < *of_levels)
                });
                let below = headings.get(at + levels..).unwrap_or_default();
                let enough = is_header(&named, score) || (weak && at == 0 && levels == 1 && score > 0);
                if better && enough && !is_form(fields, &named, below) {
                    best = Some((score, levels, of, at, named));
                }
            }
        }
    }
    let (_, levels, of, at, named) = best?;
    let (unit, other_unit) = notes_above(rows.get(..at).unwrap_or_default());
    let texts = headings.into_iter().skip(at).take(levels);
    let texts = texts.map(|row| row.into_iter().map(|(column, text)| (column, normal(&text))).collect());
    let mut header = Header {
        columns: Vec::new(),
        unknown: Vec::new(),
        at,
        levels,
        unit,
        other_unit,
        texts: texts.collect(),
        line: None,
    };
    for named in named {
        header.add(named, system);
    }
    header.line = Line::new(&header.columns);
    Some((of, header))
}

impl<'s> Header<'s> {
    fn add(&mut self, named: Named<'s>, system: DateSystem) {
        let Named { number, row, heading, meant } = named;
        let Some(meant) = meant else {
            if !ROW_NUMBERS.contains(&normal(&heading).as_str()) {
                self.unknown.push((row, number, heading));
            }
            return;
        };
        // A heading that is the field's very name says nothing about units, whatever its brackets hold.
        let said = unit_of_heading(&heading);
        let own = match said {
            Some(Said::Unit(unit)) => Some(unit),
            Some(Said::Percent) | None => None,
        };
        self.columns.push(Column {
            number,
            row,
            meant,
            unit: own.or(self.unit.map(|(.., unit)| unit)),
            own_unit: own.is_some(),
            percent: said == Some(Said::Percent),
            system,
        });
    }
}

/// What stands in a row by column.
fn headings(row: &Row) -> BTreeMap<u32, String> {
    let texts = row.cells.iter().map(|cell| (cell.column, seen(&cell.value)));
    texts.filter(|(_, text)| !text.trim().is_empty()).collect()
}

fn one_level<'s>(fields: &Fields<'s>, texts: &BTreeMap<u32, String>, row: u32) -> Vec<Named<'s>> {
    let named = texts.iter().map(|(number, heading)| Named {
        number: *number,
        row,
        heading: heading.clone(),
        meant: fields.find(heading),
    });
    named.collect()
}

/// The columns of two rows, of which the upper one may have one heading over several columns.
fn two_levels<'s>(
    fields: &Fields<'s>,
    (top, top_row): (&BTreeMap<u32, String>, u32),
    (bottom, bottom_row): (&BTreeMap<u32, String>, u32),
) -> Vec<Named<'s>> {
    let columns: BTreeSet<u32> = top.keys().chain(bottom.keys()).copied().collect();
    let mut over: Option<&String> = None;
    let mut named = Vec::with_capacity(columns.len());
    for number in columns {
        let (own, below) = (top.get(&number), bottom.get(&number));
        // A heading reaches to the right as long as there is something below it and nothing beside it.
        over = match (own, below) {
            (Some(own), Some(_)) => Some(own),
            (None, Some(_)) => over,
            (_, None) => None,
        };
        let (heading, row, meant) = match (own.or(over), below) {
            (Some(above), Some(below)) => {
                let meant = fields.find_below(above, below).or_else(|| fields.find(below));
                (format!("{}.{}", above.trim(), below.trim()), bottom_row, meant)
            }
            (Some(only), None) => (only.clone(), top_row, fields.find(only)),
            (None, Some(only)) => (only.clone(), bottom_row, fields.find(only)),
            (None, None) => continue,
        };
        named.push(Named { number, row, heading, meant });
    }
    named
}

/// How many different fields are named.
fn score(named: &[Named<'_>]) -> usize {
    let paths: BTreeSet<&str> =
        named.iter().filter_map(|one| one.meant.as_ref()).map(|meant| meant.path.as_str()).collect();
    paths.len()
}

/// True when so many of the texts are fields that the row is a header.
fn is_header(named: &[Named<'_>], score: usize) -> bool {
    let known = named.iter().filter(|one| one.meant.is_some()).count();
    score >= 3 || (score >= 1 && known * 2 >= named.len())
}

/// True for a line of a form: a value behind each label, and in rows below it labels below labels.
fn is_form(fields: &Fields<'_>, named: &[Named<'_>], below: &[BTreeMap<u32, String>]) -> bool {
    let alternating = named.len() >= 2
        && named.len().is_multiple_of(2)
        && named.chunks(2).all(|pair| match pair {
            [label, value] => label.meant.is_some() && value.meant.is_none(),
            _ => false,
        });
    let is_label = |row: &BTreeMap<u32, String>| {
        let labels = named.iter().step_by(2).filter_map(|label| row.get(&label.number));
        labels.into_iter().any(|text| fields.find(text).is_some())
    };
    // With nothing below it that could be records it is no header either.
    alternating && (below.is_empty() || below.iter().any(is_label))
}

/// A unit, and the row and the column where it stands.
type Note = (u32, u32, Unit);

/// The unit that is named above the list, the last one where there are several, and another one.
fn notes_above(rows: &[Row]) -> (Option<Note>, Option<Note>) {
    let cells = rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
    let units = cells.filter_map(|(row, cell)| match &cell.value {
        CellValue::Text(text) => Some((row, cell.column, unit_of_note(text)?)),
        _ => None,
    });
    let mut units: Vec<Note> = units.collect();
    let last = units.pop();
    (last, units.into_iter().find(|(.., unit)| last.is_some_and(|(.., last)| *unit != last)))
}
