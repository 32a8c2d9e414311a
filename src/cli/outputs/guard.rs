//! What a run must not write over: what it reads, and what it writes already.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::{config, files};
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::source::Site;

/// What is wrong with where a run is to write, known before it begins. `reads` says whether a path is one of the files
/// that it reads.
pub(in crate::cli) fn faults<'p>(
    outputs: impl IntoIterator<Item = &'p PathBuf>,
    reads: impl Fn(&Path) -> bool,
) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for path in outputs {
        let fault = |problem| Diagnostic::error(Problem::Setup(problem), Site::whole(files::shown(path)));
        if reads(path) || is_setup(path) {
            faults.push(fault(SetupProblem::OverwritesInput));
        } else if !is_device(path) && !seen.insert(files::whole(path)) {
            faults.push(fault(SetupProblem::SameOutput));
        }
    }
    faults
}

/// True for the configuration and for rules, whichever run they are of.
fn is_setup(path: &Path) -> bool {
    let is_rules = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("heng"));
    is_rules || path.file_name().is_some_and(|name| name == config::FILE)
}

/// True for what holds any number of reports, one after the other: a terminal, a pipe.
fn is_device(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}
