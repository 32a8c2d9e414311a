//! 考核: scorecards, the points that rules take off them, and the unit that answers for what a rule visits.

use std::collections::BTreeMap;

use super::lower::{Lowerer, Typed};
use super::mistakes::Mistakes;
use super::packs::Packs;
use super::rules::Demand;
use super::words::words;
use super::world::{World, names};
use super::{Body, Expr, Origin, Program, RowOutcome, Rule, constants};
use crate::diag::{Kind, Remark, RuleProblem, nearest};
use crate::schema::{Names, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Number, Unit, Value};

/// A scorecard of units.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Its name.
    pub names: Names,
    /// 依据.
    pub basis: Vec<String>,
    /// 满分.
    pub full: Number,
    /// 按, as written.
    pub by: String,
    /// The number of its pack.
    pub pack: usize,
    /// Its declaration.
    pub origin: Origin,
}

/// The scorecard of a rule.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Which of the program's scorecards.
    pub scorecard: usize,
    /// The unit that answers for a subject.
    pub unit: Expr,
    /// The unit in which it is shown, should it be money.
    pub shown_in: Unit,
}

/// 扣分 of a finding.
#[derive(Clone, Debug)]
pub struct Points {
    /// How many points.
    pub points: Expr,
    /// 至多: how many all findings of the rule take off one unit.
    pub most: Option<Expr>,
}

/// What an outcome takes off, as far as it is known without a subject: all of it, since points are constants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPoints {
    /// The text of the row; `None` for a rule that demands.
    pub row: Option<Span>,
    /// How many points.
    pub points: Option<Number>,
    /// 至多.
    pub most: Option<Number>,
}

impl Rule {
    /// What its outcomes take off its scorecard, row by row.
    pub fn known_points(&self, program: &Program) -> Vec<KnownPoints> {
        let known = |row: Option<Span>, points: &Points| {
            let number = |expr| match constants::evaluate(expr, &program.params)? {
                Value::Number(number) => Some(number),
                _ => None,
            };
            KnownPoints { row, points: number(&points.points), most: points.most.as_ref().and_then(number) }
        };
        match &self.body {
            Body::Require(body) => body.outcome.points.iter().map(|points| known(None, points)).collect(),
            Body::Tiers(tiers) => {
                let rows = tiers.rows.iter().filter_map(|row| match &row.outcome {
                    RowOutcome::Finding(outcome) => Some(known(Some(row.span), outcome.points.as_ref()?)),
                    RowOutcome::Pass | RowOutcome::NotApplicable => None,
                });
                rows.collect()
            }
        }
    }
}

/// A scorecard as declared; its unit gets its meaning in the rules that deduct.
#[derive(Clone, Debug)]
pub(super) struct ScorecardDecl {
    pub(super) scorecard: Scorecard,
    unit: ast::Expr,
}

/// Declares every 考核.
pub(super) fn declare(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    for located in &packs.items {
        let ast::Item::Scorecard(written) = &located.item else {
            continue;
        };
        let source = located.source;
        let spellings = || std::iter::once(&written.names.first).chain(&written.names.second);
        let twice = spellings().find_map(|name| Some((name, *seen.get(name.text.as_str())?)));
        if let Some((name, first)) = twice {
            let problem = RuleProblem::Duplicate { kind: Kind::Scorecard, name: name.text.clone() };
            mistakes.error_with(
                Origin { source, span: name.span },
                problem,
                Some((first, Remark::FirstHere)),
            );
            continue;
        }
        seen.extend(spellings().map(|name| (name.text.as_str(), Origin { source, span: name.span })));
        match scorecard(written, (located.pack, source), world, mistakes) {
            Some(decl) => world.scorecards.push(decl),
            None => world.poison(&written.names),
        }
    }
}

