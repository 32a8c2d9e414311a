//! Parameters: their declared values, their ranges, and the values given with the run.

use std::collections::BTreeMap;

use super::lower::Typed;
use super::mistakes::Mistakes;
use super::packs::{self, Packs};
use super::versions::{self, Dated};
use super::words::{keywords, words};
use super::world::{World, names};
use super::{Origin, Param, constants, overrides, types};
use crate::diag::{Diagnostic, Kind, Problem, Remark, RuleProblem, SetupProblem, nearest};
use crate::read;
use crate::schema::{Bounds, Schema, Type};
use crate::source::Site;
use crate::syntax::ast;
use crate::value::{Unit, Value};

impl Param {
    /// 范围 as it is written.
    pub fn shown_range(&self, schema: &Schema) -> Option<String> {
        let range = self.range.as_ref()?;
        Some(constants::shown_bounds(range, element(&self.ty), self.unit, schema))
    }
}

/// Declares every 参数, with the values that the run gives some of them.
pub(super) fn declare(packs: &Packs, given: &[(String, String)], world: &mut World, mistakes: &mut Mistakes) {
    let mut families: Vec<Family<'_>> = Vec::new();
    let mut spelled: BTreeMap<&str, usize> = BTreeMap::new();
    for located in &packs.items {
        let ast::Item::Param(decl) = &located.item else {
            continue;
        };
        let pack = packs.used.get(located.pack).and_then(|pack| pack.period);
        let at = |name: &ast::Ident| Origin { source: located.source, span: name.span };
        let dated = Dated::new(at(&decl.names.first), decl.period.as_ref(), pack);
        let spellings = || std::iter::once(&decl.names.first).chain(&decl.names.second);
        let taken = spellings().find_map(|name| Some((name, *spelled.get(name.text.as_str())?)));
        let family = match taken {
            None => {
                for name in spellings() {
                    spelled.insert(&name.text, families.len());
                }
                families.push(Family { decl, pack: located.pack, versions: Vec::new() });
                families.len() - 1
            }
            Some((name, family)) => {
                let first =
                    families.get(family).filter(|first| !first.has_version(located.pack, decl, &dated));
                if let Some(first) = first {
                    let problem = RuleProblem::Duplicate { kind: Kind::Param, name: name.text.clone() };
                    let other = first.versions.first().map(|version| (version.origin, Remark::FirstHere));
                    mistakes.error_with(at(name), problem, other);
                    continue;
                }
                family
            }
        };
        let Some(param) = param(decl, (located.pack, located.source), world, mistakes) else {
            world.poison(&decl.names);
            continue;
        };
        if let Some(family) = families.get_mut(family) {
            family.versions.push(dated);
        }
        if !same_type(&param, at(&decl.names.first), world, mistakes) {
            continue;
        }
        world.params.push(param);
    }
    for family in &families {
        let name = &family.decl.names.first.text;
        let pack = packs.used.get(family.pack).and_then(|pack| pack.period);
        if !versions::check(Kind::Param, name, &family.versions, pack, mistakes) {
            world.holes.insert(name.clone());
        }
    }
    overrides::apply(packs, world, mistakes);
    for (name, value) in given {
        give(name, value, world, mistakes);
    }
}

/// The versions of a parameter.
struct Family<'a> {
    /// The first of them.
    decl: &'a ast::Param,
    pack: usize,
    versions: Vec<Dated>,
}

impl Family<'_> {
    /// True when a further declaration is another version of the parameter and not another parameter.
    fn has_version(&self, pack: usize, decl: &ast::Param, dated: &Dated) -> bool {
        let spellings = |names: &ast::Names| {
            [Some(names.first.text.clone()), names.second.as_ref().map(|name| name.text.clone())]
        };
        self.pack == pack
            && spellings(&self.decl.names) == spellings(&decl.names)
            && versions::take_turns(&self.versions, dated)
    }
}

/// A parameter has one type on all days.
fn same_type(param: &Param, origin: Origin, world: &World, mistakes: &mut Mistakes) -> bool {
    let first = world.params.iter().find(|first| first.names == param.names);
    let Some(first) = first else {
        return true;
    };
    let (expected, found) = (words(&first.ty, &world.schema), words(&param.ty, &world.schema));
    let same = expected == found;
    if !same {
        let problem = RuleProblem::Mismatch { expected, found };
        mistakes.error_with(origin, problem, Some((first.origin, Remark::DeclaredHere)));
    }
    same
}

