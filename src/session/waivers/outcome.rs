//! What became of the waivers of a run: those that cover a finding are counted, of the others each says why not.

use std::collections::BTreeMap;

use super::register::Register;
use super::waiver::Waiver;
use crate::diag::{Diagnostic, Lapse, Problem, StateProblem, Unused, nearest};
use crate::finding::{Finding, Verdict, WaiverCounts};
use crate::value::Date;

/// What a run knows of the subjects that waivers name.
pub(in crate::session) struct Scope<'c> {
    /// All findings.
    pub(in crate::session) findings: &'c [Finding],
    /// True for the code of a rule that was scope.
    pub(in crate::session) rule: &'c dyn Fn(&str) -> bool,
    /// True for a subject of a rule, by its key, that was among what was scope.
    pub(in crate::session) subject: &'c dyn Fn(&str, &str) -> bool,
}

impl Register<'_> {
    /// How the waivers were used, and a diagnostic for each that was not.
    pub(in crate::session) fn outcome(&self, scope: &Scope<'_>) -> (WaiverCounts, Vec<Diagnostic>) {
        let (mut counts, mut told) = (WaiverCounts::default(), Vec::new());
        let Some(day) = self.day else {
            return (counts, told);
        };
        let mut by_subject: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in scope.findings {
            if !self.of(&finding.rule, &finding.key).is_empty() {
                by_subject.entry((&finding.rule, &finding.key)).or_default().push(finding);
            }
        }
        for waiver in self.all {
            let subject = (waiver.rule.as_str(), waiver.key.as_str());
            let findings = by_subject.get(&subject).map_or(&[][..], Vec::as_slice);
            let matters = findings.iter().any(|finding| waiver.is_about(finding));
            if !(scope.rule)(&waiver.rule) {
                counts.idle += 1;
            } else if !waiver.holds_on(day) {
                let early = day < waiver.granted;
                *(if early { &mut counts.early } else { &mut counts.expired }) += 1;
                // What was granted anew, or before, is history.
                let same = self.of(&waiver.rule, &waiver.key);
                if !same.iter().any(|other| other.holds_on(day) && other.meets(waiver)) {
                    told.push(lapsed(waiver, day, matters));
                }
            } else if matters {
                counts.used += 1;
            } else {
                counts.unused += 1;
                told.push(unused(waiver, findings, scope));
            }
        }
        (counts, told)
    }
}

fn lapsed(waiver: &Waiver, day: Date, matters: bool) -> Diagnostic {
    let early = day < waiver.granted;
    let border = if early { waiver.granted } else { waiver.expires };
    let lapse = Lapse { rule: waiver.rule.clone(), key: waiver.key.clone(), border, day, matters };
    let (problem, site) = if early {
        (StateProblem::NotYetGranted(lapse), &waiver.sites.granted)
    } else {
        (StateProblem::Expired(lapse), &waiver.sites.expires)
    };
    let tell = if matters { Diagnostic::error } else { Diagnostic::warning };
    tell(Problem::State(problem), site.clone())
}

fn unused(waiver: &Waiver, findings: &[&Finding], scope: &Scope<'_>) -> Diagnostic {
    let failed = findings.iter().find(|finding| finding.verdict == Verdict::Fail);
    let why = match failed {
        Some(failed) => Unused::OtherField(failed.field().to_owned()),
        None if !findings.is_empty() => Unused::Undecided,
        None if (scope.subject)(&waiver.rule, &waiver.key) => Unused::Met,
        None => {
            let of_rule = scope.findings.iter().filter(|finding| *finding.rule == waiver.rule);
            let keys = of_rule.map(|finding| finding.key.as_str());
            Unused::NotFound { nearest: nearest(&waiver.key, keys.filter(|key| !key.is_empty())) }
        }
    };
    let problem = StateProblem::Unused { rule: waiver.rule.clone(), key: waiver.key.clone(), why };
    Diagnostic::warning(Problem::State(problem), waiver.sites.subject.clone())
}
