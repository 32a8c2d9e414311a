//! Explanations that people wrote into the list of problems of an earlier copy, as answers to the findings of a run.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diag::{Diagnostic, Problem, StateProblem};
use crate::finding::{Finding, Report, Status, Suppression, Verdict};
use crate::read::FrontSheet;
use crate::report::{Answer, Earlier};
use crate::source::{Position, Site};
use crate::text::Column;

/// Puts each explanation to its finding, and tells of those that are about another value or about no finding.
pub(super) fn answer(report: &mut Report, fronts: Vec<(Arc<str>, FrontSheet)>) {
    if fronts.is_empty() {
        return;
    }
    let found: HashMap<String, usize> = report
        .findings
        .iter()
        .enumerate()
        .map(|(number, one)| (one.fingerprint.to_string(), number))
        .collect();
    let with_data: BTreeSet<Arc<str>> =
        fronts.iter().map(|(path, _)| path).filter(|path| holds_data(report, path)).cloned().collect();
    for (path, front) in fronts {
        let only_own = with_data.contains(&path);
        for answer in Earlier::read(&[front]).answers {
            if !answer.text(Column::Explanation).is_empty() {
                put(report, &found, &answer, (&path, only_own));
            }
        }
    }
}

/// True for a workbook that holds data besides the sheets in front: what is explained in it is its own. A list of
/// problems on its own is about other files.
fn holds_data(report: &Report, path: &Arc<str>) -> bool {
    let counted = report.run.inputs.iter().any(|input| *input.path == **path && input.records > 0);
    counted || report.findings.iter().any(|finding| is_in(finding, path))
}

fn is_in(finding: &Finding, path: &Arc<str>) -> bool {
    finding.places.first().is_some_and(|place| place.site.path == *path)
}

fn put(
    report: &mut Report,
    found: &HashMap<String, usize>,
    answer: &Answer,
    (path, only_own): (&Arc<str>, bool),
) {
    let (rule, key) = (answer.text(Column::Code).to_owned(), answer.text(Column::Key).to_owned());
    let finding = found.get(&answer.fingerprint).and_then(|number| report.findings.get_mut(*number));
    let finding = finding.filter(|finding| !only_own || is_in(finding, path));
    let Some(finding) = finding else {
        // Of a rule that was left out nothing can be said.
        if report.rules.iter().any(|known| *known.code == *rule) {
            let problem = StateProblem::ExplanationUnused { rule, key };
            report.diagnostics.push(Diagnostic::note(Problem::State(problem), site(answer, path)));
        }
        return;
    };
    if finding.suppression.is_some() {
        return;
    }
    let now = value(finding);
    if !answer.fits(now) {
        let (then, now) = (answer.explained_value().to_owned(), now.to_owned());
        let problem = StateProblem::ExplanationOutdated { rule, key, then, now };
        report.diagnostics.push(Diagnostic::warning(Problem::State(problem), site(answer, path)));
        return;
    }
    finding.suppression = Some(Arc::new(Suppression {
        status: Status::UnderReview,
        justification: answer.text(Column::Explanation).to_owned(),
        by: answer.text(Column::Person).to_owned(),
        basis: String::new(),
        days: None,
        site: site(answer, path),
    }));
    let fails = finding.verdict == Verdict::Fail;
    let code = finding.rule.clone();
    if let Some(rule) = report.rules.iter_mut().find(|rule| fails && rule.code == code) {
        rule.counts.explained += 1;
    }
}

fn value(finding: &Finding) -> &str {
    finding.places.first().and_then(|place| place.value.as_deref()).unwrap_or_default()
}

/// The cell in which the explanation stands.
fn site(answer: &Answer, path: &Arc<str>) -> Site {
    let mut site = Site::whole(Arc::clone(path));
    if let Some(cell) = &answer.cell {
        let (line, column) = (cell.row, cell.column);
        site.start = Position { line, column, utf16: column, utf8: column };
        site.end = site.start;
        site.cell = Some(cell.clone());
    }
    site
}
