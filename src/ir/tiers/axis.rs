//! The values of an axis, cut into cells so fine that each row covers a cell wholly or not at all.

use std::collections::BTreeSet;

use super::domain::{ALL, Reading};
use crate::ir::{Expr, Pattern, Scale, TierRange};
use crate::schema::Type;
use crate::value::{Date, Number, Unit, Value, days_between, days_later};

/// An axis with its cells.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// As it is written.
    pub(super) text: String,
    pub(super) ty: Type,
    pub(super) unit: Unit,
    /// A value out of each cell, ascending where values have an order; `None` for the cell of no value.
    pub(super) cells: Vec<Option<Value>>,
    /// True when neighbouring cells are neighbours in value.
    pub(super) line: bool,
    /// The range that its numbers cannot leave.
    domain: TierRange,
    /// True when it has nothing between two neighbouring numbers or days.
    whole: bool,
}

impl Axis {
    /// What is kept of it when the proof is done.
    pub(super) fn into_scale(self) -> Scale {
        let Self { text, ty, unit, cells, domain, whole, .. } = self;
        Scale { text, ty, unit, cells, domain, whole }
    }
}

impl Reading<'_> {
    /// The cells of an axis under these patterns.
    pub(super) fn axis<'p>(
        &self,
        expr: &Expr,
        text: String,
        unit: Unit,
        patterns: impl Iterator<Item = &'p Pattern> + Clone,
    ) -> Axis {
        let mut line = true;
        let mut cells: Vec<Option<Value>> = match &expr.ty {
            Type::Bool => {
                line = false;
                [true, false].map(|value| Some(Value::Bool(value))).to_vec()
            }
            Type::Enum(id) => {
                line = false;
                let members =
                    self.world.schema.enumeration(*id).map_or(0, |enumeration| enumeration.members.len());
                (0..members).map(|member| Some(Value::Member(member))).collect()
            }
            Type::Text => {
                line = false;
                texts(patterns)
            }
            Type::Date => days(patterns),
            Type::Int | Type::Year => self.whole_numbers(expr, patterns),
            Type::Days if self.whole(expr) => self.whole_numbers(expr, patterns),
            Type::Number | Type::Ratio | Type::Money | Type::Days => {
                let step = match &expr.ty {
                    Type::Money => unit.in_yuan(),
                    Type::Ratio => Number::ONE.over(Number::integer(100)).unwrap_or(Number::ONE),
                    _ => Number::ONE,
                };
                let domain = self.domain(expr);
                let cells = numbers(patterns.filter_map(range_of).flatten(), domain, step);
                cells.into_iter().map(|number| Some(Value::Number(number))).collect()
            }
            Type::Record(_) | Type::List(_) | Type::Set(_) => Vec::new(),
        };
        if expr.optional {
            cells.push(None);
        }
        let whole = match &expr.ty {
            Type::Int | Type::Year | Type::Date => true,
            Type::Days => self.whole(expr),
            _ => false,
        };
        Axis { text, ty: expr.ty.clone(), unit, cells, line, domain: self.domain(expr), whole }
    }

    fn whole_numbers<'p>(
        &self,
        expr: &Expr,
        patterns: impl Iterator<Item = &'p Pattern>,
    ) -> Vec<Option<Value>> {
        let cells = integers(patterns.filter_map(range_of).flatten(), self.domain(expr));
        cells.into_iter().map(|n| Some(Value::Number(Number::integer(n)))).collect()
    }
}

/// The ranges of a pattern.
fn range_of(pattern: &Pattern) -> Option<Vec<TierRange>> {
    match pattern {
        Pattern::Range(range) => Some(vec![*range]),
        Pattern::Values(values) => Some(
            values
                .iter()
                .filter_map(|value| match value {
                    Value::Number(number) => {
                        let end = Some((*number, true));
                        Some(TierRange { low: end, high: end })
                    }
                    _ => None,
                })
                .collect(),
        ),
        Pattern::Dates { from, to } => {
            let end = |date: &Option<Date>| date.map(|date| (ordinal(date), true));
            Some(vec![TierRange { low: end(from), high: end(to) }])
        }
        Pattern::Any | Pattern::Missing => None,
    }
}

