//! Findings that a run does not keep: it handed them on as it came to them, or counted them and nothing else.

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
        self.count_verdict(finding.verdict, finding.severity);
    }

    /// Counts an open one of which nothing else is known.
    pub const fn count_verdict(&mut self, verdict: Verdict, severity: Severity) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
        self.undecided += !matches!(verdict, Verdict::Fail) as usize;
    }

    /// Those of both.
    #[must_use]
    pub const fn merge(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
            undecided: self.undecided + other.undecided,
            waived: self.waived + other.waived,
            explained: self.explained + other.explained,
        }
    }

    /// How many open ones have a verdict.
    pub const fn failed(self) -> usize {
        self.errors + self.warnings + self.notes - self.undecided
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
