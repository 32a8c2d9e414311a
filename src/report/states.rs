//! The rows of the machine-readable reports that say how findings stand: answers to them, the use of waivers, the
//! baseline.

use serde::Serialize;

use super::rows::{SiteRow, site};
use crate::finding::{Age, Report, Status, Suppression, WaiverCounts};

#[derive(Serialize)]
pub(super) struct SuppressionRow<'a> {
    status: &'static str,
    justification: &'a str,
    by: &'a str,
    basis: &'a str,
    from: Option<String>,
    until: Option<String>,
    #[serde(flatten)]
    site: SiteRow<'a>,
}

/// What somebody answered to a finding.
pub(super) fn suppression(suppression: &Suppression) -> SuppressionRow<'_> {
    SuppressionRow {
        status: match suppression.status {
            Status::Accepted => "accepted",
            Status::UnderReview => "under_review",
        },
        justification: &suppression.justification,
        by: &suppression.by,
        basis: &suppression.basis,
        from: suppression.days.map(|(from, _)| from.to_string()),
        until: suppression.days.map(|(_, until)| until.to_string()),
        site: site(&suppression.site),
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
