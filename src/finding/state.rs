//! How findings stand besides their verdicts: answered by a waiver or an explanation, and new or old by a baseline.

use std::sync::Arc;

use super::{Finding, Report};
use crate::diag::Severity;
use crate::source::Site;
use crate::value::Date;

/// What somebody answered to a finding. The finding stays in every report, and in the count of violations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Whether the answer was accepted.
    pub status: Status,
    /// Why the finding may stand.
    pub justification: String,
    /// Who says so: who approved the waiver, who wrote the explanation.
    pub by: String,
    /// By which text; empty when none is given.
    pub basis: String,
    /// The days for which it holds: first, last. An explanation has none.
    pub days: Option<(Date, Date)>,
    /// Where it is written.
    pub site: Site,
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 已豁免: whoever may has accepted that the finding stands; nothing follows from it.
    Accepted,
    /// 已说明（待复核）: explained and still to be looked at; what follows from the finding follows all the same.
    UnderReview,
}

impl Status {
    /// The word for it in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "waived",
            Self::UnderReview => "explained",
        }
    }

    /// The status of that word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Accepted, Self::UnderReview].into_iter().find(|status| status.word() == word)
    }
}

/// Whether a baseline knows a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// 新增: it does not.
    New,
    /// 仍有: it does, with the same verdict and no less severe.
    Unchanged,
}

/// A finding as a baseline keeps it: who and what, without lines, values and amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The rule's code.
    pub rule: String,
    /// The subject's table, first spelling.
    pub table: String,
    /// The subject's key as written.
    pub key: String,
    /// The primary field, first spelling.
    pub field: String,
    /// Fail, undetermined or fault.
    pub verdict: super::Verdict,
    /// How much it mattered.
    pub severity: Severity,
    /// Its identity.
    pub fingerprint: String,
    /// Where the baseline says so.
    pub site: Site,
}

/// How the findings of a run compare to a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// 已整改: those that the baseline has and the run, which looked for them, has not.
    pub fixed: Vec<Known>,
    /// Those that the run did not look for: the rule was left out or could not be decided, or the subject is not
    /// among the inputs.
    pub unchecked: Vec<Known>,
    /// True when old findings count against a run as new ones do.
    pub strict: bool,
}

/// How the waivers of a run were used: each is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaiverCounts {
    /// Those that cover a finding.
    pub used: u64,
    /// Those that would cover nothing.
    pub unused: u64,
    /// Those past their last day.
    pub expired: u64,
    /// Those before their first day.
    pub early: u64,
    /// Those for rules that this run did not check.
    pub idle: u64,
}

impl Finding {
    /// True when a waiver covers it: nothing follows from it.
    pub fn is_waived(&self) -> bool {
        self.suppression.as_ref().is_some_and(|one| one.status == Status::Accepted)
    }

    /// True when it was explained, and the explanation is still to be looked at.
    pub fn is_explained(&self) -> bool {
        self.suppression.as_ref().is_some_and(|one| one.status == Status::UnderReview)
    }

    /// True when somebody has still to do something about it: nobody answered it, or it must be mended and was
    /// only explained.
    pub fn is_open(&self) -> bool {
        match &self.suppression {
            None => true,
            Some(one) => one.status == Status::UnderReview && self.severity == Severity::Error,
        }
    }

    /// The primary field, first spelling; empty when it points at no cell.
    pub fn field(&self) -> &str {
        self.places.first().map_or("", |place| &place.field.0)
    }
}

impl Report {
    /// The findings that are open.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// The findings that are not open, each with the answer that settled it.
    pub fn settled(&self) -> impl Iterator<Item = (&Finding, &Arc<Suppression>)> {
        let answered = self.findings.iter().filter(|finding| !finding.is_open());
        answered.filter_map(|finding| Some((finding, finding.suppression.as_ref()?)))
    }

    /// How many findings that are not open are waived, and how many explained; those that were handed on included.
    pub fn settled_counts(&self) -> (usize, usize) {
        let waived = self.settled().filter(|(finding, _)| finding.is_waived()).count();
        let explained = self.settled().count() - waived;
        let (waived_before, explained_before) = self.handed.settled();
        (waived + waived_before, explained + explained_before)
    }

    /// True for a finding that makes a run fail: an open one, and with a baseline a new one.
    pub fn counts_against(&self, finding: &Finding) -> bool {
        let old = finding.age == Some(Age::Unchanged);
        let lenient = self.comparison.as_ref().is_some_and(|comparison| !comparison.strict);
        finding.is_open() && !(old && lenient)
    }

    /// How many open findings are of that age.
    pub fn aged(&self, age: Age) -> usize {
        self.open().filter(|finding| finding.age == Some(age)).count()
    }
}

impl WaiverCounts {
    /// All waivers.
    pub const fn total(self) -> u64 {
        self.used + self.unused + self.expired + self.early + self.idle
    }
}
