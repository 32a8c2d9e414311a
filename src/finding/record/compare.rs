//! Whether a run made again is the run that was recorded, and where the two first part.

use serde::Serialize;

use super::rows::{self, Rows};
use super::{LeftOut, RunRecord, canonical, digest};

/// A place where two records of what should be one run differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub half: Half,
    /// Which one, by path, name or code; empty where there is only one.
    pub name: String,
    /// What was recorded; `None` when there was none.
    pub recorded: Option<String>,
    /// What there is now; `None` when there is none.
    pub found: Option<String>,
}

/// A part of a record: what a run was made of, then what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// The program.
    Tool,
    /// A pack's files.
    Pack,
    /// A parameter's value.
    Param,
    /// A file's bytes.
    Input,
    /// How many records a file holds.
    Records,
    /// A rule's five counts.
    Rule,
    /// A finding.
    Finding,
    /// What was wrong with the documents.
    Diagnostic,
    /// The money of a measure.
    Total,
    /// The exit code.
    Exit,
    /// The hash of the recorded findings, which is not theirs: the record was changed by hand.
    Hash,
    /// A part that follows from the others, by its key, where those are the same: the record was changed by hand.
    Rest,
}

/// All differences, those of what the run was made of first.
pub fn compare(recorded: &RunRecord, found: &RunRecord) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut one = |half, was: &str, is: &str| {
        if was != is {
            let (recorded, found) = (Some(was.to_owned()), Some(is.to_owned()));
            differences.push(Difference { half, name: String::new(), recorded, found });
        }
    };
    one(Half::Tool, &recorded.tool, &found.tool);
    let pairs: [(Half, Rows, Rows); 8] = [
        (Half::Pack, rows::packs(recorded), rows::packs(found)),
        (Half::Param, rows::params(recorded), rows::params(found)),
        (Half::Input, files(recorded), files(found)),
        (Half::Records, records(recorded), records(found)),
        (Half::Rule, rules(recorded), rules(found)),
        (Half::Finding, findings(recorded), findings(found)),
        (Half::Diagnostic, diagnostics(recorded), diagnostics(found)),
        (Half::Total, totals(recorded), totals(found)),
    ];
    for (half, was, is) in pairs {
        differences.extend(unlike(half, was, is));
    }
    let mut one = |half, was: String, is: String| {
        if was != is {
            differences.push(Difference { half, name: String::new(), recorded: Some(was), found: Some(is) });
        }
    };
    // A path that led nowhere then is not asked for again.
    if !recorded.left_out.iter().any(is_path) {
        one(Half::Exit, recorded.exit_code.to_string(), found.exit_code.to_string());
    }
    one(Half::Hash, recorded.findings_sha256.clone(), digest(&recorded.findings));
    if differences.is_empty() {
        differences.extend(rest(recorded, found));
    }
    differences
}

fn is_path(one: &LeftOut) -> bool {
    one.why.starts_with("input/")
}

/// What differs of the parts of which no other half says anything; rows in whatever order.
fn rest(recorded: &RunRecord, found: &RunRecord) -> impl Iterator<Item = Difference> {
    let parts = |record: &RunRecord| {
        [
            ("records", record.records.to_string()),
            ("rules", unordered(record.rules.iter())),
            ("left_out", unordered(record.left_out.iter().filter(|one| !is_path(one)))),
            ("decisions", unordered(record.decisions.iter())),
            ("scorecards", unordered(record.scorecards.iter())),
        ]
    };
    let both = parts(recorded).into_iter().zip(parts(found));
    both.filter(|(was, is)| was != is).map(|((name, was), (_, is))| Difference {
        half: Half::Rest,
        name: name.to_owned(),
        recorded: Some(was),
        found: Some(is),
    })
}

/// SHA-256 of rows, the same in whatever order they come.
fn unordered<'r, T: Serialize + 'r>(rows: impl Iterator<Item = &'r T>) -> String {
    let mut rows: Vec<String> = rows.map(|row| canonical(row).unwrap_or_default()).collect();
    rows.sort_unstable();
    digest(&rows)
}

/// Everything that was read: the inputs, and what says how findings stand.
fn files(record: &RunRecord) -> Rows {
    let beside = record.standing.iter().map(|file| (file.path.clone(), file.sha256.clone()));
    rows::inputs(record).into_iter().chain(beside).collect()
}

fn records(record: &RunRecord) -> Rows {
    record.inputs.iter().map(|input| (input.path.clone(), input.records.to_string())).collect()
}

fn rules(record: &RunRecord) -> Rows {
    let counts = record.rules.iter().map(|rule| {
        let five = [rule.pass, rule.fail, rule.not_applicable, rule.undetermined, rule.fault];
        let five: Vec<String> = five.iter().map(u64::to_string).collect();
        (rule.code.clone(), five.join(" "))
    });
    counts.collect()
}

fn findings(record: &RunRecord) -> Rows {
    let said = record.findings.iter().map(|finding| {
        let name = format!("{} {} {}", finding.rule, finding.key, finding.fingerprint);
        (name, canonical(finding).unwrap_or_default())
    });
    said.collect()
}

