//! What two runs say differently: findings that came, went or changed, what follows for whom, and the money.

use std::collections::{BTreeMap, VecDeque};

use super::why::{causes, reads};
use super::{Causes, DecisionEntry, FindingEntry, MeasureEntry, RunRecord, ScorecardEntry, TotalEntry, Why};
use crate::value::Number;

/// What the second of two runs says differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// What the runs were made of differently.
    pub causes: Causes,
    /// Findings that are not the same in both: new ones, fixed ones, changed ones, each in the order of its run.
    pub changes: Vec<Change>,
    /// Findings that are the same in both.
    pub unchanged: usize,
    /// Subjects for which something else follows.
    pub decisions: Vec<ChangedDecision>,
    /// Measures whose number or money is not the same.
    pub totals: Vec<ChangedTotal>,
    /// Units whose score is not the same.
    pub scores: Vec<ChangedScore>,
}

/// A finding that is not the same in both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How.
    pub kind: Kind,
    /// What the first run says.
    pub before: Option<FindingEntry>,
    /// What the second run says.
    pub after: Option<FindingEntry>,
    /// Why.
    pub why: Vec<Why>,
}

/// How a finding is not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is in the second run alone.
    New,
    /// It is in the first run alone.
    Fixed,
    /// Its verdict, severity, measure, values or words are others, or somebody has answered it.
    Changed,
}

/// A subject for which something else follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDecision {
    /// The subject's table.
    pub table: String,
    /// The subject's key.
    pub key: String,
    /// What followed.
    pub before: Option<MeasureEntry>,
    /// What follows.
    pub after: Option<MeasureEntry>,
}

/// A measure whose number or money is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedTotal {
    /// The measure's name.
    pub measure: String,
    /// How many subjects, and how much money in 元.
    pub before: (u64, Option<Number>),
    /// The same in the second run.
    pub after: (u64, Option<Number>),
}

/// A unit whose score is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedScore {
    /// The scorecard's name.
    pub scorecard: String,
    /// The unit; `None` for all subjects that name none.
    pub unit: Option<String>,
    /// The full marks and what was left of them.
    pub before: Option<(Number, Number)>,
    /// The same in the second run.
    pub after: Option<(Number, Number)>,
}

impl Diff {
    /// True when the two runs say the same, whatever they were made of.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.decisions.is_empty()
            && self.totals.is_empty()
            && self.scores.is_empty()
    }

    /// How many findings changed in that way.
    pub fn count(&self, kind: Kind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}

/// What the second run says differently.
pub fn diff(before: &RunRecord, after: &RunRecord) -> Diff {
    let causes = causes(before, after);
    let reads = reads([before, after]);
    let mut waiting: BTreeMap<&str, VecDeque<(usize, &FindingEntry)>> = BTreeMap::new();
    for (at, finding) in before.findings.iter().enumerate() {
        waiting.entry(&finding.fingerprint).or_default().push_back((at, finding));
    }
    let change = |kind, before: Option<&FindingEntry>, after: Option<&FindingEntry>| Change {
        kind,
        before: before.cloned(),
        after: after.cloned(),
        why: causes.of(before, after, &reads),
    };
    let (mut new, mut changed, mut unchanged) = (Vec::new(), Vec::new(), 0);
    for finding in &after.findings {
        match waiting.get_mut(finding.fingerprint.as_str()).and_then(VecDeque::pop_front) {
            None => new.push(change(Kind::New, None, Some(finding))),
            Some((_, was)) if says_the_same(was, finding) => unchanged += 1,
            Some((_, was)) => changed.push(change(Kind::Changed, Some(was), Some(finding))),
        }
    }
    let left: BTreeMap<usize, &FindingEntry> = waiting.into_values().flatten().collect();
    let fixed = left.into_values().map(|finding| change(Kind::Fixed, Some(finding), None));
    Diff {
        changes: new.into_iter().chain(fixed).chain(changed).collect(),
        unchanged,
        decisions: decisions(&before.decisions, &after.decisions),
        totals: totals(&before.totals, &after.totals),
        scores: scores(&before.scorecards, &after.scorecards),
        causes,
    }
}

/// True when the two say the same of the same values, wherever they stand by now.
fn says_the_same(one: &FindingEntry, other: &FindingEntry) -> bool {
    let values = |finding: &FindingEntry| -> Vec<(String, Option<String>)> {
        finding.places.iter().map(|place| (place.field.clone(), place.value.clone())).collect()
    };
    one.verdict == other.verdict
        && one.state == other.state
        && one.severity == other.severity
        && one.measure == other.measure
        && one.message == other.message
        && values(one) == values(other)
}

fn decisions(before: &[DecisionEntry], after: &[DecisionEntry]) -> Vec<ChangedDecision> {
    type Rows = BTreeMap<(String, String), [Vec<MeasureEntry>; 2]>;
    let mut rows: Rows = BTreeMap::new();
    for (side, decisions) in [before, after].into_iter().enumerate() {
        for decision in decisions {
            let row = rows.entry((decision.table.clone(), decision.key.clone())).or_default();
            if let Some(measures) = row.get_mut(side) {
                measures.push(decision.measure.clone());
            }
        }
    }
    let mut changed = Vec::new();
    for ((table, key), [mut before, mut after]) in rows {
        before.sort();
        after.sort();
        if before == after {
            continue;
        }
        for at in 0..before.len().max(after.len()) {
            let (before, after) = (before.get(at).cloned(), after.get(at).cloned());
            if before != after {
                changed.push(ChangedDecision { table: table.clone(), key: key.clone(), before, after });
            }
        }
    }
    changed
}

