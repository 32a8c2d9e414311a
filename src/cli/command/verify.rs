//! `heng verify`: a recorded run made again, and where the two first part.

use std::path::{Path, PathBuf};

use super::program;
use super::record::{Names, of};
use super::standing::{self, Paths};
use crate::cli::args::Verify;
use crate::cli::exit::{Exit, grade};
use crate::cli::files::{self, Disk};
use crate::cli::progress::Progress;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem, Severity};
use crate::finding::Details;
use crate::finding::record::{Half, RunRecord, compare, parse};
use crate::read::Encoding;
use crate::report::visible;
use crate::session::{self, Baseline, Files, Input, Listed, Options};
use crate::source::Site;
use crate::value::parse_date;

/// Runs `heng verify`.
pub(in crate::cli) fn verify(options: &Verify, screen: Screen) -> Exit {
    let recorded = match read(&options.record, screen) {
        Ok(recorded) => recorded,
        Err(problem) => return screen.complain(Exit::Unusable, &[problem]),
    };
    let root = options.root.as_ref().map_or_else(PathBuf::new, PathBuf::from);
    let jobs = options.jobs.map(Into::into);
    let found = match again(&recorded, &root, jobs, screen) {
        Ok(found) => found,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let differences = compare(&recorded, &found);
    let language = screen.language;
    let mut lines = vec![language.verified(&recorded, differences.len())];
    if let Some(first) = differences.first() {
        lines.extend(language.difference(first).iter().map(|line| visible(line).into_owned()));
    }
    let lost = differences.iter().any(|one| one.half == Half::Input && one.found.is_none());
    let exit = match (differences.is_empty(), lost) {
        (true, _) => Exit::Clean,
        (false, true) => Exit::BadInput,
        (false, false) => Exit::Violations,
    };
    screen.print(exit, &lines)
}

/// Reads a record.
pub(super) fn read(path: &str, screen: Screen) -> Result<RunRecord, Diagnostic> {
    let site = || Site::whole(files::shown(Path::new(path)));
    let bytes = files::read(Path::new(path)).map_err(|error| {
        let reason = screen.language.io_reason(&error);
        Diagnostic::error(Problem::Setup(SetupProblem::Unreadable { reason }), site())
    })?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string());
    text.and_then(|text| parse(&text))
        .map_err(|detail| Diagnostic::error(Problem::Setup(SetupProblem::BadRecord { detail }), site()))
}

/// The record of the same run made now, with the files below `root`.
fn again(
    recorded: &RunRecord,
    root: &Path,
    jobs: Option<usize>,
    screen: Screen,
) -> Result<RunRecord, Vec<Diagnostic>> {
    let asked = &recorded.options;
    let rules: Vec<String> = asked.rules.iter().map(|rules| pack(root, rules)).collect();
    let compiled = program::compile(&rules, &asked.params, screen)?;
    let below = |kind: &str| -> Vec<String> {
        let files = recorded.standing.iter().filter(|file| file.kind == kind);
        files.map(|file| files::shown(&root.join(&file.path))).collect()
    };
    let paths = Paths { waivers: below("waivers"), baseline: below("baseline").pop() };
    let mut standing = standing::read(&paths, &compiled.program, screen)?;
    // By the names that were recorded: in the order in which they were given.
    for (file, recorded) in standing.files.iter_mut().zip(&recorded.standing) {
        file.path.clone_from(&recorded.path);
    }
    let strict = asked.fail_on_all;
    let options = Options {
        by_file: false,
        shown: Details::ALL,
        listed: Listed::All,
        as_of: recorded.as_of.as_deref().and_then(parse_date),
        select: asked.select.clone(),
        ignore: asked.ignore.clone(),
        waivers: standing.waivers,
        baseline: standing.known.map(|known| Baseline { known, strict }),
        unit: asked.unit.clone(),
        encoding: asked.encoding.as_deref().and_then(Encoding::named),
        jobs,
        careful: false,
    };
    let inputs = recorded.inputs.iter();
    let inputs = inputs.map(|input| Input { path: input.path.clone(), table: input.table.clone() }).collect();
    let progress = Progress::new(screen, false);
    let disk = Below { root, disk: Disk { language: screen.language } };
    let report =
        session::check(&compiled.program, inputs, &disk, &options, &|records| progress.advance(records));
    progress.finish();
    let fail_on = match asked.fail_on.as_str() {
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => Severity::Error,
    };
    let exit = grade(&report, fail_on);
    Ok(of(&report, &compiled, asked.clone(), standing.files, &Names::default(), exit))
}

/// A pack's folder below the root, or the name of one that is built in.
fn pack(root: &Path, rules: &str) -> String {
    let folder = root.join(rules);
    if folder.is_dir() { files::shown(&folder) } else { rules.to_owned() }
}

/// The files below a folder.
struct Below<'r> {
    root: &'r Path,
    disk: Disk,
}

impl Files for Below<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.disk.read(&self.root.join(path).to_string_lossy())
    }
}
