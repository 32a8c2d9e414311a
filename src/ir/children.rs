//! 子表: tables whose records are elements of a list of another table, found by its key.

use std::collections::BTreeMap;

use super::Origin;
use super::mistakes::Mistakes;
use super::packs::{Located, Packs};
use super::world::{World, names};
use crate::diag::{ChildFlaw, Kind, Remark, RuleProblem};
use crate::schema::{Child, Field, RecordType, Schema, Table, TableId, Type};
use crate::syntax::ast;

/// Declares the child tables of the tables; these have the numbers of their places.
pub(super) fn declare<'a>(
    packs: &'a Packs,
    parents: &[(usize, &'a ast::Table)],
    seen: &mut BTreeMap<&'a str, Origin>,
    schema: &mut Schema,
    mistakes: &mut Mistakes,
) {
    check_types(&packs.items, mistakes);
    let mut made = Vec::new();
    for (number, (source, table)) in parents.iter().enumerate() {
        check_elements(&table.fields, *source, mistakes);
        let Some(parent) = schema.tables.get(number) else {
            continue;
        };
        let mut found = Vec::new();
        lists(&table.fields, &parent.record, &[], &mut found);
        for list in found {
            let spelled = list.written.names.as_ref().unwrap_or(list.names);
            let spellings = || std::iter::once(&spelled.first).chain(&spelled.second);
            let at = |span| Origin { source: *source, span };
            let twice = spellings().find_map(|name| Some((name, *seen.get(name.text.as_str())?)));
            if let Some((name, first)) = twice {
                let problem = RuleProblem::Duplicate { kind: Kind::Table, name: name.text.clone() };
                mistakes.error_with(at(name.span), problem, Some((first, Remark::FirstHere)));
                continue;
            }
            seen.extend(spellings().map(|name| (name.text.as_str(), at(name.span))));
            match record(parent, list.element) {
                Ok(record) => {
                    let child = Child { parent: TableId(number), path: list.path, keys: parent.key.len() };
                    made.push(Table {
                        names: names(spelled).into(),
                        key: Vec::new(),
                        record,
                        child: Some(child),
                    });
                }
                Err(flaw) => mistakes.error(at(list.written.span), RuleProblem::BadChild { flaw }),
            }
        }
    }
    schema.tables.extend(made);
}

/// True for a child table, which no rule reads by itself; who names it is told.
pub(super) fn refuse(id: TableId, origin: Origin, world: &World, mistakes: &mut Mistakes) -> bool {
    let Some((table, child)) = world.schema.table(id).and_then(|table| Some((table, table.child.as_ref()?)))
    else {
        return false;
    };
    let parent = world.schema.table(child.parent);
    let problem = RuleProblem::ChildTable {
        table: table.names.first.clone(),
        parent: parent.map(|parent| parent.names.first.clone()).unwrap_or_default(),
        list: parent.map(|parent| shown(&parent.record, &child.path)).unwrap_or_default(),
    };
    mistakes.error(origin, problem);
    true
}

/// A list with 子表.
struct List<'a, 's> {
    written: &'a ast::Child,
    names: &'a ast::Names,
    element: &'s RecordType,
    path: Vec<usize>,
}

/// The lists with 子表 among the fields, those of nested records included. Types nest no deeper than their limit.
fn lists<'a, 's>(
    written: &'a [ast::Field],
    record: &'s RecordType,
    path: &[usize],
    found: &mut Vec<List<'a, 's>>,
) {
    for field in written {
        let Some((at, made)) = record.field(&field.names.first.text) else {
            continue;
        };
        let path: Vec<usize> = path.iter().copied().chain([at]).collect();
        match (&made.ty, &field.ty.kind) {
            (Type::Record(inner), ast::TypeKind::Inline(ast::TypeBody::Fields(fields))) => {
                lists(fields, inner, &path, found);
            }
            (Type::List(element), _) => {
                if let (Some(written), Type::Record(element)) = (&field.child, &**element) {
                    found.push(List { written, names: &field.names, element, path });
                }
            }
            _ => {}
        }
    }
}

/// What a record of a child table holds: the key of its parent, and what an element holds.
fn record(parent: &Table, element: &RecordType) -> Result<RecordType, ChildFlaw> {
    if parent.key.is_empty() {
        return Err(ChildFlaw::NoKey { table: parent.names.first.clone() });
    }
    let mut fields: Vec<Field> = Vec::with_capacity(parent.key.len() + element.fields.len());
    for key in parent.key.iter().filter_map(|at| parent.record.fields.get(*at)) {
        if let Some(name) = key.names.iter().find(|name| element.field(name).is_some()) {
            return Err(ChildFlaw::KeyInElement { field: name.to_owned() });
        }
        let mut key = Field { required: true, ..key.clone() };
        // A heading that the element has as well means the element.
        key.aliases.retain(|alias| element.field_in_document(alias).is_none());
        fields.push(key);
    }
    fields.extend(element.fields.iter().cloned());
    Ok(RecordType { fields })
}

/// 子表 in a 类型, which may be used in several places.
fn check_types(items: &[Located], mistakes: &mut Mistakes) {
    for located in items {
        if let ast::Item::Type(ast::TypeDecl { body: ast::TypeBody::Fields(fields), .. }) = &located.item {
            misplaced(fields, located.source, mistakes);
        }
    }
}

/// 子表 in the elements of a list, which have no key.
fn check_elements(fields: &[ast::Field], source: usize, mistakes: &mut Mistakes) {
    for field in fields {
        match &field.ty.kind {
            ast::TypeKind::Inline(ast::TypeBody::Fields(inner)) => check_elements(inner, source, mistakes),
            ast::TypeKind::List(element) => {
                if let ast::TypeKind::Inline(ast::TypeBody::Fields(inner)) = &element.kind {
                    misplaced(inner, source, mistakes);
                }
            }
            _ => {}
        }
    }
}

fn misplaced(fields: &[ast::Field], source: usize, mistakes: &mut Mistakes) {
    for field in fields {
        if let Some(child) = &field.child {
            let problem = RuleProblem::BadChild { flaw: ChildFlaw::NotOfTable };
            mistakes.error(Origin { source, span: child.span }, problem);
        }
        let mut kind = &field.ty.kind;
        while let ast::TypeKind::List(element) = kind {
            kind = &element.kind;
        }
        if let ast::TypeKind::Inline(ast::TypeBody::Fields(inner)) = kind {
            misplaced(inner, source, mistakes);
        }
    }
}

/// The path of a field in first spellings.
fn shown(record: &RecordType, path: &[usize]) -> String {
    let mut names = Vec::new();
    let mut record = Some(record);
    for step in path {
        let Some(field) = record.and_then(|record| record.fields.get(*step)) else {
            break;
        };
        names.push(field.names.first.as_str());
        record = match &field.ty {
            Type::Record(inner) => Some(inner),
            _ => None,
        };
    }
    names.join(".")
}
