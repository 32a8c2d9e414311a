//! How a rule ends on a subject: in force, condition, exceptions, requirement or tiers. Nothing is explained here.

use super::judge::{Scene, Subject};
use super::state::{Truth, Unknown};
use super::tables::Tables;
use crate::diag::Severity;
use crate::finding::Verdict;
use crate::ir::{Body, Checked, Expr, Outcome, Program, RowOutcome};
use crate::value::Date;

/// How a rule ends on a subject, and how much it matters unless it passes or is not applicable.
pub type Ended = (Verdict, Severity);

/// How the program's rule of that number ends on a subject: the verdict of [`super::judge()`] and the severity of its
/// finding, without the finding.
pub fn verdict(
    program: &Checked<Program>,
    rule: usize,
    subject: &Subject<'_>,
    tables: &Tables,
    as_of: Option<Date>,
) -> Ended {
    Scene::of_record(program, rule, subject, tables)
        .map_or((Verdict::NotApplicable, Severity::Note), |scene| scene.verdict(as_of))
}

/// How the meeting of a rule and a subject ends.
pub(super) enum Ending<'d> {
    Pass,
    NotApplicable,
    Fails(&'d Outcome),
    /// Undetermined or fault, and the expressions among which is what it hangs on.
    Open(Unknown, Vec<&'d Expr>),
}

/// The verdict where something cannot be known.
pub(super) const fn without(unknown: Unknown) -> Verdict {
    match unknown {
        Unknown::Missing | Unknown::Malformed | Unknown::NotFound => Verdict::Undetermined,
        Unknown::Fault(_) => Verdict::Fault,
    }
}

impl<'d> Scene<'d> {
    pub(super) fn verdict(&self, as_of: Option<Date>) -> Ended {
        match self.ending(as_of) {
            Ending::Pass => (Verdict::Pass, self.rule.severity),
            Ending::NotApplicable => (Verdict::NotApplicable, self.rule.severity),
            Ending::Fails(outcome) => (Verdict::Fail, outcome.severity),
            Ending::Open(unknown, _) => (without(unknown), self.rule.severity),
        }
    }

    /// How the rule ends on records of which nobody can say to which group they belong.
    pub(super) fn verdict_unreadable(&self, as_of: Option<Date>) -> Ended {
        let verdict =
            if self.rule.in_force(as_of) { without(Unknown::Malformed) } else { Verdict::NotApplicable };
        (verdict, self.rule.severity)
    }

    /// Each step is reached only when the one before let the rule go on: a condition that cannot be known is
    /// not rescued by an exception that holds.
    pub(super) fn ending(&self, as_of: Option<Date>) -> Ending<'d> {
        if !self.rule.in_force(as_of) {
            return Ending::NotApplicable;
        }
        if let Some(condition) = &self.rule.condition {
            match self.truth(condition, false, &self.subject) {
                Truth::True => {}
                Truth::False => return Ending::NotApplicable,
                Truth::Unknown(unknown) => return Ending::Open(unknown, vec![condition]),
            }
        }
        let exceptions = self.rule.exceptions.iter().map(|exception| &exception.when);
        let excepted = exceptions
            .clone()
            .fold(Truth::False, |truth, when| truth.or(self.truth(when, false, &self.subject)));
        match excepted {
            Truth::False => {}
            Truth::True => return Ending::NotApplicable,
            Truth::Unknown(unknown) => return Ending::Open(unknown, exceptions.collect()),
        }
        match &self.rule.body {
            Body::Require(body) => match self.truth(&body.requirement, false, &self.subject) {
                Truth::True => Ending::Pass,
                Truth::False | Truth::Unknown(Unknown::Missing) => Ending::Fails(&body.outcome),
                Truth::Unknown(unknown @ (Unknown::Malformed | Unknown::NotFound | Unknown::Fault(_))) => {
                    Ending::Open(unknown, vec![&body.requirement])
                }
            },
            Body::Tiers(tiers) => match self.row(tiers).map(|row| &row.outcome) {
                Ok(RowOutcome::Pass) => Ending::Pass,
                Ok(RowOutcome::NotApplicable) => Ending::NotApplicable,
                Ok(RowOutcome::Finding(outcome)) => Ending::Fails(outcome),
                Err(unknown) => Ending::Open(unknown, tiers.axes.iter().collect()),
            },
        }
    }
}
