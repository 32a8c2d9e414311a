//! What is asked of all members of a group or of all records of a table: taken out of the expressions of a rule,
//! so that it can be gathered record by record before the rule is decided.

use super::mistakes::Mistakes;
use super::{
    Asked, Body, Expr, ExprKind, MeasureUse, Origin, Outcome, Part, Path, Range, RowOutcome, Rule, Slot,
    Start, Template, Visits, walk,
};
use crate::diag::RuleProblem;
use crate::source::Span;

/// Notes which fields of other tables the rule reads.
pub(super) fn note_fields(rule: &mut Rule) {
    if rule.joins.is_empty() {
        return;
    }
    let mut read: Vec<(usize, usize)> = Vec::new();
    let mut note = |expr: &Expr| {
        let first = |path: &Path| match (path.start, path.steps.first()) {
            (Start::Join(join), Some(step)) => Some((join, *step)),
            _ => None,
        };
        read.extend(walk::paths(expr).into_iter().filter_map(first));
    };
    rule.lets.iter().for_each(|one| note(&one.value));
    rule.joins.iter().flat_map(|join| &join.keys).for_each(&mut note);
    for expr in exprs_mut(rule) {
        note(expr);
    }
    for (join, step) in read {
        if let Some(join) = rule.joins.get_mut(join) {
            join.fields.push(step);
        }
    }
}

/// Puts a slot in place of everything that is asked of all records of a table.
pub(super) fn take_out(rule: &mut Rule, mistakes: &mut Mistakes) {
    if matches!(rule.visits, Visits::Records) {
        return;
    }
    let mut taker = Taker {
        visits: rule.visits.clone(),
        keys: rule.joins.iter().map(|join| join.keys.clone()).collect(),
        slots: Vec::new(),
        lets: Vec::new(),
        nested: Vec::new(),
    };
    for one in &mut rule.lets {
        let before = taker.slots.len();
        taker.take(&mut one.value, false);
        let reads = |at: &usize| taker.lets.get(*at).copied().unwrap_or(false);
        let asks =
            taker.slots.len() > before || has_slot(&one.value) || walk::lets(&one.value).iter().any(reads);
        taker.lets.push(asks);
    }
    for expr in exprs_mut(rule) {
        taker.take(expr, false);
    }
    for span in taker.nested {
        mistakes.error(Origin { source: rule.origin.source, span }, RuleProblem::NestedTables);
    }
    rule.slots = taker.slots;
}

/// The expressions of a rule, 令 aside.
fn exprs_mut(rule: &mut Rule) -> Vec<&mut Expr> {
    let mut found: Vec<&mut Expr> = rule.condition.iter_mut().collect();
    found.extend(rule.scored.iter_mut().map(|scored| &mut scored.unit));
    found.extend(rule.exceptions.iter_mut().map(|exception| &mut exception.when));
    match &mut rule.body {
        Body::Require(body) => {
            found.push(&mut body.requirement);
            found.extend(of_outcome(&mut body.outcome));
        }
        Body::Tiers(tiers) => {
            found.extend(&mut tiers.axes);
            for row in &mut tiers.rows {
                match &mut row.outcome {
                    RowOutcome::Pass | RowOutcome::NotApplicable => {}
                    RowOutcome::Finding(outcome) => found.extend(of_outcome(outcome)),
                }
            }
        }
    }
    found
}

fn of_outcome(Outcome { message, measure, advice, .. }: &mut Outcome) -> Vec<&mut Expr> {
    let mut found: Vec<&mut Expr> = holes(message).collect();
    found.extend(advice.iter_mut().flat_map(holes));
    found.extend(measure.iter_mut().filter_map(|MeasureUse { amount, .. }| amount.as_mut()));
    found
}

fn holes(template: &mut Template) -> impl Iterator<Item = &mut Expr> {
    template.parts.iter_mut().filter_map(|part| match part {
        Part::Text(_) => None,
        Part::Hole(expr, _) => Some(expr),
    })
}

