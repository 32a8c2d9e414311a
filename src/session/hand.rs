//! Findings that leave a run while it goes on.

use super::part::Found;
use super::standing::Identities;
use crate::finding::{Finding, Handed, Report};

/// Takes findings one by one, in the order of the report.
pub trait Sink: Send {
    /// Takes a finding.
    fn take(&mut self, finding: &Finding);

    /// Forgets all findings that it took: they come anew.
    fn rewind(&mut self);
}

/// Hands findings on, and keeps of them what the report needs.
pub(super) struct Hand<'s> {
    sink: &'s mut dyn Sink,
    pub(super) identities: Identities,
    handed: Handed,
    given: bool,
}

impl<'s> Hand<'s> {
    pub(super) fn new(sink: &'s mut dyn Sink) -> Self {
        Self { sink, identities: Identities::default(), handed: Handed::default(), given: false }
    }

    /// Hands on findings that come after all before in the report, and of which nothing is still to come.
    pub(super) fn take(&mut self, found: &mut Vec<Found>) {
        for Found { mut finding, elsewhere } in found.drain(..) {
            debug_assert!(elsewhere.is_empty());
            self.identities.give(&mut finding);
            self.give(&finding);
        }
    }

    /// True when a finding has left.
    pub(super) const fn has_given(&self) -> bool {
        self.given
    }

    /// Takes all back: the input is read in another way.
    pub(super) fn rewind(&mut self) {
        self.sink.rewind();
        (self.identities, self.handed, self.given) = Default::default();
    }

    /// Hands on the findings that the report has, and tells it of all.
    pub(super) fn finish(mut self, report: &mut Report) {
        for finding in std::mem::take(&mut report.findings) {
            self.give(&finding);
        }
        report.handed = report.handed.merge(self.handed);
    }

    fn give(&mut self, finding: &Finding) {
        self.given = true;
        self.handed.add(finding);
        self.sink.take(finding);
    }
}
