//! Lists: quantifiers and aggregates over their elements, and whether a list holds a value.

use std::borrow::Cow;
use std::collections::HashSet;

use super::frame::Frame;
use super::judge::Scene;
use super::state::{Connective, Scalar, Truth, Unknown};
use super::terms::content;
use crate::ir::{Aggregate, Expr, Range};
use crate::read::State;
use crate::syntax::ast::Quantifier;
use crate::value::{Number, NumberError, Value};

impl<'d> Scene<'d> {
    /// Whether the element of that frame is in the range, under 非 where `negated`.
    pub(super) fn belongs(&self, range: &'d Range, negated: bool, element: &Frame<'_, 'd>) -> Truth {
        match &range.filter {
            Some(filter) => self.truth(filter, negated, element),
            None => Truth::from(!negated),
        }
    }

    /// What one element adds: 每个 holds for what is not in the range, 存在 needs what is.
    pub(super) fn element_truth(
        &self,
        joined: Connective,
        range: &'d Range,
        body: &'d Expr,
        negated: bool,
        element: &Frame<'_, 'd>,
    ) -> Truth {
        match joined {
            Connective::And => match self.belongs(range, true, element) {
                Truth::True => Truth::True,
                outside @ (Truth::False | Truth::Unknown(_)) => {
                    outside.or(self.truth(body, negated, element))
                }
            },
            Connective::Or => match self.belongs(range, false, element) {
                Truth::False => Truth::False,
                inside @ (Truth::True | Truth::Unknown(_)) => inside.and(self.truth(body, negated, element)),
            },
        }
    }

    pub(super) fn quantified(
        &self,
        quantifier: Quantifier,
        range: &'d Range,
        body: &'d Expr,
        negated: bool,
        frame: &Frame<'_, 'd>,
    ) -> Truth {
        let cells = match frame.elements(&range.list) {
            Ok(cells) => cells,
            Err(unknown) => return Truth::Unknown(unknown),
        };
        let joined = connective(quantifier).turned(negated);
        let mut truth = joined.of_none();
        for (index, cell) in cells.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            truth = truth.joined(joined, self.element_truth(joined, range, body, negated, &element));
            if joined.is_settled_by(truth) {
                break;
            }
        }
        truth
    }

    pub(super) fn in_list(&self, value: Scalar<'d>, range: &'d Range, frame: &Frame<'_, 'd>) -> Truth {
        let (value, cells) = match (value, frame.elements(&range.list)) {
            (Ok(value), Ok(cells)) => (value, cells),
            (Err(one), Err(other)) => return Truth::Unknown(one.over(other)),
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => return Truth::Unknown(unknown),
        };
        let mut found = Truth::False;
        for (index, cell) in cells.iter().enumerate() {
            let same = match content(Some(cell)) {
                Ok(element) => Truth::from(element == value),
                Err(unknown) => Truth::Unknown(unknown),
            };
            let element = frame.element(&range.list, index, cell);
            found = found.or(self.belongs(range, false, &element).and(same));
            if found == Truth::True {
                break;
            }
        }
        found
    }

    /// An aggregate. One element whose place in the range or whose value is unknown makes it unknown.
    pub(super) fn aggregate(
        &self,
        aggregate: Aggregate,
        range: &'d Range,
        argument: Option<&'d Expr>,
        frame: &Frame<'_, 'd>,
    ) -> Scalar<'d> {
        let mut total = Total::new(aggregate);
        for (index, cell) in frame.elements(&range.list)?.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            match self.belongs(range, false, &element) {
                Truth::False => {}
                Truth::Unknown(unknown) => total.note(unknown),
                Truth::True => match self.contribution(argument, &element) {
                    Ok(value) => total.add(value),
                    Err(unknown) => total.note(unknown),
                },
            }
        }
        total.close()
    }

    /// What an element gives to an aggregate; `None` is the element itself where that is a record.
    pub(super) fn contribution(
        &self,
        argument: Option<&'d Expr>,
        element: &Frame<'_, 'd>,
    ) -> Result<Option<Cow<'d, Value>>, Unknown> {
        match (argument, element.cell().map(|cell| &cell.state)) {
            (Some(argument), _) => self.scalar(argument, element).map(Some),
            (None, Some(State::Record(_) | State::List(_))) => Ok(None),
            (None, _) => content(element.cell()).map(Some),
        }
    }
}

pub(super) const fn connective(quantifier: Quantifier) -> Connective {
    match quantifier {
        Quantifier::All => Connective::And,
        Quantifier::Any => Connective::Or,
    }
}

/// An aggregate being computed.
struct Total<'d> {
    aggregate: Aggregate,
    unknown: Option<Unknown>,
    count: i128,
    sum: Number,
    extreme: Option<Cow<'d, Value>>,
    distinct: HashSet<Cow<'d, Value>>,
}

impl<'d> Total<'d> {
    fn new(aggregate: Aggregate) -> Self {
        Self {
            aggregate,
            unknown: None,
            count: 0,
            sum: Number::ZERO,
            extreme: None,
            distinct: HashSet::new(),
        }
    }

    fn note(&mut self, unknown: Unknown) {
        self.unknown = Some(self.unknown.map_or(unknown, |first| first.over(unknown)));
    }

    fn add(&mut self, value: Option<Cow<'d, Value>>) {
        self.count += 1;
        let Some(value) = value else {
            return;
        };
        match self.aggregate {
            Aggregate::Count => {}
            Aggregate::Sum | Aggregate::Mean => match &*value {
                Value::Number(number) => match self.sum.plus(*number) {
                    Ok(sum) => self.sum = sum,
                    Err(error) => self.note(Unknown::Fault(error)),
                },
                Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => {
                    self.note(Unknown::Malformed);
                }
            },
            Aggregate::Max => {
                if self.extreme.as_ref().is_none_or(|greatest| value > *greatest) {
                    self.extreme = Some(value);
                }
            }
            Aggregate::Min => {
                if self.extreme.as_ref().is_none_or(|least| value < *least) {
                    self.extreme = Some(value);
                }
            }
            Aggregate::Distinct => {
                self.distinct.insert(value);
            }
        }
    }

    fn close(self) -> Scalar<'d> {
        if let Some(unknown) = self.unknown {
            return Err(unknown);
        }
        let number = |number| Ok(Cow::Owned(Value::Number(number)));
        match self.aggregate {
            Aggregate::Count => number(Number::integer(self.count)),
            Aggregate::Sum => number(self.sum),
            Aggregate::Mean => match self.sum.over(Number::integer(self.count)) {
                Ok(mean) => number(mean),
                // The mean of nothing is not a fault: there is no value.
                Err(NumberError::DivisionByZero) => Err(Unknown::Missing),
                Err(fault) => Err(Unknown::Fault(fault)),
            },
            Aggregate::Max | Aggregate::Min => self.extreme.ok_or(Unknown::Missing),
            Aggregate::Distinct => {
                number(Number::integer(i128::try_from(self.distinct.len()).unwrap_or(i128::MAX)))
            }
        }
    }
}
