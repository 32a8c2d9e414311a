//! One rule on one subject: in force, condition, exceptions, requirement or tiers; verdict and finding.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use smallvec::SmallVec;

use super::columns::Truths;
use super::ending::{Ending, without};
use super::evidence::{Evidence, Why};
use super::frame::Frame;
use super::groups::Group;
use super::scorecards::Answerable;
use super::state::{Scalar, Unknown};
use super::tables::Tables;
use super::template::written;
use super::trace::Trace;
use crate::finding::{AppliedMeasure, Cause, Finding, Message, Reason, Verdict, fingerprint};
use crate::ir::{Body, Checked, Expr, MeasureUse, Outcome, Program, RowOutcome, Rule, Visits};
use crate::read::{Cell, Record, State, TextId};
use crate::schema::{FieldPath, Names, TableId};
use crate::source::{Source, Span};
use crate::text::filling;
use crate::value::{Date, NumberError, Value};

/// A record to be judged, and the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'d> {
    /// The text.
    pub source: &'d Source<'d>,
    /// The record's table.
    pub table: TableId,
    /// The record.
    pub record: &'d Record,
}

/// How a rule ended on a subject.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// One of the five.
    pub verdict: Verdict,
    /// What there is to say, for all but 合规 and 不适用.
    pub finding: Option<Box<Finding>>,
    /// True when the finding's measure has an amount that hangs on a cell without a value.
    pub amount_unknown: bool,
    /// Who answers for the subject, where it is a group.
    pub answerable: Option<Answerable>,
    /// Those of the finding's places that are in other inputs: their sites and values are still to come.
    pub elsewhere: Vec<Elsewhere>,
}

/// A place of a finding in another input than that of its subject.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// Which of the finding's places.
    pub place: usize,
    /// The text.
    pub file: TextId,
    /// The cell.
    pub cell: Cell,
}

/// Judges a subject by the program's rule of that number. Without a day every rule is in force.
///
/// A subject of another table than the rule's is not applicable; so is any by a number that no rule has.
pub fn judge(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    tables: &Tables,
    as_of: Option<Date>,
) -> Judgement {
    let Some(scene) = Scene::of_record(program, rule, subject, tables) else {
        return Judgement::silent(Verdict::NotApplicable);
    };
    scene.judge(as_of, &Verdicts::of_record(program, subject))
}

/// The same where it is known that the subject fails: why is all there is to find out, with the help of what columns
/// know of it; `compares` where it is asked what the rule wanted in place of what was filled in.
pub fn judge_failed(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    tables: &Tables,
    truths: Option<Truths<'_>>,
    compares: bool,
) -> Option<Judgement> {
    let scene = Scene { truths, ..Scene::of_record(program, rule, subject, tables)? };
    let outcome = match &scene.rule.body {
        Body::Require(body) => &body.outcome,
        Body::Tiers(tiers) => match &scene.row(tiers).ok()?.outcome {
            RowOutcome::Finding(outcome) => outcome,
            RowOutcome::Pass | RowOutcome::NotApplicable => return None,
        },
    };
    let of = Verdicts::of_record(program, subject);
    Some(scene.failed(outcome, &scene.unmet(), &of, compares))
}

/// The ways that the program's rule of that number goes on a subject, on a day when it is in force.
pub fn traced(program: &Checked<Program>, rule: usize, subject: &Subject<'_>, tables: &Tables) -> Trace {
    let rule = program.rules.get(rule).filter(|rule| rule.table == Some(subject.table));
    let frame = Frame::subject(subject.record);
    rule.map(|rule| Scene::new(program, rule, frame, tables, None).trace()).unwrap_or_default()
}

impl Judgement {
    const fn silent(verdict: Verdict) -> Self {
        Self { verdict, finding: None, amount_unknown: false, answerable: None, elsewhere: Vec::new() }
    }
}

/// A rule meeting a subject.
pub(super) struct Scene<'d> {
    pub(super) program: &'d Program,
    pub(super) rule: &'d Rule,
    pub(super) subject: Frame<'d, 'd>,
    pub(super) tables: &'d Tables,
    /// The group, where the subject is one.
    pub(super) group: Option<&'d Group>,
    /// The 令 that were read so far, and all before them.
    pub(super) lets: RefCell<Vec<Scalar<'d>>>,
    /// What columns know of the subject.
    pub(super) truths: Option<Truths<'d>>,
    /// What the subject's lists came to so far.
    pub(super) totals: RefCell<SmallVec<[(&'d Expr, Scalar<'d>); 2]>>,
}

