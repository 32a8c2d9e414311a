//! The waivers of a run by what they are for: found in one step, however many there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::waiver::Waiver;
use crate::finding::{Finding, Suppression};
use crate::value::Date;

/// Waivers by rule and key.
#[derive(Default)]
pub(in crate::session) struct Register<'w> {
    pub(super) all: &'w [Waiver],
    pub(super) day: Option<Date>,
    by_rule: BTreeMap<&'w str, BTreeMap<&'w str, Vec<&'w Waiver>>>,
}

impl<'w> Register<'w> {
    /// The waivers as they are on a day; without one none holds.
    pub(in crate::session) fn on(day: Option<Date>, all: &'w [Waiver]) -> Self {
        let mut by_rule: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for waiver in all {
            let by_key = by_rule.entry(waiver.rule.as_str()).or_default();
            by_key.entry(waiver.key.as_str()).or_default().push(waiver);
        }
        Self { all, day, by_rule }
    }

    /// True when there is no waiver at all.
    pub(in crate::session) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What covers a finding.
    pub(in crate::session) fn cover(&self, finding: &Finding) -> Option<Arc<Suppression>> {
        let day = self.day?;
        let waivers = self.of(&finding.rule, &finding.key);
        let covers = |waiver: &&&Waiver| waiver.holds_on(day) && waiver.is_about(finding);
        waivers.iter().find(covers).map(|waiver| Arc::clone(&waiver.suppression))
    }

    /// The waivers of that rule for that subject.
    pub(super) fn of(&self, rule: &str, key: &str) -> &[&'w Waiver] {
        self.by_rule.get(rule).and_then(|by_key| by_key.get(key)).map_or(&[], Vec::as_slice)
    }
}
