//! What is wrong with arguments, configuration, inputs and outputs, in words.

use crate::diag::SetupProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SetupProblem) -> Sentence {
    let code: &'static str = problem.into();
    Sentence::bare(code)
}
