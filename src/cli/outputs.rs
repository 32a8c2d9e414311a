//! Where the reports of a run go: standard output and the files of `--out`.

mod guard;
mod kept;
mod spool;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Exit;
use super::files;
use super::screen::Screen;
use crate::finding::{Details, Report};
use crate::report::{Around, Context, Format, Takes, Tone};
use crate::session::{Input, Renderer, Sink};
use kept::Kept;
use spool::{Renderers, Spool};

pub(super) use guard::faults;

/// The outputs of a check, standard output last.
pub(super) struct Outputs<'s> {
    all: Vec<Output<'s>>,
    screen: Screen,
    quiet: bool,
}

struct Output<'s> {
    format: &'static Format,
    /// The file; `None` for standard output.
    path: Option<&'s Path>,
    context: Context,
    /// The rows of findings that came before the report.
    spool: Option<Spool>,
}

/// Problems that standard output shows with the lines that they are about: nobody reads a thousand of these through.
const IN_FULL: usize = 20;

impl<'s> Outputs<'s> {
    /// Some files, and a format for standard output.
    pub(super) fn new(
        files: &'s [(&'static Format, PathBuf)],
        format: &'static Format,
        screen: Screen,
        quiet: bool,
    ) -> Self {
        // Files hold no colours and lines of any length.
        let plain = Context { language: screen.language, brief: quiet, ..Context::default() };
        let output = |(format, path): &'s (&'static Format, PathBuf)| Output {
            format,
            path: Some(path),
            context: plain,
            spool: None,
        };
        let mut all: Vec<Output<'s>> = files.iter().map(output).collect();
        let context = Context { brief: quiet, in_full: Some(IN_FULL), ..screen.output() };
        all.push(Output { format, path: None, context, spool: None });
        Self { all, screen, quiet }
    }

    /// What any of them shows besides what all show.
    pub(super) fn show(&self) -> Details {
        self.all.iter().fold(Details::NONE, |shown, output| shown.or(output.format.shows))
    }

    /// True when none of them shows any finding.
    pub(super) fn only_count(&self) -> bool {
        self.all.iter().all(|output| matches!(output.format.takes, Takes::Counts))
    }

    /// True when none of them needs all findings of these inputs at once: they are taken as they come from here on.
    pub(super) fn take_findings(&mut self, inputs: &[Input]) -> bool {
        if self.all.iter().any(|output| matches!(output.format.takes, Takes::All)) {
            return false;
        }
        for output in &mut self.all {
            let Takes::Rows(rows) = output.format.takes else {
                continue;
            };
            let first = output.path.is_none() && matches!(rows.around, Around::Behind { .. });
            let in_place = first.then(|| Kept::on_standard_output(inputs)).flatten();
            let kept = in_place.unwrap_or_else(|| {
                // Beside a report and not beside a device: rows take the space that the report will take.
                let beside = output.path.filter(|path| path.metadata().map_or(true, |there| there.is_file()));
                Kept::aside(beside.and_then(Path::parent))
            });
            output.spool = Some(Spool::new(rows, output.context, kept));
        }
        true
    }

    /// Writes the report everywhere, and ends as `exit` unless that fails.
    pub(super) fn write(self, report: &Report, exit: Exit) -> Exit {
        let Self { all, screen, quiet } = self;
        let mut exit = exit;
        let told = all.last().is_some_and(|output| output.format.concludes);
        for Output { format, path, context, spool } in all {
            let write = |out: &mut dyn std::io::Write| match spool {
                Some(spool) => spool.write(report, out),
                None => (format.write)(report, &context, out),
            };
            let written = match path {
                Some(path) => files::write(path, write),
                None => Screen::write(write),
            };
            if let Err(error) = written {
                let name = path.map_or_else(|| "stdout".to_owned(), files::shown);
                exit = exit.max(screen.unwritable(&name, &error));
            }
        }
        // The other formats have no sentence that says how it went.
        if !told && !quiet {
            screen.say(Tone::Faint, &screen.language.conclusion(report));
        }
        exit
    }
}

impl Sink for Outputs<'_> {
    fn renderer(&self) -> Arc<dyn Renderer> {
        Arc::new(Renderers(
            self.all.iter().filter_map(|output| output.spool.as_ref()).map(Spool::renderer).collect(),
        ))
    }

    fn take(&mut self, output: usize, rows: &[u8]) {
        let spools = self.all.iter_mut().filter_map(|output| output.spool.as_mut());
        spools.skip(output).take(1).for_each(|spool| spool.take(rows));
    }

    fn rewind(&mut self) {
        for spool in self.all.iter_mut().filter_map(|output| output.spool.as_mut()) {
            spool.rewind();
        }
    }
}
