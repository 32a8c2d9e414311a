//! Tables: their fields and keys, and which one is the main table.

use std::sync::Arc;

use std::collections::BTreeMap;

use super::Origin;
use super::children;
use super::fields;
use super::mistakes::Mistakes;
use super::packs::Packs;
use super::types;
use super::words::words;
use super::world::{World, names};
use crate::diag::{Kind, Remark, RuleProblem, nearest};
use crate::schema::{RecordType, Table, TableId, Type};
use crate::syntax::ast;

/// Declares every 表.
pub(super) fn declare(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut parents = Vec::new();
    for located in &packs.items {
        let ast::Item::Table(table) = &located.item else {
            continue;
        };
        let mut twice = false;
        for name in std::iter::once(&table.names.first).chain(&table.names.second) {
            let origin = Origin { source: located.source, span: name.span };
            if let Some(first) = seen.get(name.text.as_str()) {
                mistakes.error_with(
                    origin,
                    RuleProblem::Duplicate { kind: Kind::Table, name: name.text.clone() },
                    Some((*first, Remark::FirstHere)),
                );
                twice = true;
            } else {
                seen.insert(&name.text, origin);
            }
        }
        if twice {
            continue;
        }
        let mut record = types::record(&table.fields, located.source, world, mistakes);
        spread(&fields::placeholders(&table.placeholders), &mut record);
        let key = table
            .key
            .iter()
            .filter_map(|name| key_field(name, &record, located.source, world, mistakes))
            .collect();
        parents.push((located.source, table));
        world.schema.tables.push(Table { names: Arc::new(names(&table.names)), key, record, child: None });
    }
    children::declare(packs, &parents, &mut seen, &mut world.schema, mistakes);
    world.number_tables();
    world.schema.main = main(packs, world, mistakes);
}

/// 占位 of a table holds for every field in it, however deep. Types nest no deeper than their limit.
fn spread(placeholders: &Arc<[String]>, record: &mut RecordType) {
    if placeholders.is_empty() {
        return;
    }
    for field in &mut record.fields {
        field.placeholders = if field.placeholders.is_empty() {
            Arc::clone(placeholders)
        } else {
            field.placeholders.iter().chain(placeholders.iter()).cloned().collect()
        };
        match &mut field.ty {
            Type::Record(inner) => spread(placeholders, inner),
            Type::List(element) => {
                if let Type::Record(inner) = element.as_mut() {
                    spread(placeholders, inner);
                }
            }
            _ => {}
        }
    }
}

fn key_field(
    name: &ast::Ident,
    record: &RecordType,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<usize> {
    let origin = Origin { source, span: name.span };
    let Some((at, field)) = record.field(&name.text) else {
        if !world.is_poisoned(&name.text) {
            let nearest = nearest(&name.text, record.fields.iter().flat_map(|field| field.names.iter()));
            let problem = RuleProblem::Unknown { kind: Kind::Field, name: name.text.clone(), nearest };
            mistakes.error(origin, problem);
        }
        return None;
    };
    if matches!(field.ty, Type::Record(_) | Type::List(_) | Type::Set(_)) {
        let found = words(&field.ty, &world.schema);
        mistakes.error(origin, RuleProblem::BadModifier { modifier: "主键", found });
        return None;
    }
    Some(at)
}

/// The table that the packs' headers name; the only one there is where none names one.
fn main(packs: &Packs, world: &World, mistakes: &mut Mistakes) -> Option<TableId> {
    match &packs.main {
        Some((source, name)) => find(name, *source, world, mistakes),
        None if world.schema.tables.iter().filter(|table| table.child.is_none()).count() == 1 => {
            Some(TableId(0))
        }
        None => None,
    }
}

/// The table that a rule, a test or a header names.
pub(super) fn find(
    name: &ast::Ident,
    source: usize,
    world: &World,
    mistakes: &mut Mistakes,
) -> Option<TableId> {
    let schema = &world.schema;
    let found = schema.table_named(&name.text);
    if found.is_none() && !world.is_poisoned(&name.text) {
        let known = schema.tables.iter().flat_map(|table| table.names.iter());
        let nearest = nearest(&name.text, known);
        let problem = RuleProblem::Unknown { kind: Kind::Table, name: name.text.clone(), nearest };
        mistakes.error(Origin { source, span: name.span }, problem);
    }
    found.filter(|found| !children::refuse(*found, Origin { source, span: name.span }, world, mistakes))
}
