//! Types as written to types of the schema: enumerations, records, lists; sizes bounded, circles refused.

use std::collections::BTreeMap;

use super::Origin;
use super::fields;
use super::mistakes::Mistakes;
use super::packs::Located;
use super::words::words;
use super::world::{Named, World, names};
use crate::diag::{Kind, Remark, RuleProblem, nearest};
use crate::schema::{EnumId, Enumeration, Member, Names, RecordType, Type};
use crate::syntax::ast;

/// Fields a record may have in all, those of nested records included.
const MAX_FIELDS: usize = 5_000;
/// Records inside records.
const MAX_DEPTH: usize = 24;

/// Declares every 类型.
pub(super) fn declare(items: &[Located], world: &mut World, mistakes: &mut Mistakes) {
    let mut declared: BTreeMap<&str, (usize, &ast::TypeDecl)> = BTreeMap::new();
    for located in items {
        let ast::Item::Type(decl) = &located.item else {
            continue;
        };
        for name in std::iter::once(&decl.names.first).chain(&decl.names.second) {
            if let Some((source, first)) = declared.get(name.text.as_str()) {
                mistakes.error_with(
                    Origin { source: located.source, span: name.span },
                    RuleProblem::Duplicate { kind: Kind::Type, name: name.text.clone() },
                    Some((Origin { source: *source, span: first.names.first.span }, Remark::FirstHere)),
                );
            } else {
                declared.insert(&name.text, (located.source, decl));
            }
        }
    }
    for located in items {
        if let ast::Item::Type(decl) = &located.item {
            let mut maker = Maker { declared: &declared, world, mistakes, open: Vec::new() };
            maker.named(&decl.names.first.text);
        }
    }
}

/// A type where one is named. `None` when a mistake in it has been reported.
pub(super) fn lower(
    ty: &ast::TypeExpr,
    owner: &Names,
    source: usize,
    world: &mut World,
    mistakes: &mut Mistakes,
) -> Option<Type> {
    Maker { declared: &BTreeMap::new(), world, mistakes, open: Vec::new() }.lower(ty, owner, source, 0)
}

/// Fields of a table.
pub(super) fn record(
    fields: &[ast::Field],
    source: usize,
    world: &mut World,
    mistakes: &mut Mistakes,
) -> RecordType {
    Maker { declared: &BTreeMap::new(), world, mistakes, open: Vec::new() }.record(fields, source, 0)
}

pub(super) struct Maker<'a, 'ast> {
    /// Type declarations that may still have to be made.
    declared: &'a BTreeMap<&'ast str, (usize, &'ast ast::TypeDecl)>,
    pub(super) world: &'a mut World,
    pub(super) mistakes: &'a mut Mistakes,
    /// Names of the declarations that are being made, outermost first.
    open: Vec<String>,
}

impl Maker<'_, '_> {
    /// The declared type of that name, made now if it was not yet.
    fn named(&mut self, name: &str) -> Option<Named> {
        if let Some(named) = self.world.types.get(name) {
            return Some(named.clone());
        }
        let (source, decl) = self.declared.get(name).copied()?;
        if self.world.is_poisoned(&decl.names.first.text) {
            return None;
        }
        let own = names(&decl.names);
        if self.open.contains(&own.first) || self.open.len() >= MAX_DEPTH {
            let origin = Origin { source, span: decl.names.first.span };
            let problem = if self.open.contains(&own.first) {
                RuleProblem::TypeCircle { chain: self.open.clone() }
            } else {
                RuleProblem::TypeTooLarge { fields: MAX_FIELDS, depth: MAX_DEPTH }
            };
            self.mistakes.error(origin, problem);
            self.world.poison(&decl.names);
            return None;
        }
        self.open.push(own.first.clone());
        let named = match &decl.body {
            ast::TypeBody::Members(members) => Named::Enum(self.enumeration(members, &own, source)),
            ast::TypeBody::Fields(fields) => Named::Record(self.record(fields, source, 0)),
        };
        self.open.pop();
        if self.world.is_poisoned(&own.first) {
            return None;
        }
        for spelling in own.iter() {
            self.world.types.entry(spelling.to_owned()).or_insert_with(|| named.clone());
        }
        Some(named)
    }

