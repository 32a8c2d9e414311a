//! One change of a rule: where, what, and the rule after it.

use super::{Change, Mutant};
use crate::ir::{Body, Expr, Origin, Program, Row, RowOutcome, Rule, walk};
use crate::source::Span;

/// An expression of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Condition,
    Exception(usize),
    Let(usize),
    Requirement,
    Axis(usize),
    /// The amount of the only outcome.
    Amount,
    /// The amount of a row's outcome.
    RowAmount(usize),
}

/// A change that is to be made.
pub(super) struct Edit {
    pub(super) span: Span,
    /// `None`: the text at the span was left out.
    pub(super) change: Option<Change>,
    pub(super) deed: Deed,
}

pub(super) enum Deed {
    DropCondition,
    DropException(usize),
    /// Another expression in the place that the steps lead to, each the number of a child.
    Replace(Root, Vec<usize>, Box<Expr>),
    Rows(Vec<Row>),
}

impl Edit {
    pub(super) const fn drop_condition(condition: &Expr) -> Self {
        Self { span: condition.span, change: None, deed: Deed::DropCondition }
    }

    pub(super) const fn drop_exception(number: usize, when: &Expr) -> Self {
        Self { span: when.span, change: None, deed: Deed::DropException(number) }
    }

    /// The rule with the change made.
    pub(super) fn done(self, rule: &Rule, program: &Program) -> Option<Mutant> {
        let of_amount = matches!(self.deed, Deed::Replace(Root::Amount | Root::RowAmount(_), ..));
        // An amount is written partly at the measure, maybe in another file; the rule is the place to look.
        let origin =
            if of_amount { rule.origin } else { Origin { source: self.deed.source(rule), span: self.span } };
        let text = || {
            let source = program.sources.get(origin.source);
            source.map_or_else(String::new, |source| flat(source.slice(origin.span)))
        };
        let change = match self.change {
            None => Change::Dropped(text()),
            Some(Change::Negated(_)) => Change::Negated(text()),
            Some(change) => change,
        };
        let mut rule = rule.clone();
        match self.deed {
            Deed::DropCondition => rule.condition = None,
            Deed::DropException(number) => {
                rule.exceptions.remove(number);
            }
            Deed::Replace(root, steps, with) => {
                let mut place = root.of(&mut rule)?;
                for step in steps {
                    place = walk::children_mut(place).into_iter().nth(step)?;
                }
                *place = *with;
            }
            Deed::Rows(rows) => match &mut rule.body {
                Body::Tiers(tiers) => tiers.rows = rows,
                Body::Require(_) => return None,
            },
        }
        Some(Mutant { origin, change, rule })
    }
}

impl Deed {
    /// The file in which the changed clause is written: an added exception is in one of another pack.
    fn source(&self, rule: &Rule) -> usize {
        let exception = match self {
            Self::DropException(number) | Self::Replace(Root::Exception(number), ..) => {
                rule.exceptions.get(*number)
            }
            Self::DropCondition | Self::Replace(..) | Self::Rows(_) => None,
        };
        exception.map_or(rule.origin.source, |exception| exception.origin.source)
    }
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Root {
    fn of(self, rule: &mut Rule) -> Option<&mut Expr> {
        match (self, &mut rule.body) {
            (Self::Condition, _) => rule.condition.as_mut(),
            (Self::Exception(number), _) => rule.exceptions.get_mut(number).map(|one| &mut one.when),
            (Self::Let(number), _) => rule.lets.get_mut(number).map(|one| &mut one.value),
            (Self::Requirement, Body::Require(body)) => Some(&mut body.requirement),
            (Self::Amount, Body::Require(body)) => body.outcome.measure.as_mut()?.amount.as_mut(),
            (Self::Axis(number), Body::Tiers(tiers)) => tiers.axes.get_mut(number),
            (Self::RowAmount(number), Body::Tiers(tiers)) => match &mut tiers.rows.get_mut(number)?.outcome {
                RowOutcome::Finding(outcome) => outcome.measure.as_mut()?.amount.as_mut(),
                RowOutcome::Pass | RowOutcome::NotApplicable => None,
            },
            (Self::Requirement | Self::Amount, Body::Tiers(_))
            | (Self::Axis(_) | Self::RowAmount(_), Body::Require(_)) => None,
        }
    }
}
