//! Findings of a run again, with the steps that led to each.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::check::{check, run};
use super::input::{Files, Input};
use super::options::{Listed, Options};
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

/// The findings whose steps are wanted: those of a rule, by its number, on the subjects with a key.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted(BTreeSet<(usize, String)>);

impl Wanted {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn holds(&self, rule: usize, key: &str) -> bool {
        self.0.iter().any(|(wanted, of)| *wanted == rule && of == key)
    }
}

/// The steps to a finding of a rule on the subject with a key.
#[derive(Debug)]
pub(super) struct StepsOf {
    pub(super) rule: usize,
    pub(super) key: String,
    pub(super) clauses: Vec<ClauseSteps>,
}

/// Runs, and once more for the steps to the findings whose fingerprints begin with those digits, in the order of the
/// report. The report comes along: its diagnostics say what could not be read.
pub fn explain(
    program: &Checked<Program>,
    inputs: &[Input],
    files: &dyn Files,
    options: &Options,
    fingerprint: &str,
) -> (Vec<Explained>, Report) {
    let options = &Options { listed: Listed::All, ..options.clone() };
    let report = check(program, inputs.to_vec(), files, options, &|_| {});
    let rules = &program.on(options.as_of).rules;
    let number = |finding: &Finding| rules.iter().position(|rule| *rule.code == *finding.rule);
    let meant = |finding: &&Finding| finding.fingerprint.starts_with(fingerprint);
    let pairs = report.findings.iter().filter(meant);
    let wanted = Wanted(pairs.filter_map(|finding| Some((number(finding)?, finding.key.clone()))).collect());
    if wanted.is_empty() {
        return (Vec::new(), report);
    }
    let (again, steps) = run(program, inputs.to_vec(), files, options, &|_| {}, wanted, None);
    let mut by_subject: HashMap<(usize, String), VecDeque<Vec<ClauseSteps>>> = HashMap::new();
    for StepsOf { rule, key, clauses } in steps {
        by_subject.entry((rule, key)).or_default().push_back(clauses);
    }
    // The findings of a rule on the subjects with one key, and their steps, come in one order.
    let with_steps = again.findings.into_iter().filter_map(|finding| {
        let rule = number(&finding)?;
        let clauses = by_subject.get_mut(&(rule, finding.key.clone()))?.pop_front()?;
        meant(&&finding).then_some(Explained { finding, rule, clauses })
    });
    (with_steps.collect(), report)
}
