//! The expressions inside an expression, for walks that treat most kinds alike.

use super::{Expr, ExprKind, Interval, Path, Target};
use crate::source::Span;

/// The expressions directly inside.
pub(super) fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Param(_)
        | ExprKind::Let(_)
        | ExprKind::Slot(_)
        | ExprKind::Cell(_)
        | ExprKind::Has(Target::Cell(_)) => Vec::new(),
        ExprKind::Has(Target::Expr(inner))
        | ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::InParam(inner, _)
        | ExprKind::Matches(inner, _) => vec![inner],
        ExprKind::Arithmetic(_, left, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::ContainsText(left, right)
        | ExprKind::Default(left, right) => vec![left, right],
        ExprKind::Compare(_, left, right, tolerance) => {
            [left, right].into_iter().chain(tolerance).map(Box::as_ref).collect()
        }
        ExprKind::InSet(left, members) => std::iter::once(left.as_ref()).chain(members).collect(),
        ExprKind::InInterval(left, Interval { low, high, .. }) => vec![left, low, high],
        ExprKind::InList(left, range) => {
            std::iter::once(left.as_ref()).chain(range.filter.as_deref()).collect()
        }
        ExprKind::Quantified(_, range, body) => {
            range.filter.as_deref().into_iter().chain(std::iter::once(body.as_ref())).collect()
        }
        ExprKind::Aggregate(_, range, arg) => {
            range.filter.as_deref().into_iter().chain(arg.as_deref()).collect()
        }
        ExprKind::Call(_, args) | ExprKind::Extreme(_, args) => args.iter().collect(),
    }
}

/// The same, to be changed.
pub(super) fn children_mut(expr: &mut Expr) -> Vec<&mut Expr> {
    match &mut expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Param(_)
        | ExprKind::Let(_)
        | ExprKind::Slot(_)
        | ExprKind::Cell(_)
        | ExprKind::Has(Target::Cell(_)) => Vec::new(),
        ExprKind::Has(Target::Expr(inner))
        | ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::InParam(inner, _)
        | ExprKind::Matches(inner, _) => vec![inner],
        ExprKind::Arithmetic(_, left, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::ContainsText(left, right)
        | ExprKind::Default(left, right) => vec![left, right],
        ExprKind::Compare(_, left, right, tolerance) => {
            [left, right].into_iter().chain(tolerance).map(Box::as_mut).collect()
        }
        ExprKind::InSet(left, members) => std::iter::once(left.as_mut()).chain(members).collect(),
        ExprKind::InInterval(left, Interval { low, high, .. }) => vec![left, low, high],
        ExprKind::InList(left, range) => {
            std::iter::once(left.as_mut()).chain(range.filter.as_deref_mut()).collect()
        }
        ExprKind::Quantified(_, range, body) => {
            range.filter.as_deref_mut().into_iter().chain(std::iter::once(body.as_mut())).collect()
        }
        ExprKind::Aggregate(_, range, arg) => {
            range.filter.as_deref_mut().into_iter().chain(arg.as_deref_mut()).collect()
        }
        ExprKind::Call(_, args) | ExprKind::Extreme(_, args) => args.iter_mut().collect(),
    }
}

/// The expression with all its text standing at `span`, for what is put in elsewhere.
pub(super) fn moved(mut expr: Expr, span: Span) -> Expr {
    let mut open = vec![&mut expr];
    while let Some(next) = open.pop() {
        next.span = span;
        open.extend(children_mut(next));
    }
    expr
}

/// True for two expressions that say the same, wherever they stand.
pub(super) fn alike(one: &Expr, other: &Expr) -> bool {
    let bare = |expr: &Expr| format!("{:?}", moved(expr.clone(), Span::at(0)));
    bare(one) == bare(other)
}

/// The paths that an expression reads, in reading order.
pub(super) fn paths(expr: &Expr) -> Vec<&Path> {
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match &next.kind {
            ExprKind::Cell(path) | ExprKind::Has(Target::Cell(path)) => found.push(path),
            ExprKind::Quantified(_, range, _)
            | ExprKind::Aggregate(_, range, _)
            | ExprKind::InList(_, range) => found.push(&range.list),
            _ => {}
        }
        open.extend(children(next).into_iter().rev());
    }
    found
}

/// The numbers of the 令 that an expression reads.
pub(super) fn lets(expr: &Expr) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if let ExprKind::Let(at) = next.kind {
            found.push(at);
        }
        open.extend(children(next));
    }
    found
}
