//! The files that say how findings stand, from the disk to what they mean.

use std::path::Path;

use crate::cli::files;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::ir::Program;
use crate::read::{self, Encoding};
use crate::session::{self, Waiver};
use crate::source::{Site, Source};

/// The waivers of all files, or all that is wrong with them.
pub(super) fn waivers(
    paths: &[String],
    program: &Program,
    screen: Screen,
) -> Result<Vec<Waiver>, Vec<Diagnostic>> {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match text(path, screen) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    match session::read_waivers(program, &sources) {
        Ok(waivers) if problems.is_empty() => Ok(waivers),
        Ok(_) => Err(problems),
        Err(wrong) => Err(problems.into_iter().chain(wrong).collect()),
    }
}

/// The text of a file.
fn text(path: &str, screen: Screen) -> Result<Source, Diagnostic> {
    let path = Path::new(path);
    let shown = files::shown(path);
    let bytes = files::read(path).map_err(|error| {
        let problem = SetupProblem::Unreadable { reason: screen.language.io_reason(&error) };
        Diagnostic::error(Problem::Setup(problem), Site::whole(shown.as_str()))
    })?;
    read::decode(&shown, bytes, Some(Encoding::UTF_8)).map(|decoded| decoded.source)
}
