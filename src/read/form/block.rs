//! A sheet that is a form as the one block of records that it is.

use std::sync::Arc;

use super::fill::{Filled, fill};
use super::grid::Grid;
use super::recognise::Recognised;
use crate::diag::{BookProblem, Diagnostic, FormProblem, Problem, Remark, RowList};
use crate::read::book::{Row, SheetHead};
use crate::read::list::Block;
use crate::schema::Schema;
use crate::source::Source;

/// The block, unless the sheet is no form.
pub(in crate::read) fn block(
    schema: &Schema,
    grid: &Grid,
    found: Recognised,
    (head, rows): (&SheetHead, &[Row]),
    source: Arc<Source>,
) -> Option<Block> {
    let (number, title, captions) = match found {
        Recognised::Nothing => return None,
        Recognised::Several(forms, title) => {
            let names = forms.iter().filter_map(|form| schema.forms.get(*form));
            let problem =
                FormProblem::Ambiguous { forms: names.map(|form| form.names.first.clone()).collect() };
            let diagnostics = vec![Diagnostic::error(Problem::Form(problem), source.site(grid.span(title)))];
            return Some(Block {
                source,
                table: None,
                form: None,
                documents: Vec::new(),
                header: None,
                diagnostics,
                front: None,
            });
        }
        Recognised::Form(number, title, captions) => (number, title, captions),
    };
    let form = schema.forms.get(number)?;
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
    Some(Block {
        source,
        table: Some(form.table),
        form: Some(number),
        documents: vec![document],
        header: None,
        diagnostics,
        front: None,
    })
}

/// What people do not see of the sheet, and was read all the same.
fn hidden(grid: &Grid, head: &SheetHead, rows: &[Row], source: &Source) -> Vec<Diagnostic> {
    let site = |at| source.site(grid.span(at));
    let mut told = Vec::new();
    if head.hidden {
        let problem = BookProblem::HiddenSheet { sheet: head.name.to_string() };
        told.push(Diagnostic::note(Problem::Book(problem), site(grid.filled().next().unwrap_or_default())));
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
