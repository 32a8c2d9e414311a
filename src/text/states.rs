//! How findings stand by waivers, explanations and baselines, in words.

use super::{Language, en, zh};
use crate::finding::{Counts, Status, Suppression, WaiverCounts};

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
