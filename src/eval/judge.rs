//! One rule on one subject: in force, condition, exceptions, requirement or tiers; verdict and finding.

use std::cell::RefCell;

use super::evidence::{Evidence, Why};
use super::frame::Frame;
use super::state::{Scalar, Truth, Unknown};
use super::template::written;
use super::trace::Trace;
use crate::finding::{AppliedMeasure, Cause, Finding, Message, Place, Reason, Role, Verdict, fingerprint};
use crate::ir::{Body, Checked, Expr, MeasureUse, Outcome, Program, RowOutcome, Rule};
use crate::read::{Record, State};
use crate::schema::{Names, TableId};
use crate::source::Source;
use crate::value::{Date, NumberError, Value};

/// A record to be judged, and the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'d> {
    /// The text.
    pub source: &'d Source,
    /// The record's table.
    pub table: TableId,
    /// The record.
    pub record: &'d Record,
}

/// How a rule ended on a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// One of the five.
    pub verdict: Verdict,
    /// What there is to say, for all but 合规 and 不适用.
    pub finding: Option<Finding>,
    /// True when the finding's measure has an amount that hangs on a cell without a value.
    pub amount_unknown: bool,
}

/// Judges a subject by the program's rule of that number. Without a day every rule is in force.
///
/// A subject of another table than the rule's is not applicable; so is any by a number that no rule has.
pub fn judge(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    as_of: Option<Date>,
) -> Judgement {
    let Some(rule) = program.rules.get(rule).filter(|rule| rule.table == subject.table) else {
        return Judgement::silent(Verdict::NotApplicable);
    };
    let scene = Scene::new(program, rule, subject);
    match scene.ending(as_of) {
        Ending::Pass => Judgement::silent(Verdict::Pass),
        Ending::NotApplicable => Judgement::silent(Verdict::NotApplicable),
        Ending::Fails(outcome, evidence) => scene.failed(outcome, &evidence, subject),
        Ending::Open(unknown, evidence) => scene.open(unknown, &evidence, subject),
    }
}

/// The ways that the program's rule of that number goes on a subject, on a day when it is in force.
pub fn traced(program: &Checked<Program>, rule: usize, subject: &Subject<'_>) -> Trace {
    let rule = program.rules.get(rule).filter(|rule| rule.table == subject.table);
    rule.map(|rule| Scene::new(program, rule, subject).trace()).unwrap_or_default()
}

impl Judgement {
    const fn silent(verdict: Verdict) -> Self {
        Self { verdict, finding: None, amount_unknown: false }
    }
}

/// A rule meeting a subject.
pub(super) struct Scene<'d> {
    pub(super) program: &'d Program,
    pub(super) rule: &'d Rule,
    pub(super) subject: Frame<'d, 'd>,
    /// The 令 that were read so far, and all before them.
    pub(super) lets: RefCell<Vec<Scalar<'d>>>,
}

/// How the meeting ends.
enum Ending<'d> {
    Pass,
    NotApplicable,
    Fails(&'d Outcome, Evidence<'d>),
    /// Undetermined or fault.
    Open(Unknown, Evidence<'d>),
}

impl<'d> Scene<'d> {
    fn new(program: &'d Program, rule: &'d Rule, subject: &Subject<'d>) -> Self {
        let lets = RefCell::new(Vec::with_capacity(rule.lets.len()));
        Self { program, rule, subject: Frame::subject(subject.record), lets }
    }

