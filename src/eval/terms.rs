//! The values of expressions: cells, parameters, 令, arithmetic, functions, 或缺.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::frame::Frame;
use super::judge::Scene;
use super::state::{Scalar, Unknown, both};
use crate::ir::{Expr, ExprKind, Extreme, Function};
use crate::read::{Cell, State};
use crate::syntax::ast::ArithmeticOp;
use crate::value::{NumberError, Value, days_between, days_later};

/// What a few expressions come to.
type Few<T> = SmallVec<[T; 3]>;

impl<'d> Scene<'d> {
    /// Its value, or why it has none.
    pub(super) fn scalar(&self, expr: &'d Expr, frame: &Frame<'_, 'd>) -> Scalar<'d> {
        match &expr.kind {
            ExprKind::Constant(value) => Ok(Cow::Borrowed(value)),
            ExprKind::Param(param) => {
                let value = self.program.params.get(*param).and_then(|param| param.values.first());
                value.map(Cow::Borrowed).ok_or(Unknown::Malformed)
            }
            ExprKind::Let(number) => self.let_value(*number),
            ExprKind::Cell(path) => content(self.find(path, frame)),
            ExprKind::Slot(slot) => self.slot_value(*slot),
            ExprKind::Negate(inner) => match &*self.scalar(inner, frame)? {
                Value::Number(number) => calculated(number.negated().map(Value::Number)),
                Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => {
                    Err(Unknown::Malformed)
                }
            },
            ExprKind::Arithmetic(..) => self.arithmetic(expr, frame),
            ExprKind::Default(..) => self.default(expr, frame),
            ExprKind::Aggregate(aggregate, range, argument) => {
                let total = || self.aggregate(*aggregate, range, argument.as_deref(), frame);
                if frame.is_subject() { self.once(expr, total) } else { total() }
            }
            ExprKind::Call(function, arguments) => self.call(function, arguments, frame),
            ExprKind::Extreme(extreme, values) => self.extreme(*extreme, values, frame),
            ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::InSet(..)
            | ExprKind::InParam(..)
            | ExprKind::InInterval(..)
            | ExprKind::InList(..)
            | ExprKind::Matches(..)
            | ExprKind::ContainsText(..)
            | ExprKind::Has(_)
            | ExprKind::Quantified(..) => self.truth(expr, false, frame).into_scalar(),
        }
    }

    /// A value of the subject that takes a walk through a list: the walk is done once.
    fn once(&self, expr: &'d Expr, value: impl FnOnce() -> Scalar<'d>) -> Scalar<'d> {
        let known = self
            .totals
            .borrow()
            .iter()
            .find(|(of, _)| std::ptr::eq(*of, expr))
            .map(|(_, value)| value.clone());
        known.unwrap_or_else(|| {
            let value = value();
            self.totals.borrow_mut().push((expr, value.clone()));
            value
        })
    }

