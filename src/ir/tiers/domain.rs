//! The range that an axis cannot leave, and whether its days are whole: what is known of values before any are read.

use crate::ir::world::World;
use crate::ir::{Aggregate, Expr, ExprKind, Join, Let, Param, Path, Start, TierRange, constants};
use crate::schema::{Field, RecordType, Type};
use crate::syntax::ast::ArithmeticOp;
use crate::value::{Number, Value};

/// Where axes read.
pub(super) struct Reading<'a> {
    record: &'a RecordType,
    joins: &'a [Join],
    pub(super) world: &'a World,
    /// For each 令, the range that its values cannot leave, and whether they are whole days.
    lets: Vec<(TierRange, bool)>,
}

impl<'a> Reading<'a> {
    /// Where these 令 can be read, of records of that type.
    pub(super) fn new(
        lets: &[Option<Let>],
        record: &'a RecordType,
        joins: &'a [Join],
        world: &'a World,
    ) -> Self {
        let mut reading = Self { record, joins, world, lets: Vec::new() };
        for one in lets {
            let of = one
                .as_ref()
                .map_or((ALL, false), |one| (reading.domain(&one.value), reading.whole(&one.value)));
            reading.lets.push(of);
        }
        reading
    }

    /// The range that the values of an expression cannot leave.
    pub(super) fn domain(&self, expr: &Expr) -> TierRange {
        let from = |low: i128| TierRange { low: Some((Number::integer(low), true)), high: None };
        match &expr.kind {
            ExprKind::Cell(path) => {
                self.field(path).and_then(|field| field.bounds).map_or(ALL, TierRange::from)
            }
            ExprKind::Let(at) => self.lets.get(*at).map_or(ALL, |(range, _)| *range),
            ExprKind::Default(left, right) => {
                let Some(Value::Number(number)) = self.known(right) else {
                    return ALL;
                };
                let end = Some((number, true));
                hull(self.domain(left), TierRange { low: end, high: end })
            }
            ExprKind::Aggregate(Aggregate::Count | Aggregate::Distinct, ..) => from(0),
            ExprKind::Call(function, _) => match function.names {
                [_, "abs" | "length"] => from(0),
                [_, "month_of"] => TierRange { high: Some((Number::integer(12), true)), ..from(1) },
                [_, "day_of"] => TierRange { high: Some((Number::integer(31), true)), ..from(1) },
                _ => ALL,
            },
            _ => ALL,
        }
    }

    fn known(&self, expr: &Expr) -> Option<Value> {
        constants::evaluate(expr, &self.world.params)
    }

    fn field(&self, path: &Path) -> Option<&Field> {
        let (last, through) = path.steps.split_last()?;
        let mut record = match path.start {
            Start::Frame => self.record,
            Start::Join(join) => self.world.record(self.joins.get(join)?.table)?,
            Start::Table(_) => return None,
        };
        for step in through {
            match &record.fields.get(*step)?.ty {
                Type::Record(inner) => record = inner,
                _ => return None,
            }
        }
        record.fields.get(*last)
    }

    /// True for a number of days that has no parts of days.
    pub(super) fn whole(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Constant(Value::Number(number)) => number.is_integer(),
            ExprKind::Param(at) => self.world.params.get(*at).is_some_and(|param: &Param| {
                param.values.iter().all(|value| matches!(value, Value::Number(n) if n.is_integer()))
            }),
            ExprKind::Let(at) => self.lets.get(*at).is_some_and(|(_, whole)| *whole),
            // Documents give days as whole numbers.
            ExprKind::Cell(_) => true,
            ExprKind::Negate(inner) => self.whole(inner),
            ExprKind::Arithmetic(ArithmeticOp::Sub, left, _) if matches!(left.ty, Type::Date) => true,
            ExprKind::Arithmetic(ArithmeticOp::Add | ArithmeticOp::Sub, left, right)
            | ExprKind::Default(left, right) => self.whole(left) && self.whole(right),
            ExprKind::Aggregate(Aggregate::Sum | Aggregate::Max | Aggregate::Min, _, Some(arg)) => {
                self.whole(arg)
            }
            ExprKind::Extreme(_, args) => args.iter().all(|arg| self.whole(arg)),
            ExprKind::Call(function, args) => match function.names {
                [_, "days"] => true,
                [_, "abs"] => args.iter().all(|arg| self.whole(arg)),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Every number.
pub(super) const ALL: TierRange = TierRange { low: None, high: None };

/// The smallest range that holds both.
fn hull(a: TierRange, b: TierRange) -> TierRange {
    let low = a.low.zip(b.low).map(|(a, b)| if (a.0, !a.1) <= (b.0, !b.1) { a } else { b });
    let high = a.high.zip(b.high).map(|(a, b)| if a >= b { a } else { b });
    TierRange { low, high }
}
