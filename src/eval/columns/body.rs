//! Conditions, exceptions, requirements and tiers over columns: what is surely passed, what surely not met, and what is
//! surely not asked.

use super::compile::Compiler;
use super::lookup::TruthSteps;
use super::lower::Lowerer;
use super::op::{Kind, Step};
use super::register::{DOUBTFUL, UNKNOWN, View};
use super::texts::number;
use crate::diag::Severity;
use crate::eval::evidence::deciding;
use crate::ir::{Body, Cover, Outcome, Pattern, RowOutcome, Rule, TierRange, Tiers};
use crate::read::columns::{MISSING, PRESENT, date_code, scaled};
use crate::value::{Date, Value};

/// A row is left to the evaluator that explains.
pub const OPEN: u8 = 0;
/// A row passes.
pub const PASS: u8 = 1;
/// The rule is not applicable to a row.
pub const NOT_APPLICABLE: u8 = 2;
/// A row surely fails, with a note; with a warning or an error it is the next number, or the one after.
const FAILS: u8 = 3;

/// The severity with which a row surely fails; `None` for any other verdict.
pub const fn failed(verdict: u8) -> Option<Severity> {
    match verdict.wrapping_sub(FAILS) {
        0 => Some(Severity::Note),
        1 => Some(Severity::Warning),
        2 => Some(Severity::Error),
        _ => None,
    }
}

const fn fails(outcome: &Outcome) -> u8 {
    FAILS + outcome.severity as u8
}

/// A rule as steps.
#[derive(Debug)]
pub(super) struct RuleBody {
    /// Its place among the rules of the run.
    pub(super) at: usize,
    /// False on a day when it is not in force.
    in_force: bool,
    condition: Option<Step>,
    exceptions: Vec<Step>,
    demand: Demand,
    /// What there is to know of the rule on a record.
    pub(super) known: TruthSteps,
}

#[derive(Debug)]
enum Demand {
    /// What has to hold, and the verdict where it does not.
    Holds(Step, u8),
    Tiers {
        axes: Vec<Axis>,
        rows: Vec<(Covered, u8)>,
    },
    /// It has no steps: every record that the condition lets through is left open.
    Open,
}

#[derive(Debug)]
struct Axis {
    step: Step,
    text: bool,
    optional: bool,
}

#[derive(Debug)]
enum Covered {
    Patterns(Vec<Fit>),
    AnyMissing,
    Otherwise,
}

#[derive(Debug)]
enum Fit {
    Any,
    Missing,
    Range(i64, i64),
    Numbers(Vec<i64>),
    Texts(Vec<Box<str>>),
}

impl RuleBody {
    /// The rule as steps; `None` where it has to be left to the evaluator that explains.
    pub(super) fn new<'p>(
        compiler: &mut Compiler<'p>,
        at: usize,
        rule: &'p Rule,
        as_of: Option<Date>,
    ) -> Option<Self> {
        let in_force = rule.in_force(as_of);
        let mut lowerer = Lowerer::new(compiler, rule, vec![Some(0)]);
        let condition = match &rule.condition {
            Some(condition) => Some(lowerer.truth(condition)?),
            None => None,
        };
        let exceptions = rule.exceptions.iter().map(|exception| lowerer.truth(&exception.when));
        let exceptions: Option<Vec<Step>> = exceptions.collect();
        let demand = match &rule.body {
            Body::Require(body) => {
                let fails = fails(&body.outcome);
                let truth = lowerer.truth(&body.requirement);
                lowerer.known.note_deciding(deciding(&body.requirement));
                truth.map(|truth| Demand::Holds(truth, fails))
            }
            Body::Tiers(tiers) => Demand::of(&mut lowerer, tiers),
        };
        let (exceptions, demand) = match (exceptions, demand) {
            (Some(exceptions), Some(demand)) => (exceptions, demand),
            (exceptions, _) if condition.is_some() => (exceptions.unwrap_or_default(), Demand::Open),
            _ => return None,
        };
        let known = lowerer.known.in_order();
        Some(Self { at, in_force, condition, exceptions, demand, known })
    }

    /// What the rule comes to, row by row.
    pub(super) fn verdicts(&self, view: &View<'_>, rows: usize, verdicts: &mut Vec<u8>) {
        verdicts.clear();
        if !self.in_force {
            verdicts.resize(rows, NOT_APPLICABLE);
            return;
        }
        match &self.demand {
            Demand::Holds(truth, fails) => {
                // What is not filled in is not met either.
                let verdict = |truth: &u8| {
                    let not_met = truth & 0b11 == 0b10 || *truth == UNKNOWN;
                    u8::from(truth & 0b11 == 0b01) * PASS + u8::from(not_met) * fails
                };
                verdicts.extend(view.states(*truth).iter().map(verdict));
            }
            Demand::Open => verdicts.resize(rows, OPEN),
            Demand::Tiers { axes, rows: tiers } => {
                verdicts.extend((0..rows).map(|row| tier(axes, tiers, view, row)));
            }
        }
        // From the last to the first: each decides only where those before it let the rule go on.
        for exception in self.exceptions.iter().rev() {
            for (verdict, truth) in verdicts.iter_mut().zip(view.states(*exception)) {
                *verdict = match truth & 0b11 {
                    0b01 => NOT_APPLICABLE,
                    0b10 => *verdict,
                    _ => OPEN,
                };
            }
        }
        if let Some(condition) = self.condition {
            for (verdict, truth) in verdicts.iter_mut().zip(view.states(condition)) {
                *verdict = match truth & 0b11 {
                    0b01 => *verdict,
                    0b10 => NOT_APPLICABLE,
                    _ => OPEN,
                };
            }
        }
    }
}

