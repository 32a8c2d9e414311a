//! The forms of a run to records, in an order that does not depend on that of the files.

use std::sync::Arc;

use super::belong::groups;
use super::merge::Merging;
use crate::diag::{DataProblem, Diagnostic, FormProblem, Problem};
use crate::read::{Record, State, TextId};
use crate::schema::{Schema, TableId};
use crate::source::Source;

/// A form that was read.
pub(in crate::session) struct Filled {
    /// Which form.
    pub(in crate::session) form: usize,
    pub(in crate::session) table: TableId,
    pub(in crate::session) record: Record,
    pub(in crate::session) source: Arc<Source<'static>>,
    pub(in crate::session) text: TextId,
}

/// The record that some forms are. Cells of other texts than the first one say so.
pub(in crate::session) struct Joined {
    pub(in crate::session) table: TableId,
    pub(in crate::session) record: Record,
    pub(in crate::session) source: Arc<Source<'static>>,
    pub(in crate::session) text: TextId,
}

impl Filled {
    /// The record that the form is when no other belongs to it; nothing is left in the form.
    fn record(&mut self) -> Joined {
        let (table, source, text, anchor) =
            (self.table, Arc::clone(&self.source), self.text, self.record.anchor);
        let record = std::mem::replace(&mut self.record, Record { cells: Vec::new(), anchor });
        Joined { table, record, source, text }
    }
}

/// The records, in the order of the texts, and what is to be told, each with the number of its input.
pub(in crate::session) fn join(
    schema: &Schema,
    mut filled: Vec<Filled>,
) -> (Vec<Joined>, Vec<(u32, Diagnostic)>) {
    filled.sort_by_key(|form| form.text);
    let (groups, told) = groups(schema, &filled);
    let mut diagnostics: Vec<(u32, Diagnostic)> = told
        .into_iter()
        .filter_map(|(number, problem, span)| {
            let form = filled.get(number)?;
            let site = form.source.site(span);
            let diagnostic = match problem {
                FormProblem::JoinedByName { .. } => Diagnostic::note(Problem::Form(problem), site),
                problem => Diagnostic::warning(Problem::Form(problem), site),
            };
            Some((form.text.input, diagnostic))
        })
        .collect();
    let mut joined = Vec::with_capacity(groups.len());
    for group in groups {
        // Mostly a form stands alone: what it holds is not held twice.
        let alone = match *group.members {
            [only] => filled.get_mut(only).map(Filled::record),
            _ => None,
        };
        let members: Vec<&Filled> = group.members.iter().filter_map(|number| filled.get(*number)).collect();
        let mut merging = Merging::new(schema, &members);
        let Some(one) = alone.or_else(|| merging.run()) else {
            continue;
        };
        diagnostics.extend(merging.told);
        diagnostics.extend(required(schema, &one, &members));
        joined.push(one);
    }
    (joined, diagnostics)
}

/// Fields that must be filled in and are on none of the forms.
fn required(schema: &Schema, joined: &Joined, members: &[&Filled]) -> Vec<(u32, Diagnostic)> {
    let fields = schema.table(joined.table).map(|table| &table.record.fields[..]).unwrap_or_default();
    let missing = fields.iter().zip(&joined.record.cells);
    let missing = missing.filter(|(field, cell)| field.required && matches!(cell.state, State::Missing));
    missing
        .map(|(field, cell)| {
            let text = cell.file.unwrap_or(joined.text);
            let source = members
                .iter()
                .find(|member| member.text == text)
                .map_or(&joined.source, |member| &member.source);
            let problem = DataProblem::MissingRequired { field: field.names.first.clone() };
            (text.input, Diagnostic::error(Problem::Data(problem), source.site(cell.span)))
        })
        .collect()
}
