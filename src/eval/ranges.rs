//! Lists: quantifiers and aggregates over their elements, and whether a list holds a value.

use std::borrow::Cow;

use super::frame::Frame;
use super::judge::Scene;
use super::state::{Connective, Scalar, Truth, Unknown};
use super::terms::content;
use super::total::Total;
use crate::ir::{Aggregate, Expr, Range};
use crate::read::State;
use crate::syntax::ast::Quantifier;
use crate::value::Value;

impl<'d> Scene<'d> {
    /// Whether the element of that frame passes the filter, under 非 where `negated`.
    pub(super) fn belongs(&self, filter: Option<&'d Expr>, negated: bool, element: &Frame<'_, 'd>) -> Truth {
        match filter {
            Some(filter) => self.truth(filter, negated, element),
            None => Truth::from(!negated),
        }
    }

    /// What one element adds: 每个 holds for what is not in the range, 存在 needs what is.
    pub(super) fn element_truth(
        &self,
        joined: Connective,
        filter: Option<&'d Expr>,
        body: &'d Expr,
        negated: bool,
        element: &Frame<'_, 'd>,
    ) -> Truth {
        match joined {
            Connective::And => match self.belongs(filter, true, element) {
                Truth::True => Truth::True,
                outside @ (Truth::False | Truth::Unknown(_)) => {
                    outside.or(self.truth(body, negated, element))
                }
            },
            Connective::Or => match self.belongs(filter, false, element) {
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
        let cells = match self.elements(&range.list, frame) {
            Ok(cells) => cells,
            Err(unknown) => return Truth::Unknown(unknown),
        };
        let joined = connective(quantifier).turned(negated);
        let mut truth = joined.of_none();
        for (index, cell) in cells.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            truth = truth
                .joined(joined, self.element_truth(joined, range.filter.as_deref(), body, negated, &element));
            if joined.is_settled_by(truth) {
                break;
            }
        }
        truth
    }

    pub(super) fn in_list(&self, value: Scalar<'d>, range: &'d Range, frame: &Frame<'_, 'd>) -> Truth {
        let (value, cells) = match (value, self.elements(&range.list, frame)) {
            (Ok(value), Ok(cells)) => (value, cells),
            (Err(one), Err(other)) => return Truth::Unknown(one.over(other)),
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => return Truth::Unknown(unknown),
        };
        let mut found = Truth::False;
        for (index, cell) in cells.iter().enumerate() {
            let same = match content(Ok(cell)) {
                Ok(element) => Truth::from(element == value),
                Err(unknown) => Truth::Unknown(unknown),
            };
            let element = frame.element(&range.list, index, cell);
            found = found.or(self.belongs(range.filter.as_deref(), false, &element).and(same));
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
        for (index, cell) in self.elements(&range.list, frame)?.iter().enumerate() {
            let element = frame.element(&range.list, index, cell);
            match self.belongs(range.filter.as_deref(), false, &element) {
                Truth::False => {}
                Truth::Unknown(unknown) => total.note(unknown),
                Truth::True => match self.contribution(argument, &element) {
                    Ok(value) => total.add(value.map(Cow::into_owned)),
                    Err(unknown) => total.note(unknown),
                },
            }
        }
        total.value().map(Cow::Owned)
    }

    /// What an element gives to an aggregate; `None` is the element itself where that is a record.
    pub(super) fn contribution(
        &self,
        argument: Option<&'d Expr>,
        element: &Frame<'_, 'd>,
    ) -> Result<Option<Cow<'d, Value>>, Unknown> {
        match (argument, element.cell().map(|cell| &cell.state)) {
            (Some(argument), _) => self.scalar(argument, element).map(Some),
            // A record of a table has no cell of its own.
            (None, None | Some(State::Record(_) | State::List(_))) => Ok(None),
            (None, Some(_)) => content(element.cell().ok_or(Unknown::Malformed)).map(Some),
        }
    }
}

pub(super) const fn connective(quantifier: Quantifier) -> Connective {
    match quantifier {
        Quantifier::All => Connective::And,
        Quantifier::Any => Connective::Or,
    }
}