    fn lower(&mut self, ty: &ast::TypeExpr, owner: &Names, source: usize, depth: usize) -> Option<Type> {
        let origin = Origin { source, span: ty.span };
        if depth > MAX_DEPTH {
            self.mistakes.error(origin, too_large());
            return None;
        }
        match &ty.kind {
            ast::TypeKind::Basic(basic) => Some(basic_type(*basic)),
            ast::TypeKind::Named(name) => match self.named(&name.text) {
                Some(Named::Enum(id)) => Some(Type::Enum(id)),
                Some(Named::Record(record)) => Some(Type::Record(record)),
                None => {
                    if !self.world.is_poisoned(&name.text) && !self.declared.contains_key(name.text.as_str())
                    {
                        let known: Vec<&str> = self
                            .world
                            .types
                            .keys()
                            .map(String::as_str)
                            .chain(self.declared.keys().copied())
                            .chain(BASIC.into_iter().flatten())
                            .collect();
                        let nearest = nearest(&name.text, known);
                        let problem =
                            RuleProblem::Unknown { kind: Kind::Type, name: name.text.clone(), nearest };
                        self.mistakes.error(origin, problem);
                    }
                    None
                }
            },
            ast::TypeKind::Inline(ast::TypeBody::Members(members)) => {
                Some(Type::Enum(self.enumeration(members, owner, source)))
            }
            ast::TypeKind::Inline(ast::TypeBody::Fields(fields)) => {
                Some(Type::Record(self.record(fields, source, depth + 1)))
            }
            ast::TypeKind::List(element) => {
                let element = self.lower(element, owner, source, depth + 1)?;
                if matches!(element, Type::List(_) | Type::Set(_)) {
                    return self.misplaced(origin, &Type::List(Box::new(element)));
                }
                Some(Type::List(Box::new(element)))
            }
            ast::TypeKind::Set(element) => {
                let element = self.lower(element, owner, source, depth + 1)?;
                if matches!(element, Type::List(_) | Type::Set(_) | Type::Record(_) | Type::Bool) {
                    return self.misplaced(origin, &Type::Set(Box::new(element)));
                }
                Some(Type::Set(Box::new(element)))
            }
        }
    }

    fn misplaced(&mut self, origin: Origin, ty: &Type) -> Option<Type> {
        let found = words(ty, &self.world.schema);
        self.mistakes.error(origin, RuleProblem::MisplacedType { found });
        None
    }

    fn enumeration(&mut self, members: &[ast::Member], owner: &Names, source: usize) -> EnumId {
        let mut seen: BTreeMap<&str, (usize, &ast::Ident)> = BTreeMap::new();
        for (at, member) in members.iter().enumerate() {
            let spellings = std::iter::once(&member.names.first).chain(&member.names.second);
            let texts = spellings
                .map(|ident| (ident.text.as_str(), ident.span))
                .chain(member.aliases.iter().map(|alias| (alias.text.as_str(), alias.span)));
            for (text, span) in texts {
                match seen.get(text) {
                    Some((other, first)) if *other != at => self.mistakes.error_with(
                        Origin { source, span },
                        RuleProblem::Duplicate { kind: Kind::Member, name: text.to_owned() },
                        Some((Origin { source, span: first.span }, Remark::FirstHere)),
                    ),
                    Some(_) => {}
                    None => {
                        seen.insert(text, (at, &member.names.first));
                    }
                }
            }
        }
        let members = members
            .iter()
            .map(|member| Member {
                names: names(&member.names),
                aliases: member.aliases.iter().map(|alias| alias.text.clone()).collect(),
            })
            .collect();
        self.world.schema.enumerations.push(Enumeration { names: owner.clone(), members });
        EnumId(self.world.schema.enumerations.len() - 1)
    }

    fn record(&mut self, fields: &[ast::Field], source: usize, depth: usize) -> RecordType {
        fields::check_names(fields, source, self.mistakes);
        let mut record = RecordType::default();
        for field in fields {
            let own = names(&field.names);
            let Some(ty) = self.lower(&field.ty, &own, source, depth) else {
                self.world.poison(&field.names);
                continue;
            };
            let origin = Origin { source, span: field.ty.span };
            if let Type::Set(_) = ty {
                self.misplaced(origin, &ty);
                self.world.poison(&field.names);
                continue;
            }
            let made = fields::make(field, ty, source, self.world, self.mistakes);
            record.fields.push(made);
            // The size is looked at after each field, so that doubling types cannot grow before it is seen.
            let (size, deep) = extent(&record);
            if size > MAX_FIELDS || deep > MAX_DEPTH {
                self.mistakes.error(origin, too_large());
                self.world.poison(&field.names);
                self.world.poisoned.extend(self.open.iter().cloned());
                record.fields.pop();
                break;
            }
        }
        record
    }
}

const fn too_large() -> RuleProblem {
    RuleProblem::TypeTooLarge { fields: MAX_FIELDS, depth: MAX_DEPTH }
}

/// Fields in all, and records inside records. What it walks was looked at field by field, so it is never
/// much deeper than [`MAX_DEPTH`].
fn extent(record: &RecordType) -> (usize, usize) {
    record.fields.iter().fold((0, 1), |(size, depth), field| {
        let inner = match &field.ty {
            Type::Record(record) => Some(record),
            Type::List(element) => match element.as_ref() {
                Type::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        };
        let (more, deeper) = inner.map_or((0, 0), extent);
        (size + 1 + more, depth.max(deeper + 1))
    })
}

const BASIC: [[&str; 2]; 9] = [
    ["文本", "text"],
    ["是否", "bool"],
    ["整数", "int"],
    ["数值", "number"],
    ["比例", "ratio"],
    ["金额", "money"],
    ["日期", "date"],
    ["年度", "year"],
    ["天数", "days"],
];

const fn basic_type(basic: ast::BasicType) -> Type {
    match basic {
        ast::BasicType::Text => Type::Text,
        ast::BasicType::Bool => Type::Bool,
        ast::BasicType::Int => Type::Int,
        ast::BasicType::Number => Type::Number,
        ast::BasicType::Ratio => Type::Ratio,
        ast::BasicType::Money => Type::Money,
        ast::BasicType::Date => Type::Date,
        ast::BasicType::Year => Type::Year,
        ast::BasicType::Days => Type::Days,
    }
}
