//! `heng baseline`: the findings of a check, written for later checks to tell new ones from them.

use std::collections::BTreeSet;
use std::path::Path;

use super::check::{Prepared, inputs, prepare, run};
use super::settings;
use super::standing::source;
use crate::cli::args::{Baseline, Check};
use crate::cli::exit::{Exit, is_unread};
use crate::cli::files;
use crate::cli::outputs;
use crate::cli::progress::Progress;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, StateProblem};
use crate::finding::Known;
use crate::report::{Tone, write_baseline};
use crate::session;
use crate::source::Site;
use crate::text::Notice;

/// Runs `heng baseline`.
pub(in crate::cli) fn baseline(options: &Baseline, screen: Screen, stated: bool) -> Exit {
    let output = Path::new(&options.output);
    let is_there = output.exists();
    let check = Check {
        paths: options.paths.clone(),
        program: options.program.clone(),
        scope: options.scope.clone(),
        // What is there must be a baseline: it is replaced.
        baseline: Some(options.output.clone()).filter(|_| is_there || options.prune),
        ..Check::default()
    };
    let mut settings = match settings::of_check(&check, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    settings.standing.baseline.clone_from(&check.baseline);
    let screen = settings.program.screen;
    let inputs = inputs(&options.paths, &settings);
    let waived =
        |path: &Path| settings.standing.waivers.iter().any(|file| files::same(Path::new(file), path));
    let faults = outputs::faults([&output.to_owned()], |path| inputs.hold(path) || waived(path));
    if !faults.is_empty() {
        return screen.complain(Exit::Unusable, &faults);
    }
    if is_there && !is_written(output) {
        let problem = Problem::State(StateProblem::NotABaseline);
        let diagnostic = Diagnostic::error(problem, Site::whole(files::shown(output)));
        return screen.complain(Exit::Unusable, &[diagnostic]);
    }
    let Prepared { compiled, mut plan, .. } = match prepare(&options.scope, &settings, false) {
        Ok(prepared) => prepared,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    plan.shown.hashes = false;
    let report = run(&compiled, inputs, &plan, &Progress::new(screen, options.scope.quiet), None);
    let before = plan.baseline.map(|baseline| baseline.known).unwrap_or_default();
    let known = if options.prune { session::pruned(&before, &report) } else { session::known(&report) };
    // What cannot be read has no findings: it is said, and what was known of it is kept where nothing is added.
    let unread: Vec<Diagnostic> = report.diagnostics.iter().filter(|one| is_unread(one)).cloned().collect();
    let mut exit = if report.records == 0 { Exit::BadInput } else { Exit::Clean };
    if !unread.is_empty() {
        exit = screen.complain(Exit::BadInput, &unread);
    }
    if let Err(error) = files::write(output, |out| write_baseline(&known, out)) {
        return exit.max(screen.unwritable(&files::shown(output), &error));
    }
    if !options.scope.quiet {
        screen.notice(Tone::Faint, &written(&files::shown(output), &before, &known));
    }
    exit
}

/// True for a file that is a baseline: nothing else is replaced by one, whatever could be read as one.
fn is_written(path: &Path) -> bool {
    let source = files::read(path).ok().and_then(|bytes| source(&files::shown(path), bytes).ok());
    source.is_some_and(|source| session::is_baseline(&source))
}

/// How many findings the file has, and how many it did not have or had before.
fn written(path: &str, before: &[Known], known: &[Known]) -> Notice {
    let set = |known: &'_ [Known]| -> BTreeSet<String> {
        known.iter().map(|known| known.fingerprint.clone()).collect()
    };
    let (old, new) = (set(before), set(known));
    Notice::BaselineWritten {
        path: path.to_owned(),
        findings: new.len(),
        added: new.difference(&old).count(),
        dropped: old.difference(&new).count(),
    }
}
