//! A problem with its place in the text, before it is a diagnostic.

use crate::diag::{Diagnostic, Problem, Remark, SyntaxProblem};
use crate::source::{Source, Span};

/// Something wrong with the form of a rule file.
#[derive(Clone, Debug)]
pub(super) struct Flaw {
    /// What.
    pub(super) problem: SyntaxProblem,
    /// Where.
    pub(super) span: Span,
    /// The place of the first of two things that cannot both stand.
    pub(super) first: Option<Span>,
}

impl Flaw {
    /// A problem at a place.
    pub(super) fn new(problem: SyntaxProblem, span: Span) -> Self {
        Self { problem, span, first: None }
    }

    /// As a diagnostic, which needs no text to be shown.
    pub(super) fn into_diagnostic(self, source: &Source) -> Diagnostic {
        let diagnostic = Diagnostic::error(Problem::Syntax(self.problem), source.site(self.span));
        match self.first {
            Some(first) => diagnostic.with(source.site(first), Remark::FirstHere),
            None => diagnostic,
        }
    }
}
