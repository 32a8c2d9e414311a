//! How the findings of a whole run stand: an identity for each, and what became of waivers.

use std::collections::{BTreeSet, HashMap};

use super::part::Plan;
use super::waivers::Scope;
use super::watch::{self, Seen};
use crate::finding::{Finding, Report, numbered};

/// Gives each finding an identity of its own: of several that have one in common, those after the first, in the
/// order of the data, get a number.
pub(super) fn identify(findings: &mut [Finding]) {
    let mut times: HashMap<String, usize> = HashMap::with_capacity(findings.len());
    for finding in findings {
        match times.get_mut(&finding.fingerprint) {
            None => {
                times.insert(finding.fingerprint.clone(), 1);
            }
            Some(times) => {
                *times += 1;
                finding.fingerprint = numbered(&finding.fingerprint, *times);
            }
        }
    }
}

/// What became of the waivers of a run.
pub(super) fn waivers(plan: &Plan<'_>, seen: &Seen, report: &mut Report) {
    if plan.waivers.is_empty() {
        return;
    }
    let codes: BTreeSet<&str> = plan
        .rules
        .iter()
        .filter_map(|number| plan.program.rules.get(*number))
        .map(|rule| &*rule.code)
        .collect();
    let tables = watch::tables(plan.program);
    let scope = Scope {
        findings: &report.findings,
        rule: &|code| codes.contains(code),
        subject: &|rule, key| tables.get(rule).is_none_or(|table| seen.contains(&(*table, key.to_owned()))),
    };
    let (counts, told) = plan.waivers.outcome(&scope);
    report.waivers = Some(counts);
    report.diagnostics.extend(told);
}