fn diagnostics(record: &RunRecord) -> Rows {
    let counts = record.diagnostics.iter();
    counts.map(|row| (format!("{} {}", row.severity, row.code), row.count.to_string())).collect()
}

fn totals(record: &RunRecord) -> Rows {
    let totals = record.totals.iter().map(|total| {
        let amount = total.amount.as_deref().unwrap_or("-");
        (total.measure.clone(), format!("{} {amount} {}", total.count, total.unknown))
    });
    totals.collect()
}

/// The rows of one name that are not alike, in the order of what was recorded; then what is new. Of several rows
/// of one name the first goes with the first, the second with the second.
fn unlike(half: Half, recorded: Rows, found: Rows) -> Vec<Difference> {
    use std::collections::BTreeMap;
    let mut waiting: BTreeMap<String, std::collections::VecDeque<(usize, String)>> = BTreeMap::new();
    for (at, (name, text)) in found.into_iter().enumerate() {
        waiting.entry(name).or_default().push_back((at, text));
    }
    let mut differences = Vec::new();
    for (name, was) in recorded {
        let is = waiting.get_mut(&name).and_then(std::collections::VecDeque::pop_front).map(|(_, text)| text);
        if is.as_ref() != Some(&was) {
            differences.push(Difference { half, name, recorded: Some(was), found: is });
        }
    }
    let mut new: Vec<(usize, Difference)> = Vec::new();
    for (name, texts) in waiting {
        let rows = texts.into_iter().map(|(at, text)| {
            (at, Difference { half, name: name.clone(), recorded: None, found: Some(text) })
        });
        new.extend(rows);
    }
    new.sort_by_key(|(at, _)| *at);
    differences.extend(new.into_iter().map(|(_, difference)| difference));
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::record::{DecisionEntry, InputEntry, MeasureEntry, RuleEntry, ScorecardEntry};

    fn record() -> RunRecord {
        let input = |path: &str, sha256: &str| InputEntry {
            bytes: Some(1),
            path: path.to_owned(),
            records: 1,
            sha256: Some(sha256.to_owned()),
            table: None,
        };
        RunRecord {
            findings_sha256: digest(&RunRecord::default().findings),
            inputs: vec![input("a.toml", "11"), input("b.toml", "22")],
            rules: vec![RuleEntry { code: "A1".to_owned(), pass: 2, subjects: 2, ..RuleEntry::default() }],
            tool: "heng 0.1.0".to_owned(),
            ..RunRecord::default()
        }
    }

    #[test]
    fn a_record_is_like_itself() {
        assert_eq!(compare(&record(), &record()), []);
    }

    #[test]
    fn what_a_run_is_made_of_comes_before_what_came_of_it() {
        let mut now = record();
        now.rules[0].pass = 1;
        now.rules[0].fail = 1;
        now.inputs[1].sha256 = Some("33".to_owned());
        let halves: Vec<Half> = compare(&record(), &now).into_iter().map(|one| one.half).collect();
        assert_eq!(halves, [Half::Input, Half::Rule]);
    }

    #[test]
    fn what_is_gone_and_what_is_new() {
        let mut now = record();
        now.inputs[0].path = "c.toml".to_owned();
        let told: Vec<(String, bool, bool)> = compare(&record(), &now)
            .into_iter()
            .filter(|one| one.half == Half::Input)
            .map(|one| (one.name, one.recorded.is_some(), one.found.is_some()))
            .collect();
        assert_eq!(told, [("a.toml".to_owned(), true, false), ("c.toml".to_owned(), false, true)]);
    }

    #[test]
    fn a_hash_that_is_not_of_its_findings() {
        let forged = RunRecord { findings_sha256: "00".to_owned(), ..record() };
        assert_eq!(compare(&forged, &record())[0].half, Half::Hash);
    }

    #[test]
    fn no_part_can_be_changed_by_hand() {
        let decision = DecisionEntry {
            key: "A".to_owned(),
            measure: MeasureEntry { amount: None, name: "取消预算".to_owned() },
            table: "项目".to_owned(),
        };
        let left_out = LeftOut { count: 1, why: "data/truncated".to_owned() };
        let rules = |change: fn(&mut RuleEntry)| {
            let mut rules = record().rules;
            change(&mut rules[0]);
            rules
        };
        let forged = [
            ("records", RunRecord { records: 9, ..record() }),
            ("rules", RunRecord { rules: rules(|rule| rule.waived = 1), ..record() }),
            ("rules", RunRecord { rules: rules(|rule| rule.sha256 = "00".to_owned()), ..record() }),
            ("left_out", RunRecord { left_out: vec![left_out], ..record() }),
            ("decisions", RunRecord { decisions: vec![decision], ..record() }),
            ("scorecards", RunRecord { scorecards: vec![ScorecardEntry::default()], ..record() }),
        ];
        for (name, forged) in forged {
            let told = compare(&forged, &record());
            assert_eq!(
                told.iter().map(|one| (one.half, one.name.as_str())).collect::<Vec<_>>(),
                [(Half::Rest, name)]
            );
        }
    }
}
