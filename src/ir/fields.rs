//! Fields of tables and records: their names, and which modifiers their types can have.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Origin;
use super::constants;
use super::mistakes::Mistakes;
use super::words::words;
use super::world::{World, names};
use crate::diag::{Kind, Remark, RuleProblem};
use crate::schema::{Field, Type};
use crate::syntax::ast;
use crate::value::Unit;

/// A field of that type with its modifiers.
pub(super) fn make(
    field: &ast::Field,
    ty: Type,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Field {
    // The modifiers of a list are about its elements.
    let element = match &ty {
        Type::List(element) => element.as_ref(),
        other => other,
    };
    let mut unit = Unit::default();
    let mut percent = false;
    let own = words(&ty, &world.schema);
    let refuse = |modifier: &'static str, span, mistakes: &mut Mistakes| {
        let problem = RuleProblem::BadModifier { modifier, found: own.clone() };
        mistakes.error(Origin { source, span }, problem);
    };
    match (&field.unit, element) {
        (None, _) => {}
        (Some(entry), Type::Money) if matches!(entry.unit, ast::EntryUnit::Money(_)) => {
            if let ast::EntryUnit::Money(money) = entry.unit {
                unit = money;
            }
        }
        (Some(entry), Type::Ratio) if entry.unit == ast::EntryUnit::Percent => percent = true,
        (Some(entry), _) => refuse("单位", entry.span, mistakes),
    }
    let mut pattern = None;
    match (&field.pattern, element) {
        (Some(text), Type::Text) => pattern = world.patterns.pattern(text, source, mistakes),
        (Some(text), _) => refuse("匹配", text.span, mistakes),
        (None, _) => {}
    }
    let mut bounds = None;
    match (&field.range, element) {
        (Some(range), Type::Int | Type::Number | Type::Ratio | Type::Money | Type::Year | Type::Days) => {
            let written = field.unit.as_ref().map(|_| unit);
            bounds = constants::bounds(range, element, written, source, world, mistakes);
        }
        (Some(range), _) => refuse("范围", range.span, mistakes),
        (None, _) => {}
    }
    if let Some(child) = &field.child
        && !matches!(&ty, Type::List(element) if matches!(**element, Type::Record(_)))
    {
        refuse("子表", child.span, mistakes);
    }
    Field {
        names: names(&field.names),
        aliases: field.aliases.iter().map(|alias| alias.text.clone()).collect(),
        placeholders: placeholders(&field.placeholders),
        required: field.required,
        child: field.child.is_some(),
        unit,
        percent,
        bounds,
        pattern,
        ty,
    }
}

/// 占位 as fields share them.
pub(super) fn placeholders(written: &[ast::Text]) -> Arc<[String]> {
    if written.is_empty() {
        return Arc::default();
    }
    written.iter().map(|text| text.text.clone()).collect()
}

/// Reports spellings and headings that two fields of a record share.
pub(super) fn check_names(fields: &[ast::Field], source: usize, mistakes: &mut Mistakes) {
    let mut seen: BTreeMap<&str, (usize, &ast::Ident)> = BTreeMap::new();
    for (at, field) in fields.iter().enumerate() {
        let spellings = std::iter::once(&field.names.first).chain(&field.names.second);
        let texts = spellings
            .map(|ident| (ident.text.as_str(), ident.span))
            .chain(field.aliases.iter().map(|alias| (alias.text.as_str(), alias.span)));
        for (text, span) in texts {
            match seen.get(text) {
                Some((other, first)) if *other != at => mistakes.error_with(
                    Origin { source, span },
                    RuleProblem::Duplicate { kind: Kind::Field, name: text.to_owned() },
                    Some((Origin { source, span: first.span }, Remark::FirstHere)),
                ),
                Some(_) => {}
                None => {
                    seen.insert(text, (at, &field.names.first));
                }
            }
        }
    }
}
