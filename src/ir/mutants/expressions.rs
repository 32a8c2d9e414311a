//! What can be changed in an expression: comparisons, operands, quantifiers, filters, constants.

use super::Change;
use super::edits::{Deed, Edit, Root};
use super::step::neighbours;
use crate::ir::{Expr, ExprKind, Extreme, Interval, Path, Program, Range, Target, constants, walk};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{CompareOp, Quantifier};
use crate::value::{Number, Unit, Value};

/// The changes of an expression, each of one thing in it.
pub(super) fn edits(root: Root, whole: &Expr, program: &Program) -> Vec<Edit> {
    let mut maker = Maker { root, program, found: Vec::new() };
    let mut open = vec![(Vec::new(), whole)];
    while let Some((steps, expr)) = open.pop() {
        maker.at(&steps, expr);
        for (number, child) in walk::children(expr).into_iter().enumerate() {
            let mut deeper = steps.clone();
            deeper.push(number);
            open.push((deeper, child));
        }
    }
    if root == Root::Requirement {
        maker.leave_needless(whole);
    }
    maker.found
}

struct Maker<'a> {
    root: Root,
    program: &'a Program,
    found: Vec<Edit>,
}

impl Maker<'_> {
    fn at(&mut self, steps: &[usize], expr: &Expr) {
        match &expr.kind {
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                // A longer chain of the same connective loses its operands where they stand.
                let same =
                    |side: &Expr| std::mem::discriminant(&side.kind) == std::mem::discriminant(&expr.kind);
                for (dropped, kept) in [(right, left), (left, right)] {
                    if !same(dropped) {
                        self.put(steps, dropped.span, None, (**kept).clone());
                    }
                }
            }
            ExprKind::Compare(op, left, right, within) => {
                for other in others(*op, &left.ty) {
                    let change = replaced(sign(*op), sign(other));
                    let kind = ExprKind::Compare(other, left.clone(), right.clone(), within.clone());
                    self.turn(steps, expr.span, Some(change), expr, kind);
                }
                if let Some(within) = within {
                    let kind = ExprKind::Compare(*op, left.clone(), right.clone(), None);
                    self.turn(steps, within.span, None, expr, kind);
                }
            }
            ExprKind::InSet(value, members) if members.len() > 1 => {
                for (at, member) in members.iter().enumerate() {
                    let mut fewer = members.clone();
                    fewer.remove(at);
                    let kind = ExprKind::InSet(value.clone(), fewer);
                    self.turn(steps, member.span, None, expr, kind);
                }
            }
            ExprKind::InInterval(value, interval) => self.ends(steps, expr, value, interval),
            ExprKind::Quantified(quantifier, range, body) => {
                let (from, other, to) = match quantifier {
                    Quantifier::All => ("每个", Quantifier::Any, "存在"),
                    Quantifier::Any => ("存在", Quantifier::All, "每个"),
                };
                let kind = ExprKind::Quantified(other, range.clone(), body.clone());
                self.turn(steps, expr.span, Some(replaced(from, to)), expr, kind);
                self.unfiltered(steps, expr, range, |range| {
                    ExprKind::Quantified(*quantifier, range, body.clone())
                });
            }
            ExprKind::Aggregate(aggregate, range, argument) => {
                self.unfiltered(steps, expr, range, |range| {
                    ExprKind::Aggregate(*aggregate, range, argument.clone())
                });
            }
            ExprKind::Extreme(extreme, values) => {
                let (from, other, to) = match extreme {
                    Extreme::Greatest => ("最大", Extreme::Least, "最小"),
                    Extreme::Least => ("最小", Extreme::Greatest, "最大"),
                };
                let kind = ExprKind::Extreme(other, values.clone());
                self.turn(steps, expr.span, Some(replaced(from, to)), expr, kind);
            }
            ExprKind::Constant(value) => self.moved(steps, expr, value),
            ExprKind::Param(number) => {
                if let Some([value]) = self.program.params.get(*number).map(|param| param.values.as_slice())
                    && !matches!(expr.ty, Type::Set(_))
                {
                    self.moved(steps, expr, &value.clone());
                }
            }
            ExprKind::Has(_)
            | ExprKind::InSet(..)
            | ExprKind::InParam(..)
            | ExprKind::InList(..)
            | ExprKind::Matches(..)
            | ExprKind::ContainsText(..) => self.negated(steps, expr),
            ExprKind::Cell(_) | ExprKind::Call(..) | ExprKind::Let(_) => {
                if matches!(expr.ty, Type::Bool) {
                    self.negated(steps, expr);
                }
            }
            // What they join is changed, and what is asked of all records by its slot.
            ExprKind::Slot(_)
            | ExprKind::Not(_)
            | ExprKind::Negate(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Default(..) => {}
        }
    }

    /// A constant, one step less and one step more.
    fn moved(&mut self, steps: &[usize], expr: &Expr, value: &Value) {
        let show = |value: &Value| shown(value, expr, self.program);
        let other = match value {
            Value::Bool(value) => vec![Value::Bool(!value)],
            _ => neighbours(value, &expr.ty),
        };
        for other in other {
            // What is counted, things or places in a text, is never less than 0.
            let negative = |value: &Value| matches!(value, Value::Number(number) if *number < Number::ZERO);
            if matches!(expr.ty, Type::Int) && negative(&other) && !negative(value) {
                continue;
            }
            let change = replaced(&show(value), &show(&other));
            let moved = Expr { kind: ExprKind::Constant(other), ..expr.clone() };
            self.put(steps, expr.span, Some(change), moved);
        }
    }

    fn ends(&mut self, steps: &[usize], expr: &Expr, value: &Expr, interval: &Interval) {
        let Interval { low_closed, high_closed, .. } = *interval;
        let (low, high) = (if low_closed { "[" } else { "(" }, if high_closed { "]" } else { ")" });
        let turned = [
            (
                low,
                if low_closed { "(" } else { "[" },
                Interval { low_closed: !low_closed, ..interval.clone() },
            ),
            (
                high,
                if high_closed { ")" } else { "]" },
                Interval { high_closed: !high_closed, ..interval.clone() },
            ),
        ];
        for (from, to, interval) in turned {
            let kind = ExprKind::InInterval(Box::new(value.clone()), interval);
            self.turn(steps, expr.span, Some(replaced(from, to)), expr, kind);
        }
    }

    /// Without 其中.
    fn unfiltered(&mut self, steps: &[usize], expr: &Expr, range: &Range, kind: impl Fn(Range) -> ExprKind) {
        if let Some(filter) = &range.filter {
            let range = Range { filter: None, ..range.clone() };
            self.turn(steps, filter.span, None, expr, kind(range));
        }
    }

    fn negated(&mut self, steps: &[usize], expr: &Expr) {
        let kind = ExprKind::Not(Box::new(expr.clone()));
        self.turn(steps, expr.span, Some(Change::Negated(String::new())), expr, kind);
    }

    fn turn(&mut self, steps: &[usize], span: Span, change: Option<Change>, expr: &Expr, kind: ExprKind) {
        self.put(steps, span, change, Expr { kind, ..expr.clone() });
    }

    fn put(&mut self, steps: &[usize], span: Span, change: Option<Change>, with: Expr) {
        let deed = Deed::Replace(self.root, steps.to_vec(), Box::new(with));
        self.found.push(Edit { span, change, deed });
    }

    /// Takes away the changes that are sure to change nothing: in a chain of 且, `有 x` beside a leaf that
    /// reads `x`. Without it the leaf hangs on what is missing, and a requirement that hangs on that fails.
    fn leave_needless(&mut self, whole: &Expr) {
        let mut operands = Vec::new();
        let mut open = vec![whole];
        while let Some(next) = open.pop() {
            match &next.kind {
                ExprKind::And(left, right) => open.extend([&**left, &**right]),
                _ => operands.push(next),
            }
        }
        for operand in &operands {
            if let ExprKind::Has(Target::Cell(path)) = &operand.kind
                && operands.iter().any(|other| needs(other, path))
            {
                self.found.retain(|edit| edit.change.is_some() || edit.span != operand.span);
            }
        }
    }
}

