//! One value to a cell: missing, malformed, or a value of the field's type and within its domain.

use std::borrow::Cow;

use super::binder::Binder;
use super::field::Part;
use crate::diag::{BookProblem, DataProblem, Diagnostic, FormProblem, Habit, Problem};
use crate::read::habit::read_value;
use crate::read::invisible::{first_invisible, is_invisible};
use crate::read::value::{Misread, expected, parse_value};
use crate::read::{Cell, Node, NodeKind, State, Unread, shorten};
use crate::schema::{Bounds, Field, Schema, Type};
use crate::source::Span;
use crate::value::{Number, Unit, Value};

impl Binder<'_> {
    /// What a node is to the field at hand, or to an element of the list that the field holds.
    pub(super) fn cell(&mut self, field: &Field, ty: &Type, node: &Node) -> Cell {
        let state = match (&node.kind, ty) {
            (NodeKind::Null, _) => State::Missing,
            (NodeKind::Unread(cause), _) => self.unread(cause, node.span),
            (NodeKind::Scalar(text), _) if is_blank(self.schema, field, ty, text) => State::Missing,
            (NodeKind::Scalar(text), _) => self.scalar(field, ty, text.trim(), node.span),
            (NodeKind::Object(entries), Type::Record(record)) => {
                let parts: Vec<Part<'_>> =
                    entries.iter().map(|entry| Part { key: &entry.key, entry }).collect();
                self.nested(record, &parts, node.anchor)
            }
            (NodeKind::List(elements), Type::List(inner)) => {
                let elements = elements.iter().enumerate();
                let cells = elements.map(|(at, element)| self.element(field, inner, at + 1, element));
                State::List(cells.collect())
            }
            (NodeKind::Object(_) | NodeKind::List(_), _) => {
                let found = shorten(self.source.slice(node.span));
                let misread = parse_value(ty, field.unit, field.percent, self.schema, "").err();
                let misread = misread.unwrap_or(Misread::NotA(expected(ty, field.unit)));
                self.malformed(found, misread, node.span)
            }
        };
        Cell::new(state, node.span)
    }

    /// An element that stands in a list and holds nothing is one that was not filled in.
    fn element(&mut self, field: &Field, ty: &Type, number: usize, node: &Node) -> Cell {
        self.within_element(number, |binder| {
            let cell = binder.cell(field, ty, node);
            if matches!(cell.state, State::Missing) {
                let missing = binder.path();
                binder.error(DataProblem::MissingRequired { field: missing }, node.span);
            }
            cell
        })
    }

    fn scalar(&mut self, field: &Field, ty: &Type, text: &str, span: Span) -> State {
        let mut seen = Cow::Borrowed(text);
        if let Some(character) = first_invisible(text) {
            self.warning(DataProblem::InvisibleCharacter { field: self.path(), character }, span);
            // A text keeps them, so that nothing is changed in silence; no other value has any.
            if !matches!(ty, Type::Text) {
                seen = Cow::Owned(text.replace(is_invisible, ""));
            }
        }
        let value = match read_value(ty, field.unit, field.percent, self.schema, &seen) {
            Ok((value, None)) => value,
            Ok((value, Some((habit, read_as)))) => {
                self.habit(habit, text, read_as, span);
                value
            }
            Err(misread) => return self.malformed(self.as_written(text, span), misread, span),
        };
        let problem = match (&value, &field.bounds, &field.pattern) {
            (Value::Number(number), Some(bounds), _) if !bounds.contains(*number) => {
                DataProblem::OutOfRange {
                    field: self.path(),
                    found: self.as_written(text, span),
                    range: interval(bounds, ty, field.unit),
                }
            }
            (Value::Text(whole), _, Some(pattern)) if !pattern.is_match(whole) => {
                DataProblem::PatternMismatch {
                    field: self.path(),
                    found: shorten(text),
                    pattern: pattern.as_str().to_owned(),
                }
            }
            _ => return State::Value(value),
        };
        self.error(problem, span);
        State::Malformed(self.as_written(text, span))
    }

    /// The text as it stands in its place: without the unit that a heading has given it.
    fn as_written(&self, text: &str, span: Span) -> String {
        let there = self.source.slice(span).trim_matches('"').trim();
        let given = text.strip_prefix(there).is_some_and(|unit| unit == "%" || Unit::named(unit).is_some());
        shorten(if given && !there.is_empty() { there } else { text })
    }

    /// Tells of a habit, once.
    fn habit(&mut self, habit: Habit, text: &str, read_as: String, span: Span) {
        if self.habits.insert(habit) {
            let problem = DataProblem::Normalized {
                habit,
                field: self.path(),
                found: self.as_written(text, span),
                read_as,
            };
            self.note(problem, span);
        }
    }

    /// Filled in, and malformed whatever the type.
    fn unread(&mut self, cause: &Unread, span: Span) -> State {
        let field = self.path();
        let book = |found: &str, problem| (found.to_owned(), Problem::Book(problem));
        let form = |found: &str, problem| (found.to_owned(), Problem::Form(problem));
        let (found, problem) = match cause {
            Unread::ErrorValue(found) => book(found, BookProblem::ErrorValue { field, found: found.clone() }),
            Unread::NotComputed(formula) => book(&shorten(formula), BookProblem::NotComputed { field }),
            Unread::LostDigits(found) => book(found, BookProblem::LostDigits { field, found: found.clone() }),
            Unread::SeveralTicks(found) => {
                form(found, FormProblem::SeveralTicks { field, found: found.clone() })
            }
            Unread::NoUnit(found) => form(found, FormProblem::NoUnit { field, found: found.clone() }),
            Unread::OtherShape { found, shapes } => {
                let shapes = shapes.clone();
                form(found, FormProblem::OtherShape { field, found: found.clone(), shapes })
            }
            Unread::Told(found) => return State::Malformed(found.clone()),
        };
        self.diagnostics.push(Diagnostic::error(problem, self.source.site(span)));
        State::Malformed(found)
    }

    fn malformed(&mut self, found: String, misread: Misread, span: Span) -> State {
        let state = State::Malformed(found.clone());
        let field = self.path();
        let problem = match misread {
            Misread::NotA(expected) => DataProblem::MalformedValue { field, found, expected },
            Misread::NoMember { members, nearest } => {
                DataProblem::UnknownMember { field, found, members, nearest }
            }
        };
        self.error(problem, span);
        state
    }
}

