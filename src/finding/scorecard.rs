//! Scorecards: which units have how many points left, and what took the others.

use std::sync::Arc;

use crate::schema::Names;
use crate::value::Number;

/// What a finding does to the scorecard of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// The scorecard.
    pub scorecard: Names,
    /// The unit; `None` where the subject names none.
    pub unit: Option<String>,
    /// The points it takes off; `None` while the verdict is open.
    pub points: Option<Number>,
    /// How many all findings of the rule take off one unit.
    pub most: Option<Number>,
}

/// 考核: a scorecard with its units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Its name.
    pub names: Names,
    /// 依据.
    pub basis: Vec<String>,
    /// 满分.
    pub full: Number,
    /// The units, the best first; subjects without a unit last.
    pub units: Vec<UnitScore>,
}

/// A unit on a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitScore {
    /// The unit; `None` for all subjects that name none.
    pub unit: Option<String>,
    /// Its place; units with the same score share one. `None` without a unit.
    pub rank: Option<u64>,
    /// What is left of the full marks, never below nought.
    pub score: Number,
    /// What was taken off in all.
    pub deducted: Number,
    /// Subjects of the rules that deduct: records, and groups where a rule is about them.
    pub subjects: u64,
    /// Findings that took points off.
    pub findings: u64,
    /// Findings whose verdict is open: they may still take points off.
    pub pending: u64,
    /// What each rule took off, in the order of the rules.
    pub costs: Vec<Cost>,
}

/// What a rule took off a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The rule's code.
    pub rule: Arc<str>,
    /// The rule's name.
    pub name: Arc<Names>,
    /// Its findings.
    pub findings: u64,
    /// The points, no more than the rule's limit.
    pub points: Number,
}
