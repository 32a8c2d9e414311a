//! Baselines: the findings that were known at some time, by their fingerprints, held against those of a run.

mod compare;
mod file;

pub(super) use compare::compare;
pub use compare::{known, pruned};
pub use file::{is_baseline, read_baseline};

use crate::finding::Known;

/// Findings that were known before a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The findings.
    pub known: Vec<Known>,
    /// True when old findings count against a run as new ones do.
    pub strict: bool,
}
