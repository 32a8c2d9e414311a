//! Ways through the data: `评价.得分`, `资金.金额` of a list being lifted, `资金 其中 (…)`.

use std::sync::Arc;

use super::scope::{Frame, Lifted};
use super::{Lowerer, Typed};
use crate::diag::{Kind, RuleProblem, nearest};
use crate::ir::words::words;
use crate::ir::{Expr, ExprKind, Path, Start};
use crate::schema::{EnumId, FieldPath, RecordType, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Unit, Value};

/// What a name or a path stands for.
pub(super) enum Thing<'a> {
    /// A single value that is no field.
    Value(Typed),
    /// Something of the data.
    Place(Place<'a>),
    /// A declared enumeration, before its member is named.
    Enumeration(EnumId),
}

/// A field, or a record or an element itself.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) path: Path,
    pub(super) target: Target<'a>,
    /// The field's unit of entry.
    pub(super) unit: Unit,
    /// 其中, of a list.
    pub(super) filter: Option<Box<Expr>>,
    pub(super) span: Span,
}

/// What stands at the end of a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'a> {
    Record(&'a RecordType),
    List(&'a Type),
    Scalar(&'a Type),
}

impl<'a> Target<'a> {
    pub(super) fn of(ty: &'a Type) -> Self {
        match ty {
            Type::Record(record) => Self::Record(record),
            Type::List(element) => Self::List(element),
            other => Self::Scalar(other),
        }
    }
}

impl<'a> Lowerer<'a> {
    /// What a name, a path or any other expression stands for.
    pub(super) fn thing(&mut self, expr: &ast::Expr, want: Option<&Type>) -> Option<Thing<'a>> {
        match &expr.kind {
            ast::ExprKind::Name(name) => self.name(name, want),
            ast::ExprKind::Member(base, field) => {
                let base = self.thing(base, None)?;
                self.member(base, field, expr.span)
            }
            ast::ExprKind::Where(base, condition) => {
                let Thing::Place(place) = self.thing(base, None)? else {
                    return self.not_a_list(base.span, "其中");
                };
                self.filtered(place, condition, expr.span).map(Thing::Place)
            }
            ast::ExprKind::Keyed(table, keys) => self.keyed(table, keys, expr.span).map(Thing::Place),
            _ => self.value(expr, want).map(Thing::Value),
        }
    }

    /// The single value that a thing is.
    pub(super) fn scalar(&mut self, thing: Thing<'a>, span: Span) -> Option<Typed> {
        match thing {
            Thing::Value(typed) => Some(typed),
            Thing::Enumeration(id) => {
                let names = self.world.schema.enumeration(id).map(|enumeration| enumeration.names.clone());
                let name = names.map(|names| names.first).unwrap_or_default();
                self.fail(span, RuleProblem::Unknown { kind: Kind::Value, name, nearest: None })
            }
            Thing::Place(place) => match place.target {
                Target::Scalar(ty) => {
                    self.in_common(&place)?;
                    let unit = matches!(ty, Type::Money).then_some(place.unit);
                    Some(Typed::new(ExprKind::Cell(place.path), ty.clone(), span).in_unit(unit))
                }
                Target::Record(record) => {
                    let found = words(&Type::Record(record.clone()), &self.world.schema);
                    self.fail(span, RuleProblem::Mismatch { expected: single(), found })
                }
                Target::List(_) => {
                    let element = self.lift(place)?;
                    if let Target::List(_) = element.target {
                        let list = self.text(span);
                        return self.fail(span, RuleProblem::ListNotAggregated { list });
                    }
                    self.scalar(Thing::Place(element), span)
                }
            },
        }
    }

    fn member(&mut self, base: Thing<'a>, field: &ast::Ident, span: Span) -> Option<Thing<'a>> {
        let place = match base {
            Thing::Enumeration(id) => return self.member_of(id, field, span),
            Thing::Value(typed) => {
                let found = words(&typed.expr.ty, &self.world.schema);
                return self.fail(span, RuleProblem::NotARecord { found });
            }
            Thing::Place(place) => match place.target {
                Target::List(_) => self.lift(place)?,
                Target::Record(_) | Target::Scalar(_) => place,
            },
        };
        match place.target {
            Target::Record(record) => self.field(&place, record, field, span),
            // A field of an enumeration written inside it names its members: `一级.产出`.
            Target::Scalar(Type::Enum(id)) => self.member_of(*id, field, span),
            Target::Scalar(ty) => {
                let found = words(ty, &self.world.schema);
                self.fail(span, RuleProblem::NotARecord { found })
            }
            Target::List(element) => {
                let found = words(&Type::List(Box::new(element.clone())), &self.world.schema);
                self.fail(span, RuleProblem::NotARecord { found })
            }
        }
    }

    fn field(
        &mut self,
        place: &Place<'a>,
        record: &'a RecordType,
        name: &ast::Ident,
        span: Span,
    ) -> Option<Thing<'a>> {
        let Some((at, field)) = record.field(&name.text) else {
            if self.world.is_poisoned(&name.text) {
                return None;
            }
            let nearest = nearest(&name.text, record.fields.iter().flat_map(|field| field.names.iter()));
            let problem = RuleProblem::Unknown { kind: Kind::Field, name: name.text.clone(), nearest };
            return self.fail(name.span, problem);
        };
        let mut path = place.path.clone();
        step(&mut path, at, &field.names);
        Some(Thing::Place(Place {
            path,
            target: Target::of(&field.ty),
            unit: field.unit,
            filter: None,
            span,
        }))
    }

    /// A member of an enumeration.
    pub(super) fn member_of(&mut self, id: EnumId, name: &ast::Ident, span: Span) -> Option<Thing<'a>> {
        let enumeration = self.world.schema.enumeration(id)?;
        let Some(member) = enumeration.member(&name.text) else {
            let spellings = enumeration.members.iter().flat_map(|member| member.names.iter());
            let nearest = nearest(&name.text, spellings);
            let problem = RuleProblem::Unknown { kind: Kind::Member, name: name.text.clone(), nearest };
            return self.fail(name.span, problem);
        };
        let constant = ExprKind::Constant(Value::Member(member));
        Some(Thing::Value(Typed::new(constant, Type::Enum(id), span)))
    }

    /// A list with one more filter.
    fn filtered(&mut self, mut place: Place<'a>, condition: &ast::Expr, span: Span) -> Option<Place<'a>> {
        let Target::List(element) = place.target else {
            return self.not_a_list(place.span, "其中");
        };
        // The filter reads the element in the frame that the list's user will give it.
        let lift = self.frames.pop_if(|frame| matches!(frame, Frame::Lift(_)));
        let condition = self.inside(Frame::Element(element), |lowerer| lowerer.truth(condition));
        self.frames.extend(lift);
        let condition = Box::new(condition?.expr);
        place.filter = Some(match place.filter {
            None => condition,
            Some(first) => Box::new(Typed::new(ExprKind::And(first, condition), Type::Bool, span).expr),
        });
        place.span = span;
        Some(place)
    }

    /// The element of a list that an aggregate's argument is about.
    pub(super) fn lift(&mut self, place: Place<'a>) -> Option<Place<'a>> {
        let Target::List(element) = place.target else {
            return Some(place);
        };
        let text = self.text(place.span);
        let own = self.frames.len().saturating_sub(1);
        let Some(Frame::Lift(slot)) = self.frames.last_mut() else {
            return self.fail(place.span, RuleProblem::ListNotAggregated { list: text });
        };
        // A list inside the element of the list: no element of both.
        if place.path.frame >= own {
            return self.fail(place.span, RuleProblem::ListNotAggregated { list: text });
        }
        match slot {
            None => *slot = Some(Lifted { list: place.path, filter: place.filter, text }),
            Some(lifted) => {
                let plain = lifted.filter.is_none() && place.filter.is_none();
                if lifted.list != place.path || !(plain || lifted.text == text) {
                    let lists = [lifted.text.clone(), text];
                    let problem = RuleProblem::TwoLists { lists };
                    return self.fail(place.span, problem);
                }
            }
        }
        Some(element_of(element, own, place.unit, place.span))
    }

    /// Reports a field that differs among the members of the group.
    pub(super) fn in_common(&mut self, place: &Place<'a>) -> Option<()> {
        if let Some(Frame::Group { keys, .. }) = self.frames.first()
            && place.path.start == Start::Frame
            && place.path.frame == 0
            && !keys.iter().any(|key| key.steps == place.path.steps)
        {
            let field = place.path.shown.0.clone();
            return self.fail(place.span, RuleProblem::NotAGroupKey { field });
        }
        Some(())
    }

    pub(super) fn not_a_list<T>(&mut self, span: Span, operation: &str) -> Option<T> {
        self.fail(span, RuleProblem::NotAList { operation: operation.to_owned() })
    }
}

/// The element itself.
pub(super) fn element_of(element: &Type, frame: usize, unit: Unit, span: Span) -> Place<'_> {
    let target = Target::of(element);
    let shown = match target {
        Target::Record(_) => FieldPath::default(),
        Target::List(_) | Target::Scalar(_) => FieldPath::new(("此项".to_owned(), "it".to_owned())),
    };
    Place {
        path: Path { start: Start::Frame, frame, steps: Vec::new(), shown },
        target,
        unit,
        filter: None,
        span,
    }
}

/// One field further.
pub(super) fn step(path: &mut Path, at: usize, names: &crate::schema::Names) {
    let join = |shown: &mut String, name: &str| {
        if !shown.is_empty() {
            shown.push('.');
        }
        shown.push_str(name);
    };
    path.steps.push(at);
    let shown = Arc::make_mut(&mut path.shown);
    join(&mut shown.0, &names.first);
    join(&mut shown.1, names.last());
}

/// What is wanted where a record or a list stands.
pub(super) fn single() -> (String, String) {
    ("单个值".to_owned(), "single value".to_owned())
}