fn totals(before: &[TotalEntry], after: &[TotalEntry]) -> Vec<ChangedTotal> {
    let row = |totals: &[TotalEntry], measure: &str| {
        let total = totals.iter().find(|total| total.measure == measure);
        let amount = total.and_then(|total| total.amount.as_deref()).and_then(Number::parse);
        (total.map_or(0, |total| total.count), amount)
    };
    let mut measures: Vec<&str> = Vec::new();
    for total in after.iter().chain(before) {
        if !measures.contains(&total.measure.as_str()) {
            measures.push(&total.measure);
        }
    }
    measures
        .into_iter()
        .map(|measure| ChangedTotal {
            measure: measure.to_owned(),
            before: row(before, measure),
            after: row(after, measure),
        })
        .filter(|total| total.before != total.after)
        .collect()
}

/// By scorecard and unit, those without a unit first.
fn scores(before: &[ScorecardEntry], after: &[ScorecardEntry]) -> Vec<ChangedScore> {
    type Marks = Option<(Number, Number)>;
    let mut rows: BTreeMap<(&str, Option<&str>), [Marks; 2]> = BTreeMap::new();
    for (side, scorecards) in [before, after].into_iter().enumerate() {
        for scorecard in scorecards {
            for unit in &scorecard.units {
                let row = rows.entry((&scorecard.name, unit.unit.as_deref())).or_default();
                if let Some(marks) = row.get_mut(side) {
                    *marks = Number::parse(&scorecard.full).zip(Number::parse(&unit.score));
                }
            }
        }
    }
    let changed = rows.into_iter().filter(|(_, [before, after])| before != after);
    let row = |((scorecard, unit), [before, after]): ((&str, Option<&str>), [Marks; 2])| ChangedScore {
        scorecard: scorecard.to_owned(),
        unit: unit.map(str::to_owned),
        before,
        after,
    };
    changed.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::record::PlaceEntry;

    fn finding(fingerprint: &str, line: &str, value: &str) -> FindingEntry {
        FindingEntry {
            fingerprint: fingerprint.to_owned(),
            key: "A1".to_owned(),
            measure: None,
            message: format!("填的是 {value}"),
            places: vec![PlaceEntry {
                at: line.to_owned(),
                field: "金额".to_owned(),
                path: "a.toml".to_owned(),
                value: Some(value.to_owned()),
            }],
            rule: "T1".to_owned(),
            severity: "error".to_owned(),
            state: None,
            table: "项目".to_owned(),
            verdict: "fail".to_owned(),
        }
    }

    fn record(findings: Vec<FindingEntry>) -> RunRecord {
        RunRecord { findings, ..RunRecord::default() }
    }

    fn kinds(before: Vec<FindingEntry>, after: Vec<FindingEntry>) -> (Vec<Kind>, usize) {
        let diff = diff(&record(before), &record(after));
        (diff.changes.iter().map(|change| change.kind).collect(), diff.unchanged)
    }

    #[test]
    fn a_finding_that_moved_to_another_line_is_the_same() {
        assert_eq!(kinds(vec![finding("a", "1:1", "5")], vec![finding("a", "9:1", "5")]), (vec![], 1));
    }

    #[test]
    fn new_fixed_and_changed() {
        let before = vec![finding("a", "1:1", "5"), finding("b", "2:1", "5")];
        let after = vec![finding("b", "2:1", "6"), finding("c", "3:1", "5")];
        assert_eq!(kinds(before, after), (vec![Kind::New, Kind::Fixed, Kind::Changed], 0));
    }

    #[test]
    fn a_finding_that_was_waived_meanwhile_has_changed() {
        let waived = FindingEntry { state: Some("waived".to_owned()), ..finding("a", "1:1", "5") };
        assert_eq!(kinds(vec![finding("a", "1:1", "5")], vec![waived]), (vec![Kind::Changed], 0));
    }

    #[test]
    fn of_two_alike_one_is_fixed() {
        let twice = || finding("a", "1:1", "5");
        assert_eq!(kinds(vec![twice(), twice()], vec![twice()]), (vec![Kind::Fixed], 1));
    }

    #[test]
    fn money_of_a_measure_that_is_gone_is_less() {
        let total = |amount: &str| TotalEntry {
            amount: Some(amount.to_owned()),
            count: 1,
            measure: "取消预算".to_owned(),
            unknown: 0,
        };
        let before = RunRecord { totals: vec![total("240.5")], ..RunRecord::default() };
        let gone = diff(&before, &RunRecord::default()).totals;
        assert_eq!(gone[0].before, (1, Number::parse("240.5")));
        assert_eq!(gone[0].after, (0, None));
    }
}
