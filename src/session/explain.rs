//! One finding of a run again, with the steps that led to it.

use super::check::{check, run};
use super::input::{Files, Input};
use super::options::Options;
use crate::eval::ClauseSteps;
use crate::finding::{Finding, Report};
use crate::ir::{Checked, Program};

/// A finding and how it came about.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The finding.
    pub finding: Finding,
    /// The number of its rule in the program as it is on the day of the run.
    pub rule: usize,
    /// The clauses of its rule on its subject.
    pub clauses: Vec<ClauseSteps>,
}

/// The findings whose steps are wanted: those of a rule on the subjects with a key.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) rule: usize,
    pub(super) key: String,
}

/// Runs and explains the findings whose fingerprints begin with those digits, in the order of the report. The
/// report comes along: its diagnostics say what could not be read.
pub fn explain(
    program: &Checked<Program>,
    inputs: &[Input],
    files: &dyn Files,
    options: &Options,
    fingerprint: &str,
) -> (Vec<Explained>, Report) {
    let report = check(program, inputs.to_vec(), files, options, &|_| {});
    let rules = &program.on(options.as_of).rules;
    let mut explained = Vec::new();
    for finding in report.findings.iter().filter(|one| one.fingerprint.starts_with(fingerprint)) {
        let Some(rule) = rules.iter().position(|rule| *rule.code == *finding.rule) else {
            continue;
        };
        let wanted = Wanted { rule, key: finding.key.clone() };
        let (again, steps) = run(program, inputs.to_vec(), files, options, &|_| {}, Some(wanted), None);
        // The findings of the rule on subjects with that key and their steps come in one order.
        let alike =
            again.findings.into_iter().filter(|one| one.rule == finding.rule && one.key == finding.key);
        let own = alike.zip(steps).find(|(one, _)| one.fingerprint == finding.fingerprint);
        let clauses = own.map(|(_, steps)| steps).unwrap_or_default();
        explained.push(Explained { finding: finding.clone(), rule, clauses });
    }
    (explained, report)
}
