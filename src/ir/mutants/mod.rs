//! Rules with one thing changed, each as a program of its own: what no case notices, no case tests.

mod edits;
mod expressions;
mod step;
mod tiers;

use std::sync::Arc;

use super::{Body, Checked, Origin, Program, RowOutcome, Rule};
use edits::{Edit, Root};

/// A rule in which one thing is another.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Where the thing is.
    pub origin: Origin,
    /// What was done to it.
    pub change: Change,
    rule: Rule,
}

/// What was changed; texts are as rules are written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Something stands in another's place.
    Replaced {
        /// What was there.
        from: String,
        /// What is there instead.
        to: String,
    },
    /// It was left out.
    Dropped(String),
    /// It stands under 非.
    Negated(String),
    /// A border of a tier set belongs to the row on its other side.
    Turned(String),
}

/// Every mutant of a rule, in the order of its text.
pub fn mutants(program: &Checked<Program>, number: usize) -> Vec<Mutant> {
    let Some(rule) = program.rules.get(number) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    if let Some(condition) = &rule.condition {
        edits.push(Edit::drop_condition(condition));
        edits.extend(expressions::edits(Root::Condition, condition, program));
    }
    for (at, exception) in rule.exceptions.iter().enumerate() {
        edits.push(Edit::drop_exception(at, &exception.when));
        edits.extend(expressions::edits(Root::Exception(at), &exception.when, program));
    }
    for (at, one) in rule.lets.iter().enumerate() {
        edits.extend(expressions::edits(Root::Let(at), &one.value, program));
    }
    match &rule.body {
        Body::Require(body) => {
            edits.extend(expressions::edits(Root::Requirement, &body.requirement, program));
            let amount = body.outcome.measure.as_ref().and_then(|measure| measure.amount.as_ref());
            edits.extend(amount.into_iter().flat_map(|it| expressions::edits(Root::Amount, it, program)));
        }
        Body::Tiers(body) => {
            for (at, axis) in body.axes.iter().enumerate() {
                edits.extend(expressions::edits(Root::Axis(at), axis, program));
            }
            edits.extend(tiers::edits(body, &program.schema));
            for (at, row) in body.rows.iter().enumerate() {
                let RowOutcome::Finding(outcome) = &row.outcome else { continue };
                let amount = outcome.measure.as_ref().and_then(|measure| measure.amount.as_ref());
                let of = |it| expressions::edits(Root::RowAmount(at), it, program);
                edits.extend(amount.into_iter().flat_map(of));
            }
        }
    }
    let mut mutants: Vec<Mutant> = edits.into_iter().filter_map(|edit| edit.done(rule, program)).collect();
    mutants.sort_by(|one, other| {
        let key = |mutant: &Mutant| mutant.origin.span;
        key(one).cmp(&key(other)).then_with(|| one.change.cmp(&other.change))
    });
    mutants
}

impl Checked<Program> {
    /// The program with that rule alone in its newest version, under the number 0, and without tests.
    #[must_use]
    pub fn alone(&self, rule: usize) -> Self {
        Self::vouch(Program {
            packs: self.packs.clone(),
            sources: self.sources.clone(),
            schema: self.schema.clone(),
            params: self.params.clone(),
            written: Arc::clone(&self.written),
            measures: self.measures.clone(),
            scorecards: self.scorecards.clone(),
            rules: self.rules.get(rule).cloned().into_iter().collect(),
            versions: Vec::new(),
            examples: Vec::new(),
            tests: Vec::new(),
            left_out: 0,
        })
    }

    /// A program of one rule with the mutant in its place.
    ///
    /// What was proved of the rule is not proved of the mutant: it may read what is missing, and its rows may
    /// leave gaps. The evaluator gives both a meaning; only tests of tests use it.
    #[must_use]
    pub fn with_mutant(self, mutant: &Mutant) -> Self {
        let mut program = self.into_inner();
        program.rules = vec![mutant.rule.clone()];
        Self::vouch(program)
    }
}
