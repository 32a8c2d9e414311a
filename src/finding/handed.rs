//! Findings that a run handed on as it came to them, and does not keep.

use super::{Finding, Report, Severity, Verdict};

/// What is still known of such findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    errors: usize,
    warnings: usize,
    notes: usize,
    undecided: usize,
    waived: usize,
    explained: usize,
}

impl Handed {
    /// Counts one that is handed on: by its severity while it is open, else by the answer that settled it.
    pub fn add(&mut self, finding: &Finding) {
        if !finding.is_open() {
            *(if finding.is_waived() { &mut self.waived } else { &mut self.explained }) += 1;
            return;
        }
        *match finding.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
        self.undecided += usize::from(finding.verdict != Verdict::Fail);
    }

    /// How many open ones there are of that severity.
    pub const fn count(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }

    /// How many are waived, and how many explained.
    pub(super) const fn settled(self) -> (usize, usize) {
        (self.waived, self.explained)
    }

    /// The gravest severity of open ones; `None` when there are none.
    pub fn worst(self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|one| self.count(*one) > 0)
    }
}

impl Report {
    /// Open findings without a verdict.
    pub fn undecided(&self) -> usize {
        self.open().filter(|finding| finding.verdict != Verdict::Fail).count() + self.handed.undecided
    }
}
