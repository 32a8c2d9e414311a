//! How findings stand by waivers, explanations and baselines, in words.

use super::{Language, en, zh};
use crate::finding::{Age, Counts, Report, Status, Suppression, WaiverCounts};

/// Words for how findings stand.
#[derive(Debug)]
pub struct StateWords {
    /// Above the findings that are waived.
    pub waived: &'static str,
    /// Above the findings that are explained.
    pub explained: &'static str,
    /// Before the reason of a waiver.
    pub reason: &'static str,
    /// Above what would follow from waived findings.
    pub waived_totals: &'static str,
    /// How findings stand.
    pub state: &'static str,
    /// Nobody has answered it.
    pub open: &'static str,
    /// How findings compare to the baseline.
    pub age: &'static str,
    /// 新增.
    pub new: &'static str,
    /// 仍有.
    pub unchanged: &'static str,
    /// 已整改.
    pub fixed: &'static str,
    /// Of the baseline, and not looked for.
    pub unchecked: &'static str,
    /// Above the fields of findings.
    pub field: &'static str,
    /// What a finding of the baseline says that is no more.
    pub gone: &'static str,
}

impl Language {
    /// The words for how findings stand.
    pub const fn states(self) -> &'static StateWords {
        match self {
            Self::Chinese => &zh::states::WORDS,
            Self::English => &en::states::WORDS,
        }
    }

    /// 已豁免, 已说明（待复核）.
    pub const fn status(self, status: Status) -> &'static str {
        match status {
            Status::Accepted => self.states().waived,
            Status::UnderReview => self.states().explained,
        }
    }

    /// 待处理, 已豁免, 已说明（待复核）.
    pub const fn standing(self, status: Option<Status>) -> &'static str {
        match status {
            Some(status) => self.status(status),
            None => self.states().open,
        }
    }

    /// 新增, 仍有.
    pub const fn age(self, age: Age) -> &'static str {
        match age {
            Age::New => self.states().new,
            Age::Unchanged => self.states().unchanged,
        }
    }

    /// How many findings are new, unchanged and fixed; `None` without a baseline.
    pub fn comparison(self, report: &Report) -> Option<String> {
        let comparison = report.comparison.as_ref()?;
        Some(match self {
            Self::Chinese => zh::states::comparison(report, comparison),
            Self::English => en::states::comparison(report, comparison),
        })
    }

    /// That so many findings are waived, explained, or old and left out of the list.
    pub fn not_listed(self, report: &Report) -> Option<String> {
        let old = report.open().filter(|finding| !report.counts_against(finding)).count();
        let (waived, explained) = report.settled_counts();
        let counts = [waived, explained, old];
        (counts != [0; 3]).then(|| match self {
            Self::Chinese => zh::states::not_listed(counts),
            Self::English => en::states::not_listed(counts),
        })
    }

    /// Who answered a finding, why, by which text and for how long.
    pub fn answer(self, suppression: &Suppression) -> String {
        match self {
            Self::Chinese => zh::states::answer(suppression),
            Self::English => en::states::answer(suppression),
        }
    }

    /// How many of the violations are waived or explained; `None` when none is.
    pub fn settled(self, counts: Counts) -> Option<String> {
        let some = counts.waived + counts.explained > 0;
        some.then(|| match self {
            Self::Chinese => zh::states::settled(counts),
            Self::English => en::states::settled(counts),
        })
    }

    /// How the waivers were used.
    pub fn waivers(self, counts: WaiverCounts) -> String {
        match self {
            Self::Chinese => zh::states::waivers(counts),
            Self::English => en::states::waivers(counts),
        }
    }
}
