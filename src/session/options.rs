//! What a run is asked to do, and which rules that selects.

use super::baseline::Baseline;
use super::waivers::Waiver;
use crate::diag::{Diagnostic, Problem, SetupProblem, Severity, StateProblem, nearest};
use crate::finding::Details;
use crate::ir::{Checked, Program, Rule};
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
    /// True when the counts of every file are wanted, and not only those of the run.
    pub by_file: bool,
    /// The findings that are wanted.
    pub listed: Listed,
    /// What anybody is shown besides what all reports show: the rest need not be made.
    pub shown: Details,
    /// Findings that were known before, to tell the new ones from them.
    pub baseline: Option<Baseline>,
    /// Threads; one for each processor when left out.
    pub jobs: Option<usize>,
    /// Every record is read and judged by the careful reader and the explaining evaluator. The report is the same;
    /// it takes longer.
    pub careful: bool,
}

/// Which findings a report lists. Of those that it does not list it has the counts: verdicts and severities.
///
/// What is said of all findings together is left out where not all are listed: decisions, totals and scorecards. With
/// waivers, a baseline or explanations among the inputs, which are each about one finding, all are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// All.
    #[default]
    All,
    /// Those of rules whose codes begin so; none where there is no code.
    Of(Vec<String>),
}

impl Listed {
    /// None: a run that only counts. It explains nothing, and is the faster the more there is to be found.
    pub const NONE: Self = Self::Of(Vec::new());

    fn codes(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Of(codes) => codes,
        }
    }

    /// Of rules, whether their findings are only counted; empty where all are listed.
    pub(super) fn counted(&self, program: &Program, rules: &[usize]) -> Vec<bool> {
        let Self::Of(codes) = self else {
            return Vec::new();
        };
        let listed = |rule: &Rule| codes.iter().any(|code| begins(&rule.code, code));
        rules.iter().map(|number| !program.rules.get(*number).is_some_and(listed)).collect()
    }
}

/// Which rules the options select: their numbers, in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that are checked.
    pub rules: Vec<usize>,
    /// Those that a pack has disabled.
    pub disabled: Vec<usize>,
}

/// What the options select, or a diagnostic for every code that no rule begins with, or only disabled ones.
pub fn selection(program: &Checked<Program>, options: &Options) -> Result<Selection, Vec<Diagnostic>> {
    let mut wrong: Vec<Diagnostic> = options
        .select
        .iter()
        .chain(&options.ignore)
        .chain(options.listed.codes())
        .filter(|code| !program.rules.iter().any(|rule| begins(&rule.code, code)))
        .map(|code| selects_nothing(program, code))
        .collect();
    wrong.extend(options.select.iter().filter_map(|code| selects_disabled(program, code)));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let chosen = program.rules.iter().enumerate().filter(|(_, rule)| {
        let named = |codes: &[String]| codes.iter().any(|code| begins(&rule.code, code));
        (options.select.is_empty() || named(&options.select)) && !named(&options.ignore)
    });
    let (disabled, rules): (Vec<_>, Vec<_>) = chosen.partition(|(_, rule)| rule.disabled().is_some());
    let numbers = |rules: Vec<(usize, &Rule)>| rules.into_iter().map(|(number, _)| number).collect();
    Ok(Selection { rules: numbers(rules), disabled: numbers(disabled) })
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

/// A code that only disabled rules begin with: whoever asks for them must know.
fn selects_disabled(program: &Program, code: &str) -> Option<Diagnostic> {
    let mut named = program.rules.iter().filter(|rule| begins(&rule.code, code));
    let (first, reason) = named.next().and_then(Rule::disabled)?;
    if named.any(|rule| rule.disabled().is_none()) {
        return None;
    }
    let problem = SetupProblem::SelectsDisabled {
        code: code.to_owned(),
        pack: program.packs.get(first.pack).map(|pack| pack.name.clone()).unwrap_or_default(),
        reason: reason.to_owned(),
    };
    let source = program.sources.get(first.origin.source)?;
    Some(Diagnostic::error(Problem::Setup(problem), source.site(first.origin.span)))
}
