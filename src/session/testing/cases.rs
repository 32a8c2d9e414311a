//! 测试: the cases of a program run with the evaluator that checks declarations.

use std::sync::Arc;

use crate::diag::{DataProblem, Diagnostic, Problem};
use crate::eval::{Groups, Judgement, Subject, Tables, Trace, judge, traced};
use crate::finding::{Message, Severity, Verdict};
use crate::ir::{Case, Checked, Program, Visits};
use crate::read::{self, TextId};
use crate::schema::{FieldPath, Names};
use crate::source::Site;
use crate::value::{Number, Unit};

/// How all cases ended, in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestReport {
    /// The cases.
    pub cases: Vec<CaseResult>,
}

/// How one case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// Which of the program's rules.
    pub number: usize,
    /// The rule's code.
    pub rule: String,
    /// The rule's name.
    pub name: Arc<Names>,
    /// What the case shows.
    pub title: String,
    /// Where it is written.
    pub site: Site,
    /// 待修: it is known not to end as it should.
    pub todo: bool,
    /// What must come out.
    pub expected: Expected,
    /// What came out.
    pub found: Ending,
    /// In what the two differ.
    pub differs: Vec<Aspect>,
    /// What is wrong with the case's own record: names that are no fields, and the like.
    pub diagnostics: Vec<Diagnostic>,
    /// The ways that the rule went.
    pub trace: Trace,
}

/// What must come out of a case; what it does not say is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The verdict.
    pub verdict: Verdict,
    /// The severity.
    pub severity: Option<Severity>,
    /// The measure.
    pub measure: Option<Arc<Names>>,
    /// The amount in 元.
    pub amount: Option<Number>,
    /// The points it takes off.
    pub points: Option<Number>,
    /// The path of the primary place in either spelling.
    pub field: Option<String>,
}

/// What came out of a case; all but the verdict is of its finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The verdict.
    pub verdict: Verdict,
    /// The severity.
    pub severity: Option<Severity>,
    /// The measure.
    pub measure: Option<Arc<Names>>,
    /// The amount in 元.
    pub amount: Option<Number>,
    /// The unit in which the amount is shown.
    pub unit: Unit,
    /// The points it takes off.
    pub points: Option<Number>,
    /// The path of the primary place: first spelling, last spelling.
    pub field: Option<FieldPath>,
    /// What the finding says.
    pub message: Option<Message>,
}

/// Something in which a case and its ending can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// 判定.
    Verdict,
    /// Severity.
    Severity,
    /// 处置.
    Measure,
    /// 金额.
    Amount,
    /// 扣分.
    Points,
    /// 字段.
    Field,
}

/// Runs all cases of the program. Without a day, every rule is in force.
pub fn run_tests(program: &Checked<Program>) -> TestReport {
    let cases = program.tests.iter().flat_map(|test| test.cases.iter().map(move |case| (test.rule, case)));
    TestReport { cases: cases.filter_map(|(rule, case)| run(program, rule, case)).collect() }
}

impl TestReport {
    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.passed()).count()
    }

    /// How many did not.
    pub fn failed(&self) -> usize {
        self.cases.len() - self.passed()
    }
}

impl CaseResult {
    /// True when it ended as it must; a case marked 待修 must not.
    pub fn passed(&self) -> bool {
        self.diagnostics.is_empty() && self.differs.is_empty() != self.todo
    }
}

/// Runs one case by the program's rule of that number.
pub(super) fn run(program: &Checked<Program>, rule_number: usize, case: &Case) -> Option<CaseResult> {
    let rule = program.rules.get(rule_number)?;
    let source = program.sources.get(case.origin.source)?;
    let (judgement, trace, diagnostics) = judge_case(program, rule_number, case)?;
    let found = ending(judgement);
    let expected = Expected {
        verdict: case.expect.verdict,
        severity: case.expect.severity,
        measure: case.expect.measure.and_then(|number| Some(program.measures.get(number)?.names.clone())),
        amount: case.expect.amount,
        points: case.expect.points,
        field: case.expect.field.clone(),
    };
    Some(CaseResult {
        number: rule_number,
        rule: rule.code.to_string(),
        name: rule.names.clone(),
        title: case.title.clone(),
        site: source.site(case.origin.span),
        todo: case.expect.todo,
        differs: differences(&expected, &found),
        expected,
        found,
        diagnostics: diagnostics.into_iter().filter(is_a_slip).collect(),
        trace,
    })
}

