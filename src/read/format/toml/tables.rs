//! The tables of a TOML document while its headers and dotted keys still add to them.

use std::collections::HashMap;

use crate::diag::Diagnostic;
use crate::read::format::MAX_DEPTH;
use crate::read::format::faults::Fault;
use crate::read::format::repeats::tell_repeats;
use crate::read::{Entry, Node, NodeKind};
use crate::source::{Source, Span};

/// A key with its place.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Span,
}

/// Which table of [`Tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(usize);

/// How a table came to be, which decides what may still be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// By a header of its own.
    Header,
    /// By the header of a table inside it; a header of its own may follow.
    Implied,
    /// By dotted keys; more of them may follow.
    Dotted,
    /// By braces; it is complete.
    Inline,
}

#[derive(Debug)]
pub(super) enum Item {
    Scalar(String, Span),
    List(Vec<Item>, Span),
    Table(Id),
    /// `[[key]]`, a table a header.
    Tables(Vec<Id>),
}

#[derive(Debug)]
struct Table {
    origin: Origin,
    depth: usize,
    anchor: Span,
    span: Span,
    slots: Vec<(Key, Item)>,
    /// The last slot of each key.
    last: HashMap<String, usize>,
}

/// All tables; the first is the document.
///
/// What TOML forbids to redefine becomes a second entry of the same key, and is told as a repeated key once
/// the document is complete.
#[derive(Debug)]
pub(super) struct Tables(Vec<Table>);

impl Tables {
    pub(super) const ROOT: Id = Id(0);

    pub(super) fn new() -> Self {
        let mut tables = Self(Vec::new());
        tables.create(Origin::Header, 1, Span::at(0), Span::at(0));
        tables
    }