/// Blank, or a placeholder; a text that is itself a member of the field's enumeration is none.
pub(in crate::read) fn is_blank(schema: &Schema, field: &Field, ty: &Type, text: &str) -> bool {
    let text = text.trim();
    let member = || match ty {
        Type::Enum(id) => schema.enumeration(*id).and_then(|found| found.member_in_document(text)),
        _ => None,
    };
    let is_it = |placeholder: &String| placeholder.len() >= text.len() && placeholder.trim() == text;
    let placeholder = || field.placeholders.iter().any(is_it);
    let empty = text.chars().all(is_invisible);
    empty || (placeholder() && member().is_none())
}

/// A range as rules write it, in the unit in which the field is filled in: `[0万元, 500万元)`.
fn interval(bounds: &Bounds, ty: &Type, unit: Unit) -> String {
    let (open, close) =
        (if bounds.low_closed { '[' } else { '(' }, if bounds.high_closed { ']' } else { ')' });
    let end = |number: Number| match ty {
        Type::Money => {
            let shown = number.over(unit.in_yuan()).unwrap_or(number);
            format!("{}{}", shown.to_grouped(0), unit.word())
        }
        Type::Ratio => {
            let shown = number.times(Number::integer(100)).unwrap_or(number);
            format!("{}%", shown.to_decimal(0))
        }
        _ => number.to_decimal(0),
    };
    format!("{open}{}, {}{close}", end(bounds.low), end(bounds.high))
}