/// How the rule ends on the case's first record, on the group that holds it, or on the whole batch; and what is
/// wrong with its records.
pub fn judge_case(
    program: &Checked<Program>,
    rule_number: usize,
    case: &Case,
) -> Option<(Judgement, Trace, Vec<Diagnostic>)> {
    let rule = program.rules.get(rule_number)?;
    let source = program.sources.get(case.origin.source)?;
    let schema = &program.schema;
    let mut tables = Tables::of(program, &[rule_number]);
    let mut diagnostics = Vec::new();
    let mut records = Vec::with_capacity(case.records.len());
    for (table, node) in &case.records {
        let (record, wrong) = read::bind_record(schema, *table, source, node);
        diagnostics.extend(wrong);
        tables.add(schema, *table, record.clone(), FILE);
        records.push((*table, record));
    }
    let (table, first) = records.first()?;
    let (judgement, trace) = if matches!(rule.visits, Visits::Records) {
        let subject = Subject { source, table: *table, record: first };
        let judgement = judge(program, rule_number, &subject, &tables, None);
        (judgement, traced(program, rule_number, &subject, &tables))
    } else {
        let mut groups = Groups::default();
        for (table, record) in &records {
            let subject = Subject { source, table: *table, record };
            groups.add(program, &[rule_number], &subject, FILE, &tables);
        }
        groups.judge_around(program, rule_number, first, &tables)?
    };
    Some((judgement, trace, diagnostics))
}

/// All records of a case are in one file.
const FILE: TextId = TextId { input: 0, block: 0, start: 0 };

/// A case may leave a required field out or put a malformed value in: that is what it is for. A name that is
/// no field is a slip of its author.
fn is_a_slip(diagnostic: &Diagnostic) -> bool {
    matches!(
        diagnostic.problem,
        Problem::Data(
            DataProblem::UnknownField { .. }
                | DataProblem::SameFieldTwice { .. }
                | DataProblem::DuplicateKey { .. }
                | DataProblem::NotARecord { .. }
        )
    )
}

fn ending(judgement: Judgement) -> Ending {
    let verdict = judgement.verdict;
    match judgement.finding {
        Some(finding) => Ending {
            verdict,
            severity: Some(finding.severity),
            amount: finding.measure.as_ref().and_then(|measure| measure.amount),
            unit: finding.measure.as_ref().map(|measure| measure.unit).unwrap_or_default(),
            points: finding.deduction.and_then(|deduction| deduction.points),
            measure: finding.measure.map(|measure| measure.name),
            field: finding.places.into_iter().next().map(|place| place.field),
            message: Some(finding.message),
        },
        None => Ending {
            verdict,
            severity: None,
            measure: None,
            amount: None,
            points: None,
            unit: Unit::default(),
            field: None,
            message: None,
        },
    }
}

fn differences(expected: &Expected, found: &Ending) -> Vec<Aspect> {
    fn differs<T: PartialEq>(expected: Option<&T>, found: Option<&T>) -> bool {
        expected.is_some() && expected != found
    }
    let field = |path: &String| {
        let same = |spelling: &String| spelling == path || without_indices(spelling) == *path;
        found.field.as_ref().is_some_and(|field| same(&field.0) || same(&field.1))
    };
    [
        (Aspect::Verdict, expected.verdict != found.verdict),
        (Aspect::Severity, differs(expected.severity.as_ref(), found.severity.as_ref())),
        (Aspect::Measure, differs(expected.measure.as_ref(), found.measure.as_ref())),
        (Aspect::Amount, differs(expected.amount.as_ref(), found.amount.as_ref())),
        (Aspect::Points, differs(expected.points.as_ref(), found.points.as_ref())),
        (Aspect::Field, !expected.field.as_ref().is_none_or(field)),
    ]
    .into_iter()
    .filter_map(|(aspect, differs)| differs.then_some(aspect))
    .collect()
}

/// `指标[2].权重` as `指标.权重`: a case need not say which element it is.
fn without_indices(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|char| {
            inside |= *char == '[';
            let kept = !inside;
            inside &= *char != ']';
            kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_without_its_indices() {
        assert_eq!(without_indices("指标[2].子项[10].权重"), "指标.子项.权重");
    }
}