/// True for a leaf that has no truth without the cell.
fn needs(leaf: &Expr, path: &Path) -> bool {
    match &leaf.kind {
        ExprKind::Cell(other) => other == path,
        ExprKind::Quantified(_, range, _) | ExprKind::Aggregate(_, range, _) => range.list == *path,
        ExprKind::Compare(..)
        | ExprKind::InSet(..)
        | ExprKind::InParam(..)
        | ExprKind::InInterval(..)
        | ExprKind::Matches(..)
        | ExprKind::ContainsText(..)
        | ExprKind::Negate(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Call(..)
        | ExprKind::Extreme(..) => walk::children(leaf).into_iter().any(|child| needs(child, path)),
        ExprKind::InList(value, range) => range.list == *path || needs(value, path),
        ExprKind::Constant(_)
        | ExprKind::Param(_)
        | ExprKind::Let(_)
        | ExprKind::Slot(_)
        | ExprKind::Not(_)
        | ExprKind::And(..)
        | ExprKind::Or(..)
        | ExprKind::Has(_)
        | ExprKind::Default(..) => false,
    }
}

/// The comparisons that differ least: at equality, or on one side of it.
fn others(op: CompareOp, ty: &Type) -> Vec<CompareOp> {
    let ordered = match ty {
        Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Date | Type::Year | Type::Days => true,
        Type::Text | Type::Bool | Type::Enum(_) | Type::Record(_) | Type::List(_) | Type::Set(_) => false,
    };
    match op {
        CompareOp::Lt => vec![CompareOp::Le],
        CompareOp::Le => vec![CompareOp::Lt],
        CompareOp::Gt => vec![CompareOp::Ge],
        CompareOp::Ge => vec![CompareOp::Gt],
        CompareOp::Eq if ordered => vec![CompareOp::Le, CompareOp::Ge],
        CompareOp::Ne if ordered => vec![CompareOp::Lt, CompareOp::Gt],
        CompareOp::Eq => vec![CompareOp::Ne],
        CompareOp::Ne => vec![CompareOp::Eq],
    }
}

const fn sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "=",
        CompareOp::Ne => "≠",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}

fn replaced(from: &str, to: &str) -> Change {
    Change::Replaced { from: from.to_owned(), to: to.to_owned() }
}

fn shown(value: &Value, expr: &Expr, program: &Program) -> String {
    // Where both are hundreds of 元, the unit that people use.
    let unit = match value {
        Value::Number(number) if number.over(Number::integer(100)).is_ok_and(Number::is_integer) => {
            Unit::TenThousand
        }
        _ => Unit::Yuan,
    };
    constants::shown(value, &expr.ty, unit, &program.schema)
}
