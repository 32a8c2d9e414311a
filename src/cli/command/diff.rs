//! `heng diff`: what two recorded runs, or two packs over the same declarations, say differently.

use std::path::Path;

use super::program::{self, bad_option, pairs};
use super::record::{Names, of};
use super::verify::read;
use crate::cli::args;
use crate::cli::config::{self, Config};
use crate::cli::exit::{Exit, grade, is_unread};
use crate::cli::files::Disk;
use crate::cli::inputs::{Finder, Inputs};
use crate::cli::progress::Progress;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Severity};
use crate::finding::record::{Diff, OptionsEntry, RunRecord, diff as compare};
use crate::report::diff_formats;
use crate::session::{self, Options};
use crate::value::{Date, parse_date};

/// Runs `heng diff`.
pub(in crate::cli) fn diff(options: &args::Diff, screen: Screen, stated: bool) -> Exit {
    let _ = stated;
    if [&options.before, &options.after].iter().all(|side| Path::new(side).is_file()) {
        return match records(options, screen) {
            Ok([before, after]) => show(&compare(&before, &after), options, screen),
            Err(problems) => screen.complain(Exit::Unusable, &problems),
        };
    }
    match packs(options, screen) {
        Ok(([before, after], unread)) => {
            let exit = show(&compare(&before, &after), options, screen);
            // Of what neither pack has seen nothing can be said: it is told, and the rest is compared.
            if unread.is_empty() { exit } else { exit.max(screen.complain(Exit::BadInput, &unread)) }
        }
        Err(problems) => screen.complain(Exit::Unusable, &problems),
    }
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
    let given = [
        ("--data", options.data.first()),
        ("--param-before", options.params_before.first()),
        ("--param-after", options.params_after.first()),
        ("--as-of", options.as_of.as_ref()),
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

/// The records of two packs over the same files, and which of those could not be read.
fn packs(options: &args::Diff, screen: Screen) -> Result<([RunRecord; 2], Vec<Diagnostic>), Vec<Diagnostic>> {
    let start = options.paths.first().map_or(".", String::as_str);
    let config = config::find(Path::new(start), screen.language)?;
    let data = pairs("--data", "TABLE=PATH", &options.data)?;
    let as_of = match options.as_of.as_ref().or(config.as_of.as_ref()) {
        None => None,
        Some(text) => Some(parse_date(text).ok_or_else(|| vec![bad_option("--as-of", text, "2020-06-30")])?),
    };
    let both = Both { options, config: &config, data: &data, as_of, screen };
    let (before, mut unread) =
        both.side(&options.before, pairs("--param-before", "NAME=VALUE", &options.params_before)?)?;
    let (after, more) =
        both.side(&options.after, pairs("--param-after", "NAME=VALUE", &options.params_after)?)?;
    for one in more {
        if !unread.contains(&one) {
            unread.push(one);
        }
    }
    Ok(([before, after], unread))
}

/// What two packs are run over.
struct Both<'a> {
    options: &'a args::Diff,
    config: &'a Config,
    data: &'a [(String, String)],
    as_of: Option<Date>,
    screen: Screen,
}

impl Both<'_> {
    /// The record of a run of one pack, and what it could not read.
    fn side(
        &self,
        pack: &str,
        params: Vec<(String, String)>,
    ) -> Result<(RunRecord, Vec<Diagnostic>), Vec<Diagnostic>> {
        let rules = vec![pack.to_owned()];
        let compiled = program::compile(&rules, &params, self.screen)?;
        let inputs = self.inputs();
        if inputs.files.is_empty() {
            return Err(inputs.diagnostics);
        }
        let language = self.screen.language;
        let progress = Progress::new(self.screen, false);
        let options =
            Options { as_of: self.as_of, jobs: self.options.jobs.map(Into::into), ..Options::default() };
        let disk = Disk { language };
        let advance = |records| progress.advance(records);
        let report = session::check(&compiled.program, inputs.files, &disk, &options, &advance);
        progress.finish();
        let told = inputs.diagnostics.iter().chain(&report.diagnostics);
        let unread = told.filter(|one| is_unread(one)).cloned().collect();
        let names = Names::of(report.run.inputs.iter().map(|input| input.path.as_str()));
        let fail_on = Severity::Error;
        let asked =
            OptionsEntry { fail_on: fail_on.word().to_owned(), params, rules, ..OptionsEntry::default() };
        Ok((of(&report, &compiled, asked, Vec::new(), &names, grade(&report, fail_on)), unread))
    }

    fn inputs(&self) -> Inputs {
        let finder = Finder { config: self.config, beside: &[], language: self.screen.language };
        let mut inputs = Inputs::default();
        let configured =
            self.config.data.iter().filter(|(table, _)| !self.data.iter().any(|(given, _)| given == table));
        for (table, path) in configured.chain(self.data) {
            finder.add(&mut inputs, path, Some(table));
        }
        for path in &self.options.paths {
            finder.add(&mut inputs, path, None);
        }
        inputs
    }
}
