//! What all records of a table come to, for one thing that a rule asks of them; and which of them count most.

use std::collections::HashSet;

use super::MOST;
use crate::eval::evidence::{Cited, Evidence, Why};
use crate::eval::frame::Frame;
use crate::eval::judge::Scene;
use crate::eval::ranges::connective;
use crate::eval::state::{Connective, Scalar, Truth, Unknown};
use crate::eval::total::Total;
use crate::ir::{Aggregate, Asked, Slot};
use crate::read::{Cell, Record, State, TextId};
use crate::schema::FieldPath;
use crate::value::{Number, Value};

/// An answer as it grows, and the records behind it.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Gathered {
    answer: Answer,
    order: Order,
    /// The records that count most, the first one most.
    top: Vec<Contributor>,
    /// All records that count.
    pub(in crate::eval) count: u64,
    /// The first cells because of which there is no answer.
    causes: Vec<(FieldPath, Cell)>,
}

#[derive(Clone, Debug)]
enum Answer {
    Total(Total),
    Truth(Connective, Truth),
}

/// Which records count most. Of those that count the same, the first in the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Greatest,
    Least,
    First,
}

/// A record that counts.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Contributor {
    /// Nothing where the first in the data count most.
    pub(in crate::eval) weight: Option<Value>,
    pub(in crate::eval) at: (TextId, usize),
    pub(in crate::eval) field: FieldPath,
    pub(in crate::eval) cell: Cell,
}

impl Contributor {
    /// True for the same cell.
    pub(in crate::eval) fn is(&self, other: &Self) -> bool {
        (self.cell.file, self.cell.span) == (other.cell.file, other.cell.span) && self.field == other.field
    }
}

/// A record of which something is asked.
pub(in crate::eval) struct Member<'d> {
    pub(in crate::eval) record: &'d Record,
    /// Its text.
    pub(in crate::eval) file: TextId,
}

/// What members came to that were not asked one by one.
#[derive(Debug, Default)]
pub(in crate::eval) struct Known {
    /// Those that count.
    pub(in crate::eval) count: u64,
    pub(in crate::eval) sum: Option<Number>,
    pub(in crate::eval) extreme: Option<Value>,
    pub(in crate::eval) distinct: HashSet<Value>,
    pub(in crate::eval) truth: bool,
}

impl Gathered {
    /// The answer where there is no record.
    pub(in crate::eval) fn new(slot: &Slot) -> Self {
        let (answer, order) = match &slot.asked {
            Asked::Aggregate(aggregate, _) => (
                Answer::Total(Total::new(*aggregate)),
                match aggregate {
                    Aggregate::Sum | Aggregate::Mean | Aggregate::Max => Order::Greatest,
                    Aggregate::Min => Order::Least,
                    Aggregate::Count | Aggregate::Distinct => Order::First,
                },
            ),
            Asked::Quantified(quantifier, _, negated) => {
                let joined = connective(*quantifier).turned(*negated);
                (Answer::Truth(joined, joined.of_none()), Order::First)
            }
        };
        Self { answer, order, top: Vec::new(), count: 0, causes: Vec::new() }
    }

