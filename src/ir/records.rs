//! Records of 样例 and 例 as documents would have them: keys in the first spelling, scalars as text.

use std::collections::BTreeMap;

use super::Origin;
use super::mistakes::Mistakes;
use super::world::World;
use crate::diag::{Kind, Remark, RuleProblem, nearest};
use crate::read::{Entry, Node, NodeKind};
use crate::schema::{RecordType, Type};
use crate::source::Span;
use crate::syntax::ast::{DataLiteral, RecordLiteral};

/// Makes records out of what a file says.
pub(super) struct Records<'a> {
    pub(super) world: &'a World,
    pub(super) mistakes: &'a mut Mistakes,
    pub(super) source: usize,
}

impl Records<'_> {
    /// A record of that type; what the sample says counts where the literal is silent.
    pub(super) fn record(&mut self, written: &RecordLiteral, ty: &RecordType, sample: Option<&Node>) -> Node {
        let mut given: BTreeMap<usize, Entry> = BTreeMap::new();
        let mut removed: BTreeMap<usize, Span> = BTreeMap::new();
        for entry in &written.entries {
            let origin = Origin { source: self.source, span: entry.name.span };
            let Some((at, field)) = ty.field_in_document(&entry.name.text) else {
                self.unknown(&entry.name.text, ty, origin);
                continue;
            };
            let first = given.get(&at).map(|entry| entry.key_span).or_else(|| removed.get(&at).copied());
            if let Some(first) = first {
                self.mistakes.error_with(
                    origin,
                    RuleProblem::Duplicate { kind: Kind::Field, name: entry.name.text.clone() },
                    Some((Origin { source: self.source, span: first }, Remark::FirstHere)),
                );
                continue;
            }
            let below = sample.and_then(|sample| value_of(sample, &field.names.first));
            match self.value(&entry.value, &field.ty, below, entry.name.span) {
                Some(value) => {
                    let key = field.names.first.clone();
                    given.insert(at, Entry { key, key_span: entry.name.span, value });
                }
                None => {
                    removed.insert(at, entry.name.span);
                }
            }
        }
        let mut entries = Vec::new();
        for (at, field) in ty.fields.iter().enumerate() {
            if let Some(entry) = given.remove(&at) {
                entries.push(entry);
            } else if let Some(value) = sample.and_then(|sample| value_of(sample, &field.names.first))
                && !removed.contains_key(&at)
            {
                // The sample's own places are in another text: what it gives stands at the record.
                let value = standing_at(value, written.span);
                entries.push(Entry { key: field.names.first.clone(), key_span: written.span, value });
            }
        }
        Node { kind: NodeKind::Object(entries), span: written.span, anchor: written.span }
    }

    /// A value; `None` for 缺失.
    fn value(
        &mut self,
        written: &DataLiteral,
        ty: &Type,
        sample: Option<&Node>,
        anchor: Span,
    ) -> Option<Node> {
        Some(match (written, ty) {
            (DataLiteral::Missing(_), _) => return None,
            (DataLiteral::Scalar(text), _) => {
                self.check_member(&text.text, text.span, ty);
                Node { kind: NodeKind::Scalar(text.text.clone()), span: text.span, anchor }
            }
            (DataLiteral::Record(record), Type::Record(inner)) => {
                let mut node = self.record(record, inner, sample);
                node.anchor = anchor;
                node
            }
            // A record where none can be: its keys stay as they are, and reading says what is wrong.
            (DataLiteral::Record(record), _) => {
                let mut node = self.record(record, &RecordType::default(), None);
                node.anchor = anchor;
                node
            }
            (DataLiteral::List(values, span), ty) => {
                let element = match ty {
                    Type::List(element) => element.as_ref(),
                    other => other,
                };
                let values = values.iter().map(|value| {
                    let null = Node { kind: NodeKind::Null, span: *span, anchor: *span };
                    self.value(value, element, None, *span).unwrap_or(null)
                });
                Node { kind: NodeKind::List(values.collect()), span: *span, anchor }
            }
        })
    }

    fn unknown(&mut self, name: &str, ty: &RecordType, origin: Origin) {
        if self.world.is_poisoned(name) {
            return;
        }
        let spellings = ty.fields.iter().flat_map(|field| field.names.iter());
        let nearest = nearest(name, spellings);
        self.mistakes
            .error(origin, RuleProblem::Unknown { kind: Kind::Field, name: name.to_owned(), nearest });
    }

    /// A bare name is meant as a member: one that is none is a slip. A text in quotes may be as wrong as in a
    /// document.
    fn check_member(&mut self, text: &str, span: Span, ty: &Type) {
        let Type::Enum(id) = ty else {
            return;
        };
        let origin = Origin { source: self.source, span };
        let quoted = self.mistakes.text(origin).starts_with(['"', '“', '”', '＂']);
        let Some(enumeration) = self.world.schema.enumeration(*id) else {
            return;
        };
        if quoted || enumeration.member_in_document(text).is_some() {
            return;
        }
        let spellings = enumeration.members.iter().flat_map(|member| member.names.iter());
        let nearest = nearest(text, spellings);
        let problem = RuleProblem::Unknown { kind: Kind::Member, name: text.to_owned(), nearest };
        self.mistakes.error(origin, problem);
    }
}

/// What a record says of a field.
fn value_of<'n>(record: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Object(entries) = &record.kind else {
        return None;
    };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The same value with all its places at `span`. Records nest no deeper than their types.
fn standing_at(node: &Node, span: Span) -> Node {
    let kind = match &node.kind {
        NodeKind::Null => NodeKind::Null,
        NodeKind::Scalar(text) => NodeKind::Scalar(text.clone()),
        NodeKind::Unread(cause) => NodeKind::Unread(cause.clone()),
        NodeKind::List(values) => {
            NodeKind::List(values.iter().map(|value| standing_at(value, span)).collect())
        }
        NodeKind::Object(entries) => {
            let entry = |entry: &Entry| Entry {
                key: entry.key.clone(),
                key_span: span,
                value: standing_at(&entry.value, span),
            };
            NodeKind::Object(entries.iter().map(entry).collect())
        }
    };
    Node { kind, span, anchor: span }
}
