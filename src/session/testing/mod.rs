//! 测试: cases run, what they show of their rules, what they would notice, and the borders of tiers.

mod borders;
mod cases;
mod coverage;
mod mutation;

pub use borders::{Borders, Point, borders};
pub use cases::{Aspect, CaseResult, Ending, Expected, TestReport, judge_case, run_tests};
pub use coverage::{Branch, Coverage, Kind, RuleCoverage, Share, coverage};
pub use mutation::{Mutation, RuleMutation, Unnoticed, mutate};
