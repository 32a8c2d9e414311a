//! Parameters: their declared values, their ranges, and the values given with the run.

use std::collections::BTreeMap;

use super::lower::Typed;
use super::mistakes::Mistakes;
use super::packs::Packs;
use super::words::{keywords, words};
use super::world::{World, names};
use super::{Origin, Param, constants, types};
use crate::diag::{Diagnostic, Kind, Problem, Remark, RuleProblem, SetupProblem, nearest};
use crate::read;
use crate::schema::{Bounds, Type};
use crate::source::Site;
use crate::syntax::ast;
use crate::value::{Unit, Value};

/// Declares every 参数, with the values that the run gives some of them.
pub(super) fn declare(
    packs: &Packs,
    overrides: &[(String, String)],
    world: &mut World,
    mistakes: &mut Mistakes,
) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut ranges = Vec::new();
    for located in &packs.items {
        let ast::Item::Param(decl) = &located.item else {
            continue;
        };
        let mut twice = false;
        for name in std::iter::once(&decl.names.first).chain(&decl.names.second) {
            let origin = Origin { source: located.source, span: name.span };
            if let Some(first) = seen.get(name.text.as_str()) {
                let problem = RuleProblem::Duplicate { kind: Kind::Param, name: name.text.clone() };
                mistakes.error_with(origin, problem, Some((*first, Remark::FirstHere)));
                twice = true;
            } else {
                seen.insert(&name.text, origin);
            }
        }
        if twice {
            continue;
        }
        match param(decl, located.source, world, mistakes) {
            Some((param, bounds)) => {
                world.params.push(param);
                ranges.push(bounds);
            }
            None => world.poison(&decl.names),
        }
    }
    for (name, value) in overrides {
        override_one(name, value, &ranges, world, mistakes);
    }
}

fn param(
    decl: &ast::Param,
    source: usize,
    world: &mut World,
    mistakes: &mut Mistakes,
) -> Option<(Param, Option<Bounds>)> {
    let own = names(&decl.names);
    let ty = types::lower(&decl.ty, &own, source, world, mistakes)?;
    if matches!(ty, Type::Record(_) | Type::List(_)) {
        let found = words(&ty, &world.schema);
        let origin = Origin { source, span: decl.ty.span };
        mistakes.error(origin, RuleProblem::MisplacedType { found });
        return None;
    }
    let typed = values(&decl.value, &ty, source, world, mistakes)?;
    let unit = typed.iter().find_map(|typed| typed.unit).unwrap_or_default();
    let mut values: Vec<Value> = typed.iter().filter_map(|typed| typed.constant().cloned()).collect();
    if matches!(ty, Type::Set(_)) {
        values.sort();
        values.dedup();
    }
    let element = element(&ty);
    let bounds = match &decl.range {
        None => None,
        Some(range) if matches!(element, Type::Text | Type::Bool | Type::Date | Type::Enum(_)) => {
            let found = words(&ty, &world.schema);
            let origin = Origin { source, span: range.span };
            mistakes.error(origin, RuleProblem::BadModifier { modifier: "范围", found });
            None
        }
        Some(range) => constants::bounds(range, element, Some(unit), source, world, mistakes),
    };
    if let Some(bounds) = &bounds
        && let Some(value) = values.iter().find(|value| !inside(value, bounds))
    {
        let value = constants::shown(value, element, unit, world);
        let range = constants::shown_bounds(bounds, element, unit, world);
        let origin = Origin { source, span: decl.value.span };
        mistakes.error(origin, RuleProblem::OutOfRange { value, range });
    }
    let origin = Origin { source, span: decl.span };
    Some((Param { names: own, ty, values, unit, overridden: false, origin }, bounds))
}

/// One value, or those of a set.
fn values(
    written: &ast::Expr,
    ty: &Type,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<Vec<Typed>> {
    let Type::Set(element) = ty else {
        return constants::constant(written, ty, source, world, mistakes).map(|typed| vec![typed]);
    };
    let ast::ExprKind::Set(members) = &written.kind else {
        let problem = RuleProblem::Mismatch {
            expected: words(ty, &world.schema),
            found: words(element, &world.schema),
        };
        mistakes.error(Origin { source, span: written.span }, problem);
        return None;
    };
    let found: Vec<Option<Typed>> =
        members.iter().map(|member| constants::constant(member, element, source, world, mistakes)).collect();
    found.into_iter().collect()
}

const fn element(ty: &Type) -> &Type {
    match ty {
        Type::Set(element) => element,
        other => other,
    }
}

fn inside(value: &Value, bounds: &Bounds) -> bool {
    match value {
        Value::Number(number) => bounds.contains(*number),
        Value::Bool(_) | Value::Text(_) | Value::Date(_) | Value::Member(_) => true,
    }
}

/// `--param 名=值`: the value is read as a document's would be.
fn override_one(
    name: &str,
    text: &str,
    ranges: &[Option<Bounds>],
    world: &mut World,
    mistakes: &mut Mistakes,
) {
    let site = Site::whole(format!("--param {name}={text}"));
    let Some((at, param)) = world.param(name) else {
        if !world.is_poisoned(name) {
            let known = world.params.iter().flat_map(|param| param.names.iter());
            let problem = SetupProblem::UnknownParam { name: name.to_owned(), nearest: nearest(name, known) };
            mistakes.outside(Diagnostic::error(Problem::Setup(problem), site));
        }
        return;
    };
    let element = element(&param.ty).clone();
    let Some(values) = given(text, param, &element, world) else {
        let problem = SetupProblem::BadParam {
            name: name.to_owned(),
            value: text.to_owned(),
            expected: keywords(&element),
        };
        mistakes.outside(Diagnostic::error(Problem::Setup(problem), site));
        return;
    };
    if let Some(Some(bounds)) = ranges.get(at)
        && let Some(value) = values.iter().find(|value| !inside(value, bounds))
    {
        let value = constants::shown(value, &element, param.unit, world);
        let range = constants::shown_bounds(bounds, &element, param.unit, world);
        let problem = Problem::Rule(RuleProblem::OutOfRange { value, range });
        let declared = mistakes.site(param.origin);
        mistakes.outside(Diagnostic::error(problem, site).with(declared, Remark::DeclaredHere));
        return;
    }
    if let Some(param) = world.params.get_mut(at) {
        param.values = values;
        param.overridden = true;
    }
}

/// The values that a text stands for; those of a set stand between commas.
fn given(text: &str, param: &Param, element: &Type, world: &World) -> Option<Vec<Value>> {
    let read = |text: &str, unit: Unit| read::parse_value(element, unit, false, &world.schema, text).ok();
    if !matches!(param.ty, Type::Set(_)) {
        return read(text, param.unit).map(|value| vec![value]);
    }
    let inner = text.trim().trim_start_matches(['{', '｛']).trim_end_matches(['}', '｝']);
    let parts = inner.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
    let mut values: Vec<Value> = parts.map(|part| read(part, param.unit)).collect::<Option<_>>()?;
    values.sort();
    values.dedup();
    Some(values)
}
