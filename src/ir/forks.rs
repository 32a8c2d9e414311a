//! Where a rule can go one way or another: what its cases must have shown for nothing in it to be untried.

use super::{Body, Expr, ExprKind, Path, Rule, Start, Target};
use crate::schema::{Field, Schema, Type};
use crate::source::Span;

/// A place where a rule goes one way or another.
#[derive(Clone, Debug)]
pub struct Fork<'r> {
    /// In which clause.
    pub part: Clause,
    /// What is asked there; `None` for a row.
    pub expr: Option<&'r Expr>,
    /// Its text.
    pub span: Span,
    /// The ways that there are.
    pub ways: Vec<Way>,
}

/// A clause with forks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// 条件.
    Condition,
    /// 除外, by its number.
    Exception(usize),
    /// 要求.
    Requirement,
    /// A row of a tier set, by its number.
    Row(usize),
}

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It holds; the row is the one.
    Holds,
    /// It does not, or hangs on what was not filled in where that counts the same.
    Fails,
    /// It cannot be known.
    Unknown,
}

/// The forks of a rule in the order in which it comes to them: each clause as a whole, then its operands.
pub fn forks<'r>(rule: &'r Rule, schema: &Schema) -> Vec<Fork<'r>> {
    let mut found = Vec::new();
    if let Some(condition) = &rule.condition {
        let mut ways = vec![Way::Holds, Way::Fails];
        if can_hang(condition, rule, schema) {
            ways.push(Way::Unknown);
        }
        clause(Clause::Condition, condition, ways, &mut found);
    }
    for (number, exception) in rule.exceptions.iter().enumerate() {
        clause(Clause::Exception(number), &exception.when, vec![Way::Holds, Way::Fails], &mut found);
    }
    match &rule.body {
        Body::Require(body) => {
            clause(Clause::Requirement, &body.requirement, vec![Way::Holds, Way::Fails], &mut found);
        }
        Body::Tiers(tiers) => found.extend(tiers.rows.iter().enumerate().map(|(number, row)| Fork {
            part: Clause::Row(number),
            expr: None,
            span: row.span,
            ways: vec![Way::Holds],
        })),
    }
    found
}

fn clause<'r>(part: Clause, whole: &'r Expr, ways: Vec<Way>, found: &mut Vec<Fork<'r>>) {
    found.push(Fork { part, expr: Some(whole), span: whole.span, ways });
    let operands = operands(whole);
    if operands.len() > 1 {
        found.extend(operands.into_iter().map(|operand| Fork {
            part,
            expr: Some(operand),
            span: operand.span,
            ways: vec![Way::Holds, Way::Fails],
        }));
    }
}

/// What 且, 或 and 非 put together, in reading order.
fn operands(whole: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    let mut open = vec![whole];
    while let Some(next) = open.pop() {
        match &next.kind {
            ExprKind::And(left, right) | ExprKind::Or(left, right) => open.extend([&**right, &**left]),
            ExprKind::Not(inner) => open.push(inner),
            _ => found.push(next),
        }
    }
    found
}

/// True when a document can leave it open: by a cell that cannot be read, or by none where there must be one.
fn can_hang(expr: &Expr, rule: &Rule, schema: &Schema) -> bool {
    let mut open = vec![expr];
    let mut seen = vec![false; rule.lets.len()];
    while let Some(next) = open.pop() {
        match &next.kind {
            ExprKind::Cell(path) if !next.optional || can_be_malformed(path, rule, schema) => return true,
            ExprKind::Has(Target::Cell(path)) if can_be_malformed(path, rule, schema) => return true,
            ExprKind::Quantified(..) | ExprKind::Aggregate(..) | ExprKind::InList(..) | ExprKind::Slot(_) => {
                return true;
            }
            ExprKind::Let(number) => {
                if let (Some(named), Some(seen)) = (rule.lets.get(*number), seen.get_mut(*number))
                    && !std::mem::replace(seen, true)
                {
                    open.push(&named.value);
                }
            }
            _ => {}
        }
        open.extend(super::walk::children(next));
    }
    false
}

/// Any text is a text: only one with a pattern can be wrong.
fn can_be_malformed(path: &Path, rule: &Rule, schema: &Schema) -> bool {
    let field = (path.frame == 0 && path.start == Start::Frame).then(|| field(path, rule, schema)).flatten();
    field.is_none_or(|field| !matches!(field.ty, Type::Text) || field.pattern.is_some())
}

fn field<'s>(path: &Path, rule: &Rule, schema: &'s Schema) -> Option<&'s Field> {
    let (last, through) = path.steps.split_last()?;
    let mut record = &schema.table(rule.table?)?.record;
    for step in through {
        match &record.fields.get(*step)?.ty {
            Type::Record(inner) => record = inner,
            _ => return None,
        }
    }
    record.fields.get(*last)
}