fn scorecard(
    written: &ast::Scorecard,
    (pack, source): (usize, usize),
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<ScorecardDecl> {
    // The parser has told of clauses that are not there.
    let (full, unit) = (written.full.as_ref()?, written.unit.as_ref()?);
    let mut lowerer = Lowerer::new(world, mistakes, source);
    let (_, full) = positive(full, &mut lowerer)?;
    let by = mistakes.text(Origin { source, span: unit.span }).to_owned();
    let origin = Origin { source, span: written.names.first.span };
    let basis = written.basis.iter().map(|text| text.text.clone()).collect();
    let scorecard = Scorecard { names: names(&written.names), basis, full, by, pack, origin };
    Some(ScorecardDecl { scorecard, unit: unit.clone() })
}

/// A number of points known now, and greater than nought.
fn positive(written: &ast::Expr, lowerer: &mut Lowerer<'_>) -> Option<(Expr, Number)> {
    let typed = lowerer.fitting(written, &Type::Number, None)?;
    let origin = Origin { source: lowerer.source, span: written.span };
    let Some(Value::Number(number)) = constants::evaluate(&typed.expr, &lowerer.world.params) else {
        lowerer.mistakes.error(origin, RuleProblem::ConstantNeeded);
        return None;
    };
    if number <= Number::ZERO {
        let value = number.to_decimal(0);
        lowerer.mistakes.error(origin, RuleProblem::PointsNotPositive { value });
        return None;
    }
    Some((typed.expr, number))
}

/// 扣分 of an outcome.
pub(super) fn points(written: &ast::Deduction, lowerer: &mut Lowerer<'_>) -> Option<Points> {
    let found = which(written, lowerer);
    let points = positive(&written.points, lowerer);
    let most = written.most.as_ref().map(|most| positive(most, lowerer));
    let most = match (most, &points) {
        (None, _) => None,
        (Some(most), points) => {
            let (most, limit) = most?;
            if points.as_ref().is_some_and(|(_, number)| limit < *number) {
                let span = written.most.as_ref().map_or(written.span, |most| most.span);
                let origin = Origin { source: lowerer.source, span };
                lowerer.mistakes.error(origin, RuleProblem::MostBelowPoints);
                return None;
            }
            Some(most)
        }
    };
    found?;
    Some(Points { points: points?.0, most })
}

/// Tells of the rows that do not have the same 至多 as the first one that takes points off: it is for all findings of
/// the rule together.
pub(super) fn same_limits<'r>(
    rows: impl Iterator<Item = (&'r ast::Deduction, &'r Points)>,
    lowerer: &mut Lowerer<'_>,
) {
    let mut first: Option<Option<Number>> = None;
    for (written, points) in rows {
        let most =
            points.most.as_ref().and_then(|most| match constants::evaluate(most, &lowerer.world.params) {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            });
        if *first.get_or_insert(most) != most {
            let span = written.most.as_ref().map_or(written.span, |most| most.span);
            lowerer.mistakes.error(Origin { source: lowerer.source, span }, RuleProblem::DifferentMost);
        }
    }
}

/// The number of the scorecard that a deduction is about; its mistake is reported.
fn which(written: &ast::Deduction, lowerer: &mut Lowerer<'_>) -> Option<usize> {
    let world = lowerer.world;
    let found = number(written, world);
    if found.is_some() {
        return found;
    }
    let source = lowerer.source;
    let all = || world.scorecards.iter().map(|decl| &decl.scorecard.names);
    match &written.scorecard {
        Some(name) if world.is_poisoned(&name.text) => {}
        Some(name) => {
            let nearest = nearest(&name.text, all().flat_map(Names::iter));
            let problem = RuleProblem::Unknown { kind: Kind::Scorecard, name: name.text.clone(), nearest };
            lowerer.mistakes.error(Origin { source, span: name.span }, problem);
        }
        None => {
            let scorecards = all().map(|names| names.first.clone()).collect();
            let problem = RuleProblem::WhichScorecard { scorecards };
            lowerer.mistakes.error(Origin { source, span: written.span }, problem);
        }
    }
    None
}

fn number(written: &ast::Deduction, world: &World) -> Option<usize> {
    match &written.scorecard {
        Some(name) => world.scorecards.iter().position(|decl| decl.scorecard.names.is(&name.text)),
        None => (world.scorecards.len() == 1).then_some(0),
    }
}

/// A mistake has been reported.
pub(super) struct Told;

/// The scorecard of a rule, if it takes points off one, and the unit that answers for its subjects.
pub(super) fn scored(demand: Demand<'_>, lowerer: &mut Lowerer<'_>) -> Result<Option<Scored>, Told> {
    let world = lowerer.world;
    let mut found: Option<usize> = None;
    let mut used = None;
    for written in deductions(demand) {
        let Some(number) = number(written, world) else {
            continue;
        };
        if found.is_some_and(|first| first != number) {
            let origin = Origin { source: lowerer.source, span: written.span };
            lowerer.mistakes.error(origin, RuleProblem::TwoScorecards);
            return Err(Told);
        }
        found = Some(number);
        used.get_or_insert(Origin { source: lowerer.source, span: written.span });
    }
    let Some((scorecard, decl)) = found.and_then(|found| Some((found, world.scorecards.get(found)?))) else {
        return Ok(None);
    };
    let source = decl.scorecard.origin.source;
    let since = lowerer.mistakes.count();
    let unit = lowerer.elsewhere(source, Vec::new(), |lowerer| single(&decl.unit, lowerer));
    if let Some(used) = used {
        lowerer.mistakes.used_at(since, used);
    }
    let Typed { expr, unit } = unit.ok_or(Told)?;
    Ok(Some(Scored { scorecard, unit: expr, shown_in: unit.unwrap_or_default() }))
}

fn single(unit: &ast::Expr, lowerer: &mut Lowerer<'_>) -> Option<Typed> {
    let typed = lowerer.value(unit, None)?;
    if let Type::Set(_) = typed.expr.ty {
        let found = words(&typed.expr.ty, &lowerer.world.schema);
        let origin = Origin { source: lowerer.source, span: unit.span };
        lowerer.mistakes.error(origin, RuleProblem::MisplacedType { found });
        return None;
    }
    Some(typed)
}

fn deductions(demand: Demand<'_>) -> Vec<&ast::Deduction> {
    match demand {
        Demand::Require(rule) => rule.deduction.iter().collect(),
        Demand::Tiers(tiers) => {
            let outcomes = tiers.rows.iter().filter_map(|row| match &row.outcome {
                ast::RowOutcome::Finding { deduction, .. } => deduction.as_ref(),
                ast::RowOutcome::Pass | ast::RowOutcome::NotApplicable => None,
            });
            outcomes.collect()
        }
    }
}
