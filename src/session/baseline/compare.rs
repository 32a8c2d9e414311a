//! The findings of a run against those of a baseline.

use std::collections::{BTreeMap, BTreeSet};

use super::Baseline;
use crate::finding::{Age, Comparison, Finding, Known, Report, Verdict};
use crate::source::Site;

/// Marks the findings as new or unchanged, and says of those that are gone whether the run looked for them. `looked`
/// is true for a rule, by its code, and a subject, by its key, that were checked.
pub(in crate::session) fn compare(
    baseline: &Baseline,
    looked: &dyn Fn(&str, &str) -> bool,
    report: &mut Report,
) {
    let mut known: BTreeMap<&str, &Known> = BTreeMap::new();
    for one in &baseline.known {
        known.entry(&one.fingerprint).or_insert(one);
    }
    for finding in &mut report.findings {
        // What could not be decided then and fails now is new, and so is what is an error now and was a warning.
        let same = |known: &&Known| known.verdict == finding.verdict && finding.severity <= known.severity;
        let before = known.remove(&*finding.fingerprint);
        finding.age = Some(if before.as_ref().is_some_and(same) { Age::Unchanged } else { Age::New });
    }
    let undecided: BTreeSet<(&str, &str)> = report
        .findings
        .iter()
        .filter(|finding| finding.verdict != Verdict::Fail)
        .map(|finding| (&*finding.rule, finding.key.as_str()))
        .collect();
    let mut gone: Vec<&Known> = known.into_values().collect();
    gone.sort_by_key(|known| order(known));
    let is_fixed = |known: &&Known| {
        looked(&known.rule, &known.key) && !undecided.contains(&(known.rule.as_str(), known.key.as_str()))
    };
    let (fixed, unchecked): (Vec<&Known>, Vec<&Known>) = gone.into_iter().partition(is_fixed);
    let owned = |known: Vec<&Known>| known.into_iter().cloned().collect();
    let comparison = Comparison { fixed: owned(fixed), unchecked: owned(unchecked), strict: baseline.strict };
    report.comparison = Some(comparison);
}

/// The findings of a run as a baseline keeps them, in their order. What is waived is left out: when the waiver ends it
/// is new.
pub fn known(report: &Report) -> Vec<Known> {
    let mut known: Vec<Known> =
        report.findings.iter().filter(|finding| !finding.is_waived()).map(kept).collect();
    known.sort_by(|one, other| order(one).cmp(&order(other)));
    known
}

/// A baseline without what was fixed: nothing is added to it.
pub fn pruned(baseline: &[Known], report: &Report) -> Vec<Known> {
    let fixed = report.comparison.iter().flat_map(|comparison| &comparison.fixed);
    let fixed: BTreeSet<&str> = fixed.map(|known| known.fingerprint.as_str()).collect();
    let mut left: Vec<Known> =
        baseline.iter().filter(|known| !fixed.contains(known.fingerprint.as_str())).cloned().collect();
    left.sort_by(|one, other| order(one).cmp(&order(other)));
    left.dedup_by(|one, other| one.fingerprint == other.fingerprint);
    left
}

fn kept(finding: &Finding) -> Known {
    Known {
        rule: finding.rule.to_string(),
        table: finding.table.first.clone(),
        key: finding.key.clone(),
        field: finding.field().to_owned(),
        verdict: finding.verdict,
        severity: finding.severity,
        fingerprint: finding.fingerprint.to_string(),
        site: Site::whole(""),
    }
}

fn order(known: &Known) -> (&str, &str, &str, &str, &str) {
    (&known.rule, &known.table, &known.key, &known.field, &known.fingerprint)
}
