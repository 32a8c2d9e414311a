//! Which parameters a rule reads.

use std::collections::BTreeSet;

use crate::ir::{Body, Expr, ExprKind, Outcome, Part, Program, Row, RowOutcome, Rule, Target, Template};

/// The numbers of the parameters that a rule reads, its measures and messages included.
pub(super) fn params_of(rule: &Rule, program: &Program) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut exprs: Vec<&Expr> = Vec::new();
    exprs.extend(rule.lets.iter().map(|one| &one.value));
    exprs.extend(&rule.condition);
    exprs.extend(rule.exceptions.iter().map(|one| &one.when));
    match &rule.body {
        Body::Require(one) => {
            exprs.push(&one.requirement);
            outcome(&one.outcome, &mut exprs);
        }
        Body::Tiers(tiers) => {
            exprs.extend(&tiers.axes);
            tiers.rows.iter().for_each(|one| row(one, &mut exprs));
            let source = program.sources.get(rule.origin.source);
            let covers = tiers.rows.iter().filter_map(|row| Some(cover(source?.slice(row.span))));
            covers.for_each(|cover| found.extend(named(cover, program)));
        }
    }
    // A stack and not a recursion: however deep the expression, this needs no more of the thread's own.
    while let Some(expr) = exprs.pop() {
        parts(expr, &mut found, &mut exprs);
    }
    found
}

/// What a row says it covers. The program holds the values that were computed from it when the rules were
/// compiled, and no names any more.
fn cover(row: &str) -> &str {
    row.split(['→', '"', '“']).next().and_then(|cover| cover.split("->").next()).unwrap_or_default()
}

/// The parameters whose names stand in a text.
fn named<'a>(text: &'a str, program: &'a Program) -> impl Iterator<Item = usize> + 'a {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '_');
    words.filter_map(|word| program.params.iter().position(|param| param.names.is(word)))
}

fn row<'a>(row: &'a Row, exprs: &mut Vec<&'a Expr>) {
    match &row.outcome {
        RowOutcome::Pass | RowOutcome::NotApplicable => {}
        RowOutcome::Finding(one) => outcome(one, exprs),
    }
}

fn outcome<'a>(outcome: &'a Outcome, exprs: &mut Vec<&'a Expr>) {
    template(&outcome.message, exprs);
    exprs.extend(outcome.measure.iter().filter_map(|measure| measure.amount.as_ref()));
    outcome.advice.iter().for_each(|advice| template(advice, exprs));
}

fn template<'a>(template: &'a Template, exprs: &mut Vec<&'a Expr>) {
    exprs.extend(template.parts.iter().filter_map(|part| match part {
        Part::Text(_) => None,
        Part::Hole(expr, _) => Some(expr),
    }));
}

fn parts<'a>(expr: &'a Expr, found: &mut BTreeSet<usize>, exprs: &mut Vec<&'a Expr>) {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Let(_) | ExprKind::Cell(_) | ExprKind::Has(Target::Cell(_)) => {}
        ExprKind::Param(number) => {
            found.insert(*number);
        }
        ExprKind::InParam(inner, number) => {
            found.insert(*number);
            exprs.push(inner);
        }
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::Matches(inner, _)
        | ExprKind::Has(Target::Expr(inner)) => exprs.push(inner),
        ExprKind::InList(inner, list) => {
            exprs.push(inner);
            exprs.extend(list.filter.as_deref());
        }
        ExprKind::Arithmetic(_, left, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::ContainsText(left, right)
        | ExprKind::Default(left, right) => exprs.extend([&**left, &**right]),
        ExprKind::Compare(_, left, right, tolerance) => {
            exprs.extend([&**left, &**right]);
            exprs.extend(tolerance.as_deref());
        }
        ExprKind::InSet(inner, members) => {
            exprs.push(inner);
            exprs.extend(members);
        }
        ExprKind::InInterval(inner, interval) => exprs.extend([&**inner, &*interval.low, &*interval.high]),
        ExprKind::Quantified(_, list, body) => {
            exprs.extend(list.filter.as_deref());
            exprs.push(body);
        }
        ExprKind::Aggregate(_, list, argument) => {
            exprs.extend(list.filter.as_deref());
            exprs.extend(argument.as_deref());
        }
        ExprKind::Extreme(_, arguments) | ExprKind::Call(_, arguments) => exprs.extend(arguments),
    }
}