fn param(
    decl: &ast::Param,
    (pack, source): (usize, usize),
    world: &mut World,
    mistakes: &mut Mistakes,
) -> Option<Param> {
    let own = names(&decl.names);
    let ty = types::lower(&decl.ty, &own, source, world, mistakes)?;
    if matches!(ty, Type::Record(_) | Type::List(_)) {
        let found = words(&ty, &world.schema);
        let origin = Origin { source, span: decl.ty.span };
        mistakes.error(origin, RuleProblem::MisplacedType { found });
        return None;
    }
    let typed = values(&decl.value, &ty, source, world, mistakes)?;
    let (values, unit) = known(&typed, &ty, Unit::default());
    let element = element(&ty);
    let range = match &decl.range {
        None => None,
        Some(range) if matches!(element, Type::Text | Type::Bool | Type::Date | Type::Enum(_)) => {
            let found = words(&ty, &world.schema);
            let origin = Origin { source, span: range.span };
            mistakes.error(origin, RuleProblem::BadModifier { modifier: "范围", found });
            None
        }
        Some(range) => constants::bounds(range, element, Some(unit), source, world, mistakes),
    };
    let value_at = Origin { source, span: decl.value.span };
    if let Some(range) = &range {
        check_range(&values, element, unit, range, value_at, world, mistakes);
    }
    let open = decl.open.as_ref();
    let open = open.and_then(|open| overrides::opening(open, element, unit, source, world, mistakes));
    if let Some(open) = &open
        && let Some(value) = values.iter().find(|value| !open.permitted.contains(value))
    {
        let value = constants::shown(value, element, unit, &world.schema);
        mistakes.error(value_at, RuleProblem::OutOfRange { value, range: open.shown.clone() });
    }
    let origin = Origin { source, span: decl.span };
    let period = packs::period(source, decl.period.as_ref(), mistakes);
    let (overridden, basis, declared) = (false, Vec::new(), origin);
    Some(Param {
        names: own,
        ty,
        values,
        unit,
        range,
        open,
        period,
        overridden,
        pack,
        basis,
        origin,
        declared,
    })
}

/// The values, those of a set in ascending order, and the unit in which they are written.
pub(super) fn known(typed: &[Typed], ty: &Type, unit: Unit) -> (Vec<Value>, Unit) {
    let unit = typed.iter().find_map(|typed| typed.unit).unwrap_or(unit);
    let mut values: Vec<Value> = typed.iter().filter_map(|typed| typed.constant().cloned()).collect();
    if matches!(ty, Type::Set(_)) {
        values.sort();
        values.dedup();
    }
    (values, unit)
}

/// Says which value is outside 范围.
pub(super) fn check_range(
    values: &[Value],
    element: &Type,
    unit: Unit,
    range: &Bounds,
    at: Origin,
    world: &World,
    mistakes: &mut Mistakes,
) {
    if let Some(value) = values.iter().find(|value| !inside(value, range)) {
        let value = constants::shown(value, element, unit, &world.schema);
        let range = constants::shown_bounds(range, element, unit, &world.schema);
        mistakes.error(at, RuleProblem::OutOfRange { value, range });
    }
}

/// One value, or those of a set.
pub(super) fn values(
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

/// The type of the values of a set; that of the value itself otherwise.
pub(super) const fn element(ty: &Type) -> &Type {
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
fn give(name: &str, text: &str, world: &mut World, mistakes: &mut Mistakes) {
    let site = Site::whole(format!("--param {name}={text}"));
    let numbered = world.params.iter().enumerate().filter(|(_, param)| param.names.is(name));
    let versions: Vec<usize> = numbered.map(|(at, _)| at).collect();
    if versions.is_empty() {
        if !world.is_poisoned(name) {
            let known = world.params.iter().flat_map(|param| param.names.iter());
            let problem = SetupProblem::UnknownParam { name: name.to_owned(), nearest: nearest(name, known) };
            mistakes.outside(Diagnostic::error(Problem::Setup(problem), site));
        }
        return;
    }
    // The run's value holds whatever the day.
    for at in versions {
        if !give_version(at, name, text, world, mistakes) {
            return;
        }
    }
}

/// False when the value cannot be that of the parameter.
fn give_version(at: usize, name: &str, text: &str, world: &mut World, mistakes: &mut Mistakes) -> bool {
    let site = Site::whole(format!("--param {name}={text}"));
    let Some(param) = world.params.get(at) else {
        return false;
    };
    let element = element(&param.ty).clone();
    let Some(values) = given(text, param, &element, world) else {
        let problem = SetupProblem::BadParam {
            name: name.to_owned(),
            value: text.to_owned(),
            expected: keywords(&element),
        };
        mistakes.outside(Diagnostic::error(Problem::Setup(problem), site));
        return false;
    };
    if let Some(range) = &param.range
        && let Some(value) = values.iter().find(|value| !inside(value, range))
    {
        let value = constants::shown(value, &element, param.unit, &world.schema);
        let range = constants::shown_bounds(range, &element, param.unit, &world.schema);
        let problem = Problem::Rule(RuleProblem::OutOfRange { value, range });
        let declared = mistakes.site(param.declared);
        mistakes.outside(Diagnostic::error(problem, site).with(declared, Remark::DeclaredHere));
        return false;
    }
    if let Some(param) = world.params.get_mut(at) {
        param.values = values;
        param.overridden = true;
    }
    true
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
