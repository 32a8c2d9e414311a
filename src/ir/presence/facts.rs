//! Facts about what is filled in, as they follow from the truth or the falsehood of a condition.

use std::borrow::Cow;

use crate::ir::{Expr, ExprKind, Path, Start, Target};

/// Something that is filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ir) enum Fact {
    /// The field at these steps from that frame, and every record on the way.
    Cell(Start, usize, Vec<usize>),
    /// A 令.
    Let(usize),
}

/// What is known to be filled in: in order, each once.
#[derive(Clone, Debug, Default)]
pub(in crate::ir) struct Facts(Vec<Fact>);

impl Facts {
    /// What must hold where the condition has that truth value.
    pub(in crate::ir) fn when(condition: &Expr, truth: bool, lets: &[OfLet]) -> Self {
        Self(follow(condition, truth, lets))
    }

    /// Both.
    #[must_use]
    pub(in crate::ir) fn and(&self, other: Self) -> Cow<'_, Self> {
        if other.is_empty() { Cow::Borrowed(self) } else { Cow::Owned(Self(either(self.0.clone(), other.0))) }
    }

    /// True when nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when the field, or something inside it, is known to be filled in.
    pub(super) fn cover(&self, path: &Path, steps: &[usize]) -> bool {
        let before = |fact: &Fact| match fact {
            Fact::Cell(start, frame, found) => (*start, *frame, &**found) < (path.start, path.frame, steps),
            Fact::Let(_) => false,
        };
        // Paths sort right after their beginnings, so the nearest one tells.
        matches!(self.0.get(self.0.partition_point(before)), Some(Fact::Cell(start, frame, found))
            if (*start, *frame) == (path.start, path.frame) && found.starts_with(steps))
    }

    /// True when the 令 is known to have a value.
    pub(super) fn cover_let(&self, at: usize) -> bool {
        self.0.binary_search(&Fact::Let(at)).is_ok()
    }

    /// The facts about the subject and the elements around, without those about deeper elements.
    #[must_use]
    pub(super) fn outside(&self, frame: usize) -> Self {
        let about = |fact: &&Fact| match fact {
            Fact::Cell(_, at, _) => *at < frame,
            Fact::Let(_) => true,
        };
        Self(self.0.iter().filter(about).cloned().collect())
    }
}

/// What is in one of them.
fn either(mut one: Vec<Fact>, mut other: Vec<Fact>) -> Vec<Fact> {
    if one.is_empty() || other.is_empty() {
        return if one.is_empty() { other } else { one };
    }
    one.append(&mut other);
    one.sort_unstable();
    one.dedup();
    one
}

/// What follows from a 令 that is a condition: found once, however often it is read.
#[derive(Clone, Debug, Default)]
pub(in crate::ir) struct OfLet {
    when_true: Facts,
    when_false: Facts,
}

/// What follows from each 令; a later one may read earlier ones.
pub(in crate::ir) fn of_lets<'e>(values: impl Iterator<Item = Option<&'e Expr>>) -> Vec<OfLet> {
    values.fold(Vec::new(), |mut found, value| {
        found.push(value.map_or_else(OfLet::default, |value| OfLet {
            when_true: Facts::when(value, true, &found),
            when_false: Facts::when(value, false, &found),
        }));
        found
    })
}

fn follow(condition: &Expr, truth: bool, lets: &[OfLet]) -> Vec<Fact> {
    match &condition.kind {
        ExprKind::Has(target) if truth => match target {
            Target::Cell(path) => vec![read(path)],
            Target::Expr(inner) => strict(inner),
        },
        ExprKind::Not(inner) => follow(inner, !truth, lets),
        ExprKind::And(left, right) | ExprKind::Or(left, right) => {
            let (mut left, right) = (follow(left, truth, lets), follow(right, truth, lets));
            // A true 且 and a false 或 hold on both sides; the others on one of them, nobody knows which.
            if matches!(condition.kind, ExprKind::And(..)) == truth {
                either(left, right)
            } else {
                left.retain(|fact| right.binary_search(fact).is_ok());
                left
            }
        }
        ExprKind::Let(at) => lets
            .get(*at)
            .map(|of| if truth { of.when_true.0.clone() } else { of.when_false.0.clone() })
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn read(path: &Path) -> Fact {
    Fact::Cell(path.start, path.frame, path.steps.clone())
}

/// What a value needs to be there at all.
fn strict(expr: &Expr) -> Vec<Fact> {
    match &expr.kind {
        ExprKind::Cell(path) => vec![read(path)],
        ExprKind::Let(at) => vec![Fact::Let(*at)],
        ExprKind::Negate(inner) => strict(inner),
        ExprKind::Arithmetic(_, left, right) => either(strict(left), strict(right)),
        ExprKind::Call(_, args) | ExprKind::Extreme(_, args) => {
            args.iter().fold(Vec::new(), |found, arg| either(found, strict(arg)))
        }
        _ => Vec::new(),
    }
}
