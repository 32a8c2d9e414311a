//! The walk over an expression that looks at every read.

use super::Facts;
use super::facts::OfLet;
use super::frames::Frames;
use crate::diag::RuleProblem;
use crate::ir::mistakes::Mistakes;
use crate::ir::world::World;
use crate::ir::{Aggregate, Expr, ExprKind, Interval, Origin, Path, Range, Start, Target};
use crate::schema::RecordType;
use crate::source::Span;

/// Where an expression stands: what silence means there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ir) enum Clause {
    /// 条件.
    Condition,
    /// 除外.
    Exception,
    /// 令.
    Let,
    /// 其中.
    Filter,
    /// 要求, where silence counts against the declarer.
    Requirement,
    /// 按, where silence is a row of its own.
    Axis,
    /// A message, an amount, an argument of a measure, where silence is shown.
    Shown,
}

impl Clause {
    /// The clause's keyword, if silence must be handled in it.
    const fn strict(self) -> Option<&'static str> {
        match self {
            Self::Condition => Some("条件"),
            Self::Exception => Some("除外"),
            Self::Let => Some("令"),
            Self::Filter => Some("其中"),
            Self::Requirement | Self::Axis | Self::Shown => None,
        }
    }
}

/// Looks at the reads of one rule.
pub(in crate::ir) struct Presence<'a> {
    pub(in crate::ir) mistakes: &'a mut Mistakes,
    pub(in crate::ir) source: usize,
    pub(in crate::ir) frames: Frames<'a>,
    /// For each 令, whether it can be missing.
    pub(in crate::ir) lets: Vec<bool>,
    /// What follows from each 令.
    pub(in crate::ir) follows: Vec<OfLet>,
    /// True when the rule is about groups.
    grouped: bool,
    /// Reads already reported: one mistake is said once a rule.
    reported: Vec<String>,
}

/// The place that is looked at.
#[derive(Clone, Copy)]
struct Around<'s> {
    clause: Clause,
    /// The innermost list that is added up there, and its frame.
    summed: Option<(usize, &'s str)>,
}

impl<'a> Presence<'a> {
    /// For rules about such records.
    pub(in crate::ir) fn new(
        record: &'a RecordType,
        grouped: bool,
        world: &'a World,
        mistakes: &'a mut Mistakes,
        source: usize,
    ) -> Self {
        Self {
            grouped,
            mistakes,
            source,
            frames: Frames::about(record, world),
            lets: Vec::new(),
            follows: Vec::new(),
            reported: Vec::new(),
        }
    }

    /// Looks at an expression in a clause, where these facts are known.
    pub(in crate::ir) fn check(&mut self, expr: &mut Expr, clause: Clause, facts: &Facts) {
        self.walk(expr, Around { clause, summed: None }, facts);
    }