    /// A 令. All before it are computed first, in their order, so that a long row of them needs no recursion.
    fn let_value(&self, number: usize) -> Scalar<'d> {
        loop {
            let done = self.lets.borrow().len();
            if let Some(value) = self.lets.borrow().get(number) {
                return value.clone();
            }
            let Some(next) = self.rule.lets.get(done) else {
                return Err(Unknown::Malformed);
            };
            let value = self.scalar(&next.value, &self.subject);
            self.lets.borrow_mut().push(value);
        }
    }

    /// A chain of operators leans to the left and may be long: it is walked, not recursed into.
    fn arithmetic(&self, expr: &'d Expr, frame: &Frame<'_, 'd>) -> Scalar<'d> {
        let mut pending: SmallVec<[_; 4]> = SmallVec::new();
        let mut rest = expr;
        while let ExprKind::Arithmetic(op, left, right) = &rest.kind {
            pending.push((*op, right));
            rest = left;
        }
        let first = self.scalar(rest, frame);
        pending.into_iter().rev().fold(first, |sum, (op, right)| {
            let (left, right) = both(sum, self.scalar(right, frame))?;
            calculated(calculate(op, &left, &right))
        })
    }

    /// `x 或缺 v`: the first that is not missing.
    fn default(&self, expr: &'d Expr, frame: &Frame<'_, 'd>) -> Scalar<'d> {
        let mut pending: SmallVec<[_; 4]> = SmallVec::new();
        let mut rest = expr;
        while let ExprKind::Default(value, instead) = &rest.kind {
            pending.push(instead);
            rest = value;
        }
        let mut found = self.scalar(rest, frame);
        while let (Err(Unknown::Missing | Unknown::NotFound), Some(instead)) = (&found, pending.pop()) {
            found = self.scalar(instead, frame);
        }
        found
    }

    fn call(&self, function: Function, arguments: &'d [Expr], frame: &Frame<'_, 'd>) -> Scalar<'d> {
        calculated((function.apply)(&self.each(arguments, frame, Cow::into_owned)?))
    }

    /// `最大(a, b)`.
    fn extreme(&self, extreme: Extreme, values: &'d [Expr], frame: &Frame<'_, 'd>) -> Scalar<'d> {
        let values = self.all(values, frame)?.into_iter();
        match extreme {
            Extreme::Greatest => values.max(),
            Extreme::Least => values.min(),
        }
        .ok_or(Unknown::Missing)
    }

    /// All values, or what a calculation over all is.
    pub(super) fn all(
        &self,
        exprs: &'d [Expr],
        frame: &Frame<'_, 'd>,
    ) -> Result<Few<Cow<'d, Value>>, Unknown> {
        self.each(exprs, frame, |value| value)
    }

    /// The same, each as `made` makes it.
    fn each<T>(
        &self,
        exprs: &'d [Expr],
        frame: &Frame<'_, 'd>,
        made: impl Fn(Cow<'d, Value>) -> T,
    ) -> Result<Few<T>, Unknown> {
        let mut values = Few::with_capacity(exprs.len());
        let mut unknown: Option<Unknown> = None;
        for expr in exprs {
            match self.scalar(expr, frame) {
                Ok(value) => values.push(made(value)),
                Err(other) => unknown = Some(unknown.map_or(other, |first| first.over(other))),
            }
        }
        unknown.map_or(Ok(values), Err)
    }
}

/// What a cell holds.
pub(super) fn content(cell: Result<&Cell, Unknown>) -> Scalar<'_> {
    match &cell?.state {
        State::Value(value) => Ok(Cow::Borrowed(value)),
        State::Missing => Err(Unknown::Missing),
        // A record or list is no scalar; a checked program does not ask for it as one.
        State::Malformed(_) | State::Record(_) | State::List(_) => Err(Unknown::Malformed),
    }
}

/// An operator on two values.
pub(super) fn calculate(op: ArithmeticOp, left: &Value, right: &Value) -> Result<Value, NumberError> {
    match (op, left, right) {
        (_, Value::Number(left), Value::Number(right)) => match op {
            ArithmeticOp::Add => left.plus(*right),
            ArithmeticOp::Sub => left.minus(*right),
            ArithmeticOp::Mul => left.times(*right),
            ArithmeticOp::Div => left.over(*right),
        }
        .map(Value::Number),
        (ArithmeticOp::Sub, Value::Date(left), Value::Date(right)) => {
            Ok(Value::Number(days_between(*right, *left)))
        }
        (ArithmeticOp::Add, Value::Date(date), Value::Number(days))
        | (ArithmeticOp::Add, Value::Number(days), Value::Date(date)) => {
            days_later(*date, *days).map(Value::Date)
        }
        (ArithmeticOp::Sub, Value::Date(date), Value::Number(days)) => {
            days_later(*date, days.negated()?).map(Value::Date)
        }
        // No other operands have operators; a checked program holds none.
        _ => Err(NumberError::Overflow),
    }
}

fn calculated<'d>(result: Result<Value, NumberError>) -> Scalar<'d> {
    result.map(Cow::Owned).map_err(Unknown::Fault)
}
