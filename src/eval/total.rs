//! Aggregates as they grow, element by element or part by part: exact, and the same in whatever parts.

use std::collections::HashSet;

use super::state::Unknown;
use crate::ir::Aggregate;
use crate::value::{Number, NumberError, Sum, Value};

/// An aggregate being computed.
#[derive(Clone, Debug)]
pub(super) struct Total {
    aggregate: Aggregate,
    unknown: Option<Unknown>,
    count: u64,
    sum: Sum,
    extreme: Option<Value>,
    distinct: HashSet<Value>,
}

impl Total {
    /// The aggregate of nothing.
    pub(super) fn new(aggregate: Aggregate) -> Self {
        Self {
            aggregate,
            unknown: None,
            count: 0,
            sum: Sum::default(),
            extreme: None,
            distinct: HashSet::new(),
        }
    }

    /// One element's place in the range, or its value, is unknown.
    pub(super) fn note(&mut self, unknown: Unknown) {
        self.unknown = Some(self.unknown.map_or(unknown, |first| first.over(unknown)));
    }

    /// One more element, and what it gives; a record that is counted gives no value.
    pub(super) fn add(&mut self, value: Option<Value>) {
        self.count += 1;
        let Some(value) = value else {
            return;
        };
        match self.aggregate {
            Aggregate::Count => {}
            Aggregate::Sum | Aggregate::Mean => match value {
                Value::Number(number) => self.sum.add(number),
                Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => {
                    self.note(Unknown::Malformed);
                }
            },
            Aggregate::Max | Aggregate::Min => self.reach(value),
            Aggregate::Distinct => {
                self.distinct.insert(value);
            }
        }
    }

    /// So many elements of which all is known.
    pub(super) fn take(
        &mut self,
        count: u64,
        sum: Option<Number>,
        extreme: Option<Value>,
        distinct: HashSet<Value>,
    ) {
        self.count += count;
        if let Some(sum) = sum {
            self.sum.add(sum);
        }
        if let Some(extreme) = extreme {
            self.reach(extreme);
        }
        self.distinct.extend(distinct);
    }

    /// The elements of both; those of `next` come after.
    pub(super) fn merge(&mut self, next: Self) {
        self.count += next.count;
        self.sum.merge(next.sum);
        if let Some(unknown) = next.unknown {
            self.note(unknown);
        }
        if let Some(value) = next.extreme {
            self.reach(value);
        }
        self.distinct.extend(next.distinct);
    }

    /// What it comes to. One element of which something is unknown makes it unknown.
    pub(super) fn value(&self) -> Result<Value, Unknown> {
        if let Some(unknown) = self.unknown {
            return Err(unknown);
        }
        let count = Number::integer(i128::from(self.count));
        let sum = || self.sum.total().map_err(Unknown::Fault);
        match self.aggregate {
            Aggregate::Count => Ok(Value::Number(count)),
            Aggregate::Sum => sum().map(Value::Number),
            Aggregate::Mean => match sum()?.over(count) {
                Ok(mean) => Ok(Value::Number(mean)),
                // The mean of nothing is not a fault: there is no value.
                Err(NumberError::DivisionByZero) => Err(Unknown::Missing),
                Err(fault) => Err(Unknown::Fault(fault)),
            },
            Aggregate::Max | Aggregate::Min => self.extreme.clone().ok_or(Unknown::Missing),
            Aggregate::Distinct => {
                let distinct = i128::try_from(self.distinct.len()).unwrap_or(i128::MAX);
                Ok(Value::Number(Number::integer(distinct)))
            }
        }
    }

    /// True for 合计 and 平均.
    pub(super) const fn is_sum(&self) -> bool {
        matches!(self.aggregate, Aggregate::Sum | Aggregate::Mean)
    }

    fn reach(&mut self, value: Value) {
        let further = self.extreme.as_ref().is_none_or(|extreme| match self.aggregate {
            Aggregate::Min => value < *extreme,
            _ => value > *extreme,
        });
        if further {
            self.extreme = Some(value);
        }
    }
}
