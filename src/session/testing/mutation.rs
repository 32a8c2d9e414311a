//! Tests of tests: every mutant of every rule is run through the rule's cases; one that no case notices is told.

use rayon::prelude::*;

use super::cases::run;
use super::coverage::Share;
use crate::ir::{Case, Change, Checked, Mutant, Program, mutants};
use crate::session::threads::on_threads;
use crate::source::Site;

/// The rules with what became of their mutants, in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mutation {
    /// The rules.
    pub rules: Vec<RuleMutation>,
}

/// A rule with what became of its mutants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMutation {
    /// Which of the program's rules.
    pub number: usize,
    /// How many mutants there were.
    pub mutants: usize,
    /// Those that no case notices, in the order of the rule's text.
    pub unnoticed: Vec<Unnoticed>,
}

/// A change of a rule that no case notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnoticed {
    /// Where.
    pub site: Site,
    /// What was changed.
    pub change: Change,
}

/// Runs the cases of every rule on every mutant of it.
pub fn mutate(program: &Checked<Program>) -> Mutation {
    let used = |rule: &usize| program.rules.get(*rule).is_some_and(|rule| rule.disabled().is_none());
    let used: Vec<usize> = (0..program.rules.len()).filter(used).collect();
    let rules = || used.into_par_iter().map(|rule| of_rule(program, rule)).collect();
    Mutation { rules: on_threads(None, rules) }
}

impl Mutation {
    /// How many mutants are noticed.
    pub fn share(&self) -> Share {
        self.rules.iter().fold(Share::default(), |sum, rule| sum.and(rule.share()))
    }
}

impl RuleMutation {
    /// How many mutants are noticed.
    pub fn share(&self) -> Share {
        Share { of_them: self.mutants - self.unnoticed.len(), all: self.mutants }
    }
}

fn of_rule(program: &Checked<Program>, number: usize) -> RuleMutation {
    let mut alone = program.alone(number);
    // A case that does not hold for the rule as it is says nothing about its mutants.
    let tests = program.tests.iter().filter(|test| test.rule == number);
    let cases: Vec<&Case> = tests.flat_map(|test| &test.cases).filter(|case| holds(&alone, case)).collect();
    let mutants = mutants(program, number);
    let mut unnoticed = Vec::new();
    for mutant in &mutants {
        alone = alone.with_mutant(mutant);
        if cases.iter().all(|case| holds(&alone, case)) {
            unnoticed.push(told(program, mutant));
        }
    }
    RuleMutation { number, mutants: mutants.len(), unnoticed }
}

/// True when the case ends as it must by the program's only rule.
fn holds(alone: &Checked<Program>, case: &Case) -> bool {
    run(alone, 0, case).is_some_and(|result| result.differs.is_empty())
}

fn told(program: &Program, mutant: &Mutant) -> Unnoticed {
    let source = program.sources.get(mutant.origin.source);
    Unnoticed {
        site: source.map_or_else(|| Site::whole(""), |source| source.site(mutant.origin.span)),
        change: mutant.change.clone(),
    }
}
