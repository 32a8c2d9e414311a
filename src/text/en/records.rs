//! The words of `heng verify` and `heng diff`.

use crate::finding::record::{Difference, Half, Moved, RunRecord};
use crate::text::records::RecordWords;

pub(in crate::text) const WORDS: RecordWords = RecordWords {
    causes: "What the two runs were made of differently",
    no_cause: "the two runs have the same program, rules, parameters, day and data",
    tool: "program",
    as_of: "as-of day",
    pack: "pack",
    rule: "rule",
    param: "parameter",
    input: "file",
    option: "option",
    decisions: "Decisions that changed",
    totals: "Measures",
    scores: "scores that changed",
    scorecard: "scorecard",
    before: "before",
    after: "after",
    difference: "difference",
    finding: "finding",
    why: "why",
    nothing: "none",
};

pub(in crate::text) fn difference(difference: &Difference) -> Vec<String> {
    let name = &difference.name;
    let head = match (difference.half, &difference.recorded, &difference.found) {
        (Half::Tool, ..) => "another version of the program".to_owned(),
        (Half::Pack, _, None) => format!("the pack `{name}` was not used"),
        (Half::Pack, None, _) => format!("the pack `{name}` was used as well"),
        (Half::Pack, ..) => format!("the files of the pack `{name}` changed"),
        (Half::Param, _, None) => format!("there is no parameter {name}"),
        (Half::Param, None, _) => format!("there is a parameter {name}"),
        (Half::Param, ..) => format!("the parameter {name} has another value"),
        (Half::Input, _, None) => format!("the file {name} could not be read"),
        (Half::Input, None, _) => format!("there is a file {name}"),
        (Half::Input, ..) => format!("the file {name} changed"),
        (Half::Records, ..) => format!("the file {name} holds another number of records"),
        (Half::Rule, ..) => {
            format!("rule {name} ended otherwise (pass, fail, not applicable, undetermined, fault)")
        }
        (Half::Finding, _, None) => format!("a finding is gone: {name}"),
        (Half::Finding, None, _) => format!("a finding is new: {name}"),
        (Half::Finding, ..) => format!("a finding says something else: {name}"),
        (Half::Diagnostic, ..) => format!("the documents have another number of {name}"),
        (Half::Total, ..) => {
            format!("the measure `{name}` has another total (subjects, amount, subjects without an amount)")
        }
        (Half::Exit, ..) => "another exit code".to_owned(),
        (Half::Hash, ..) => {
            "the list of findings is not the one that was hashed: the record was changed".to_owned()
        }
        (Half::Rest, ..) => format!("`{name}` of the record is not that of the run: the record was changed"),
    };
    let side =
        |label: &str, text: &Option<String>| format!("  {label}: {}", text.as_deref().unwrap_or("(none)"));
    vec![head, side("recorded", &difference.recorded), side("now", &difference.found)]
}

pub(in crate::text) fn verified(record: &RunRecord, differences: usize) -> String {
    let (files, records, findings) = (record.inputs.len(), record.records, record.findings.len());
    match differences {
        0 => format!(
            "the same: files {files}, records {records}, checked again by the same rules: the same {findings} findings"
        ),
        1 => "not the same, 1 difference:".to_owned(),
        count => format!("not the same, {count} differences; the first:"),
    }
}

pub(in crate::text) fn moved(kind: &str, moved: &Moved) -> String {
    let name = if moved.name.is_empty() { String::new() } else { format!(" {}", moved.name) };
    match (&moved.from, &moved.to) {
        (Some(from), Some(to)) => format!("{kind}{name}: {from} → {to}"),
        (Some(_), None) => format!("{kind}{name}: before only"),
        (None, _) => format!("{kind}{name}: after only"),
    }
}

pub(in crate::text) fn changes(new: usize, fixed: usize, changed: usize, unchanged: usize) -> String {
    format!("{new} new, {fixed} fixed, {changed} changed, {unchanged} unchanged")
}
