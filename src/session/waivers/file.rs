//! Files of waivers to waivers.

use super::entry::{read, unknown};
use super::waiver::Waiver;
use crate::diag::{DataProblem, Diagnostic, Problem, Remark, Setting, Severity, StateProblem};
use crate::ir::Program;
use crate::read::{Node, NodeKind, Parsed, formats};
use crate::source::Source;

/// The one key of a file, in both spellings.
const WAIVER: [&str; 2] = ["豁免", "waiver"];

/// The waivers of all files, or all that is wrong with them. The files are TOML whatever their names end in.
pub fn read_waivers(program: &Program, sources: &[Source]) -> Result<Vec<Waiver>, Vec<Diagnostic>> {
    let (mut waivers, mut problems) = (Vec::new(), Vec::new());
    for source in sources {
        for node in entries(source, &mut problems) {
            waivers.extend(read(program, source, &node, &mut problems));
        }
    }
    problems.extend(twice(&waivers));
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    Ok(waivers)
}

/// The waivers of a file as they are written.
fn entries(source: &Source, problems: &mut Vec<Diagnostic>) -> Vec<Node> {
    let toml = formats().iter().find(|format| format.name == "TOML");
    let Parsed { documents, diagnostics } =
        toml.and_then(|toml| toml.parse).map_or_else(Parsed::default, |parse| parse(source));
    // A file from which the last waiver was deleted is in order.
    let empty = |told: &Diagnostic| told.problem == Problem::Data(DataProblem::NoRecord);
    problems.extend(diagnostics.into_iter().filter(|told| !empty(told)));
    let mut found = Vec::new();
    for document in documents {
        let NodeKind::Object(entries) = document.kind else {
            continue;
        };
        for entry in entries {
            let mut complain = |problem, span| {
                problems.push(Diagnostic::error(Problem::State(problem), source.site(span)));
            };
            match entry.value.kind {
                _ if !WAIVER.contains(&entry.key.as_str()) => {
                    complain(unknown(&entry.key, &WAIVER), entry.key_span);
                }
                NodeKind::List(nodes) => found.extend(nodes),
                _ => {
                    let problem =
                        StateProblem::WrongKind { key: entry.key.clone(), expected: Setting::Tables };
                    complain(problem, entry.value.span);
                }
            }
        }
    }
    found
}

/// What was granted twice: two waivers for one subject on the same days.
fn twice(waivers: &[Waiver]) -> Vec<Diagnostic> {
    let mut sorted: Vec<(usize, &Waiver)> = waivers.iter().enumerate().collect();
    sorted.sort_by_key(|(_, waiver)| (&waiver.rule, &waiver.key));
    let mut found = Vec::new();
    for same in sorted.chunk_by(|(_, one), (_, other)| (&one.rule, &one.key) == (&other.rule, &other.key)) {
        for (at, (number, waiver)) in same.iter().enumerate() {
            let overlaps = |other: &&(usize, &Waiver)| {
                let other = other.1;
                other.meets(waiver) && other.granted <= waiver.expires && waiver.granted <= other.expires
            };
            if let Some((_, first)) = same.iter().take(at).find(overlaps) {
                let problem = StateProblem::Twice { rule: waiver.rule.clone(), key: waiver.key.clone() };
                let told = Diagnostic::error(Problem::State(problem), waiver.suppression.site.clone());
                found.push((*number, told.with(first.suppression.site.clone(), Remark::FirstHere)));
            }
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, told)| told).collect()
}
