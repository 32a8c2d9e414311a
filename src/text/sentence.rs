//! Problems, remarks and reasons in words.

use super::{Language, en, zh};
use crate::diag::Problem;

/// One sentence without a full stop, and the remedy where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Sentence {
    /// A sentence without a remedy.
    pub(super) fn bare(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// A sentence with its remedy.
    pub(super) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

impl Language {
    /// A problem in words.
    pub fn problem(self, problem: &Problem) -> Sentence {
        match (self, problem) {
            (Self::Chinese, Problem::Syntax(problem)) => zh::syntax::problem(problem),
            (Self::Chinese, Problem::Rule(problem)) => zh::rules::problem(problem),
            (Self::Chinese, Problem::Override(problem)) => zh::overrides::problem(problem),
            (Self::Chinese, Problem::Data(problem)) => zh::data::problem(problem),
            (Self::Chinese, Problem::Book(problem)) => zh::books::problem(problem),
            (Self::Chinese, Problem::Form(problem)) => zh::forms::problem(problem),
            (Self::Chinese, Problem::Setup(problem)) => zh::setup::problem(problem),
            (Self::Chinese, Problem::State(problem)) => zh::states::problem(problem),
            (Self::English, Problem::Syntax(problem)) => en::syntax::problem(problem),
            (Self::English, Problem::Rule(problem)) => en::rules::problem(problem),
            (Self::English, Problem::Override(problem)) => en::overrides::problem(problem),
            (Self::English, Problem::Data(problem)) => en::data::problem(problem),
            (Self::English, Problem::Book(problem)) => en::books::problem(problem),
            (Self::English, Problem::Form(problem)) => en::forms::problem(problem),
            (Self::English, Problem::Setup(problem)) => en::setup::problem(problem),
            (Self::English, Problem::State(problem)) => en::states::problem(problem),
        }
    }
}
