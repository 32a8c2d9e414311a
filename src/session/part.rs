//! What a part of the data came to. Parts are joined in the order of the data, whoever computed them.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::diag::{DataProblem, Diagnostic, Problem};
use crate::eval::columns::Row;
use crate::eval::{
    Elsewhere, Ended, Groups, Judgement, Subject, answerable, judge, judge_failed, steps, verdict,
};
use crate::finding::{Counts, Decision, Finding, Handed, by_gravity};
use crate::ir::{Rule, Visits};
use crate::read::{Amiss, Cell, Children, FrontSheet, Record, TextId, parent_of};
use crate::schema::TableId;
use crate::source::Source;

use super::explain::StepsOf;
use super::faults::{Fault, Spot, What};
use super::forms::Filled;
use super::hand::Rendered;
use super::keys::Keys;
use super::plan::Plan;
use super::recall::Piece;
use super::scorecards::Units;
use super::verdicts::Open;
use super::watch::Seen;

/// Findings, decisions and counts of some records.
#[derive(Default)]
pub(super) struct Part {
    pub(super) records: u64,
    /// Records of child tables.
    pub(super) rows: u64,
    /// A row for each rule of the plan; empty as long as there is no record.
    pub(super) counts: Vec<Counts>,
    /// Findings that are only counted.
    pub(super) counted: Handed,
    /// Records with a finding.
    pub(super) affected: u64,
    pub(super) findings: Vec<Found>,
    /// Findings that are ready to leave.
    pub(super) rendered: Rendered,
    pub(super) decisions: Vec<Decided>,
    /// What would follow from waived findings.
    pub(super) waived: Vec<Decided>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Sheets that heng put in front of workbooks, and the paths of these.
    pub(super) fronts: Vec<(Arc<str>, FrontSheet)>,
    /// Cells in which nothing is, for one more record: it would take long to ask for them again and again.
    pub(super) spare: Vec<Cell>,
    /// What was told once and for all.
    once: Vec<Problem>,
    /// Groups of records, to be judged when all are there.
    pub(super) groups: Groups,
    /// The pieces in which inputs were read, in their order.
    pub(super) pieces: Vec<Piece>,
    /// Keys of records.
    pub(super) keys: Keys,
    /// The units that answer for the subjects.
    pub(super) units: Units,
    /// Those subjects of the watch that are here.
    pub(super) seen: Seen,
    /// Records of child tables of which the plan did not know.
    pub(super) strays: Children,
    /// What is wrong with the data of several inputs.
    pub(super) faults: Vec<Fault>,
    /// The steps that led to the wanted findings, in their order.
    pub(super) steps: Vec<StepsOf>,
    /// Forms that have yet to become records.
    pub(super) forms: Vec<Filled>,
}

/// The gravest measures that fired on a subject: by findings that stand, and by those that are waived.
#[derive(Default)]
struct Graves {
    standing: Option<Decided>,
    waived: Option<Decided>,
}

/// A finding, and those of its places that are in other inputs.
pub(super) struct Found {
    pub(super) finding: Box<Finding>,
    pub(super) elsewhere: Vec<Elsewhere>,
}

/// A decision, and whether its amount hangs on a cell without a value.
pub(super) struct Decided {
    pub(super) decision: Decision,
    pub(super) unknown: bool,
}

impl Part {
    /// No record, and only what is to be told.
    pub(super) fn telling(diagnostics: impl IntoIterator<Item = Diagnostic>) -> Self {
        let mut part = Self::default();
        part.tell(diagnostics);
        part
    }

    /// Takes one more record of that text: one of a child table waits for its parent, any other gets its elements
    /// and is judged.
    pub(super) fn take(
        &mut self,
        plan: &Plan<'_>,
        source: &Source,
        (table, mut record): (TableId, Record),
        file: TextId,
    ) {
        let schema = &plan.program.schema;
        if let Some(child) = schema.table(table).and_then(|table| table.child.as_ref()) {
            self.rows += 1;
            if parent_of(&record, child.keys).is_none() {
                let named = |id| schema.table(id).map(|table| table.names.first.clone()).unwrap_or_default();
                let problem =
                    DataProblem::NoParent { table: named(table), parent: named(child.parent), key: None };
                self.tell([Diagnostic::error(Problem::Data(problem), source.site(record.anchor))]);
            }
            if !plan.indexed.get(file.input as usize).is_some_and(|indexed| *indexed) {
                self.strays.add(schema, table, record, file);
            }
            return;
        }
        for amiss in plan.put_children(table, &mut record, source) {
            match amiss {
                Amiss::Missing { field } => {
                    let problem = Problem::Data(DataProblem::MissingRequired { field });
                    self.tell([Diagnostic::error(problem, source.site(record.anchor))]);
                }
                Amiss::Twice { field, span, first: (of, first), rows } => {
                    let spots = vec![Spot { file, span }, Spot { file: of, span: first }];
                    self.faults.push(Fault { spots, what: What::Twice { field, rows } });
                }
            }
        }
        self.add(plan, &Subject { source, table, record: &record }, file);
    }

