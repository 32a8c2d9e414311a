//! YAML events to trees, without recursion and no deeper than the limit.

use std::collections::HashMap;

use saphyr_parser::{Event, ScalarStyle, Tag};

use crate::diag::{DataProblem, Diagnostic, Flaw};
use crate::read::format::MAX_DEPTH;
use crate::read::format::faults::Fault;
use crate::read::format::repeats::tell_repeats;
use crate::read::{Entry, Node, NodeKind};
use crate::source::{Source, Span};

/// Values that the aliases of one file may repeat, all together.
pub const MAX_ALIASED: usize = 100_000;

/// The documents of a file, one after another.
pub(super) struct Tree<'a> {
    source: &'a Source<'a>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    /// Values that aliases may still repeat.
    budget: usize,
    documents: Vec<Node>,
    diagnostics: Vec<Diagnostic>,
}

/// A list or an object whose end has not come yet.
struct Open {
    /// The number by which aliases know it; zero for none.
    name: usize,
    span: Span,
    anchor: Span,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    /// The entries, and the key whose value has not come yet.
    Object(Vec<Entry>, Option<(String, Span)>),
}

impl<'a> Tree<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            open: Vec::new(),
            anchors: HashMap::new(),
            budget: MAX_ALIASED,
            documents: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The documents that were read to their ends.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Diagnostic>) {
        (self.documents, self.diagnostics)
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            // A document's aliases know its own anchors only.
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Alias(name) => self.alias(name, span)?,
            Event::Scalar(text, style, name, tag) => {
                let is_text = known(tag.as_deref(), span)?;
                let plain = style == ScalarStyle::Plain && !is_text;
                if plain && text == "<<" && self.wants_key() {
                    return Err(Fault::flaw(Flaw::MergeKey, span));
                }
                let kind = match text.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain && !self.wants_key() => NodeKind::Null,
                    _ => NodeKind::Scalar(text.into_owned()),
                };
                let span = Span { end: self.scalar_end(span, style), ..span };
                self.complete(Node { kind, span, anchor: span }, name)?;
            }
            Event::SequenceStart(name, tag) => {
                known(tag.as_deref(), span)?;
                self.open(name, span, Inside::List(Vec::new()))?;
            }
            Event::MappingStart(name, tag) => {
                known(tag.as_deref(), span)?;
                self.open(name, span, Inside::Object(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// The parser's places of quoted texts reach past a comment that follows them.
    fn scalar_end(&self, span: Span, style: ScalarStyle) -> usize {
        let quote = match style {
            ScalarStyle::SingleQuoted => '\'',
            ScalarStyle::DoubleQuoted => '"',
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => return span.end,
        };
        let mut escaped = false;
        let mut open = false;
        let mut closed = None;
        for (at, character) in self.source.slice(span).char_indices() {
            match (closed, open) {
                // Two quotes in a row are one inside a text in single quotes.
                (Some(_), _) if character == quote && quote == '\'' => closed = None,
                (Some(_), _) => break,
                (None, false) => open = character == quote,
                (None, true) if escaped => escaped = false,
                (None, true) if character == '\\' && quote == '"' => escaped = true,
                (None, true) if character == quote => closed = Some(span.start + at + 1),
                (None, true) => {}
            }
        }
        closed.unwrap_or(span.end)
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { inside: Inside::Object(_, None), .. }))
    }

    fn alias(&mut self, name: usize, span: Span) -> Result<(), Fault> {
        let Some(node) = self.anchors.get(&name) else {
            // Of another document, or of the value around it.
            return Err(Fault::flaw(Flaw::UnknownAlias, span));
        };
        let (height, size) = measure(node);
        if self.open.len() + height > MAX_DEPTH {
            return Err(Fault::too_deep(span));
        }
        let node = Node { span, anchor: span, ..node.clone() };
        self.spend(size, span)?;
        self.complete(node, 0)
    }

    fn spend(&mut self, size: usize, span: Span) -> Result<(), Fault> {
        let over = || Fault::own(DataProblem::AliasBudget { limit: MAX_ALIASED }, span);
        self.budget = self.budget.checked_sub(size).ok_or_else(over)?;
        Ok(())
    }

    fn open(&mut self, name: usize, span: Span, inside: Inside) -> Result<(), Fault> {
        if self.open.len() == MAX_DEPTH {
            return Err(Fault::too_deep(span));
        }
        if self.wants_key() {
            return Err(Fault::flaw(Flaw::KeyNotText, span));
        }
        let anchor = match self.open.last().map(|open| &open.inside) {
            Some(Inside::Object(_, Some((_, key_span)))) => *key_span,
            _ => span,
        };
        self.open.push(Open { name, span, anchor, inside });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Fault> {
        let Some(Open { name, span, mut anchor, inside }) = self.open.pop() else {
            return Ok(());
        };
        // The end of a block is where the next thing begins, past comments and blank lines.
        let mut span = if end.start < end.end { span.to(end) } else { span };
        let kind = match inside {
            Inside::List(elements) => {
                span = elements.iter().fold(span, |span, element| span.to(element.span));
                NodeKind::List(elements)
            }
            Inside::Object(entries, _) => {
                span = entries.iter().fold(span, |span, entry| span.to(entry.key_span).to(entry.value.span));
                tell_repeats(self.source, &entries, &mut self.diagnostics);
                // A block begins with nothing that could be pointed at but its first key.
                if let (true, Some(first)) = (anchor.start == anchor.end, entries.first()) {
                    anchor = first.key_span;
                }
                NodeKind::Object(entries)
            }
        };
        self.complete(Node { kind, span, anchor }, name)
    }

    /// Puts a finished value where it belongs, and keeps it for its aliases.
    fn complete(&mut self, value: Node, name: usize) -> Result<(), Fault> {
        if name != 0 {
            let (_, size) = measure(&value);
            self.spend(size, value.span)?;
            self.anchors.insert(name, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None if matches!(value.kind, NodeKind::Null) && value.span.start == value.span.end => {}
            None => self.documents.push(value),
            Some(Inside::List(elements)) => elements.push(value),
            Some(Inside::Object(entries, key)) => match (key.take(), value.kind) {
                (Some((key, key_span)), kind) => {
                    entries.push(Entry { key, key_span, value: Node { kind, ..value } });
                }
                (None, NodeKind::Scalar(text)) => *key = Some((text, value.span)),
                (None, NodeKind::Null) => *key = Some((String::new(), value.span)),
                (None, NodeKind::List(_) | NodeKind::Object(_) | NodeKind::Unread(_)) => {
                    return Err(Fault::flaw(Flaw::KeyNotText, value.span));
                }
            },
        }
        Ok(())
    }
}

/// True for the tag of a text. Tags of the other kinds that the schema gives anyway mean nothing here; all
/// others are refused.
fn known(tag: Option<&Tag>, span: Span) -> Result<bool, Fault> {
    let Some(tag) = tag else {
        return Ok(false);
    };
    if tag.is_yaml_core_schema() {
        match tag.suffix.as_str() {
            "str" => return Ok(true),
            "int" | "float" | "bool" | "null" | "seq" | "map" => return Ok(false),
            _ => {}
        }
    }
    let own = tag.handle.is_empty() && tag.suffix == "!";
    if own {
        return Ok(true);
    }
    Err(Fault::own(DataProblem::RefusedTag { tag: tag.to_string() }, span))
}

/// The levels of a value and the number of values in it. The recursion is bounded by `MAX_DEPTH`.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(height, size): (usize, usize), child: &Node| {
        let (below, more) = measure(child);
        (height.max(below + 1), size + more)
    };
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Unread(_) => (0, 1),
        NodeKind::List(elements) => elements.iter().fold((1, 1), add),
        NodeKind::Object(entries) => entries.iter().map(|entry| &entry.value).fold((1, 1), add),
    }
}
