//! The two streams of the process: what is written to them, in which language, with or without colours.

use std::io::{self, IsTerminal, Write};

use super::exit::Exit;
use super::files::WRITTEN_AT_ONCE;
use crate::diag::Diagnostic;
use crate::report::{Context, Tone, paint, visible, write_diagnostics};
use crate::text::{Language, Notice};

/// Standard output and standard error as this run uses them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// The language of all words.
    pub(super) language: Language,
}

/// No line is laid out wider than this, however wide the terminal: long lines are hard to read.
const WIDEST: usize = 120;

impl Screen {
    /// How to show things on standard output.
    pub(super) fn output(self) -> Context {
        context(self.language, io::stdout().is_terminal())
    }

    /// How to show things on standard error.
    pub(super) fn messages(self) -> Context {
        context(self.language, io::stderr().is_terminal())
    }

    /// Writes to standard output. A reader that has seen enough and closed the pipe is no error.
    pub(super) fn write(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut out = io::BufWriter::with_capacity(WRITTEN_AT_ONCE, io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }

    /// Writes lines to standard output, and ends as `exit` unless that fails.
    pub(super) fn print(self, exit: Exit, lines: &[String]) -> Exit {
        let written = Self::write(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")));
        match written {
            Ok(()) => exit,
            Err(error) => exit.max(self.unwritable("stdout", &error)),
        }
    }

    /// Shows diagnostics on standard error, and ends as `exit`.
    pub(super) fn complain(self, exit: Exit, diagnostics: &[Diagnostic]) -> Exit {
        let mut shown = Vec::new();
        // Writing to memory does not fail, and when standard error is closed nobody can be told.
        let _ = write_diagnostics(diagnostics, &self.messages(), &mut shown);
        let _ = io::stderr().lock().write_all(&shown);
        exit
    }

    /// Shows that an output could not be written.
    pub(super) fn unwritable(self, path: &str, error: &io::Error) -> Exit {
        use crate::diag::{Problem, SetupProblem};
        let problem = Problem::Setup(SetupProblem::Unwritable { reason: self.language.io_reason(error) });
        self.complain(Exit::Broken, &[Diagnostic::error(problem, crate::source::Site::whole(path))])
    }

    /// Says something on standard error.
    pub(super) fn say(self, tone: Tone, text: &str) {
        let shown: Vec<_> = text.lines().map(visible).collect();
        let color = self.messages().color;
        let _ = writeln!(io::stderr().lock(), "{}", paint(color, tone, &shown.join("\n")));
    }

    /// Says what a command does or did on standard error.
    pub(super) fn notice(self, tone: Tone, notice: &Notice) {
        self.say(tone, &self.language.notice(notice));
    }
}

fn context(language: Language, terminal: bool) -> Context {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
    let (color, width) = (terminal && !plain, width.filter(|_| terminal));
    Context { language, color, width, ..Context::default() }
}
