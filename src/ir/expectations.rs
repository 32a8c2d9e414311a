//! The cases of rules: records, and what must come out.

use super::Origin;
use crate::diag::Severity;
use crate::finding::Verdict;
use crate::read::Node;
use crate::schema::TableId;
use crate::value::Number;

/// The cases of one rule.
#[derive(Clone, Debug)]
pub struct Test {
    /// Which of the program's rules.
    pub rule: usize,
    /// The cases.
    pub cases: Vec<Case>,
}

/// A case: a record, and how the rule must end on it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it shows.
    pub title: String,
    /// The records of its batch: each the 样例 of its table with what the case says put over it. The first one is
    /// the subject, or a member of the group that is.
    pub records: Vec<(TableId, Node)>,
    /// What must come out.
    pub expect: Expectation,
    /// Its text.
    pub origin: Origin,
}

/// What must come out of a case.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The verdict.
    pub verdict: Verdict,
    /// The severity, where it is stated.
    pub severity: Option<Severity>,
    /// The measure, where it is stated.
    pub measure: Option<usize>,
    /// The amount in 元, where it is stated.
    pub amount: Option<Number>,
    /// 扣分, where it is stated.
    pub points: Option<Number>,
    /// The path of the primary place in either spelling, where it is stated.
    pub field: Option<String>,
    /// True when it is known to fail for now.
    pub todo: bool,
}
