//! A waiver as data.

use std::sync::Arc;

use crate::finding::{Finding, Suppression, Verdict};
use crate::source::Site;
use crate::value::Date;

/// A finding that may stand: of one rule, on one subject, maybe about one field, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's code.
    pub rule: String,
    /// The subject's key as written; empty for the whole batch.
    pub key: String,
    /// The primary field of the finding, first spelling; any when left out.
    pub field: Option<String>,
    /// The first day on which it holds.
    pub granted: Date,
    /// The last day on which it holds.
    pub expires: Date,
    /// What reports say of a finding that it covers: reason, approver, basis.
    pub suppression: Arc<Suppression>,
    /// Where the subject's key, the first and the last day are written.
    pub(super) sites: Sites,
}

/// Where parts of a waiver are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sites {
    pub(super) subject: Site,
    pub(super) granted: Site,
    pub(super) expires: Site,
}

impl Waiver {
    /// True on the days for which it was granted, both borders included.
    pub fn holds_on(&self, day: Date) -> bool {
        self.granted <= day && day <= self.expires
    }

    /// True for a finding that it is about, whatever the day: what a subject fails, and not what is undecided.
    pub fn is_about(&self, finding: &Finding) -> bool {
        finding.verdict == Verdict::Fail
            && *finding.rule == self.rule
            && finding.key == self.key
            && self.field.as_deref().is_none_or(|field| field == finding.field())
    }

    /// True when some finding could be meant by both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let fields = match (&self.field, &other.field) {
            (Some(one), Some(other)) => one == other,
            (None, _) | (_, None) => true,
        };
        fields && self.rule == other.rule && self.key == other.key
    }
}
