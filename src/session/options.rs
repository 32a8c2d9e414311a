//! What a run is asked to do, and which rules that selects.

use super::waivers::Waiver;
use crate::diag::{Diagnostic, Problem, SetupProblem, Severity, StateProblem, nearest};
use crate::ir::{Checked, Program};
use crate::read::Encoding;
use crate::value::Date;

/// What a run is asked to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day for which rules are chosen; without one, all are in force.
    pub as_of: Option<Date>,
    /// Codes or beginnings of codes; when empty, every rule is checked.
    pub select: Vec<String>,
    /// Codes or beginnings of codes that are left out of the selected ones.
    pub ignore: Vec<String>,
    /// The field that names the unit which answers for a record; findings are gathered by it.
    pub unit: Option<String>,
    /// The encoding of all texts; what their bytes show when left out.
    pub encoding: Option<Encoding>,
    /// Findings that may stand, each up to its day; only with a day on which they hold or not.
    pub waivers: Vec<Waiver>,
    /// Threads; one for each processor when left out.
    pub jobs: Option<usize>,
}

/// The numbers of the rules that the options select, in the order of the program, or a diagnostic for every
/// code that no rule begins with.
pub fn selection(program: &Checked<Program>, options: &Options) -> Result<Vec<usize>, Vec<Diagnostic>> {
    let unknown: Vec<Diagnostic> = options
        .select
        .iter()
        .chain(&options.ignore)
        .filter(|code| !program.rules.iter().any(|rule| begins(&rule.code, code)))
        .map(|code| selects_nothing(program, code))
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let chosen = program.rules.iter().enumerate().filter(|(_, rule)| {
        let named = |codes: &[String]| codes.iter().any(|code| begins(&rule.code, code));
        (options.select.is_empty() || named(&options.select)) && !named(&options.ignore)
    });
    Ok(chosen.map(|(number, _)| number).collect())
}

/// A diagnostic when no table has the field that is to name the unit.
pub fn unknown_unit(program: &Program, options: &Options) -> Option<Diagnostic> {
    let name = options.unit.as_ref()?;
    let tables = &program.schema.tables;
    if tables.iter().any(|table| table.record.field(name).is_some()) {
        return None;
    }
    let fields = tables.iter().flat_map(|table| &table.record.fields).flat_map(|field| field.names.iter());
    let problem = SetupProblem::UnknownField { nearest: nearest(name, fields), name: name.clone() };
    Some(Diagnostic { problem: Problem::Setup(problem), severity: Severity::Error, labels: Vec::new() })
}

/// A diagnostic when there are waivers and no day. A run has no clock: the same input gives the same bytes on every
/// day, and a waiver that never ends for want of a day would be no waiver.
pub fn no_day(options: &Options) -> Option<Diagnostic> {
    let first = options.waivers.first().filter(|_| options.as_of.is_none())?;
    Some(Diagnostic::error(Problem::State(StateProblem::NoDay), first.suppression.site.clone()))
}

/// An empty text is no code: it would select every rule by accident.
fn begins(code: &str, wanted: &str) -> bool {
    !wanted.is_empty() && code.starts_with(wanted)
}

fn selects_nothing(program: &Program, code: &str) -> Diagnostic {
    let nearest = nearest(code, program.rules.iter().map(|rule| &*rule.code));
    let problem = SetupProblem::SelectsNothing { code: code.to_owned(), nearest };
    Diagnostic { problem: Problem::Setup(problem), severity: Severity::Error, labels: Vec::new() }
}
