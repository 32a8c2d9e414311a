//! The words of scorecards.

use crate::text::ScoreWords;

pub(in crate::text) const WORDS: ScoreWords = ScoreWords {
    points: "points",
    rank: "rank",
    unit: "unit",
    score: "score",
    findings: "findings",
    pending: "open",
    subjects: "subjects",
    costs: "taken off by",
    no_unit: "(no unit)",
    no_rank: "—",
};

pub(in crate::text) fn deduction(name: &str, unit: &str, points: Option<&str>, most: Option<&str>) -> String {
    let most = most.map(|most| format!(", {most} by this rule at most")).unwrap_or_default();
    match points {
        Some(points) => format!("{points} off {name} of {unit}{most}"),
        None => format!("open ({name} of {unit})"),
    }
}

pub(in crate::text) fn cost(rule: &str, findings: u64, points: &str) -> String {
    format!("{rule} ×{findings}: {points}")
}

pub(in crate::text) fn scorecard(name: &str, full: &str) -> String {
    format!("{name} (of {full})")
}

pub(in crate::text) fn units_above(count: usize) -> String {
    format!("{count} more units have no lower score; all are in `--out html=report.html`, json and markdown")
}

pub(in crate::text) fn takes_off(scorecard: &str, points: &str, most: Option<&str>) -> String {
    let most = most.map(|most| format!(", at most {most} of a unit")).unwrap_or_default();
    format!("{points} each ({scorecard}{most})")
}
