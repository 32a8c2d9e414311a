//! `heng diff`: what two recorded runs, or two packs over the same declarations, say differently.

use std::path::Path;

use super::check::{Prepared, inputs, prepare, run};
use super::program::{bad_option, given_name};
use super::record::{Names, of, options_of};
use super::settings::{self, CheckSettings};
use super::verify::read;
use crate::cli::args::{self, Check, ProgramOptions};
use crate::cli::exit::{Exit, grade, is_unread};
use crate::cli::inputs::Inputs;
use crate::cli::progress::Progress;
use crate::cli::screen::Screen;
use crate::diag::Diagnostic;
use crate::finding::Report;
use crate::finding::record::{Diff, RunRecord, diff as compare};
use crate::report::diff_formats;

/// Runs `heng diff`.
pub(in crate::cli) fn diff(options: &args::Diff, screen: Screen, stated: bool) -> Exit {
    if [&options.before, &options.after].iter().all(|side| Path::new(side).is_file()) {
        return match records(options, screen) {
            Ok([before, after]) => show(&compare(&before, &after), options, screen),
            Err(problems) => screen.complain(Exit::Unusable, &problems),
        };
    }
    let sides = [(&options.before, &options.params_before), (&options.after, &options.params_after)];
    let [before, after] = sides.map(|(pack, params)| Side::of(options, pack, params, screen, stated));
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        // What is wrong with both, their configuration say, is told once.
        (before, after) => {
            let mut told: Vec<Diagnostic> = Vec::new();
            for one in [before.err(), after.err()].into_iter().flatten().flatten() {
                if !told.contains(&one) {
                    told.push(one);
                }
            }
            return screen.complain(Exit::Unusable, &told);
        }
    };
    let screen = before.settings.program.screen;
    let (before, after) = (before.run(), after.run());
    // One name for one file, wherever the two packs are.
    let names = Names::of(before.read().chain(after.read()));
    let exit = show(&compare(&before.record(&names), &after.record(&names)), options, screen);
    // Of what neither pack has seen nothing can be said: it is told, and the rest is compared.
    let mut unread: Vec<Diagnostic> = Vec::new();
    for one in before.report.diagnostics.iter().chain(&after.report.diagnostics) {
        if is_unread(one) && !unread.contains(one) {
            unread.push(one.clone());
        }
    }
    if unread.is_empty() { exit } else { exit.max(screen.complain(Exit::BadInput, &unread)) }
}

fn show(difference: &Diff, options: &args::Diff, screen: Screen) -> Exit {
    let named = diff_formats().iter().find(|format| Some(format.name) == options.format.as_deref());
    let Some(format) = named.or_else(|| diff_formats().first()) else {
        return Exit::Unusable;
    };
    let exit = if difference.is_empty() { Exit::Clean } else { Exit::Violations };
    match Screen::write(|out| (format.write)(difference, &screen.output(), out)) {
        Ok(()) => exit,
        Err(error) => exit.max(screen.unwritable("stdout", &error)),
    }
}

fn records(options: &args::Diff, screen: Screen) -> Result<[RunRecord; 2], Vec<Diagnostic>> {
    // A record says what it was a run of: nothing can be changed about it afterwards.
    let scope = &options.scope;
    let given = [
        ("--data", scope.data.first()),
        ("--param", options.params.first()),
        ("--param-before", options.params_before.first()),
        ("--param-after", options.params_after.first()),
        ("--as-of", scope.as_of.as_ref()),
        ("--select", scope.select.first()),
        ("--ignore", scope.ignore.first()),
        ("--waivers", scope.waivers.first()),
        ("--unit", scope.unit.as_ref()),
        ("--encoding", scope.encoding.as_ref()),
    ];
    let mut problems: Vec<Diagnostic> = given
        .iter()
        .filter_map(|(option, value)| Some(bad_option(option, value.as_ref()?, "A/ B/ PATH")))
        .collect();
    problems.extend(options.paths.first().map(|path| bad_option("PATH", path, "A/ B/ PATH")));
    let mut side = |path: &String| read(path, screen).map_err(|problem| problems.push(problem)).ok();
    match (side(&options.before), side(&options.after)) {
        (Some(before), Some(after)) if problems.is_empty() => Ok([before, after]),
        _ => Err(problems),
    }
}

/// One of two packs, and the check that it is to make.
struct Side {
    settings: CheckSettings,
    prepared: Prepared,
    inputs: Inputs,
    quiet: bool,
}

impl Side {
    /// What the arguments do not say the configuration does, for both packs alike.
    fn of(
        options: &args::Diff,
        pack: &str,
        params: &[String],
        screen: Screen,
        stated: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        // A value for one of the two goes before the value for both.
        let own: Vec<_> = params.iter().map(|given| given_name(given)).collect();
        let both = options.params.iter().filter(|given| !own.contains(&given_name(given)));
        let params = both.chain(params).cloned().collect();
        let program = ProgramOptions { rules: vec![pack.to_owned()], params };
        let (paths, scope) = (options.paths.clone(), options.scope.clone());
        let check = Check { paths, program, scope, ..Check::default() };
        let mut settings = settings::of_check(&check, screen, stated)?;
        // What is new to a baseline is not what is new to a pack.
        settings.standing.baseline = None;
        let inputs = inputs(&options.paths, &settings);
        if inputs.files.is_empty() {
            return Err(inputs.diagnostics);
        }
        let prepared = prepare(&options.scope, &settings, false)?;
        Ok(Self { settings, prepared, inputs, quiet: options.scope.quiet })
    }

    fn run(self) -> Checked {
        let Self { settings, prepared, inputs, quiet } = self;
        let progress = Progress::new(settings.program.screen, quiet);
        let report = run(&prepared.compiled, inputs, &prepared.plan, &progress, None);
        Checked { settings, prepared, report }
    }
}

/// One of two packs, and what it says.
struct Checked {
    settings: CheckSettings,
    prepared: Prepared,
    report: Report,
}

impl Checked {
    /// The files that were read.
    fn read(&self) -> impl Iterator<Item = &str> {
        let inputs = self.report.run.inputs.iter().map(|input| input.path.as_str());
        inputs.chain(self.prepared.files.iter().map(|file| file.path.as_str()))
    }

    fn record(&self, names: &Names) -> RunRecord {
        let options = options_of(&self.settings, names);
        let exit = grade(&self.report, self.settings.fail_on);
        of(&self.report, &self.prepared.compiled, options, self.prepared.files.clone(), names, exit)
    }
}