    /// One more record.
    pub(in crate::eval) fn add<'d>(&mut self, scene: &Scene<'d>, slot: &'d Slot, member: &Member<'d>) {
        let element = scene.subject.member(member.record);
        let filter = slot.filter.as_ref();
        let mut evidence = Evidence::default();
        let inside = scene.belongs(filter, false, &element);
        let explained = |evidence: &mut Evidence<'d>, unknown| {
            if let Some(filter) = filter {
                scene.explain(filter, false, Why::of(unknown), &element, evidence);
            }
        };
        match (&mut self.answer, &slot.asked) {
            (Answer::Total(total), Asked::Aggregate(_, argument)) => match inside {
                Truth::False => return,
                Truth::Unknown(unknown) => {
                    total.note(unknown);
                    explained(&mut evidence, unknown);
                }
                Truth::True => match scene.contribution(argument.as_ref(), &element) {
                    Ok(value) => {
                        let value = value.map(std::borrow::Cow::into_owned);
                        total.add(value.clone());
                        self.count(scene, slot, member, value, &element);
                        return;
                    }
                    Err(unknown) => {
                        total.note(unknown);
                        if let Some(argument) = argument {
                            match Why::of(unknown) {
                                Why::Breaks => scene.reads(argument, &element, &mut evidence),
                                Why::Hangs | Why::Fails => scene.causes(argument, &element, &mut evidence),
                            }
                        }
                    }
                },
            },
            (Answer::Truth(joined, truth), Asked::Quantified(_, body, negated)) => {
                let joined = *joined;
                let one = scene.element_truth(joined, filter, body, *negated, &element);
                *truth = truth.joined(joined, one);
                let blamed = match joined {
                    Connective::And => one != Truth::True,
                    Connective::Or => inside != Truth::False,
                };
                if blamed {
                    self.count(scene, slot, member, None, &element);
                }
                match (one, inside) {
                    (Truth::True | Truth::False, _) => return,
                    (Truth::Unknown(_), Truth::Unknown(unknown)) => explained(&mut evidence, unknown),
                    (Truth::Unknown(unknown), Truth::True | Truth::False) => {
                        scene.explain(body, *negated, Why::of(unknown), &element, &mut evidence);
                    }
                }
            }
            (Answer::Total(_), Asked::Quantified(..)) | (Answer::Truth(..), Asked::Aggregate(..)) => return,
        }
        let room = MOST.saturating_sub(self.causes.len());
        let cells = evidence.cells.into_iter().take(room);
        self.causes.extend(cells.map(|Cited { field, cell, .. }| (field, light(cell, member.file))));
    }

    /// The answer that is known, and the records that count most.
    pub(in crate::eval) fn known(slot: &Slot, known: Known, top: Vec<Contributor>) -> Self {
        let mut gathered = Self { top, count: known.count, ..Self::new(slot) };
        match &mut gathered.answer {
            Answer::Total(total) => total.take(known.count, known.sum, known.extreme, known.distinct),
            Answer::Truth(_, truth) => *truth = Truth::from(known.truth),
        }
        gathered.rank();
        gathered
    }

    /// The records of both; those of `next` come after.
    pub(in crate::eval) fn merge(&mut self, next: Self) {
        match (&mut self.answer, next.answer) {
            (Answer::Total(total), Answer::Total(more)) => total.merge(more),
            (Answer::Truth(joined, truth), Answer::Truth(_, more)) => *truth = truth.joined(*joined, more),
            (Answer::Total(_), Answer::Truth(..)) | (Answer::Truth(..), Answer::Total(_)) => {}
        }
        self.count += next.count;
        self.top.extend(next.top);
        self.rank();
        let room = MOST.saturating_sub(self.causes.len());
        self.causes.extend(next.causes.into_iter().take(room));
    }

    /// The answer.
    pub(in crate::eval) fn value<'d>(&self) -> Scalar<'d> {
        match &self.answer {
            Answer::Total(total) => total.value().map(std::borrow::Cow::Owned),
            Answer::Truth(_, truth) => truth.into_scalar(),
        }
    }

    /// The records that count most.
    pub(in crate::eval) fn top(&self) -> &[Contributor] {
        &self.top
    }

    /// True when it is no more than a number of records.
    pub(in crate::eval) const fn counts(&self) -> bool {
        matches!(self.order, Order::First) && matches!(self.answer, Answer::Total(_))
    }

    /// Adds the cells because of which there is no answer.
    pub(in crate::eval) fn cite_causes<'d>(&'d self, found: &mut Evidence<'d>) {
        for (field, cell) in &self.causes {
            found.add(field.clone(), cell, false);
        }
    }

    fn count<'d>(
        &mut self,
        scene: &Scene<'d>,
        slot: &'d Slot,
        member: &Member<'d>,
        value: Option<Value>,
        element: &Frame<'_, 'd>,
    ) {
        self.count += 1;
        let weight = value.filter(|_| self.order != Order::First).map(|value| match value {
            Value::Number(number) if self.is_sum() => Value::Number(number.abs().unwrap_or(number)),
            other => other,
        });
        let at = (member.file, member.record.anchor.start);
        let (field, cell) = scene.shown_by(slot, member, element);
        self.top.reserve_exact(1);
        self.top.push(Contributor { weight, at, field, cell });
        self.rank();
    }

    fn is_sum(&self) -> bool {
        matches!(&self.answer, Answer::Total(total) if total.is_sum())
    }

    fn rank(&mut self) {
        let order = self.order;
        self.top.sort_by(|one, other| {
            let by_weight = match order {
                Order::Greatest => other.weight.cmp(&one.weight),
                Order::Least => one.weight.cmp(&other.weight),
                Order::First => std::cmp::Ordering::Equal,
            };
            by_weight.then(one.at.cmp(&other.at))
        });
        self.top.truncate(MOST);
    }
}

/// A cell as it is shown, without what lies in it.
pub(in crate::eval) fn light(cell: &Cell, file: TextId) -> Cell {
    let state = match &cell.state {
        State::Record(_) | State::List(_) => State::List(Vec::new()),
        State::Missing => State::Missing,
        State::Malformed(raw) => State::Malformed(raw.clone()),
        State::Value(value) => State::Value(value.clone()),
    };
    Cell { state, span: cell.span, file: cell.file.or(Some(file)) }
}

impl<'d> Scene<'d> {
    /// The cell by which a record is shown that is asked something, and its field.
    pub(in crate::eval) fn shown_by(
        &self,
        slot: &'d Slot,
        member: &Member<'d>,
        element: &Frame<'_, 'd>,
    ) -> (FieldPath, Cell) {
        let shown = slot.shown.as_ref();
        let cell = shown.and_then(|path| self.find(path, element).ok());
        let field = shown.map(|path| path.shown.clone()).unwrap_or_default();
        let here = || Cell::new(State::Missing, member.record.anchor).of_text(member.file);
        (field, cell.map_or_else(here, |cell| light(cell, member.file)))
    }

    /// What the members come to.
    pub(in crate::eval) fn slot_value(&self, slot: usize) -> Scalar<'d> {
        self.gathered(slot).ok_or(Unknown::Malformed)?.value()
    }

    /// True for a 每个 or 存在.
    pub(in crate::eval) fn asks_for_truth(&self, slot: usize) -> bool {
        matches!(self.rule.slots.get(slot).map(|slot| &slot.asked), Some(Asked::Quantified(..)))
    }

    pub(in crate::eval) fn gathered(&self, slot: usize) -> Option<&'d Gathered> {
        self.group?.slots.get(slot)
    }
}
