//! What a rule wanted in place of what was filled in, where it compares two numbers.

use super::evidence::operands;
use super::judge::Scene;
use super::state::Truth;
use super::template::show;
use crate::finding::Compared;
use crate::ir::{Expr, ExprKind, Path, Start};
use crate::schema::Type;
use crate::syntax::ast::CompareOp;
use crate::value::{Number, Unit, Value};

/// 令 inside 令 that are followed.
const DEEPEST: usize = 16;

impl<'d> Scene<'d> {
    /// The comparison that failed, when the requirement is one or demands several of which it is the first to fail.
    pub(super) fn compared(&self, requirement: &'d Expr) -> Option<Compared> {
        let mut expr = requirement;
        let mut lets = 0;
        loop {
            match &expr.kind {
                ExprKind::And(..) => {
                    let fails = |side: &&'d Expr| self.truth(side, false, &self.subject) == Truth::False;
                    expr = operands(expr).into_iter().find(fails)?;
                }
                ExprKind::Let(number) if lets < DEEPEST => {
                    lets += 1;
                    expr = &self.rule.lets.get(*number)?.value;
                }
                ExprKind::Compare(op, left, right, within) => {
                    return self.sides(*op, left, right, within.as_deref());
                }
                _ => return None,
            }
        }
    }

    fn sides(
        &self,
        op: CompareOp,
        left: &'d Expr,
        right: &'d Expr,
        within: Option<&'d Expr>,
    ) -> Option<Compared> {
        let is_cell = |side: &Expr| matches!(side.kind, ExprKind::Cell(_));
        // `甲 + 乙 = 合计` says what 合计 should be.
        let turned = !is_cell(left) && is_cell(right);
        let (found, wanted, op) = if turned { (right, left, mirrored(op)) } else { (left, right, op) };
        let number = |side: &'d Expr| match *self.scalar(side, &self.subject).ok()? {
            Value::Number(number) => Some(number),
            Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => None,
        };
        let (have, want) = (number(found)?, number(wanted)?);
        let difference = have.minus(want).ok()?;
        let money = matches!(wanted.ty, Type::Money) || matches!(found.ty, Type::Money);
        let unit = self.unit(found).or_else(|| self.unit(wanted)).unwrap_or_default();
        let shown = |number: Number| match number.over(unit.in_yuan()) {
            Ok(in_unit) if money => in_unit.to_grouped(2),
            Ok(_) | Err(_) => show(&Value::Number(number), &wanted.ty, unit, &self.program.schema),
        };
        let within = within.and_then(number).map(|within| format!(" ± {}", shown(within)));
        Some(Compared {
            expected: format!("{}{}{}", sign(op), shown(want), within.unwrap_or_default()),
            difference: shown(difference),
            unit: if money { unit.word() } else { "" },
        })
    }

    /// The unit in which a field of the subject is filled in.
    fn unit(&self, expr: &Expr) -> Option<Unit> {
        let ExprKind::Cell(Path { start: Start::Frame, frame: 0, steps, .. }) = &expr.kind else {
            return None;
        };
        let mut record = &self.program.schema.table(self.rule.table?)?.record;
        let (last, before) = steps.split_last()?;
        for step in before {
            let Type::Record(inner) = &record.fields.get(*step)?.ty else {
                return None;
            };
            record = inner;
        }
        Some(record.fields.get(*last)?.unit)
    }
}

const fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Eq | CompareOp::Ne => op,
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
    }
}

/// What stands before the number that is wanted; nothing where it is just that number.
const fn sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "",
        CompareOp::Ne => "≠ ",
        CompareOp::Lt => "< ",
        CompareOp::Le => "≤ ",
        CompareOp::Gt => "> ",
        CompareOp::Ge => "≥ ",
    }
}
