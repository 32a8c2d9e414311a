//! A problem with its place in the text, before it is a diagnostic.

use crate::diag::{Diagnostic, Problem, SyntaxProblem};
use crate::source::{Source, Span};

/// Something wrong with the form of a rule file.
#[derive(Clone, Debug)]
pub(super) struct Flaw {
    /// What.
    pub(super) problem: SyntaxProblem,
    /// Where.
    pub(super) span: Span,
}

impl Flaw {
    /// A problem at a place.
    pub(super) fn new(problem: SyntaxProblem, span: Span) -> Self {
        Self { problem, span }
    }

    /// As a diagnostic, which needs no text to be shown.
    pub(super) fn into_diagnostic(self, source: &Source) -> Diagnostic {
        Diagnostic::error(Problem::Syntax(self.problem), source.site(self.span))
    }
}
