//! What is wrong with the meaning of rules, in words.

use crate::diag::RuleProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &RuleProblem) -> Sentence {
    let code: &'static str = problem.into();
    Sentence::bare(code)
}
