//! The record of a run: what was checked by which rules with what result, so that it can be run again and compared.

mod canonical;
mod compare;
mod diff;
mod model;
mod rows;
mod why;

pub use canonical::{canonical, digest, parse};
pub use compare::{Difference, Half, compare};
pub use diff::{Change, ChangedDecision, ChangedScore, ChangedTotal, Diff, Kind, diff};
pub use model::{
    DecisionEntry, DiagnosticEntry, FindingEntry, InputEntry, LeftOut, MeasureEntry, OptionsEntry, PackEntry,
    ParamEntry, PlaceEntry, RuleEntry, RunRecord, SCHEMA, ScorecardEntry, StandingEntry, TotalEntry,
    UnitEntry,
};
pub use why::{Causes, Moved, Why};
