//! How the findings of a whole run stand: an identity for each, new or old, and what became of waivers.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};

use super::baseline::compare;
use super::plan::Plan;
use super::waivers::Scope;
use super::watch::{self, Seen};
use crate::finding::{Fingerprint, Report, numbered};

/// Gives each finding an identity of its own: of several that have one in common, those after the first, in the
/// order of the data, get a number.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// Fingerprints that were given, as numbers.
    given: HashSet<[u64; 2]>,
    /// How often, of those that were asked for more than once.
    times: HashMap<[u64; 2], usize>,
}

impl Identities {
    pub(super) fn give(&mut self, fingerprint: &mut Fingerprint) {
        let number = fingerprint.halves();
        if !self.given.insert(number) {
            let times = self.times.entry(number).or_insert(1);
            *times += 1;
            *fingerprint = numbered(*fingerprint, *times);
        }
    }
}

/// Holds the findings against the baseline, and says what became of the waivers.
pub(super) fn settle(plan: &Plan<'_>, seen: &Seen, report: &mut Report) {
    let checked = plan.rules.iter().filter_map(|number| plan.program.rules.get(*number));
    let codes: BTreeSet<&str> = checked.map(|rule| &*rule.code).collect();
    let tables = watch::tables(plan.program);
    let rule = |code: &str| codes.contains(code);
    let subject =
        |rule: &str, key: &str| tables.get(rule).is_none_or(|table| seen.contains(&(*table, key.to_owned())));
    if let Some(baseline) = plan.baseline {
        compare(baseline, &|code, key| rule(code) && subject(code, key), report);
    }
    if !plan.waivers.is_empty() {
        let scope = Scope { findings: &report.findings, rule: &rule, subject: &subject };
        let (counts, told) = plan.waivers.outcome(&scope);
        report.waivers = Some(counts);
        report.diagnostics.extend(told);
    }
}
