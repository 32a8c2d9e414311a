//! 参数 … 改为: the values that packs below give parameters, each on its days.

use std::collections::BTreeMap;

use super::{Opening, Target, opening, refuse};
use crate::diag::{Kind, OverrideProblem, Remark, RuleProblem, nearest};
use crate::ir::mistakes::Mistakes;
use crate::ir::packs::{self, Packs};
use crate::ir::versions::{self, Dated};
use crate::ir::world::World;
use crate::ir::{Origin, Param, Period, constants, params};
use crate::syntax::ast;
use crate::value::{Unit, Value};

/// Puts the values that packs give parameters of packs above in the place of the declared ones.
pub(in crate::ir) fn apply(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) {
    let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for located in &packs.items {
        if let ast::Item::ParamOverride(written) = &located.item
            && let Some((name, change)) =
                lower(written, (located.pack, located.source), packs, world, mistakes)
        {
            changes.entry(name).or_default().push(change);
        }
    }
    for (name, changes) in &mut changes {
        check_versions(name, changes, packs, mistakes);
        check_agreement(name, changes, packs, mistakes);
        let declared: Vec<&Param> = world.params.iter().filter(|param| param.names.first == *name).collect();
        let mut sound: Vec<bool> = Vec::new();
        for at in 0..changes.len() {
            sound.push(is_permitted(changes, at, &declared, packs, mistakes));
        }
        let mut sound = sound.into_iter();
        changes.retain(|_| sound.next().unwrap_or_default());
    }
    let declared = std::mem::take(&mut world.params);
    let changes_of = |param: &Param| changes.get(&param.names.first).map_or(&[][..], Vec::as_slice);
    world.params =
        declared.into_all().into_iter().flat_map(|param| effective(&param, changes_of(&param))).collect();
}

/// An override of a parameter.
struct Change {
    pack: usize,
    /// The override as a whole.
    origin: Origin,
    value_at: Origin,
    dated: Dated,
    values: Vec<Value>,
    /// Each value as it is written.
    shown: Vec<String>,
    unit: Unit,
    open: Option<Opening>,
    basis: Vec<String>,
}

