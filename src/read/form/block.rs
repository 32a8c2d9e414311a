//! A sheet that is a form as the one block of records that it is.

use std::sync::Arc;

use super::fill::{Filled, fill};
use super::grid::{At, Grid, MOST_COLUMNS, MOST_ROWS};
use super::recognise::Recognised;
use crate::diag::{BookProblem, Diagnostic, FormProblem, Problem, Remark, RowList};
use crate::read::book::{Row, SheetHead};
use crate::read::list::Block;
use crate::schema::Schema;
use crate::source::{Source, column_letters};

/// The block, unless the sheet is no form.
pub(in crate::read) fn block(
    schema: &Schema,
    grid: &Grid,
    found: Recognised,
    (head, rows): (&SheetHead, &[Row]),
    source: Arc<Source<'static>>,
) -> Option<Block<'static>> {
    let (number, title, captions) = match found {
        Recognised::Nothing => return None,
        Recognised::Several(forms, title) => {
            let names = forms.iter().filter_map(|form| schema.forms.get(*form));
            let problem =
                FormProblem::Ambiguous { forms: names.map(|form| form.names.first.clone()).collect() };
            let diagnostics = vec![Diagnostic::error(Problem::Form(problem), source.site(grid.span(title)))];
            return Some(Block::telling(source, diagnostics));
        }
        Recognised::Form(number, title, captions) => (number, title, captions),
    };
    let form = schema.forms.get(number)?;
    let table = form.table;
    let Filled { document, errors, conflicts, warnings, notes } =
        fill(schema, form, grid, (&captions, title), head.system);
    let mut diagnostics = hidden(grid, head, rows, &source);
    diagnostics
        .extend(errors.into_iter().map(|(problem, span)| Diagnostic::error(problem, source.site(span))));
    diagnostics.extend(conflicts.into_iter().map(|(problem, first, second)| {
        Diagnostic::error(problem, source.site(second)).with(source.site(first), Remark::FirstHere)
    }));
    diagnostics
        .extend(warnings.into_iter().map(|(problem, span)| Diagnostic::warning(problem, source.site(span))));
    diagnostics.extend(notes.into_iter().map(|(problem, span)| Diagnostic::note(problem, source.site(span))));
    let form = (number, document);
    Some(Block { table: Some(table), form: Some(form), ..Block::telling(source, diagnostics) })
}

/// The block that says of a form that not all of its rows are at hand.
pub(in crate::read) fn too_long(
    schema: &Schema,
    grid: &Grid,
    found: &Recognised,
    source: Arc<Source<'static>>,
) -> Option<Block<'static>> {
    let Recognised::Form(number, title, _) = found else {
        return None;
    };
    let form = schema.forms.get(*number)?.names.first.clone();
    let problem = FormProblem::TooLong { form, limit: MOST_ROWS };
    let diagnostics = vec![Diagnostic::error(Problem::Form(problem), source.site(grid.span(*title)))];
    Some(Block::telling(source, diagnostics))
}

/// What people do not see of the sheet, and was read all the same.
fn hidden(grid: &Grid, head: &SheetHead, rows: &[Row], source: &Source) -> Vec<Diagnostic> {
    let site = |at| source.site(grid.span(at));
    let mut told = Vec::new();
    if head.hidden {
        let problem = BookProblem::HiddenSheet { sheet: head.name.to_string() };
        told.push(Diagnostic::note(Problem::Book(problem), site(grid.filled().next().unwrap_or_default())));
    }
    let holds = |column: u32| rows.iter().flat_map(|row| &row.cells).find(|cell| cell.column == column);
    let columns = head.hidden_columns.iter().flat_map(|(from, to)| *from..=(*to).min(MOST_COLUMNS));
    let columns: Vec<u32> = columns.filter(|column| holds(*column).is_some()).collect();
    if let Some(first) = columns.first() {
        let row = rows.iter().find(|row| row.cells.iter().any(|cell| cell.column == *first));
        let at = row.map_or_else(At::default, |row| (row.number as usize - 1, *first as usize - 1));
        let columns = columns.iter().map(|column| column_letters(*column as usize)).collect();
        told.push(Diagnostic::note(Problem::Book(BookProblem::HiddenColumns { columns }), site(at)));
    }
    let mut list = RowList::default();
    let unseen = rows.iter().filter(|row| row.hidden && !row.cells.is_empty());
    let unseen: Vec<&Row> = unseen.collect();
    for row in &unseen {
        list.push(row.number);
    }
    if let Some(first) = unseen.first().and_then(|row| Some((row.number as usize - 1, row.cells.first()?))) {
        let at = (first.0, first.1.column as usize - 1);
        told.push(Diagnostic::note(Problem::Book(BookProblem::HiddenRows(list)), site(at)));
    }
    told
}
