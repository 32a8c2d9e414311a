//! What is wrong with the form of rule files, in words.

use crate::diag::SyntaxProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &SyntaxProblem) -> Sentence {
    let code: &'static str = problem.into();
    Sentence::bare(code)
}
