//! Why a text cannot be read on, before it is told as a diagnostic.

use crate::diag::{DataProblem, Diagnostic, Flaw, Problem};
use crate::read::shorten;
use crate::source::{Source, Span};

use super::MAX_DEPTH;

/// What stopped a reader, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) cause: Cause,
    pub(super) span: Span,
}

#[derive(Debug)]
pub(super) enum Cause {
    /// The text breaks the grammar.
    Flaw(Flaw),
    /// The text ends in the middle.
    Ends,
    /// The text nests too deeply.
    TooDeep,
    /// Something of this one format.
    Own(DataProblem),
}

impl Fault {
    pub(super) fn flaw(flaw: Flaw, span: Span) -> Self {
        Self { cause: Cause::Flaw(flaw), span }
    }

    pub(super) fn ends(at: usize) -> Self {
        Self { cause: Cause::Ends, span: Span::at(at) }
    }

    pub(super) fn too_deep(span: Span) -> Self {
        Self { cause: Cause::TooDeep, span }
    }

    pub(super) fn own(problem: DataProblem, span: Span) -> Self {
        Self { cause: Cause::Own(problem), span }
    }

    pub(super) fn is_too_deep(&self) -> bool {
        matches!(self.cause, Cause::TooDeep)
    }

    /// The diagnostic it is, in a text of the format named so.
    pub(super) fn diagnose(self, source: &Source, format: &'static str) -> Diagnostic {
        let problem = match self.cause {
            Cause::Flaw(detail) => {
                DataProblem::BadSyntax { format, found: shorten(source.slice(self.span)), detail }
            }
            Cause::Ends => DataProblem::Truncated { format },
            Cause::TooDeep => DataProblem::TooDeep { limit: MAX_DEPTH },
            Cause::Own(problem) => problem,
        };
        Diagnostic::error(Problem::Data(problem), source.site(self.span))
    }
}

/// A text in which there is nothing to read.
pub(super) fn no_record(source: &Source) -> Diagnostic {
    Diagnostic::error(Problem::Data(DataProblem::NoRecord), source.site(Span::at(0)))
}
