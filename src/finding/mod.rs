//! What a run says about the data: verdicts, findings, decisions, the report; knows nothing of how they came about.

mod decision;
mod details;
mod fingerprint;
mod handed;
mod model;
mod of_file;
mod reason;
pub mod record;
mod scorecard;
mod state;
mod tally;

pub use crate::diag::Severity;
pub use decision::by_gravity;
pub use details::Details;
pub use fingerprint::{Fingerprint, fingerprint, numbered};
pub use handed::Handed;
pub use model::{
    AppliedMeasure, Compared, Decision, Finding, Place, Report, Role, Run, Total, UsedInput, UsedPack,
};
pub use reason::{Cause, Message, Reason};
pub use scorecard::{Cost, Deduction, Scorecard, UnitScore};
pub use state::{Age, Comparison, Known, Status, Suppression, WaiverCounts};
pub use tally::{Counts, Disabled, Subjects, Tally, Verdict, Verdicts};