/// Of whom the verdict is.
pub(super) struct Verdicts<'s> {
    pub(super) key: String,
    /// The text of a record; a group has none.
    pub(super) source: Option<&'s Source<'s>>,
    /// Where to point when the rule reads no cell.
    pub(super) anchor: Span,
}

impl<'s> Verdicts<'s> {
    fn of_record(program: &Program, subject: &Subject<'s>) -> Self {
        let key = shown_key(program, subject);
        Self { key, source: Some(subject.source), anchor: subject.record.anchor }
    }
}

impl<'d> Scene<'d> {
    /// The program's rule of that number meeting a record; `None` where the rule is not about records of its table.
    pub(super) fn of_record(
        program: &'d Program,
        rule: usize,
        subject: &Subject<'d>,
        tables: &'d Tables,
    ) -> Option<Self> {
        let about =
            |rule: &&Rule| rule.table == Some(subject.table) && matches!(rule.visits, Visits::Records);
        let rule = program.rules.get(rule).filter(about)?;
        Some(Self::new(program, rule, Frame::subject(subject.record), tables, None))
    }

    pub(super) fn new(
        program: &'d Program,
        rule: &'d Rule,
        subject: Frame<'d, 'd>,
        tables: &'d Tables,
        group: Option<&'d Group>,
    ) -> Self {
        Self {
            program,
            rule,
            subject,
            tables,
            group,
            lets: RefCell::new(Vec::with_capacity(rule.lets.len())),
            truths: None,
            totals: RefCell::default(),
        }
    }

    pub(super) fn judge(&self, as_of: Option<Date>, subject: &Verdicts<'_>) -> Judgement {
        match self.ending(as_of) {
            Ending::Pass => Judgement::silent(Verdict::Pass),
            Ending::NotApplicable => Judgement::silent(Verdict::NotApplicable),
            Ending::Fails(outcome) => self.failed(outcome, &self.unmet(), subject, true),
            Ending::Open(unknown, at) => self.open(unknown, &self.left_open(unknown, at), subject),
        }
    }

    /// The judgement of records of which nobody can say to which group they belong.
    pub(super) fn unreadable(
        &self,
        evidence: &Evidence<'d>,
        subject: &Verdicts<'_>,
        as_of: Option<Date>,
    ) -> Judgement {
        if !self.rule.in_force(as_of) {
            return Judgement::silent(Verdict::NotApplicable);
        }
        self.open(Unknown::Malformed, evidence, subject)
    }