/// An override with the first spelling of what it overrides.
fn lower(
    written: &ast::ParamOverride,
    (pack, source): (usize, usize),
    packs: &Packs,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<(String, Change)> {
    let at = Origin { source, span: written.name.span };
    let name = &written.name.text;
    let Some((_, param)) = world.param(name, None) else {
        if !world.is_poisoned(name) {
            let nearest = nearest(name, world.params.iter().flat_map(|param| param.names.iter()));
            mistakes.error(at, RuleProblem::Unknown { kind: Kind::Param, name: name.clone(), nearest });
        }
        return None;
    };
    let target = Target { kind: Kind::Param, name, pack: param.pack, declared: param.declared };
    let is_open = target.is_open_to(pack, at, packs, mistakes);
    let typed = params::values(&written.value, &param.ty, source, world, mistakes)?;
    let (values, unit) = params::known(&typed, &param.ty, param.unit);
    let element = params::element(&param.ty);
    let value_at = Origin { source, span: written.value.span };
    if let Some(range) = &param.range {
        params::check_range(&values, element, unit, range, value_at, world, mistakes);
    }
    let open = written.open.as_ref();
    let open = open.and_then(|open| opening(open, element, unit, source, world, mistakes));
    packs::period(source, written.period.as_ref(), mistakes);
    let one = |value: &Value| constants::shown(value, element, unit, &world.schema);
    let change = Change {
        pack,
        origin: Origin { source, span: written.span },
        value_at,
        dated: Dated::new(at, written.period.as_ref(), packs.period(pack)),
        shown: values.iter().map(one).collect(),
        values,
        unit,
        open,
        basis: written.basis.iter().map(|text| text.text.clone()).collect(),
    };
    is_open.then(|| (param.names.first.clone(), change))
}

/// The overrides by one pack are versions: they take turns, without days between them.
fn check_versions(name: &str, changes: &[Change], packs: &Packs, mistakes: &mut Mistakes) {
    let mut by_pack: BTreeMap<usize, Vec<Dated>> = BTreeMap::new();
    for change in changes {
        by_pack.entry(change.pack).or_default().push(change.dated);
    }
    for (pack, dated) in by_pack {
        if dated.iter().filter(|dated| !dated.own).count() < 2 {
            versions::check(Kind::Param, name, &dated, packs.period(pack), mistakes);
        }
    }
}

/// Packs of which neither imports the other say the same; one pack says it once.
fn check_agreement(name: &str, changes: &[Change], packs: &Packs, mistakes: &mut Mistakes) {
    for (at, later) in changes.iter().enumerate() {
        let contradicts = |earlier: &&Change| {
            if earlier.pack == later.pack {
                return !earlier.dated.own && !later.dated.own;
            }
            let unrelated = !packs.sees(later.pack, earlier.pack);
            let together = earlier.dated.days.common(&later.dated.days).is_some();
            unrelated && together && earlier.values != later.values
        };
        if let Some(earlier) = changes.iter().take(at).find(contradicts) {
            let problem = OverrideProblem::Conflict { kind: Kind::Param, name: name.to_owned() };
            refuse(later.value_at, problem, (earlier.value_at, Remark::FirstHere), mistakes);
        }
    }
}

/// True when the packs above permit the override: those whose value it replaces, on each of its days.
fn is_permitted(
    changes: &[Change],
    at: usize,
    declared: &[&Param],
    packs: &Packs,
    mistakes: &mut Mistakes,
) -> bool {
    let Some(change) = changes.get(at) else {
        return false;
    };
    let above: Vec<&Change> =
        changes.iter().take(at).filter(|upper| packs.sees(change.pack, upper.pack)).collect();
    let mut sound = true;
    let mut is_ever = false;
    for version in declared {
        let days = version.period.unwrap_or(Period::ALWAYS).common(&change.dated.days);
        for stretch in days.into_iter().flat_map(|days| days.cut(turns(above.iter().copied()))) {
            is_ever = true;
            let upper = above.iter().rev().find(|upper| upper.dated.days.contains(stretch.from));
            let (open, origin) =
                upper.map_or((&version.open, version.origin), |upper| (&upper.open, upper.origin));
            sound &= check_opening(change, &version.names.first, open.as_ref(), origin, mistakes);
        }
    }
    if let Some(version) = declared.first().filter(|_| !is_ever) {
        let problem = OverrideProblem::Never { kind: Kind::Param, name: version.names.first.clone() };
        refuse(change.dated.origin, problem, (version.origin, Remark::DeclaredHere), mistakes);
    }
    sound && is_ever
}

fn check_opening(
    change: &Change,
    name: &str,
    open: Option<&Opening>,
    upper: Origin,
    mistakes: &mut Mistakes,
) -> bool {
    let declared = (upper, Remark::DeclaredHere);
    let Some(open) = open else {
        let problem = OverrideProblem::Closed { name: name.to_owned() };
        refuse(change.dated.origin, problem, declared, mistakes);
        return false;
    };
    let outside = change.values.iter().position(|value| !open.permitted.contains(value));
    if let Some(value) = outside.and_then(|at| change.shown.get(at)) {
        let (value, bounds) = (value.clone(), open.shown.clone());
        let problem = OverrideProblem::OutOfBounds { name: name.to_owned(), value, bounds };
        refuse(change.value_at, problem, declared.clone(), mistakes);
    }
    if let Some(own) = change.open.as_ref().filter(|own| !own.permitted.is_within(&open.permitted)) {
        let problem = OverrideProblem::Wider { bounds: own.shown.clone(), upper: open.shown.clone() };
        refuse(own.origin, problem, declared, mistakes);
    }
    outside.is_none()
}

/// The days on which one of the overrides begins, or has ended.
fn turns<'a>(changes: impl Iterator<Item = &'a Change>) -> impl Iterator<Item = crate::value::Date> {
    changes.flat_map(|change| change.dated.days.turns())
}

/// A version of a parameter as it is on its days: the last pack that says something of it is the lowest.
fn effective(version: &Param, changes: &[Change]) -> Vec<Param> {
    let whole = version.period.unwrap_or(Period::ALWAYS);
    let mut found: Vec<(Option<usize>, Period)> = Vec::new();
    for stretch in whole.cut(turns(changes.iter())) {
        let change = changes.iter().rposition(|change| change.dated.days.contains(stretch.from));
        match found.last_mut() {
            Some((before, days)) if *before == change => days.to = stretch.to,
            _ => found.push((change, stretch)),
        }
    }
    let period = |days: Period| (days != whole || version.period.is_some()).then_some(days);
    let one = |(change, days): (Option<usize>, Period)| match change.and_then(|at| changes.get(at)) {
        None => Param { period: period(days), ..version.clone() },
        Some(change) => Param {
            values: change.values.clone(),
            unit: change.unit,
            open: change.open.clone(),
            period: period(days),
            pack: change.pack,
            basis: change.basis.clone(),
            origin: change.origin,
            ..version.clone()
        },
    };
    found.into_iter().map(one).collect()
}
