//! What can be wrong with the files that say how findings stand: waivers and baselines.

use super::Setting;
use crate::value::Date;

/// A waiver or a baseline that cannot be taken as it is, or that does nothing.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum StateProblem {
    /// A key that means nothing.
    #[strum(serialize = "waiver/unknown-key")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// A key like it.
        nearest: Option<String>,
        /// All keys there are.
        known: Vec<&'static str>,
    },
    /// A key that stands twice in one waiver, maybe in its other spelling.
    #[strum(serialize = "waiver/repeated-key")]
    RepeatedKey {
        /// The key as written the second time.
        key: String,
    },
    /// A waiver without something that it must have, or with an empty text for it.
    #[strum(serialize = "waiver/missing-key")]
    MissingKey {
        /// The key in both spellings.
        key: [&'static str; 2],
    },
    /// A value of another kind than its key takes.
    #[strum(serialize = "waiver/wrong-kind")]
    WrongKind {
        /// The key as written.
        key: String,
        /// What it takes.
        expected: Setting,
    },
    /// A last day that lies before the first.
    #[strum(serialize = "waiver/expires-before-granted")]
    ExpiresBeforeGranted {
        /// The first day.
        granted: Date,
        /// The last.
        expires: Date,
    },
    /// A code that no rule has.
    #[strum(serialize = "waiver/unknown-rule")]
    UnknownRule {
        /// The code as written.
        code: String,
        /// A code like it.
        nearest: Option<String>,
    },
    /// A table that the rule is not about.
    #[strum(serialize = "waiver/other-table")]
    OtherTable {
        /// The rule.
        rule: String,
        /// The table as written.
        found: String,
        /// The rule's table.
        expected: String,
    },
    /// A field that no table has.
    #[strum(serialize = "waiver/unknown-field")]
    UnknownField {
        /// The field as written.
        field: String,
        /// A field like it.
        nearest: Option<String>,
    },
    /// A key of a subject where the rule is about the whole batch.
    #[strum(serialize = "waiver/batch-has-no-key")]
    BatchHasNoKey {
        /// The rule.
        rule: String,
    },
    /// Two waivers for one subject on the same days.
    #[strum(serialize = "waiver/twice")]
    Twice {
        /// The rule.
        rule: String,
        /// The subject's key.
        key: String,
    },
    /// Waivers without a day on which they hold or not.
    #[strum(serialize = "waiver/no-day")]
    NoDay,
    /// A waiver past its last day.
    #[strum(serialize = "waiver/expired")]
    Expired(Lapse),
    /// A waiver before its first day.
    #[strum(serialize = "waiver/not-yet-granted")]
    NotYetGranted(Lapse),
    /// An explanation of a finding whose value is another one by now.
    #[strum(serialize = "explanation/outdated")]
    ExplanationOutdated {
        /// The rule.
        rule: String,
        /// The subject's key.
        key: String,
        /// What was filled in when it was written.
        then: String,
        /// What is filled in.
        now: String,
    },
    /// An explanation of a finding that is no more.
    #[strum(serialize = "explanation/unused")]
    ExplanationUnused {
        /// The rule.
        rule: String,
        /// The subject's key.
        key: String,
    },
    /// A waiver that covers no finding.
    #[strum(serialize = "waiver/unused")]
    Unused {
        /// The rule.
        rule: String,
        /// The subject's key.
        key: String,
        /// Why it covers none.
        why: Unused,
    },
    /// A file that is no baseline.
    #[strum(serialize = "baseline/not-a-baseline")]
    NotABaseline,
    /// A finding of a baseline without something that it must have.
    #[strum(serialize = "baseline/bad-entry")]
    BadEntry {
        /// The key that is not there, or holds something else.
        key: &'static str,
    },
}

/// A waiver on a day on which it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// The rule.
    pub rule: String,
    /// The subject's key.
    pub key: String,
    /// The last day it holds, or the first.
    pub border: Date,
    /// The day of the run.
    pub day: Date,
    /// True when there is a finding that it would cover.
    pub matters: bool,
}

/// Why a waiver covers no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unused {
    /// The rule has no finding on the subject.
    Met,
    /// The rule could not be decided on the subject: there is no finding yet that could be waived.
    Undecided,
    /// The finding on the subject is about this field.
    OtherField(String),
    /// The subject is not among the records that were checked.
    NotFound {
        /// A subject like it on which the rule has a finding.
        nearest: Option<String>,
    },
}