    fn walk(&mut self, expr: &mut Expr, around: Around<'_>, facts: &Facts) {
        let span = expr.span;
        let mut optional = false;
        match &mut expr.kind {
            ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Slot(_) => {}
            ExprKind::Cell(path) => {
                self.keys(path, facts);
                optional =
                    self.frames.optional(path, facts) && !self.unguarded(path, self.text(span), span, around);
            }
            ExprKind::Let(at) => {
                optional = self.lets.get(*at).copied().unwrap_or(false) && !facts.cover_let(*at);
                if optional {
                    optional = !self.unguarded_value(span, around);
                }
            }
            ExprKind::Negate(inner)
            | ExprKind::Not(inner)
            | ExprKind::Matches(inner, _)
            | ExprKind::InParam(inner, _) => {
                self.walk(inner, around, facts);
                optional = inner.optional;
            }
            ExprKind::Arithmetic(_, left, right) | ExprKind::ContainsText(left, right) => {
                self.walk(left, around, facts);
                self.walk(right, around, facts);
                optional = left.optional || right.optional;
            }
            ExprKind::And(left, right) => optional = self.both(left, right, true, around, facts),
            ExprKind::Or(left, right) => optional = self.both(left, right, false, around, facts),
            ExprKind::Compare(_, left, right, tolerance) => {
                for side in [Some(left), Some(right), tolerance.as_mut()].into_iter().flatten() {
                    self.walk(side, around, facts);
                    optional |= side.optional;
                }
            }
            ExprKind::InSet(left, members) => {
                for side in std::iter::once(left.as_mut()).chain(members) {
                    self.walk(side, around, facts);
                    optional |= side.optional;
                }
            }
            ExprKind::InInterval(left, Interval { low, high, .. }) => {
                for side in [left, low, high] {
                    self.walk(side, around, facts);
                    optional |= side.optional;
                }
            }
            ExprKind::Call(_, args) | ExprKind::Extreme(_, args) => {
                for arg in args {
                    self.walk(arg, around, facts);
                    optional |= arg.optional;
                }
            }
            ExprKind::InList(left, range) => {
                self.walk(left, around, facts);
                self.enter(range, span, around, facts, |_, _| {});
                optional = left.optional || range.optional;
            }
            ExprKind::Has(target) => self.guard(target, span, around, facts),
            ExprKind::Default(left, right) => {
                self.walk(left, Around { clause: Clause::Shown, summed: None }, facts);
                if self.always(left, facts) {
                    self.needless(left.span);
                }
                self.walk(right, around, facts);
                optional = right.optional;
            }
            ExprKind::Quantified(_, range, body) => {
                let inner = self.enter(range, span, around, facts, |presence, facts| {
                    presence.walk(body, around, facts);
                    body.optional
                });
                optional = range.optional || inner;
            }
            ExprKind::Aggregate(aggregate, range, arg) => {
                optional = self.aggregate(*aggregate, range, arg.as_deref_mut(), span, around, facts);
                if *aggregate == Aggregate::Count {
                    // Elements are counted whatever they hold: what they hold has been looked at.
                    *arg = None;
                }
            }
        }
        expr.optional = optional;
    }

    /// Each side of 且 is read where the other may be true, each side of 或 where the other may be false: a
    /// side that settles the matter makes the other one's silence harmless, in whichever order they stand.
    fn both(
        &mut self,
        left: &mut Expr,
        right: &mut Expr,
        truth: bool,
        around: Around<'_>,
        facts: &Facts,
    ) -> bool {
        let beside_left = facts.and(Facts::when(right, truth, &self.follows));
        let beside_right = facts.and(Facts::when(left, truth, &self.follows));
        self.walk(left, around, &beside_left);
        self.walk(right, around, &beside_right);
        left.optional || right.optional
    }

    fn guard(&mut self, target: &mut Target, span: Span, around: Around<'_>, facts: &Facts) {
        match target {
            Target::Cell(path) => {
                self.keys(path, facts);
                if !self.frames.optional(path, &Facts::default()) {
                    self.needless(span);
                }
            }
            Target::Expr(inner) => {
                let around = Around { clause: Clause::Shown, ..around };
                self.walk(inner, around, facts);
                if self.always(inner, facts) {
                    self.needless(span);
                }
            }
        }
    }

    /// True when the value is there whatever is known: a guard that a fact makes needless here may be needed
    /// where the same text is used again.
    fn always(&self, expr: &Expr, facts: &Facts) -> bool {
        match &expr.kind {
            ExprKind::Cell(path) => !self.frames.optional(path, &Facts::default()),
            ExprKind::Let(at) => !self.lets.get(*at).copied().unwrap_or(false),
            _ => !expr.optional && facts.is_empty(),
        }
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        range: &mut Range,
        arg: Option<&mut Expr>,
        span: Span,
        around: Around<'_>,
        facts: &Facts,
    ) -> bool {
        let list = range.list.shown.0.clone();
        let frame = self.frames.depth();
        let inner = self.enter(range, span, around, facts, |presence, facts| {
            arg.is_some_and(|arg| {
                let summed = Some((frame, list.as_str()));
                presence.walk(arg, Around { clause: around.clause, summed }, facts);
                arg.optional
            })
        });
        let mut optional = range.optional || inner;
        // The greatest of no elements is missing, as is the mean. A group has members.
        let members = self.grouped && matches!(range.list.start, Start::Table(_)) && range.filter.is_none();
        let may_be_none = matches!(aggregate, Aggregate::Max | Aggregate::Min | Aggregate::Mean) && !members;
        if may_be_none && !optional {
            // In a 令 the name can be guarded with 有.
            let named = around.clause == Clause::Let && around.summed.is_none();
            optional = named || !self.unguarded_value(span, around);
        }
        optional
    }