    /// Each step is reached only when the one before let the rule go on: a condition that cannot be known is
    /// not rescued by an exception that holds.
    fn ending(&self, as_of: Option<Date>) -> Ending<'d> {
        if let (Some(period), Some(day)) = (self.rule.period, as_of)
            && !period.contains(day)
        {
            return Ending::NotApplicable;
        }
        if let Some(condition) = &self.rule.condition {
            match self.truth(condition, false, &self.subject) {
                Truth::True => {}
                Truth::False => return Ending::NotApplicable,
                Truth::Unknown(unknown) => return self.left_open(unknown, [condition]),
            }
        }
        let exceptions = self.rule.exceptions.iter().map(|exception| &exception.when);
        let excepted = exceptions
            .clone()
            .fold(Truth::False, |truth, when| truth.or(self.truth(when, false, &self.subject)));
        match excepted {
            Truth::False => {}
            Truth::True => return Ending::NotApplicable,
            Truth::Unknown(unknown) => return self.left_open(unknown, exceptions),
        }
        match &self.rule.body {
            Body::Require(body) => match self.truth(&body.requirement, false, &self.subject) {
                Truth::True => Ending::Pass,
                Truth::False | Truth::Unknown(Unknown::Missing) => {
                    let mut found = Evidence::default();
                    self.explain(&body.requirement, false, Why::Fails, &self.subject, &mut found);
                    Ending::Fails(&body.outcome, found)
                }
                Truth::Unknown(unknown @ (Unknown::Malformed | Unknown::Fault(_))) => {
                    self.left_open(unknown, [&body.requirement])
                }
            },
            Body::Tiers(tiers) => match self.row(tiers).map(|row| &row.outcome) {
                Ok(RowOutcome::Pass) => Ending::Pass,
                Ok(RowOutcome::NotApplicable) => Ending::NotApplicable,
                Ok(RowOutcome::Finding(outcome)) => Ending::Fails(outcome, self.axes_read(tiers)),
                Err(unknown) => self.left_open(unknown, &tiers.axes),
            },
        }
    }

    fn left_open(&self, unknown: Unknown, exprs: impl IntoIterator<Item = &'d Expr>) -> Ending<'d> {
        let why = Why::of(unknown);
        let mut found = Evidence::default();
        for expr in exprs {
            if self.is_behind(expr, why) {
                self.explain(expr, false, why, &self.subject, &mut found);
            }
        }
        Ending::Open(unknown, found)
    }

    /// True when the whole expression ended as the walk looks for.
    fn is_behind(&self, expr: &'d Expr, why: Why) -> bool {
        self.scalar(expr, &self.subject).is_err_and(|unknown| Why::of(unknown) == why)
    }

    fn failed(&self, outcome: &'d Outcome, evidence: &Evidence<'d>, subject: &Subject<'_>) -> Judgement {
        let measure = outcome.measure.as_ref().and_then(|measure| self.applied(measure));
        let amount_unknown = match (&measure, &outcome.measure) {
            (Some(applied), Some(used)) => applied.amount.is_none() && used.amount.is_some(),
            _ => false,
        };
        let finding = Finding {
            severity: outcome.severity,
            message: Message::Rule(self.fill(&outcome.message)),
            measure,
            advice: outcome.advice.as_ref().map(|advice| self.fill(advice)),
            ..self.finding(Verdict::Fail, evidence, subject)
        };
        Judgement { verdict: Verdict::Fail, finding: Some(finding), amount_unknown }
    }

    fn open(&self, unknown: Unknown, evidence: &Evidence<'d>, subject: &Subject<'_>) -> Judgement {
        let (verdict, reason) = match unknown {
            Unknown::Missing | Unknown::Malformed => (Verdict::Undetermined, hangs(evidence)),
            Unknown::Fault(NumberError::Overflow) => (Verdict::Fault, Reason::Overflow),
            Unknown::Fault(NumberError::DivisionByZero) => (Verdict::Fault, Reason::DivisionByZero),
            Unknown::Fault(NumberError::NotANumber) => (Verdict::Fault, Reason::NotANumber),
        };
        let finding =
            Finding { message: Message::Reason(reason), ..self.finding(verdict, evidence, subject) };
        Judgement { verdict, finding: Some(finding), amount_unknown: false }
    }

    /// What all findings have.
    fn finding(&self, verdict: Verdict, evidence: &Evidence<'d>, subject: &Subject<'_>) -> Finding {
        let table = self.program.schema.table(subject.table);
        let names = table.map_or_else(|| Names::single(""), |table| table.names.clone());
        let key_fields = table.map_or(&[][..], |table| &table.key);
        let key_cells = key_fields.iter().filter_map(|field| subject.record.cells.get(*field));
        let key_parts: Vec<String> =
            key_cells.map(|cell| written(cell, subject.source).unwrap_or_default()).collect();
        // A record without any of its key has no key, and not one made of separators.
        let key = if key_parts.iter().all(String::is_empty) { String::new() } else { key_parts.join("/") };
        let places = places(evidence, subject);
        let field = places.first().map_or("", |place| place.field.0.as_str());
        Finding {
            rule: self.rule.code.clone(),
            name: self.rule.names.clone(),
            verdict,
            severity: self.rule.severity,
            fingerprint: fingerprint(&self.rule.code, &names.first, &key, field),
            table: names,
            key,
            unit: None,
            message: Message::Rule(String::new()),
            basis: self.rule.basis.clone(),
            measure: None,
            advice: None,
            places,
        }
    }

    fn applied(&self, used: &'d MeasureUse) -> Option<AppliedMeasure> {
        let measure = self.program.measures.get(used.measure)?;
        let amount = used.amount.as_ref().and_then(|amount| self.scalar(amount, &self.subject).ok());
        let amount = amount.and_then(|amount| match *amount {
            Value::Number(number) => Some(number),
            Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => None,
        });
        Some(AppliedMeasure { name: measure.names.clone(), weight: measure.weight, amount, unit: used.unit })
    }
}

/// The cells as places, the first as the primary one; the record itself where a rule reads no cell.
fn places(evidence: &Evidence<'_>, subject: &Subject<'_>) -> Vec<Place> {
    let source = subject.source;
    if evidence.cells.is_empty() {
        let (field, value) = ((String::new(), String::new()), None);
        return vec![Place { role: Role::Primary, site: source.site(subject.record.anchor), field, value }];
    }
    let cited = evidence.cells.iter().enumerate().map(|(at, cited)| Place {
        role: if at == 0 { Role::Primary } else { Role::Related },
        site: source.site(cited.cell.span),
        field: cited.field.clone(),
        value: written(cited.cell, source),
    });
    cited.collect()
}

fn hangs(evidence: &Evidence<'_>) -> Reason {
    let causes = evidence.cells.iter().filter_map(|cited| match &cited.cell.state {
        State::Malformed(found) => {
            Some(Cause::Malformed { field: cited.field.clone(), found: found.clone() })
        }
        // An empty list has no greatest element: what is missing would be in it.
        State::Missing | State::List(_) => Some(Cause::Missing { field: cited.field.clone() }),
        State::Value(_) | State::Record(_) => None,
    });
    Reason::Hangs(causes.collect())
}