    /// The table of the header `[path]`, from now on with `anchor`.
    pub(super) fn header(&mut self, path: &[Key], anchor: Span) -> Result<Id, Fault> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(Self::ROOT);
        };
        let parent = self.descend_to_header(parents)?;
        if let Some(Item::Table(id)) = self.item(parent, &key.text) {
            let id = *id;
            if let Some(table) = self.0.get_mut(id.0).filter(|table| table.origin == Origin::Implied) {
                (table.origin, table.anchor, table.span) = (Origin::Header, anchor, anchor);
                return Ok(id);
            }
        }
        let id = self.child(parent, Origin::Header, 1, anchor)?;
        self.insert(parent, key.clone(), Item::Table(id));
        Ok(id)
    }

    /// A new table of the header `[[path]]`.
    pub(super) fn list_header(&mut self, path: &[Key], anchor: Span) -> Result<Id, Fault> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(Self::ROOT);
        };
        let parent = self.descend_to_header(parents)?;
        let id = self.child(parent, Origin::Header, 2, anchor)?;
        match self.item_mut(parent, &key.text) {
            Some(Item::Tables(ids)) => ids.push(id),
            _ => self.insert(parent, key.clone(), Item::Tables(vec![id])),
        }
        Ok(id)
    }

    /// The table inside `from` to which a dotted key with these parents adds.
    pub(super) fn descend(&mut self, from: Id, parents: &[Key]) -> Result<Id, Fault> {
        let mut here = from;
        for key in parents {
            let open = match self.item(here, &key.text) {
                Some(Item::Table(id)) => Some(*id),
                _ => None,
            };
            let open = open.filter(|id| {
                let origin = self.0.get(id.0).map(|table| table.origin);
                matches!(origin, Some(Origin::Dotted | Origin::Implied))
            });
            here = match open {
                Some(id) => {
                    if let Some(table) = self.0.get_mut(id.0) {
                        table.origin = Origin::Dotted;
                    }
                    id
                }
                None => self.branch(here, key, Origin::Dotted)?,
            };
        }
        Ok(here)
    }

    fn descend_to_header(&mut self, parents: &[Key]) -> Result<Id, Fault> {
        let mut here = Self::ROOT;
        for key in parents {
            let open = match self.item(here, &key.text) {
                Some(Item::Table(id)) => Some(*id),
                Some(Item::Tables(ids)) => ids.last().copied(),
                _ => None,
            };
            let open = open.filter(|id| self.0.get(id.0).is_some_and(|table| table.origin != Origin::Inline));
            here = match open {
                Some(id) => id,
                None => self.branch(here, key, Origin::Implied)?,
            };
        }
        Ok(here)
    }

    fn branch(&mut self, parent: Id, key: &Key, origin: Origin) -> Result<Id, Fault> {
        let id = self.child(parent, origin, 1, key.span)?;
        self.insert(parent, key.clone(), Item::Table(id));
        Ok(id)
    }

    fn child(&mut self, parent: Id, origin: Origin, levels: usize, anchor: Span) -> Result<Id, Fault> {
        self.inline(origin, self.depth(parent) + levels, anchor, anchor)
    }

    /// A table that stands at the depth `depth`.
    pub(super) fn inline(
        &mut self,
        origin: Origin,
        depth: usize,
        anchor: Span,
        span: Span,
    ) -> Result<Id, Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault::too_deep(anchor));
        }
        Ok(self.create(origin, depth, anchor, span))
    }

    fn create(&mut self, origin: Origin, depth: usize, anchor: Span, span: Span) -> Id {
        let (slots, last) = (Vec::new(), HashMap::new());
        self.0.push(Table { origin, depth, anchor, span, slots, last });
        Id(self.0.len() - 1)
    }

    pub(super) fn depth(&self, id: Id) -> usize {
        self.0.get(id.0).map_or(0, |table| table.depth)
    }

    pub(super) fn close(&mut self, id: Id, end: usize) {
        if let Some(table) = self.0.get_mut(id.0) {
            table.span.end = end;
        }
    }

    fn item(&self, table: Id, key: &str) -> Option<&Item> {
        let table = self.0.get(table.0)?;
        table.slots.get(*table.last.get(key)?).map(|(_, item)| item)
    }

    fn item_mut(&mut self, table: Id, key: &str) -> Option<&mut Item> {
        let table = self.0.get_mut(table.0)?;
        table.slots.get_mut(*table.last.get(key)?).map(|(_, item)| item)
    }

    pub(super) fn insert(&mut self, table: Id, key: Key, item: Item) {
        if let Some(table) = self.0.get_mut(table.0) {
            table.last.insert(key.text.clone(), table.slots.len());
            table.slots.push((key, item));
        }
    }

    /// The document, with a diagnostic for every repeated key; `None` when nothing stands in it.
    pub(super) fn finish(mut self, source: &Source) -> Option<(Node, Vec<Diagnostic>)> {
        let mut diagnostics = Vec::new();
        let mut root = self.node(Self::ROOT, source, &mut diagnostics);
        let NodeKind::Object(entries) = &root.kind else {
            return None;
        };
        root.anchor = entries.first()?.key_span;
        root.span = Span::new(0, source.text().len());
        Some((root, diagnostics))
    }

    // The recursion is bounded by `MAX_DEPTH`, which every table and list was held against.
    fn node(&mut self, id: Id, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Node {
        let (slots, anchor, mut span) = match self.0.get_mut(id.0) {
            Some(table) => (std::mem::take(&mut table.slots), table.anchor, table.span),
            None => (Vec::new(), Span::at(0), Span::at(0)),
        };
        let entries: Vec<Entry> = slots
            .into_iter()
            .map(|(key, item)| {
                let value = self.value(item, key.span, source, diagnostics);
                span = span.to(value.span);
                Entry { key: key.text, key_span: key.span, value }
            })
            .collect();
        tell_repeats(source, &entries, diagnostics);
        Node { kind: NodeKind::Object(entries), span, anchor }
    }

    fn value(&mut self, item: Item, key: Span, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Node {
        match item {
            Item::Scalar(text, span) => Node { kind: NodeKind::Scalar(text), span, anchor: span },
            Item::List(items, span) => {
                let elements =
                    items.into_iter().map(|item| self.value(item, span, source, diagnostics)).collect();
                Node { kind: NodeKind::List(elements), span, anchor: key }
            }
            Item::Table(id) => self.node(id, source, diagnostics),
            Item::Tables(ids) => {
                let elements: Vec<Node> =
                    ids.into_iter().map(|id| self.node(id, source, diagnostics)).collect();
                let first = elements.first().map_or(key, |element| element.anchor);
                let span = elements.iter().fold(first, |span, element| span.to(element.span));
                Node { kind: NodeKind::List(elements), span, anchor: first }
            }
        }
    }
}
