//! The rows of the machine-readable reports that say how findings stand: answers to them, the use of waivers, the
//! baseline.

use serde::Serialize;

use crate::finding::{Age, Report, Status, WaiverCounts};

/// The word for an answer.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Accepted => "accepted",
        Status::UnderReview => "under_review",
    }
}

#[derive(Serialize)]
pub(super) struct WaiversRow {
    used: u64,
    unused: u64,
    expired: u64,
    not_yet_granted: u64,
    not_checked: u64,
    sum: u64,
}

/// How the waivers were used.
pub(super) fn waivers(counts: WaiverCounts) -> WaiversRow {
    let WaiverCounts { used, unused, expired, early, idle } = counts;
    WaiversRow { used, unused, expired, not_yet_granted: early, not_checked: idle, sum: counts.total() }
}

/// The word for an age.
pub(super) const fn age(age: Age) -> &'static str {
    match age {
        Age::New => "new",
        Age::Unchanged => "unchanged",
    }
}

#[derive(Serialize)]
pub(super) struct ComparisonRow {
    new: usize,
    unchanged: usize,
    fixed: usize,
    not_checked: usize,
}

/// How many open findings are new or unchanged, and how many of the baseline are gone.
pub(super) fn comparison(report: &Report) -> Option<ComparisonRow> {
    report.comparison.as_ref().map(|comparison| ComparisonRow {
        new: report.aged(Age::New),
        unchanged: report.aged(Age::Unchanged),
        fixed: comparison.fixed.len(),
        not_checked: comparison.unchecked.len(),
    })
}