struct Taker {
    visits: Visits,
    /// The keys by which each join finds its record.
    keys: Vec<Vec<Expr>>,
    slots: Vec<Slot>,
    /// For each 令, whether it asks something of all records.
    lets: Vec<bool>,
    /// Where something is asked of all records for each of them.
    nested: Vec<Span>,
}

impl Taker {
    /// The parser bounds how deep this goes.
    fn take(&mut self, expr: &mut Expr, negated: bool) {
        if let Some(slot) = self.slot(expr, negated) {
            let reads = |at: &usize| self.lets.get(*at).copied().unwrap_or(false);
            if walk::lets(expr).iter().any(reads) {
                self.nested.push(expr.span);
            }
            let same = |other: &Slot| alike(other, &slot);
            let number = self.slots.iter().position(same).unwrap_or_else(|| {
                self.slots.push(slot.clone());
                self.slots.len() - 1
            });
            expr.kind = ExprKind::Slot(number);
            return;
        }
        let inside = match &expr.kind {
            ExprKind::Not(_) => !negated,
            ExprKind::And(..) | ExprKind::Or(..) => negated,
            _ => false,
        };
        for child in walk::children_mut(expr) {
            self.take(child, inside);
        }
    }

    fn slot(&self, expr: &Expr, negated: bool) -> Option<Slot> {
        let (range, asked, read): (&Range, Asked, Option<&Expr>) = match &expr.kind {
            ExprKind::Aggregate(aggregate, range, argument) => {
                let argument = argument.as_deref();
                (range, Asked::Aggregate(*aggregate, argument.cloned()), argument)
            }
            ExprKind::Quantified(quantifier, range, body) => {
                (range, Asked::Quantified(*quantifier, body.as_ref().clone(), negated), Some(body))
            }
            _ => return None,
        };
        let Start::Table(table) = range.list.start else {
            return None;
        };
        let read = read.and_then(|read| self.own_field(read));
        let key = match &self.visits {
            Visits::Groups(keys) => keys.first().map(|key| &key.path),
            Visits::Records | Visits::Batch => None,
        };
        let filter = range.filter.as_deref();
        let shown = read.or(key).or_else(|| filter.and_then(|filter| self.own_field(filter)));
        Some(Slot { table, shown: shown.cloned(), filter: filter.cloned(), asked })
    }

    /// The first field of the record itself that the expression reads; of a record that is found by a key, the
    /// last field of the key.
    fn own_field<'e>(&'e self, expr: &'e Expr) -> Option<&'e Path> {
        let own = |path: &&Path| path.frame == 1 && path.start == Start::Frame;
        let paths = walk::paths(expr);
        let by_key = |path: &&'e Path| match path.start {
            Start::Join(join) => {
                self.keys.get(join)?.iter().rev().find_map(|key| walk::paths(key).into_iter().find(own))
            }
            _ => None,
        };
        paths.iter().copied().find(own).or_else(|| paths.iter().find_map(by_key))
    }
}

/// True for two slots that ask the same, wherever their expressions stand.
fn alike(one: &Slot, other: &Slot) -> bool {
    let same = |one: Option<&Expr>, other: Option<&Expr>| match (one, other) {
        (Some(one), Some(other)) => walk::alike(one, other),
        (None, None) => true,
        _ => false,
    };
    let asked = match (&one.asked, &other.asked) {
        (Asked::Aggregate(one, argument), Asked::Aggregate(other, arguments)) => {
            one == other && same(argument.as_ref(), arguments.as_ref())
        }
        (Asked::Quantified(one, body, under), Asked::Quantified(other, bodies, below)) => {
            one == other && under == below && walk::alike(body, bodies)
        }
        _ => false,
    };
    asked
        && one.table == other.table
        && one.shown == other.shown
        && same(one.filter.as_ref(), other.filter.as_ref())
}

fn has_slot(expr: &Expr) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        if let ExprKind::Slot(_) = next.kind {
            return true;
        }
        open.extend(walk::children(next));
    }
    false
}
