//! Which ways a rule went on a subject: what a case shows of it.

use std::collections::BTreeSet;

use super::judge::Scene;
use super::state::{Truth, Unknown};
use crate::ir::{Body, Clause, Fork, Way, forks};

/// The ways that a rule went, by the numbers of its forks as [`forks`] counts them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace(BTreeSet<(usize, Way)>);

impl Trace {
    /// True when the rule went that way.
    pub fn has(&self, fork: usize, way: Way) -> bool {
        self.0.contains(&(fork, way))
    }
}

impl<'d> Scene<'d> {
    /// The ways that the rule goes on this subject, as far as it gets.
    pub(super) fn trace(&self) -> Trace {
        let forks = forks(self.rule, &self.program.schema);
        let mut trace = Trace::default();
        let mut goes_on = true;
        if let Some(condition) = &self.rule.condition {
            self.note(&forks, |part| part == Clause::Condition, &mut trace);
            goes_on = self.truth(condition, false, &self.subject) == Truth::True;
        }
        if goes_on {
            self.note(&forks, |part| matches!(part, Clause::Exception(_)), &mut trace);
            let exceptions = self.rule.exceptions.iter();
            let truths = exceptions.map(|exception| self.truth(&exception.when, false, &self.subject));
            goes_on = truths.fold(Truth::False, Truth::or) == Truth::False;
        }
        if goes_on {
            match &self.rule.body {
                Body::Require(_) => self.note(&forks, |part| part == Clause::Requirement, &mut trace),
                Body::Tiers(tiers) => {
                    let row = self.row(tiers).ok();
                    let row = row.and_then(|row| tiers.rows.iter().position(|one| std::ptr::eq(one, row)));
                    let fork =
                        row.and_then(|row| forks.iter().position(|fork| fork.part == Clause::Row(row)));
                    trace.0.extend(fork.map(|fork| (fork, Way::Holds)));
                }
            }
        }
        trace
    }

    fn note(&self, forks: &[Fork<'d>], wanted: impl Fn(Clause) -> bool, trace: &mut Trace) {
        for (number, fork) in forks.iter().enumerate().filter(|(_, fork)| wanted(fork.part)) {
            let Some(expr) = fork.expr else { continue };
            let way = match (self.truth(expr, false, &self.subject), fork.part) {
                (Truth::True, _) => Way::Holds,
                (Truth::False, _) | (Truth::Unknown(Unknown::Missing), Clause::Requirement) => Way::Fails,
                (Truth::Unknown(_), _) => Way::Unknown,
            };
            trace.0.insert((number, way));
        }
    }
}
