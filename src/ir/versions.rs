//! Versions: items of one name whose periods take turns. Two in force at once, or none in between, is a mistake.

use super::mistakes::Mistakes;
use super::{Origin, Period};
use crate::diag::{Kind, Remark, RuleProblem};
use crate::syntax::ast;

/// One version of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// Its name or code.
    pub(super) origin: Origin,
    /// True when it has a 施行 of its own.
    pub(super) own: bool,
    /// The days on which it is in force.
    pub(super) days: Period,
}

impl Dated {
    /// A version by its own 施行, else by its pack's; in force always where neither has one.
    pub(super) fn new(origin: Origin, own: Option<&ast::Period>, pack: Option<Period>) -> Self {
        let days = own.map(days).or(pack).unwrap_or(Period::ALWAYS);
        Self { origin, own: own.is_some(), days }
    }
}

/// 施行 as written.
pub(super) const fn days(period: &ast::Period) -> Period {
    Period { from: period.from, to: period.to }
}

/// True when a further item of the name can be a version beside these: one without a 施行 of its own beside
/// another without one says the same thing twice.
pub(super) fn take_turns(before: &[Dated], next: &Dated) -> bool {
    next.own || before.iter().all(|version| version.own)
}

/// Says where versions are in force together, and which days between them have none. Only the days of the pack
/// count. True when nothing was said.
pub(super) fn check(
    kind: Kind,
    name: &str,
    versions: &[Dated],
    pack: Option<Period>,
    mistakes: &mut Mistakes,
) -> bool {
    let mut sorted = versions.to_vec();
    sorted.sort_by_key(|version| version.days.from);
    let mut sound = true;
    // The version that lasts longest of those before.
    let mut last: Option<Dated> = None;
    for version in sorted {
        if let Some(before) = last {
            let said = if let Some(Period { from, to }) = before.days.common(&version.days) {
                Some(RuleProblem::VersionOverlap { kind, name: name.to_owned(), from, to })
            } else {
                let hole = before.days.gap_before(&version.days);
                let hole = hole.and_then(|hole| hole.common(&pack.unwrap_or(Period::ALWAYS)));
                hole.map(|Period { from, to }| RuleProblem::VersionHole {
                    kind,
                    name: name.to_owned(),
                    from: Some(from),
                    to,
                })
            };
            if let Some(problem) = said {
                mistakes.error_with(version.origin, problem, Some((before.origin, Remark::FirstHere)));
                sound = false;
            }
        }
        if last.is_none_or(|before| before.days.last() <= version.days.last()) {
            last = Some(version);
        }
    }
    sound
}
