//! The files that say how findings stand, from the disk to what they mean.

use std::path::Path;

use crate::cli::files;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::finding::Known;
use crate::finding::record::StandingEntry;
use crate::ir::Program;
use crate::read::{self, Encoding};
use crate::session::{self, Waiver};
use crate::source::{Site, Source, sha256};

/// Where waivers and a baseline are.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    pub(super) waivers: Vec<String>,
    pub(super) baseline: Option<String>,
}

/// What they say, and which files said it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub(super) waivers: Vec<Waiver>,
    pub(super) known: Option<Vec<Known>>,
    pub(super) files: Vec<StandingEntry>,
}

/// Reads them all, or says all that is wrong with them.
pub(super) fn read(paths: &Paths, program: &Program, screen: Screen) -> Result<Standing, Vec<Diagnostic>> {
    let mut standing = Standing::default();
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for path in &paths.waivers {
        match standing.text("waivers", path, screen) {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    match session::read_waivers(program, &sources) {
        Ok(waivers) => standing.waivers = waivers,
        Err(wrong) => problems.extend(wrong),
    }
    if let Some(path) = &paths.baseline {
        let source = standing.text("baseline", path, screen).map_err(|problem| vec![problem]);
        match source.and_then(|source| session::read_baseline(&source)) {
            Ok(known) => standing.known = Some(known),
            Err(wrong) => problems.extend(wrong),
        }
    }
    if problems.is_empty() { Ok(standing) } else { Err(problems) }
}

impl Standing {
    /// The text of a file, which is noted.
    fn text(&mut self, kind: &str, path: &str, screen: Screen) -> Result<Source<'static>, Diagnostic> {
        let shown = files::shown(Path::new(path));
        let bytes = files::read(Path::new(path)).map_err(|error| {
            let problem = SetupProblem::Unreadable { reason: screen.language.io_reason(&error) };
            Diagnostic::error(Problem::Setup(problem), Site::whole(shown.as_str()))
        })?;
        let (kind, path) = (kind.to_owned(), path.to_owned());
        self.files.push(StandingEntry { kind, path, sha256: sha256(&bytes) });
        source(&shown, bytes)
    }
}

/// The text of such a file, which is UTF-8 whatever the encoding of the inputs.
pub(super) fn source(shown: &str, bytes: Vec<u8>) -> Result<Source<'static>, Diagnostic> {
    read::decode(shown, bytes, Some(Encoding::UTF_8)).map(|decoded| decoded.source)
}