impl Demand {
    fn of<'p>(lowerer: &mut Lowerer<'_, 'p>, tiers: &'p Tiers) -> Option<Self> {
        let axes = tiers.axes.iter().map(|axis| {
            let (step, kind) = lowerer.value(axis)?;
            Some(Axis { step, text: kind == Kind::Text, optional: axis.optional })
        });
        let axes: Vec<Axis> = axes.collect::<Option<_>>()?;
        let rows = tiers.rows.iter().map(|row| {
            let covered = match &row.cover {
                Cover::Patterns(patterns) if patterns.len() == axes.len() => {
                    Covered::Patterns(patterns.iter().map(fit).collect::<Option<_>>()?)
                }
                Cover::Patterns(_) => return None,
                Cover::AnyMissing => Covered::AnyMissing,
                Cover::Otherwise => Covered::Otherwise,
            };
            let verdict = match &row.outcome {
                RowOutcome::Pass => PASS,
                RowOutcome::NotApplicable => NOT_APPLICABLE,
                RowOutcome::Finding(outcome) => fails(outcome),
            };
            Some((covered, verdict))
        });
        let rows = rows.collect::<Option<_>>()?;
        Some(Self::Tiers { axes, rows })
    }
}

fn fit(pattern: &Pattern) -> Option<Fit> {
    match pattern {
        Pattern::Any => Some(Fit::Any),
        Pattern::Missing => Some(Fit::Missing),
        Pattern::Range(TierRange { low, high }) => {
            let low = match low {
                Some((low, closed)) => scaled(*low)?.checked_add(i64::from(!closed))?,
                None => i64::MIN,
            };
            let high = match high {
                Some((high, closed)) => scaled(*high)?.checked_sub(i64::from(!closed))?,
                None => i64::MAX,
            };
            Some(Fit::Range(low, high))
        }
        Pattern::Dates { from, to } => {
            Some(Fit::Range(from.map_or(i64::MIN, date_code), to.map_or(i64::MAX, date_code)))
        }
        Pattern::Values(values) if values.iter().all(|value| matches!(value, Value::Text(_))) => {
            let texts = values.iter().filter_map(|value| match value {
                Value::Text(text) => Some(Box::from(&**text)),
                _ => None,
            });
            Some(Fit::Texts(texts.collect()))
        }
        Pattern::Values(values) => values.iter().map(number).collect::<Option<_>>().map(Fit::Numbers),
    }
}

/// The verdict of the row that covers the values of the axes.
fn tier(axes: &[Axis], rows: &[(Covered, u8)], view: &View<'_>, row: usize) -> u8 {
    let state = |axis: &Axis| view.states(axis.step).get(row).copied().unwrap_or(DOUBTFUL);
    let missing = axes.iter().any(|axis| state(axis) == MISSING);
    if axes.iter().any(|axis| state(axis) & DOUBTFUL != 0) {
        return OPEN;
    }
    if missing
        && let Some((_, verdict)) = rows.iter().find(|(covered, _)| matches!(covered, Covered::AnyMissing))
    {
        return *verdict;
    }
    let covers = |covered: &Covered| match covered {
        Covered::Patterns(fits) => {
            fits.iter().zip(axes).all(|(fit, axis)| fit.covers(axis, state(axis), view, row))
        }
        Covered::AnyMissing | Covered::Otherwise => false,
    };
    if let Some((_, verdict)) = rows.iter().find(|(covered, _)| covers(covered)) {
        return *verdict;
    }
    let expected = axes.iter().all(|axis| state(axis) == PRESENT || axis.optional);
    let otherwise = rows.iter().find(|(covered, _)| matches!(covered, Covered::Otherwise));
    otherwise.filter(|_| expected).map_or(OPEN, |(_, verdict)| *verdict)
}

impl Fit {
    fn covers(&self, axis: &Axis, state: u8, view: &View<'_>, row: usize) -> bool {
        if state != PRESENT {
            return matches!(self, Self::Missing);
        }
        let number = || view.numbers(axis.step).values.get(row).copied();
        match self {
            Self::Any => true,
            Self::Missing => false,
            Self::Range(low, high) => !axis.text && number().is_some_and(|n| (*low..=*high).contains(&n)),
            Self::Numbers(values) => !axis.text && number().is_some_and(|n| values.contains(&n)),
            Self::Texts(texts) => {
                let place = view.ranges(axis.step).places.get(row).copied();
                axis.text && place.is_some_and(|place| texts.iter().any(|text| **text == *view.text(place)))
            }
        }
    }
}