    /// What decided that the rule is not met.
    fn unmet(&self) -> Evidence<'d> {
        match &self.rule.body {
            Body::Require(body) => self.against(&body.requirement),
            Body::Tiers(tiers) => self.axes_read(tiers),
        }
    }

    /// What an open verdict hangs on.
    fn left_open(&self, unknown: Unknown, at: Vec<&'d Expr>) -> Evidence<'d> {
        let why = Why::of(unknown);
        let mut found = Evidence::default();
        for expr in at.into_iter().filter(|expr| self.is_behind(expr, why)) {
            self.explain(expr, false, why, &self.subject, &mut found);
        }
        found
    }

    /// True when the whole expression ended as the walk looks for.
    fn is_behind(&self, expr: &'d Expr, why: Why) -> bool {
        self.scalar(expr, &self.subject).is_err_and(|unknown| Why::of(unknown) == why)
    }

    fn failed(
        &self,
        outcome: &'d Outcome,
        evidence: &Evidence<'d>,
        subject: &Verdicts<'_>,
        compares: bool,
    ) -> Judgement {
        let measure = outcome.measure.as_ref().and_then(|measure| self.applied(measure));
        let amount_unknown = match (&measure, &outcome.measure) {
            (Some(applied), Some(used)) => applied.amount.is_none() && used.amount.is_some(),
            _ => false,
        };
        let (mut finding, elsewhere) = self.finding(Verdict::Fail, evidence, subject);
        finding.severity = outcome.severity;
        finding.message = Message::Rule(self.fill(&outcome.message));
        finding.measure = measure;
        let points = outcome.points.as_ref();
        finding.deduction = points.and_then(|points| self.deduction(Some(points))).map(Box::new);
        finding.advice = outcome.advice.as_ref().map(|advice| self.fill(advice));
        finding.compared = match &self.rule.body {
            Body::Require(body) if compares => self.compared(&body.requirement),
            Body::Require(_) | Body::Tiers(_) => None,
        };
        Judgement {
            verdict: Verdict::Fail,
            finding: Some(finding),
            amount_unknown,
            answerable: None,
            elsewhere,
        }
    }

    fn open(&self, unknown: Unknown, evidence: &Evidence<'d>, subject: &Verdicts<'_>) -> Judgement {
        let verdict = without(unknown);
        let reason = match unknown {
            Unknown::Missing | Unknown::Malformed | Unknown::NotFound => hangs(evidence),
            Unknown::Fault(NumberError::Overflow) => Reason::Overflow,
            Unknown::Fault(NumberError::DivisionByZero) => Reason::DivisionByZero,
            Unknown::Fault(NumberError::NotANumber) => Reason::NotANumber,
        };
        let (mut finding, elsewhere) = self.finding(verdict, evidence, subject);
        finding.message = Message::Reason(reason);
        finding.deduction = self.deduction(None).map(Box::new);
        Judgement { verdict, finding: Some(finding), amount_unknown: false, answerable: None, elsewhere }
    }

    /// What all findings have.
    fn finding(
        &self,
        verdict: Verdict,
        evidence: &Evidence<'d>,
        subject: &Verdicts<'_>,
    ) -> (Box<Finding>, Vec<Elsewhere>) {
        let table = self.rule.table.and_then(|table| self.program.schema.table(table));
        let names = Arc::clone(table.map_or_else(|| &*BATCH, |table| &table.names));
        let key = subject.key.clone();
        let (places, more, elsewhere) = self.places(evidence, subject);
        let field = places.first().map(|place| FieldPath::clone(&place.field)).unwrap_or_default();
        let print = || fingerprint(&self.rule.code, &names.first, &key, &field.0);
        let fingerprint = match &self.truths {
            Some(truths) if key.is_empty() => truths.print(self.rule, &field, print),
            _ => print(),
        };
        let finding = Box::new(Finding {
            rule: Arc::clone(&self.rule.code),
            name: Arc::clone(&self.rule.names),
            verdict,
            severity: self.rule.severity,
            fingerprint,
            table: names,
            key,
            unit: None,
            title: None,
            message: Message::Rule(String::new()),
            basis: Arc::clone(&self.rule.basis),
            measure: None,
            deduction: None,
            advice: None,
            compared: None,
            places,
            more,
            suppression: None,
            age: None,
        });
        (finding, elsewhere)
    }

    fn applied(&self, used: &'d MeasureUse) -> Option<AppliedMeasure> {
        let measure = self.program.measures.get(used.measure)?;
        let amount = used.amount.as_ref().and_then(|amount| self.scalar(amount, &self.subject).ok());
        let amount = amount.and_then(|amount| match *amount {
            Value::Number(number) => Some(number),
            Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => None,
        });
        Some(AppliedMeasure {
            name: Arc::clone(&measure.names),
            weight: measure.weight,
            amount,
            unit: used.unit,
        })
    }
}

/// The name of the whole batch, in place of that of a table.
static BATCH: LazyLock<Arc<Names>> = LazyLock::new(|| {
    let [chinese, english] = filling::BATCH;
    Arc::new(Names { first: chinese.to_owned(), second: Some(english.to_owned()) })
});

/// The key of a record as written, its parts joined by `/`; empty when it has none.
pub fn shown_key(program: &Program, subject: &Subject<'_>) -> String {
    let table = program.schema.table(subject.table);
    let fields = table.map_or(&[][..], |table| &table.key);
    let cells = fields.iter().filter_map(|field| subject.record.cells.get(*field));
    let parts: Vec<String> = cells.map(|cell| written(cell, subject.source).unwrap_or_default()).collect();
    // A record without any of its key has no key, and not one made of separators.
    if parts.iter().all(String::is_empty) { String::new() } else { parts.join("/") }
}

fn hangs(evidence: &Evidence<'_>) -> Reason {
    let causes = evidence.cells.iter().filter_map(|cited| match &cited.cell.state {
        State::Malformed(found) => {
            Some(Cause::Malformed { field: (*cited.field).clone(), found: found.clone() })
        }
        // An empty list has no greatest element: what is missing would be in it.
        State::Missing | State::List(_) => Some(Cause::Missing { field: (*cited.field).clone() }),
        State::Value(_) | State::Record(_) => None,
    });
    Reason::Hangs(evidence.causes.iter().cloned().chain(causes).collect())
}
