//! What is wrong with documents, in words.

use crate::diag::DataProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &DataProblem) -> Sentence {
    let code: &'static str = problem.into();
    Sentence::bare(code)
}
