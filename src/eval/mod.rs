//! Program and records to verdicts and findings: the evaluator that explains. It is the meaning of the language.
//!
//! A rule is first decided without keeping anything ([`judge()`]). Only what is not a pass and not "not
//! applicable" is walked a second time for the cells that decided it; the walk asks the same functions, so
//! that the two cannot disagree.

pub mod columns;
mod compared;
mod ending;
mod evidence;
mod frame;
mod groups;
mod judge;
mod logic;
mod places;
mod ranges;
mod scorecards;
mod state;
mod steps;
mod tables;
mod template;
mod terms;
mod tiers;
mod total;
mod trace;

pub use ending::{Ended, verdict};
pub use groups::{Groups, LineId, Shown};
pub use judge::{Elsewhere, Judgement, Subject, judge, judge_failed, shown_key, traced};
pub use scorecards::{Answerable, answerable};
pub use steps::{ClauseSteps, Step, StepPart, steps};
pub use tables::Tables;
pub use template::{param_text, param_values, written};
pub use tiers::row_of;
pub use trace::Trace;
