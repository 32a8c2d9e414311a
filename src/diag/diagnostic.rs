//! A problem with its places.

use super::Problem;
use crate::source::Site;
use crate::value::Date;

/// How much it matters. Ordered: an error is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示.
    Note,
    /// 警告.
    Warning,
    /// 错误.
    Error,
}

impl Severity {
    /// The word by which machines know it: in reports, records and options.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Something wrong with a text that somebody wrote. Never a verdict: those are `finding::Finding`s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// How much it matters.
    pub severity: Severity,
    /// Where: the cause first, then what made it wrong.
    pub labels: Vec<Label>,
}

/// A place of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub site: Site,
    /// What to say at it; `None` at the cause itself.
    pub remark: Option<Remark>,
}

/// What is said at a place that is not the cause itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The first of two things that collide.
    FirstHere,
    /// The first record of a child table that fills the same list.
    ChildHere,
    /// The declaration of what is misused.
    DeclaredHere,
    /// Where the thing with the mistake is used.
    UsedHere,
    /// The other of two rows of a tier set.
    OtherRow,
    /// The version that is in force on the days on which the thing goes wrong, and its first day.
    InForceFrom(Date),
    /// The value that a pack has given the parameter with which the thing goes wrong.
    OverriddenHere,
    /// A value of this type stands here.
    HasType(String),
}

impl Diagnostic {
    /// An error at one place.
    pub fn error(problem: Problem, site: Site) -> Self {
        Self::new(Severity::Error, problem, site)
    }

    /// A warning at one place.
    pub fn warning(problem: Problem, site: Site) -> Self {
        Self::new(Severity::Warning, problem, site)
    }

    /// A note at one place.
    pub fn note(problem: Problem, site: Site) -> Self {
        Self::new(Severity::Note, problem, site)
    }

    fn new(severity: Severity, problem: Problem, site: Site) -> Self {
        Self { problem, severity, labels: vec![Label { site, remark: None }] }
    }

    /// The same with one more place.
    #[must_use]
    pub fn with(mut self, site: Site, remark: Remark) -> Self {
        self.labels.push(Label { site, remark: Some(remark) });
        self
    }

    /// The place of the cause.
    pub fn site(&self) -> Option<&Site> {
        self.labels.first().map(|label| &label.site)
    }
}