    /// Looks at the key of a join. Its silence is that of the record.
    fn keys(&mut self, path: &Path, facts: &Facts) {
        let Start::Join(join) = path.start else {
            return;
        };
        let taken = self.frames.joins.get_mut(join).map(|join| std::mem::take(&mut join.keys));
        let mut keys = taken.unwrap_or_default();
        for key in &mut keys {
            self.walk(key, Around { clause: Clause::Shown, summed: None }, facts);
        }
        if let Some(join) = self.frames.joins.get_mut(join) {
            join.keys = keys;
        }
    }

    /// Looks at a list and its filter, then at what is said of its elements.
    fn enter<T>(
        &mut self,
        range: &mut Range,
        span: Span,
        around: Around<'_>,
        facts: &Facts,
        body: impl FnOnce(&mut Self, &Facts) -> T,
    ) -> T {
        self.keys(&range.list, facts);
        let list = range.list.shown.0.clone();
        range.optional = self.frames.optional(&range.list, facts)
            && !self.unguarded(&range.list, list.clone(), span, around);
        let frame = self.frames.depth();
        self.frames.enter(&range.list, list);
        let mut known = facts.outside(frame);
        if let Some(filter) = &mut range.filter {
            self.walk(filter, Around { clause: Clause::Filter, summed: None }, &known);
            known = known.and(Facts::when(filter, true, &self.follows)).into_owned();
        }
        let result = body(self, &known);
        self.frames.leave();
        result
    }

    /// Reports the read of an optional field where that is a mistake. True when it was one.
    fn unguarded(&mut self, path: &Path, field: String, span: Span, around: Around<'_>) -> bool {
        let what = format!("{:?}{}.{}", path.start, self.frames.list(path.frame), path.shown.0);
        if let Some((frame, list)) = around.summed
            && path.frame >= frame
        {
            let field = path.shown.0.clone();
            let problem = RuleProblem::AggregateOverOptional { field, list: list.to_owned() };
            self.report(what, span, problem);
            return true;
        }
        let Some(clause) = around.clause.strict() else {
            return false;
        };
        self.report(what, span, RuleProblem::Unguarded { field, clause });
        true
    }

    /// The same for a value that is no field: a 令, the greatest of a list.
    fn unguarded_value(&mut self, span: Span, around: Around<'_>) -> bool {
        let Some(clause) = around.clause.strict() else {
            return false;
        };
        let field = self.text(span);
        self.report(field.clone(), span, RuleProblem::Unguarded { field, clause });
        true
    }

    fn report(&mut self, what: String, span: Span, problem: RuleProblem) {
        if !self.reported.contains(&what) {
            self.reported.push(what);
            self.mistakes.error(Origin { source: self.source, span }, problem);
        }
    }

    fn needless(&mut self, span: Span) {
        let origin = Origin { source: self.source, span };
        let field = self.text(span);
        let field = ["有", "无", "has ", "lacks "]
            .into_iter()
            .find_map(|word| field.strip_prefix(word))
            .map_or(field.clone(), |rest| rest.trim().to_owned());
        self.mistakes.warning(origin, RuleProblem::NeedlessGuard { field });
    }

    fn text(&self, span: Span) -> String {
        self.mistakes.text(Origin { source: self.source, span }).to_owned()
    }
}
