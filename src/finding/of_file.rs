//! The part of a report that is about one file, as if it had been checked alone.

use super::{Counts, Finding, Report, Run, Subjects, Tally, UsedInput};

impl Report {
    /// What the report says about the file of that path: findings with a place in it, that place first, and the
    /// counts of the rules on its records. Rules about groups and the batch keep the counts of the run.
    #[must_use]
    pub fn of_file(&self, path: &str) -> Self {
        let inputs: Vec<UsedInput> =
            self.run.inputs.iter().filter(|input| input.path == path).cloned().collect();
        let here = |finding: &&Finding| finding.places.iter().any(|place| *place.site.path == *path);
        let findings = self.findings.iter().filter(here).map(|finding| {
            let mut finding = finding.clone();
            // Stable: the others stay in their order.
            finding.places.sort_by_key(|place| *place.site.path != *path);
            finding
        });
        let told = self.diagnostics.iter().filter(|one| one.site().is_some_and(|site| *site.path == *path));
        let rules = self
            .rules
            .iter()
            .enumerate()
            .map(|(number, rule)| Tally { counts: counts(rule, number, &inputs), ..rule.clone() });
        Self {
            records: inputs.iter().map(|input| input.records).sum(),
            rules: rules.collect(),
            findings: findings.collect(),
            diagnostics: told.cloned().collect(),
            run: Run { packs: self.run.packs.clone(), as_of: self.run.as_of, inputs },
            ..Self::default()
        }
    }
}

fn counts(rule: &Tally, number: usize, inputs: &[UsedInput]) -> Counts {
    if rule.subjects != Subjects::Records {
        return rule.counts;
    }
    inputs.iter().filter_map(|input| input.counts.get(number)).fold(Counts::default(), |mut sum, counts| {
        sum.merge(*counts);
        sum
    })
}
