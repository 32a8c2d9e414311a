//! What a lone name stands for: the innermost element's field, the subject's field, a let, a parameter.

use super::paths::{Place, Target, Thing, element_of};
use super::scope::Frame;
use super::{Lowerer, Typed};
use crate::diag::{Kind, RuleProblem, nearest};
use crate::ir::walk::moved;
use crate::ir::world::Named;
use crate::ir::{ExprKind, Path, Start, children};
use crate::schema::{Field, FieldPath, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Unit;

/// What looking a name up comes to.
enum Lookup<'a> {
    /// A field of the record of that frame, with its number.
    Field(usize, (usize, &'a Field)),
    /// Any other thing.
    Found(Thing<'a>),
    /// Two things of the same rank; the ways to say which one is meant.
    Several(Vec<String>),
    /// All records of a table, inside of what is asked of all records of one.
    Nested,
    /// A child table, which has no records of its own.
    Child(TableId),
    /// Its declaration has a mistake that has been reported.
    Poisoned,
    /// Nothing of that name.
    Nothing,
}

impl<'a> Lowerer<'a> {
    /// What a name stands for, where a value of type `want` is wanted.
    pub(super) fn name(&mut self, name: &ast::Ident, want: Option<&Type>) -> Option<Thing<'a>> {
        if let Some(Type::Enum(id)) = want
            && let Some(enumeration) = self.world.schema.enumeration(*id)
            && enumeration.member(&name.text).is_some()
        {
            let place = match self.lookup(&name.text, name.span) {
                Lookup::Field(frame, (_, field)) => Some((frame, Target::of(&field.ty))),
                Lookup::Found(Thing::Place(place)) => Some((place.path.frame, place.target)),
                _ => None,
            };
            if let Some((frame, Target::Scalar(Type::Enum(other)))) = place
                && other == id
            {
                let owner = enumeration.names.first.clone();
                let field = self.qualifier(frame);
                let choices = [field, owner].map(|owner| format!("{owner}.{}", name.text));
                let problem = RuleProblem::Ambiguous { name: name.text.clone(), choices: choices.to_vec() };
                return self.fail(name.span, problem);
            }
            return self.member_of(*id, name, name.span);
        }
        match self.lookup(&name.text, name.span) {
            Lookup::Field(frame, found) => {
                self.of_members(place_of(found, frame, name.span)).map(Thing::Place)
            }
            Lookup::Found(Thing::Place(place)) => self.of_members(place).map(Thing::Place),
            Lookup::Found(thing) => Some(thing),
            Lookup::Child(table) => {
                children::refuse(table, self.at(name.span), self.world, self.mistakes);
                None
            }
            Lookup::Nested => self.fail(name.span, RuleProblem::NestedTables),
            Lookup::Several(choices) => {
                self.fail(name.span, RuleProblem::Ambiguous { name: name.text.clone(), choices })
            }
            Lookup::Poisoned => None,
            Lookup::Nothing => self.unknown(name, want),
        }
    }

    /// True for what has a meaning only where its type is known: the name of a member.
    pub(super) fn needs_type(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ast::ExprKind::Name(name) => {
                matches!(self.lookup(&name.text, name.span), Lookup::Nothing | Lookup::Poisoned)
            }
            _ => false,
        }
    }

    fn lookup(&self, name: &str, span: Span) -> Lookup<'a> {
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if let Frame::Element(element) = frame {
                if name == "此项" || name == "it" {
                    return Lookup::Found(Thing::Place(element_of(element, at, Unit::Yuan, span)));
                }
                if let Type::Record(record) = element
                    && let Some(found) = record.field(name)
                {
                    return Lookup::Field(at, found);
                }
            }
        }
        if let Some(slot) = self.args.iter().find(|slot| slot.name == name) {
            // What is put in stands where its name is: its own text is in the file of the rule.
            let here = |value: Typed| Typed { expr: moved(value.expr, span), unit: value.unit };
            let value = slot.value.clone().map(here);
            return value.map_or(Lookup::Poisoned, |value| Lookup::Found(Thing::Value(value)));
        }
        let own_let = self.lets.find(name);
        if own_let.and_then(|at| self.lets.get(at)).is_some_and(|slot| slot.value.is_none()) {
            return Lookup::Poisoned;
        }
        let subject = match self.frames.first() {
            Some(Frame::Subject(record, names) | Frame::Group { record, names, .. }) => {
                Some((*record, *names))
            }
            _ => None,
        };
        let field = subject.and_then(|(record, _)| {
            let own = self.fields?.candidates(name);
            let fields = own.filter_map(|at| Some((at, record.fields.get(at)?)));
            // Of two that have the name, which has been reported, the first.
            fields.filter(|(_, field)| field.names.is(name)).min_by_key(|(at, _)| *at)
        });
        let param = self.world.param(name, self.day);
        if let Some((at, _)) = param {
            self.reads.borrow_mut().entry(at).or_insert(self.at(span));
        }
        match (field, own_let, param) {
            (None, None, None) => {}
            (Some(found), None, None) => return Lookup::Field(0, found),
            (None, Some(at), None) => return self.let_read(at, span),
            (None, None, Some((at, param))) => {
                let unit = matches!(param.ty, Type::Money).then_some(param.unit);
                let typed = Typed::new(ExprKind::Param(at), param.ty.clone(), span).in_unit(unit);
                return Lookup::Found(Thing::Value(typed));
            }
            (field, ..) => {
                let owner = subject.filter(|_| field.is_some());
                return Lookup::Several(
                    owner.map(|(_, names)| format!("{}.{name}", names.first)).into_iter().collect(),
                );
            }
        }
        if let Some(whole) = self.whole_table(name, span) {
            return whole;
        }
        if let Some((record, names)) = subject
            && names.is(name)
        {
            let path = Path { start: Start::Frame, frame: 0, steps: Vec::new(), shown: FieldPath::default() };
            let target = Target::Record(record);
            return Lookup::Found(Thing::Place(Place { path, target, unit: Unit::Yuan, filter: None, span }));
        }
        match self.world.types.get(name) {
            Some(Named::Enum(id)) => Lookup::Found(Thing::Enumeration(*id)),
            _ if self.world.is_poisoned(name) => Lookup::Poisoned,
            _ => Lookup::Nothing,
        }
    }

    /// All records of the table of that name, where the rule is about groups of them or about the batch. Inside
    /// of what is asked of them the name is that of one of them.
    fn whole_table(&self, name: &str, span: Span) -> Option<Lookup<'a>> {
        let world = self.world;
        let table = world.schema.table_named(name)?;
        match self.frames.first() {
            Some(Frame::Group { table: own, .. }) if *own == table => {}
            Some(Frame::Batch) => {}
            _ => return None,
        }
        if world.schema.is_child(table) {
            return Some(Lookup::Child(table));
        }
        let record = world.record_type(table)?;
        let element = self.frames.iter().position(|frame| matches!(frame, Frame::Element(_)));
        let around = element.and_then(|at| self.frames.get(at).map(|frame| (at, frame)));
        match around {
            Some((at, Frame::Element(element))) if std::ptr::eq(*element, record) => {
                Some(Lookup::Found(Thing::Place(element_of(element, at, Unit::Yuan, span))))
            }
            Some(_) => Some(Lookup::Nested),
            None => Some(Lookup::Found(Thing::Place(self.members(table, record, span)))),
        }
    }

    /// All records of a table as a list.
    pub(super) fn members(&self, table: TableId, record: &'a Type, span: Span) -> Place<'a> {
        let names = self.world.schema.table(table).map(|table| &table.names);
        let shown = names.map(|names| names.path()).unwrap_or_default();
        let path = Path { start: Start::Table(table), frame: 0, steps: Vec::new(), shown };
        Place { path, target: Target::List(record), unit: Unit::Yuan, filter: None, span }
    }

    /// A field of the group as one of its members, where an aggregate is asked about it: `合计(申报金额)`.
    fn of_members(&mut self, place: Place<'a>) -> Option<Place<'a>> {
        let (Some(Frame::Group { table, keys, .. }), [_, Frame::Lift(_)]) =
            (self.frames.first(), self.frames.as_slice())
        else {
            return Some(place);
        };
        let of_group = place.path.start == Start::Frame && place.path.frame == 0;
        if !of_group || keys.iter().any(|key| key.steps.starts_with(&place.path.steps)) {
            return Some(place);
        }
        let record = self.world.record_type(*table)?;
        let members = self.members(*table, record, place.span);
        let member = self.lift(members)?;
        let path = Path { frame: member.path.frame, ..place.path };
        Some(Place { path, ..place })
    }

    fn let_read(&self, at: usize, span: Span) -> Lookup<'a> {
        match self.lets.get(at).and_then(|slot| slot.value.as_ref()) {
            Some(value) => {
                let read = Typed::new(ExprKind::Let(at), value.expr.ty.clone(), span);
                Lookup::Found(Thing::Value(read.in_unit(value.unit)))
            }
            None => Lookup::Poisoned,
        }
    }

    /// How the record of a frame is named where its fields are hidden.
    fn qualifier(&self, frame: usize) -> String {
        match self.frames.get(frame) {
            Some(Frame::Subject(_, names) | Frame::Group { names, .. }) => names.first.clone(),
            Some(Frame::Batch | Frame::Element(_) | Frame::Lift(_)) | None => "此项".to_owned(),
        }
    }

    fn unknown(&mut self, name: &ast::Ident, want: Option<&Type>) -> Option<Thing<'a>> {
        let schema = &self.world.schema;
        if let Some(table) = schema.table_named(&name.text) {
            if children::refuse(table, self.at(name.span), self.world, self.mistakes) {
                return None;
            }
            return self.fail(name.span, RuleProblem::TableAsList { table: name.text.clone() });
        }
        if let Some(Type::Enum(id)) = want
            && let Some(enumeration) = schema.enumeration(*id)
        {
            let members = enumeration.members.iter().flat_map(|member| member.names.iter());
            let nearest = nearest(&name.text, members).or_else(|| nearest(&name.text, self.visible()));
            let problem = RuleProblem::Unknown { kind: Kind::Member, name: name.text.clone(), nearest };
            return self.fail(name.span, problem);
        }
        let deep = self.nested(&name.text);
        let owners = self.world.types.iter().filter_map(|(spelling, named)| match named {
            Named::Enum(id) => {
                let enumeration = schema.enumeration(*id)?;
                let own = *spelling == enumeration.names.first;
                (own && enumeration.member(&name.text).is_some()).then(|| format!("{spelling}.{}", name.text))
            }
            Named::Record(_) => None,
        });
        let choices: Vec<String> = if want.is_none() { owners.collect() } else { Vec::new() };
        let problem = if deep.is_none() && !choices.is_empty() {
            RuleProblem::Ambiguous { name: name.text.clone(), choices }
        } else {
            let nearest = deep.or_else(|| nearest(&name.text, self.visible()));
            RuleProblem::Unknown { kind: Kind::Value, name: name.text.clone(), nearest }
        };
        self.fail(name.span, problem)
    }

    /// All names that could stand here.
    fn visible(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for frame in &self.frames {
            match frame {
                Frame::Subject(record, table) | Frame::Group { record, names: table, .. } => {
                    names.extend(record.fields.iter().flat_map(|field| field.names.iter()));
                    names.extend(table.iter());
                }
                Frame::Element(Type::Record(record)) => {
                    names.extend(record.fields.iter().flat_map(|field| field.names.iter()));
                }
                Frame::Batch => {
                    names.extend(self.world.schema.tables.iter().flat_map(|table| table.names.iter()));
                }
                Frame::Element(_) | Frame::Lift(_) => {}
            }
        }
        names.extend(self.lets.iter().chain(&self.args).map(|slot| slot.name.as_str()));
        names.extend(self.world.params.iter().flat_map(|param| param.names.iter()));
        names
    }

    /// The path to a field of that name one record further in: `评价.得分` for `得分`.
    fn nested(&self, name: &str) -> Option<String> {
        self.frames.iter().rev().find_map(|frame| {
            let record = match frame {
                Frame::Subject(record, _) | Frame::Group { record, .. } => record,
                Frame::Element(Type::Record(record)) => record,
                Frame::Batch | Frame::Element(_) | Frame::Lift(_) => return None,
            };
            record.fields.iter().find_map(|field| {
                let inner = match &field.ty {
                    Type::Record(inner) => inner,
                    Type::List(element) => match element.as_ref() {
                        Type::Record(inner) => inner,
                        _ => return None,
                    },
                    _ => return None,
                };
                inner.field(name).map(|_| format!("{}.{name}", field.names.first))
            })
        })
    }
}

fn place_of((at, field): (usize, &Field), frame: usize, span: Span) -> Place<'_> {
    let shown = field.names.path();
    let path = Path { start: Start::Frame, frame, steps: vec![at], shown };
    Place { path, target: Target::of(&field.ty), unit: field.unit, filter: None, span }
}
