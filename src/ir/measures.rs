//! Measures: their declarations, and their amounts in the scope of the rules that apply them.

use std::collections::{BTreeMap, BTreeSet};

use super::lower::{Lowerer, Slot, Typed};
use super::mistakes::Mistakes;
use super::packs::Packs;
use super::world::{MeasureDecl, World, names};
use super::{Expr, MeasureUse, Origin, types};
use crate::diag::{Kind, Remark, RuleProblem, nearest};
use crate::ir::words::words;
use crate::schema::{Names, Type};
use crate::syntax::ast;

/// Declares every 处置.
pub(super) fn declare(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    for located in &packs.items {
        let ast::Item::Measure(decl) = &located.item else {
            continue;
        };
        let mut twice = false;
        for name in std::iter::once(&decl.names.first).chain(&decl.names.second) {
            let origin = Origin { source: located.source, span: name.span };
            if let Some(first) = seen.get(name.text.as_str()) {
                let problem = RuleProblem::Duplicate { kind: Kind::Measure, name: name.text.clone() };
                mistakes.error_with(origin, problem, Some((*first, Remark::FirstHere)));
                twice = true;
            } else {
                seen.insert(&name.text, origin);
            }
        }
        if twice {
            continue;
        }
        match measure(decl, located.source, world, mistakes) {
            Some(measure) => world.measures.push(measure),
            None => world.poison(&decl.names),
        }
    }
}

fn measure(
    decl: &ast::Measure,
    source: usize,
    world: &mut World,
    mistakes: &mut Mistakes,
) -> Option<MeasureDecl> {
    let mut args: Vec<(String, Type)> = Vec::new();
    let mut sound = true;
    for arg in &decl.args {
        let origin = Origin { source, span: arg.name.span };
        if args.iter().any(|(name, _)| *name == arg.name.text) {
            let problem = RuleProblem::Duplicate { kind: Kind::Argument, name: arg.name.text.clone() };
            mistakes.error(origin, problem);
            sound = false;
            continue;
        }
        let own = Names::single(arg.name.text.as_str());
        match types::lower(&arg.ty, &own, source, world, mistakes) {
            Some(ty @ (Type::Record(_) | Type::List(_) | Type::Set(_))) => {
                let found = words(&ty, &world.schema);
                let origin = Origin { source, span: arg.ty.span };
                mistakes.error(origin, RuleProblem::MisplacedType { found });
                sound = false;
            }
            Some(ty) => args.push((arg.name.text.clone(), ty)),
            None => sound = false,
        }
    }
    // The parser has told of a weight that is not there.
    let weight = decl.weight.as_ref()?;
    sound.then(|| MeasureDecl {
        names: names(&decl.names),
        args,
        weight: weight.value,
        amount: decl.amount.clone(),
        origin: Origin { source, span: decl.names.first.span },
    })
}

/// A measure applied, with its arguments as they are written at the rule.
pub(super) struct Applied {
    pub(super) applied: MeasureUse,
    pub(super) args: Vec<Expr>,
}

/// 处置 of a rule.
pub(super) fn apply(lowerer: &mut Lowerer<'_>, written: &ast::MeasureUse) -> Option<Applied> {
    let world = lowerer.world;
    let Some((number, decl)) = world.measure(&written.name.text) else {
        if !world.is_poisoned(&written.name.text) {
            let known = world.measures.iter().flat_map(|measure| measure.names.iter());
            let nearest = nearest(&written.name.text, known);
            let problem =
                RuleProblem::Unknown { kind: Kind::Measure, name: written.name.text.clone(), nearest };
            let origin = Origin { source: lowerer.source, span: written.name.span };
            lowerer.mistakes.error(origin, problem);
        }
        return None;
    };
    if written.args.len() != decl.args.len() {
        let problem = RuleProblem::ArgumentCount {
            function: written.name.text.clone(),
            expected: decl.args.len().to_string(),
            found: written.args.len(),
        };
        let origin = Origin { source: lowerer.source, span: written.span };
        lowerer.mistakes.error_with(origin, problem, Some((decl.origin, Remark::DeclaredHere)));
        return None;
    }
    let values: Vec<Option<Typed>> =
        written.args.iter().zip(&decl.args).map(|(arg, (_, ty))| lowerer.fitting(arg, ty, None)).collect();
    let values: Vec<Typed> = values.into_iter().collect::<Option<_>>()?;
    let args: Vec<Expr> = values.iter().map(|typed| typed.expr.clone()).collect();
    let slots = decl
        .args
        .iter()
        .zip(values)
        .map(|((name, _), value)| Slot { name: name.clone(), value: Some(value) })
        .collect();
    let amount = match &decl.amount {
        None => None,
        Some(amount) => Some(amount_of(lowerer, decl, amount, slots)?),
    };
    let unit = amount.as_ref().and_then(|amount| amount.unit).unwrap_or_default();
    let applied = MeasureUse { measure: number, amount: amount.map(|amount| amount.expr), unit };
    Some(Applied { applied, args })
}

fn amount_of(
    lowerer: &mut Lowerer<'_>,
    decl: &MeasureDecl,
    amount: &ast::Expr,
    slots: Vec<Slot>,
) -> Option<Typed> {
    lowerer.elsewhere(decl.origin.source, slots, |lowerer| lowerer.fitting(amount, &Type::Money, None))
}

/// Looks at the amounts of measures that no rule applies, as rules about the main table would see them.
pub(super) fn check_unused(used: &BTreeSet<&str>, world: &World, mistakes: &mut Mistakes) {
    let Some(main) = world.schema.main else {
        return;
    };
    for decl in &world.measures {
        if decl.names.iter().any(|name| used.contains(name)) {
            continue;
        }
        let Some(amount) = &decl.amount else {
            continue;
        };
        let slots = decl
            .args
            .iter()
            .map(|(name, ty)| Slot { name: name.clone(), value: Some(Typed::any(ty, amount.span)) })
            .collect();
        let mut lowerer = Lowerer::new(world, mistakes, decl.origin.source).about(main);
        amount_of(&mut lowerer, decl, amount, slots);
    }
}
