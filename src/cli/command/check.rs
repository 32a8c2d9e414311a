//! `heng check`: declarations against rules, to a report and an exit code.

use std::path::PathBuf;

use super::program::{self, Compiled};
use super::settings::{self, CheckSettings, ProgramSettings};
use super::standing::{self, Standing};
use crate::cli::args::{Check, Scope};
use crate::cli::exit::{Exit, grade};
use crate::cli::files::{self, Disk};
use crate::cli::inputs::{Finder, Inputs};
use crate::cli::outputs;
use crate::cli::progress::Progress;
use crate::cli::screen::Screen;
use crate::cli::threads;
use crate::diag::{Diagnostic, Problem, SetupProblem, nearest};
use crate::finding::record::{StandingEntry, canonical};
use crate::finding::{Details, Report};
use crate::ir::Program;
use crate::report::Tone;
use crate::session::{self, Baseline, Listed, Options, Sink};
use crate::source::Site;
use crate::text::Notice;

/// Runs `heng check`.
pub(in crate::cli) fn check(options: &Check, screen: Screen, stated: bool) -> Exit {
    let (outputs, write): (Outputs<'_>, Finish<'_>) = (&|_| Vec::new(), &|_, _| Exit::Clean);
    check_and(
        options,
        screen,
        stated,
        &Also { outputs, write, by_file: false, findings: false, shows: Details::NONE },
    )
}

/// What a command writes besides the reports of its check.
pub(super) struct Also<'a> {
    /// The files that it is going to write.
    pub(super) outputs: Outputs<'a>,
    /// Writes them.
    pub(super) write: Finish<'a>,
    /// True when it needs the counts of every file.
    pub(super) by_file: bool,
    /// True when it needs all findings.
    pub(super) findings: bool,
    /// What it shows besides what all reports show.
    pub(super) shows: Details,
}

type Outputs<'a> = &'a dyn Fn(&Inputs) -> Vec<PathBuf>;
type Finish<'a> = &'a dyn Fn(&Report, Screen) -> Exit;

