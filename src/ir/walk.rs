//! The expressions inside an expression, for walks that treat most kinds alike.

use super::{Expr, ExprKind, Interval, Path, Range, Target};
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
    let mut open = vec![(one, other)];
    while let Some((one, other)) = open.pop() {
        let (inside, others) = (children(one), children(other));
        if one.optional != other.optional
            || !one.ty.is_same(&other.ty)
            || !alike_but_inside(&one.kind, &other.kind)
            || inside.len() != others.len()
        {
            return false;
        }
        open.extend(inside.into_iter().zip(others));
    }
    true
}

/// True for kinds that are the same but for the expressions inside.
fn alike_but_inside(one: &ExprKind, other: &ExprKind) -> bool {
    match (one, other) {
        (ExprKind::Constant(one), ExprKind::Constant(other)) => one == other,
        (ExprKind::Param(one), ExprKind::Param(other))
        | (ExprKind::Let(one), ExprKind::Let(other))
        | (ExprKind::Slot(one), ExprKind::Slot(other))
        | (ExprKind::InParam(_, one), ExprKind::InParam(_, other)) => one == other,
        (ExprKind::Cell(one), ExprKind::Cell(other))
        | (ExprKind::Has(Target::Cell(one)), ExprKind::Has(Target::Cell(other))) => one == other,
        (ExprKind::Arithmetic(one, ..), ExprKind::Arithmetic(other, ..)) => one == other,
        (ExprKind::Compare(one, ..), ExprKind::Compare(other, ..)) => one == other,
        (ExprKind::InInterval(_, one), ExprKind::InInterval(_, other)) => {
            (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
        }
        (ExprKind::InList(_, one), ExprKind::InList(_, other)) => alike_lists(one, other),
        (ExprKind::Matches(_, one), ExprKind::Matches(_, other)) => one.as_str() == other.as_str(),
        (ExprKind::Quantified(one, list, _), ExprKind::Quantified(other, lists, _)) => {
            one == other && alike_lists(list, lists)
        }
        (ExprKind::Aggregate(one, list, _), ExprKind::Aggregate(other, lists, _)) => {
            one == other && alike_lists(list, lists)
        }
        (ExprKind::Call(one, _), ExprKind::Call(other, _)) => std::ptr::eq(*one, *other),
        (ExprKind::Extreme(one, _), ExprKind::Extreme(other, _)) => one == other,
        (ExprKind::Has(Target::Expr(_)), ExprKind::Has(Target::Expr(_)))
        | (ExprKind::Negate(_), ExprKind::Negate(_))
        | (ExprKind::Not(_), ExprKind::Not(_))
        | (ExprKind::And(..), ExprKind::And(..))
        | (ExprKind::Or(..), ExprKind::Or(..))
        | (ExprKind::InSet(..), ExprKind::InSet(..))
        | (ExprKind::ContainsText(..), ExprKind::ContainsText(..))
        | (ExprKind::Default(..), ExprKind::Default(..)) => true,
        _ => false,
    }
}

/// True for lists that are the same, both filtered or neither.
fn alike_lists(one: &Range, other: &Range) -> bool {
    one.list == other.list && one.optional == other.optional && one.filter.is_some() == other.filter.is_some()
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