/// Points and the open intervals between them: a number out of each that the domain holds.
fn numbers(ranges: impl Iterator<Item = TierRange>, domain: TierRange, step: Number) -> Vec<Number> {
    let ends = ranges.chain([domain]).flat_map(|range| [range.low, range.high]);
    let points: BTreeSet<Number> = ends.flatten().map(|(number, _)| number).collect();
    let points: Vec<Number> = points.into_iter().collect();
    let mut found = Vec::new();
    found.extend(points.first().and_then(|first| first.minus(step).ok()));
    for (at, point) in points.iter().enumerate() {
        found.push(*point);
        if let Some(next) = points.get(at + 1) {
            let middle = point.plus(*next).and_then(|sum| sum.over(Number::integer(2)));
            found.extend(middle.ok());
        }
    }
    found.extend(points.last().and_then(|last| last.plus(step).ok()));
    if points.is_empty() {
        found.push(Number::ZERO);
    }
    found.retain(|number| domain.contains(*number));
    found
}

/// Runs of whole numbers that no range cuts: the first of each that the domain holds.
fn integers(ranges: impl Iterator<Item = TierRange>, domain: TierRange) -> Vec<i128> {
    let mut starts = BTreeSet::new();
    for range in ranges.chain([domain]) {
        let (low, high) = whole_ends(range);
        starts.extend(low);
        starts.extend(high.and_then(|high| high.checked_add(1)));
    }
    let mut found: Vec<i128> = Vec::new();
    found.extend(starts.first().and_then(|first| first.checked_sub(1)));
    found.extend(&starts);
    if starts.is_empty() {
        found.push(0);
    }
    found.retain(|n| domain.contains(Number::integer(*n)));
    found
}

/// The first and the last whole number of a range.
fn whole_ends(range: TierRange) -> (Option<i128>, Option<i128>) {
    let low = range.low.and_then(|(number, closed)| {
        let floor = number.floor().to_integer()?;
        if closed && number.is_integer() { Some(floor) } else { floor.checked_add(1) }
    });
    let high = range.high.and_then(|(number, closed)| {
        let floor = number.floor().to_integer()?;
        if !closed && number.is_integer() { floor.checked_sub(1) } else { Some(floor) }
    });
    (low, high)
}

fn days<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Vec<Option<Value>> {
    let mut ranges: Vec<TierRange> = Vec::new();
    for pattern in patterns {
        match pattern {
            Pattern::Values(values) => ranges.extend(values.iter().filter_map(|value| match value {
                Value::Date(date) => {
                    let end = Some((ordinal(*date), true));
                    Some(TierRange { low: end, high: end })
                }
                _ => None,
            })),
            other => ranges.extend(range_of(other).into_iter().flatten()),
        }
    }
    let cells = integers(ranges.into_iter(), ALL);
    let dates = cells.into_iter().filter_map(|n| days_later(EPOCH, Number::integer(n)).ok());
    dates.map(|date| Some(Value::Date(date))).collect()
}

const EPOCH: Date = jiff::civil::date(2000, 1, 1);

fn ordinal(date: Date) -> Number {
    days_between(EPOCH, date)
}

/// The texts that rows name, and one that none of them does.
fn texts<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Vec<Option<Value>> {
    let mut named: BTreeSet<Value> = BTreeSet::new();
    for pattern in patterns {
        if let Pattern::Values(values) = pattern {
            named.extend(values.iter().cloned());
        }
    }
    let mut other = String::from("…");
    while named.contains(&Value::Text(other.as_str().into())) {
        other.push('…');
    }
    named.insert(Value::Text(other.into()));
    named.into_iter().map(Some).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: &str, high: &str, closed: (bool, bool)) -> TierRange {
        let end = |text, closed| Some((Number::parse(text).unwrap(), closed));
        TierRange { low: end(low, closed.0), high: end(high, closed.1) }
    }

    #[test]
    fn a_line_is_points_and_what_lies_between_them() {
        let domain = range("0", "100", (true, true));
        let rows = [range("0", "79", (true, true)), range("80", "100", (true, true))];
        let cells: Vec<String> = numbers(rows.into_iter(), domain, Number::ONE)
            .into_iter()
            .map(|number| number.to_string())
            .collect();
        assert_eq!(cells, ["0", "39.5", "79", "79.5", "80", "90", "100"]);
    }

    #[test]
    fn whole_numbers_have_nothing_between_them() {
        let domain = range("0", "100", (true, true));
        let rows = [range("0", "79", (true, true)), range("80", "100", (true, true))];
        assert_eq!(integers(rows.into_iter(), domain), [0, 80]);
        let open = [range("0.5", "3", (false, false))];
        assert_eq!(integers(open.into_iter(), domain), [0, 1, 3]);
    }

    #[test]
    fn a_line_without_a_domain_goes_on_at_both_ends() {
        assert_eq!(integers([range("1", "2", (true, true))].into_iter(), ALL), [0, 1, 3]);
        assert_eq!(numbers(std::iter::empty(), ALL, Number::ONE), [Number::ZERO]);
    }
}
