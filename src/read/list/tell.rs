//! What there is to say about a sheet before its records are read, and where.

use super::fields::Fields;
use super::header::{Column, Header};
use super::page::Origin;
use crate::diag::{BookProblem, Diagnostic, Problem, Remark};
use crate::read::book::{Row, SheetHead};
use crate::read::shorten;
use crate::schema::Type;
use crate::source::{Site, column_letters};

/// What there is to say about the header and what stands above it.
pub(super) fn tell_header(
    (origin, head): (&Origin, &SheetHead),
    rows: &[Row],
    header: &Header<'_>,
    fields: &Fields<'_>,
) -> Vec<Diagnostic> {
    let site = |row: u32, column: u32| {
        let found = rows.iter().find(|one| one.number == row);
        found.map_or_else(
            || Site::whole(std::sync::Arc::clone(&origin.path)),
            |row| origin.site_in(row, column),
        )
    };
    let mut told = Vec::new();
    if head.hidden {
        let problem = BookProblem::HiddenSheet { sheet: head.name.to_string() };
        let first = header.columns.first().map_or((0, 0), |column| (column.row, column.number));
        told.push(Diagnostic::note(Problem::Book(problem), site(first.0, first.1)));
    }
    let is_hidden = |column: &&Column<'_>| {
        head.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column.number))
    };
    let hidden: Vec<&Column<'_>> = header.columns.iter().filter(is_hidden).collect();
    if let Some(first) = hidden.first() {
        let columns = hidden.iter().map(|column| column_letters(column.number as usize)).collect();
        let problem = BookProblem::HiddenColumns { columns };
        told.push(Diagnostic::note(Problem::Book(problem), site(first.row, first.number)));
    }
    for (row, column, heading) in &header.unknown {
        let nearest = fields.nearest(heading);
        let problem = BookProblem::UnknownHeading { heading: shorten(heading), nearest };
        told.push(Diagnostic::warning(Problem::Book(problem), site(*row, *column)));
    }
    for (at, column) in header.columns.iter().enumerate() {
        let mut before = header.columns.iter().take(at);
        if let Some(first) = before.find(|before| before.meant.path == column.meant.path) {
            let problem = BookProblem::SameFieldTwice { field: column.meant.path.clone() };
            let told_here = Diagnostic::error(Problem::Book(problem), site(column.row, column.number));
            told.push(told_here.with(site(first.row, first.number), Remark::FirstHere));
        }
    }
    let other_unit = |column: &&Column<'_>| {
        matches!(column.meant.ty, Type::Money)
            && column.unit.is_some_and(|unit| unit != column.meant.field.unit)
    };
    let pair = |column: &Column<'_>| (column.meant.path.clone(), column.meant.field.unit.word());
    let (own, common): (Vec<_>, Vec<_>) =
        header.columns.iter().filter(other_unit).partition(|column| column.own_unit);
    if let (Some((row, column, unit)), false) = (header.unit, common.is_empty()) {
        let fields = common.into_iter().map(pair).collect();
        let problem = BookProblem::UnitOfSheet { unit: unit.word(), fields };
        told.push(Diagnostic::note(Problem::Book(problem), site(row, column)));
    }
    if let (Some((.., used)), Some((row, column, other))) = (header.unit, header.other_unit) {
        let problem = BookProblem::UnitsDiffer { used: used.word(), other: other.word() };
        told.push(Diagnostic::warning(Problem::Book(problem), site(row, column)));
    }
    for column in own {
        if let Some(unit) = column.unit {
            let problem = BookProblem::UnitOfSheet { unit: unit.word(), fields: vec![pair(column)] };
            told.push(Diagnostic::note(Problem::Book(problem), site(column.row, column.number)));
        }
    }
    told
}
