//! Rules, files and units by number: what a filter compares is never text of others.

use std::collections::BTreeMap;

use crate::finding::{Finding, Report};
use crate::report::place;

/// The numbers of what findings can be gathered by.
pub(super) struct Numbers<'a> {
    pub(super) rules: BTreeMap<&'a str, usize>,
    pub(super) files: BTreeMap<&'a str, usize>,
    /// Empty when the run was not told which field names the unit; `""` is a record that does not say.
    pub(super) units: BTreeMap<&'a str, usize>,
}

impl<'a> Numbers<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut numbers = Self { rules: BTreeMap::new(), files: BTreeMap::new(), units: BTreeMap::new() };
        for rule in &report.rules {
            add(&mut numbers.rules, &rule.code);
        }
        for input in &report.run.inputs {
            add(&mut numbers.files, place::plain(&input.path));
        }
        let has_units = report.findings.iter().any(|finding| finding.unit.is_some());
        for finding in &report.findings {
            add(&mut numbers.rules, &finding.rule);
            add(&mut numbers.files, file(finding));
            if has_units {
                add(&mut numbers.units, unit(finding));
            }
        }
        numbers
    }

    pub(super) fn rule(&self, finding: &Finding) -> usize {
        self.rules.get(&*finding.rule).copied().unwrap_or_default()
    }

    pub(super) fn file(&self, finding: &Finding) -> usize {
        self.files.get(file(finding)).copied().unwrap_or_default()
    }

    pub(super) fn unit(&self, finding: &Finding) -> Option<usize> {
        self.units.get(unit(finding)).copied()
    }
}

fn add<'a>(numbers: &mut BTreeMap<&'a str, usize>, name: &'a str) {
    let next = numbers.len();
    numbers.entry(name).or_insert(next);
}

/// The file of a finding's first place.
pub(super) fn file(finding: &Finding) -> &str {
    finding.places.first().map_or("", |cell| place::path(&cell.site))
}

/// The unit of a finding, empty where none is filled in.
pub(super) fn unit(finding: &Finding) -> &str {
    finding.unit.as_deref().unwrap_or_default()
}