    /// Judges one more record of that text by every rule of its table.
    fn add(&mut self, plan: &Plan<'_>, subject: &Subject<'_>, file: TextId) {
        self.records += 1;
        self.start(plan);
        self.keys.add(&plan.program.schema, subject, file);
        self.groups.add(plan.program, &plan.rules, subject, file, &plan.tables);
        plan.watch.see(plan.program, subject, &mut self.seen);
        for number in &plan.scored {
            let about = |rule: &&Rule| rule.table == Some(subject.table);
            if plan.program.rules.get(*number).is_some_and(|rule| about(&rule))
                && let Some(unit) = answerable(plan.program, *number, subject, &plan.tables)
            {
                *self.units.entry(unit).or_default() += 1;
            }
        }
        let about = |rule: &Rule| rule.table == Some(subject.table) && matches!(rule.visits, Visits::Records);
        let all = plan.rules.iter().enumerate();
        let own = all.filter(|(_, number)| plan.program.rules.get(**number).is_some_and(about));
        let found = self.settle(plan, subject, own.map(|(at, _)| Open::of(at)), None);
        self.affected += u64::from(found);
    }

    /// Makes room for the counts of all rules.
    pub(super) fn start(&mut self, plan: &Plan<'_>) {
        self.counts.resize(plan.rules.len(), Counts::default());
    }

    /// Counts verdicts of the rule at that place of the plan.
    pub(super) fn count(&mut self, rule: usize, passed: u64, not_applicable: u64) {
        if let Some(counts) = self.counts.get_mut(rule) {
            counts.pass += passed;
            counts.not_applicable += not_applicable;
        }
    }

    /// Counts findings of the rule at that place of the plan, of which nothing but their severities is wanted.
    pub(super) fn count_failed(&mut self, rule: usize, failed: Handed) {
        if let Some(counts) = self.counts.get_mut(rule) {
            counts.fail += failed.failed() as u64;
        }
        self.counted = self.counted.merge(failed);
    }

    /// Counts how the rule at that place of the plan ended on a subject; true when that is a finding.
    pub(super) fn count_ended(&mut self, rule: usize, (verdict, severity): Ended) -> bool {
        if let Some(counts) = self.counts.get_mut(rule) {
            counts.count(verdict);
        }
        let found = verdict.is_finding();
        if found {
            self.counted.count_verdict(verdict, severity);
        }
        found
    }

    /// Judges a record that is counted already by these rules; `row` is the record in columns. True when it has a finding.
    pub(super) fn settle(
        &mut self,
        plan: &Plan<'_>,
        subject: &Subject<'_>,
        rules: impl IntoIterator<Item = Open>,
        row: Option<Row<'_>>,
    ) -> bool {
        let mut found = false;
        let mut graves = Graves::default();
        let (unit, title) = (OnceCell::new(), OnceCell::new());
        for Open { rule: at, fails } in rules {
            let Some(number) = plan.rules.get(at) else {
                continue;
            };
            if plan.counts(at) {
                let ended = verdict(plan.program, *number, subject, &plan.tables, plan.as_of);
                found |= self.count_ended(at, ended);
                continue;
            }
            let failed = if fails {
                let truths = row.and_then(|row| row.truths(at));
                judge_failed(plan.program, *number, subject, &plan.tables, truths, plan.shown.compared)
            } else {
                None
            };
            let judge = || judge(plan.program, *number, subject, &plan.tables, plan.as_of);
            let mut judgement = failed.unwrap_or_else(judge);
            if let Some(finding) = &mut judgement.finding {
                found = true;
                if plan.wants(*number, finding) {
                    let clauses = steps(plan.program, *number, subject, &plan.tables);
                    self.steps.push(StepsOf { rule: *number, key: finding.key.clone(), clauses });
                }
                finding.unit.clone_from(unit.get_or_init(|| plan.unit_of(subject)));
                finding.title.clone_from(title.get_or_init(|| plan.title_of(subject)));
            }
            self.note(plan, at, judgement, &mut graves);
        }
        self.decide(plan, graves);
        found
    }