/// A check, and what else is written of it.
pub(super) fn check_and(options: &Check, screen: Screen, stated: bool, also: &Also<'_>) -> Exit {
    let settings = match settings::of_check(options, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let (screen, quiet) = (settings.program.screen, options.scope.quiet);
    let inputs = inputs(&options.paths, &settings);
    // Before anything is written: a report of wrong rules must not replace an input either.
    let more = (also.outputs)(&inputs);
    let outputs = settings.outputs.iter().map(|(_, path)| path).chain(&settings.record).chain(&more);
    let faults = outputs::faults(outputs, |path| inputs.hold(path) || settings.reads(path));
    if !faults.is_empty() {
        return screen.complain(Exit::Unusable, &faults);
    }
    let Prepared { compiled, mut plan, files: standing } =
        match prepare(&options.scope, &settings, also.by_file) {
            Ok(prepared) => prepared,
            Err(problems) => return unusable(problems, &settings, quiet),
        };
    if !compiled.remarks.is_empty() && !quiet {
        screen.notice(Tone::Warning, &Notice::PackWarnings(compiled.remarks.len()));
    }
    let mut outputs = outputs_of(&settings, quiet);
    plan.shown = outputs.show().or(also.shows);
    plan.shown.hashes |= settings.record.is_some();
    // A record, waivers and a baseline are about all findings at once.
    let watched = !plan.waivers.is_empty() || plan.baseline.is_some();
    let all = also.findings || settings.record.is_some() || watched;
    if !all && outputs.only_count() {
        plan.listed = Listed::NONE;
    }
    let streams = !all && outputs.take_findings(&inputs.files);
    threads::join(options.scope.jobs, &inputs.files);
    let sink: Option<&mut dyn Sink> = if streams { Some(&mut outputs) } else { None };
    let report = run(&compiled, inputs, &plan, &Progress::new(screen, quiet), sink);
    let exit = grade(&report, settings.fail_on);
    let recorded = settings.record.as_ref().map_or(exit, |path| {
        let record = super::record::of_check(&report, &compiled, &settings, standing, exit);
        let written = files::write(path, |out| writeln!(out, "{}", canonical(&record)?));
        written.map_or_else(|error| exit.max(screen.unwritable(&files::shown(path), &error)), |()| exit)
    });
    let written = recorded.max(outputs.write(&report, exit));
    let exit = written.max((also.write)(&report, screen));
    // The process ends next, and all that the program holds goes back at once and not piece by piece.
    std::mem::forget((compiled, report));
    exit
}

/// Rules and options of a check that may begin.
pub(super) struct Prepared {
    pub(super) compiled: Compiled,
    pub(super) plan: Options,
    /// The files that say how findings stand.
    pub(super) files: Vec<StandingEntry>,
}

/// Compiles the rules and reads what says how findings stand; or all that keeps the check from beginning.
/// `by_file` is true when the counts of every file are wanted.
pub(super) fn prepare(
    scope: &Scope,
    settings: &CheckSettings,
    by_file: bool,
) -> Result<Prepared, Vec<Diagnostic>> {
    let ProgramSettings { rules, params, screen } = &settings.program;
    prepare_with(program::compile_rules(rules, params, *screen)?, scope, settings, by_file)
}

/// The same for rules that are compiled already.
pub(super) fn prepare_with(
    compiled: Compiled,
    scope: &Scope,
    settings: &CheckSettings,
    by_file: bool,
) -> Result<Prepared, Vec<Diagnostic>> {
    let screen = settings.program.screen;
    let mut faults = Vec::new();
    let standing = standing::read(&settings.standing, &compiled.program, screen).unwrap_or_else(|wrong| {
        faults.extend(wrong);
        Standing::default()
    });
    let strict = settings.fail_on_all;
    let plan = Options {
        as_of: settings.as_of,
        select: settings.select.clone(),
        ignore: settings.ignore.clone(),
        waivers: standing.waivers,
        baseline: standing.known.map(|known| Baseline { known, strict }),
        unit: settings.unit.clone(),
        encoding: settings.encoding,
        by_file,
        shown: Details::ALL,
        listed: Listed::All,
        jobs: scope.jobs.map(Into::into),
        careful: scope.careful,
    };
    faults.extend(unknown_tables(&compiled.program, settings));
    let of_the_day = compiled.program.on(plan.as_of);
    faults.extend(session::selection(&of_the_day, &plan).err().into_iter().flatten());
    faults.extend(session::unknown_unit(&compiled.program, &plan));
    faults.extend(session::no_day(&plan));
    if faults.is_empty() { Ok(Prepared { compiled, plan, files: standing.files }) } else { Err(faults) }
}

/// The files of a check: those of its tables and what its paths stand for.
pub(super) fn inputs(paths: &[String], settings: &CheckSettings) -> Inputs {
    let beside: Vec<&str> = settings.beside().collect();
    let finder =
        Finder { config: &settings.config, beside: &beside, language: settings.program.screen.language };
    let mut inputs = Inputs::default();
    // Tables first: a file that is given as one is no ordinary declaration as well.
    for (table, path) in &settings.data {
        finder.add(&mut inputs, path, Some(table));
    }
    for path in paths {
        finder.add(&mut inputs, path, None);
    }
    inputs
}

/// Tables that no pack has.
fn unknown_tables(program: &Program, settings: &CheckSettings) -> Vec<Diagnostic> {
    let unknown = settings.data.iter().filter(|(table, _)| program.schema.table_named(table).is_none());
    unknown
        .map(|(table, _)| {
            let names = program.schema.tables.iter().flat_map(|table| table.names.iter());
            let nearest = nearest(table, names);
            fault("--data", SetupProblem::UnknownTable { name: table.clone(), nearest })
        })
        .collect()
}

pub(super) fn fault(place: &str, problem: SetupProblem) -> Diagnostic {
    Diagnostic::error(Problem::Setup(problem), Site::whole(place))
}

pub(super) fn run(
    compiled: &Compiled,
    inputs: Inputs,
    plan: &Options,
    progress: &Progress,
    sink: Option<&mut dyn Sink>,
) -> Report {
    let disk = Disk { language: progress.language() };
    let advance = |records| progress.advance(records);
    let (program, files) = (&compiled.program, inputs.files);
    let mut report = match sink {
        Some(sink) => session::check_into(program, files, &disk, plan, &advance, sink),
        None => session::check(program, files, &disk, plan, &advance),
    };
    progress.finish();
    report.diagnostics.extend(inputs.diagnostics);
    // Stable, so that the faults of one file stay in the order of their lines.
    report.diagnostics.sort_by(|one, other| path_of(one).cmp(path_of(other)));
    report
}

fn path_of(diagnostic: &Diagnostic) -> &str {
    diagnostic.site().map_or("", |site| &site.path)
}

/// Reports what keeps the run from checking anything, in the formats asked for.
fn unusable(problems: Vec<Diagnostic>, settings: &CheckSettings, quiet: bool) -> Exit {
    let report = Report { diagnostics: problems, ..Report::default() };
    outputs_of(settings, quiet).write(&report, Exit::Unusable)
}

fn outputs_of(settings: &CheckSettings, quiet: bool) -> outputs::Outputs<'_> {
    outputs::Outputs::new(&settings.outputs, settings.format, settings.program.screen, quiet)
}
