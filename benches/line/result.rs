//! A report as the result line of a contestant of the yardstick.

use std::collections::BTreeMap;

use heng::finding::{Finding, Message, Report};
use serde_json::{Value, json};

/// Of a check a declaration fails, and one that it leaves open: a value of the wrong type violates a check that
/// asserts something of it.
pub(crate) fn line(report: &Report) -> Value {
    let mut counts = BTreeMap::new();
    for rule in report.rules.iter().filter(|rule| rule.code.starts_with('C')) {
        counts.insert(&*rule.code, rule.counts.fail + rule.counts.undetermined);
    }
    let of = |rule: &'static str| report.findings.iter().filter(move |finding| &*finding.rule == rule);
    let sums = of("B02").map(|finding| (finding.key.clone(), json!(number(finding))));
    let mut departments: Vec<&str> = of("B03").map(|finding| finding.key.as_str()).collect();
    departments.sort_unstable();
    json!({
        "n": report.records,
        "bad": report.affected,
        "counts": counts,
        "b1": of("B01").map(number).sum::<f64>(),
        "b2": sums.collect::<serde_json::Map<_, _>>(),
        "b3": departments,
    })
}

/// The number that a message is.
fn number(finding: &Finding) -> f64 {
    match &finding.message {
        Message::Rule(text) => text.replace(',', "").parse().unwrap_or(f64::NAN),
        Message::Reason(_) => f64::NAN,
    }
}