    /// Counts and keeps the judgement of the rule at that place of the plan on a subject that no other rule has.
    pub(super) fn note_one(&mut self, plan: &Plan<'_>, rule: usize, judgement: Judgement) {
        let mut graves = Graves::default();
        self.note(plan, rule, judgement, &mut graves);
        self.decide(plan, graves);
    }

    /// Counts a verdict of the rule at that place of the plan, and keeps its finding and the gravest measure.
    fn note(&mut self, plan: &Plan<'_>, rule: usize, judgement: Judgement, graves: &mut Graves) {
        let Judgement { verdict, finding, amount_unknown, answerable, elsewhere } = judgement;
        if let Some(unit) = answerable {
            *self.units.entry(unit).or_default() += 1;
        }
        if let Some(counts) = self.counts.get_mut(rule) {
            counts.count(verdict);
        }
        let Some(mut finding) = finding else {
            return;
        };
        finding.suppression = plan.waivers.cover(&finding);
        let waived = finding.is_waived();
        if let Some(counts) = self.counts.get_mut(rule) {
            counts.waived += u64::from(waived);
        }
        let graves = if waived { &mut graves.waived } else { &mut graves.standing };
        if let Some(measure) = &finding.measure
            && graves.as_ref().is_none_or(|before| by_gravity(&before.decision.measure, measure).is_lt())
        {
            let (table, key) = (finding.table.clone(), finding.key.clone());
            let decision = Decision { table, key, measure: measure.clone() };
            *graves = Some(Decided { decision, unknown: amount_unknown });
        }
        self.keep(Found { finding, elsewhere });
    }

    /// Keeps a finding: as rows, where it is to leave as such. None leaves before those that are ahead of it:
    /// where one has places that are looked up last, all that come after wait for it.
    fn keep(&mut self, found: Found) {
        let is_next = self.findings.is_empty() && found.elsewhere.is_empty();
        if !(is_next && self.rendered.add(&found.finding)) {
            self.findings.push(found);
        }
    }

    /// What follows for a subject, which is known where all its findings are.
    fn decide(&mut self, plan: &Plan<'_>, graves: Graves) {
        if plan.counted.is_empty() {
            self.decisions.extend(graves.standing);
            self.waived.extend(graves.waived);
        }
    }

    /// The two together; `next` comes after in the data.
    pub(super) fn join(mut self, next: Self) -> Self {
        self.append(next);
        self
    }

    /// Takes what comes after in the data.
    pub(super) fn append(&mut self, next: Self) {
        self.records += next.records;
        self.rows += next.rows;
        if self.counts.is_empty() {
            self.counts = next.counts;
        } else {
            for (counts, more) in self.counts.iter_mut().zip(next.counts) {
                counts.merge(more);
            }
        }
        self.counted = self.counted.merge(next.counted);
        self.affected += next.affected;
        // Those that are rendered are ahead of the others. A part that was judged apart from this one may have some
        // that could be.
        debug_assert!(self.findings.is_empty() || next.rendered.is_empty());
        self.rendered.append(next.rendered);
        next.findings.into_iter().for_each(|found| self.keep(found));
        self.fronts.extend(next.fronts);
        self.decisions.extend(next.decisions);
        self.waived.extend(next.waived);
        self.seen.extend(next.seen);
        for (unit, subjects) in next.units {
            *self.units.entry(unit).or_default() += subjects;
        }
        self.tell(next.diagnostics);
        self.groups.merge(next.groups);
        self.pieces.extend(next.pieces);
        self.keys.merge(next.keys);
        if !next.strays.is_empty() {
            self.strays = std::mem::take(&mut self.strays).merge(next.strays);
        }
        self.faults.extend(next.faults);
        self.steps.extend(next.steps);
        self.forms.extend(next.forms);
    }

    /// Adds diagnostics, but not what is told once a file and was told before.
    pub(super) fn tell(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            let problem = &diagnostic.problem;
            if problem.says_all_of(problem) {
                if self.once.iter().any(|told| told.says_all_of(problem)) {
                    continue;
                }
                self.once.push(problem.clone());
            }
            self.diagnostics.push(diagnostic);
        }
    }
}
