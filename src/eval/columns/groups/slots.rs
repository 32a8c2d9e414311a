//! What is asked of the members of groups as steps over columns, and what each record gives to it.

use super::super::compile::Compiler;
use super::super::lower::Lowerer;
use super::super::op::{Kind, Op, Step};
use super::super::register::View;
use super::super::texts::value;
use crate::eval::groups::{Given, Kept};
use crate::eval::ranges::connective;
use crate::eval::state::Connective;
use crate::ir::{Aggregate, Asked, Rule, Slot};
use crate::read::columns::PRESENT;

/// What is asked of members.
#[derive(Debug)]
pub(super) struct SlotSteps {
    filter: Option<Step>,
    asked: AskedSteps,
}

#[derive(Debug)]
enum AskedSteps {
    Aggregate(Aggregate, Option<(Step, Kind)>),
    /// What holds of a record, its place in the range included.
    Quantified(Connective, Step),
}

/// What is asked, of the records of one batch.
pub(super) struct SlotView<'v> {
    steps: &'v SlotSteps,
    view: &'v View<'v>,
    inside: Option<&'v [u8]>,
    states: &'v [u8],
    numbers: &'v [i64],
}

impl SlotSteps {
    /// What is asked as steps; `None` where there are none for it.
    pub(super) fn new<'p>(compiler: &mut Compiler<'p>, rule: &'p Rule, slot: &'p Slot) -> Option<Self> {
        // Of what is asked of it, a record is the subject and the element at once.
        let mut lowerer = Lowerer::new(compiler, rule, vec![Some(0), Some(0)]);
        let filter = match &slot.filter {
            Some(filter) => Some(lowerer.truth(filter)?),
            None => None,
        };
        let asked = match &slot.asked {
            Asked::Aggregate(aggregate, argument) => {
                let argument = match argument {
                    Some(argument) => Some(lowerer.value(argument)?),
                    None => None,
                };
                let fits = match (aggregate, argument) {
                    (Aggregate::Count | Aggregate::Distinct, _) => true,
                    (Aggregate::Sum | Aggregate::Mean, Some((_, kind))) => kind == Kind::Number,
                    (Aggregate::Max | Aggregate::Min, Some((_, kind))) => kind != Kind::Text,
                    (_, None) => false,
                };
                AskedSteps::Aggregate(*aggregate, Some(argument).filter(|_| fits)?)
            }
            Asked::Quantified(quantifier, body, negated) => {
                let joined = connective(*quantifier).turned(*negated);
                let mut one = lowerer.truth(body)?;
                if *negated {
                    one = lowerer.compiler.step(Op::Not(one), 0);
                }
                if let Some(filter) = filter {
                    let (filter, inside) = match joined {
                        Connective::And => (lowerer.compiler.step(Op::Not(filter), 0), Connective::Or),
                        Connective::Or => (filter, Connective::And),
                    };
                    one = lowerer.compiler.step(Op::Join(inside, filter, one), 0);
                }
                AskedSteps::Quantified(joined, one)
            }
        };
        Some(Self { filter, asked })
    }

    /// How it is kept.
    pub(super) fn kept(&self) -> Kept {
        match self.asked {
            // Without a range and an argument every member counts.
            AskedSteps::Aggregate(Aggregate::Count, None) if self.filter.is_none() => Kept::Members,
            AskedSteps::Aggregate(Aggregate::Count, _) => Kept::Count,
            AskedSteps::Aggregate(Aggregate::Sum | Aggregate::Mean, _) => Kept::Sum,
            AskedSteps::Aggregate(Aggregate::Max, _) => Kept::Extreme { least: false },
            AskedSteps::Aggregate(Aggregate::Min, _) => Kept::Extreme { least: true },
            AskedSteps::Aggregate(Aggregate::Distinct, _) => Kept::Distinct,
            AskedSteps::Quantified(joined, _) => Kept::Truth(joined),
        }
    }

    /// How the answer is held, and what is asked where that is not a truth.
    pub(super) fn answer(&self) -> (Option<Aggregate>, Kind) {
        match self.asked {
            AskedSteps::Aggregate(aggregate @ (Aggregate::Max | Aggregate::Min), Some((_, kind))) => {
                (Some(aggregate), kind)
            }
            AskedSteps::Aggregate(aggregate, _) => (Some(aggregate), Kind::Number),
            AskedSteps::Quantified(..) => (None, Kind::Bool),
        }
    }

    /// It of the records of a batch.
    pub(super) fn view<'v>(&'v self, view: &'v View<'v>) -> SlotView<'v> {
        let (states, numbers): (&[u8], &[i64]) = match self.asked {
            AskedSteps::Aggregate(_, None) => (&[], &[]),
            AskedSteps::Aggregate(_, Some((step, Kind::Text))) | AskedSteps::Quantified(_, step) => {
                (view.states(step), &[])
            }
            AskedSteps::Aggregate(_, Some((step, _))) => (view.states(step), view.numbers(step).values),
        };
        SlotView { steps: self, view, inside: self.filter.map(|filter| view.states(filter)), states, numbers }
    }
}

impl SlotView<'_> {
    /// What a record gives; `None` where nobody can be sure.
    #[inline]
    pub(super) fn given(&self, row: usize) -> Option<Given> {
        let known = |states: &[u8]| match states.get(row)? & 0b11 {
            0b01 => Some(true),
            0b10 => Some(false),
            _ => None,
        };
        let inside = match self.inside {
            Some(states) => known(states)?,
            None => true,
        };
        match &self.steps.asked {
            AskedSteps::Aggregate(..) if !inside => Some(Given::Nothing),
            AskedSteps::Aggregate(_, None) => Some(Given::Record),
            AskedSteps::Aggregate(aggregate, Some((step, kind))) => {
                if self.states.get(row) != Some(&PRESENT) {
                    return None;
                }
                let number = || self.numbers.get(row).copied();
                Some(match aggregate {
                    Aggregate::Count => Given::Record,
                    Aggregate::Sum | Aggregate::Mean => {
                        Given::Sum(number().filter(|number| *number != i64::MIN)?)
                    }
                    Aggregate::Max | Aggregate::Min => Given::Extreme(number()?),
                    Aggregate::Distinct => Given::Distinct(value(self.view, *step, *kind, row)?),
                })
            }
            AskedSteps::Quantified(joined, _) => {
                let one = known(self.states)?;
                let blamed = match joined {
                    Connective::And => !one,
                    Connective::Or => inside,
                };
                Some(Given::Truth(one, blamed))
            }
        }
    }
}
