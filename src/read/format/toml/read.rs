//! The events of a TOML document, one after another, into its tables.

use toml_parser::decoder::{IntegerRadix, ScalarKind};
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Raw};

use super::tables::{Id, Item, Key, Origin, Tables};
use super::words;
use crate::diag::{DataProblem, Diagnostic, Flaw};
use crate::read::Node;
use crate::read::format::MAX_DEPTH;
use crate::read::format::faults::Fault;
use crate::source::{Source, Span};

/// The document with a diagnostic for every repeated key, and the mistakes because of which it is not to be
/// used. `None` when nothing stands in the text.
pub(super) fn read(source: &Source) -> (Option<(Node, Vec<Diagnostic>)>, Vec<Fault>) {
    let text = toml_parser::Source::new(source.text());
    let tokens = text.lex().into_vec();
    let mut errors: Vec<ParseError> = Vec::new();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut checked = ValidateWhitespace::new(&mut events, text);
    let deepest = u32::try_from(MAX_DEPTH).unwrap_or(u32::MAX);
    parse_document(&tokens, &mut RecursionGuard::new(&mut checked, deepest), &mut errors);
    drop(tokens);
    let mut faults: Vec<Fault> = errors.iter().map(|error| words::layout(source, error)).collect();
    // What follows a value that is too deep is told by that alone.
    if let Some(at) = faults.iter().position(Fault::is_too_deep) {
        return (None, vec![faults.swap_remove(at)]);
    }
    let mut reader = Reader::new(source, &events);
    let tables = match reader.document() {
        Ok(tables) => tables,
        Err(fault) => return (None, vec![fault]),
    };
    faults.append(&mut reader.faults);
    if let Some((first, rest)) = reader.bare.split_first() {
        let key = source.slice(*first).to_owned();
        faults.push(Fault::own(DataProblem::BareKey { key, others: rest.len() }, *first));
    }
    if faults.is_empty() {
        faults.append(&mut reader.dropped);
    }
    if faults.is_empty() { (tables.finish(source), faults) } else { (None, faults) }
}

struct Reader<'a> {
    source: &'a Source<'a>,
    events: std::slice::Iter<'a, Event>,
    faults: Vec<Fault>,
    /// Keys that should stand in quotes.
    bare: Vec<Span>,
    /// What was stepped over because it stands where it cannot: told when the parser has let it pass, so that
    /// nothing is left out in silence.
    dropped: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, events: &'a [Event]) -> Self {
        let (faults, bare, dropped) = (Vec::new(), Vec::new(), Vec::new());
        Self { source, events: events.iter(), faults, bare, dropped }
    }

    fn drop(&mut self, event: &Event, flaw: Flaw) {
        self.dropped.push(Fault::flaw(flaw, place(event)));
    }

    fn document(&mut self) -> Result<Tables, Fault> {
        let mut tables = Tables::new();
        let mut current = Tables::ROOT;
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::StdTableOpen => {
                    let (path, span) = self.header(event);
                    current = tables.header(&path, span)?;
                }
                EventKind::ArrayTableOpen => {
                    let (path, span) = self.header(event);
                    current = tables.list_header(&path, span)?;
                }
                EventKind::SimpleKey => self.key_value(event, &mut tables, current)?,
                EventKind::Whitespace | EventKind::Comment | EventKind::Newline => {}
                EventKind::StdTableClose
                | EventKind::ArrayTableClose
                | EventKind::InlineTableOpen
                | EventKind::InlineTableClose
                | EventKind::ArrayOpen
                | EventKind::ArrayClose
                | EventKind::KeySep
                | EventKind::KeyValSep
                | EventKind::Scalar
                | EventKind::ValueSep
                | EventKind::Error => self.drop(event, Flaw::NoKey),
            }
        }
        Ok(tables)
    }

    /// The path of a header, and the header's place with its brackets.
    fn header(&mut self, open: &Event) -> (Vec<Key>, Span) {
        let mut path = Vec::new();
        let mut span = place(open);
        while let Some(event) = self.events.as_slice().first() {
            match event.kind() {
                EventKind::SimpleKey => path.push(self.key(event)),
                EventKind::KeySep | EventKind::Whitespace => {}
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    span = span.to(place(event));
                    self.events.next();
                    break;
                }
                // Unclosed: the parser has said so.
                _ => break,
            }
            self.events.next();
        }
        (path, span)
    }

    /// `a.b = value` into `table`.
    fn key_value(&mut self, first: &Event, tables: &mut Tables, table: Id) -> Result<(), Fault> {
        let mut path = vec![self.key(first)];
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::SimpleKey => path.push(self.key(event)),
                EventKind::KeySep | EventKind::Whitespace | EventKind::Comment | EventKind::Newline => {}
                EventKind::KeyValSep => break,
                _ => {
                    self.drop(event, Flaw::NoMark(&["="]));
                    return Ok(());
                }
            }
        }
        let Some(key) = path.pop() else {
            return Ok(());
        };
        let parent = tables.descend(table, &path)?;
        let depth = tables.depth(parent);
        match self.value(tables, depth, key.span)? {
            Some(item) => tables.insert(parent, key, item),
            None => self.dropped.push(Fault::flaw(Flaw::NoValue, key.span)),
        }
        Ok(())
    }

    /// The value that comes next, inside a table or list at `depth`. The recursion ends at `MAX_DEPTH`.
    fn value(&mut self, tables: &mut Tables, depth: usize, anchor: Span) -> Result<Option<Item>, Fault> {
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::Whitespace | EventKind::Comment | EventKind::Newline => {}
                EventKind::Scalar => return Ok(Some(self.scalar(event))),
                EventKind::ArrayOpen => return self.list(event, tables, depth + 1).map(Some),
                EventKind::InlineTableOpen => {
                    let id = tables.inline(Origin::Inline, depth + 1, anchor, place(event))?;
                    return self.inline_table(tables, id).map(Some);
                }
                _ => {
                    self.drop(event, Flaw::NoValue);
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }

    fn list(&mut self, open: &Event, tables: &mut Tables, depth: usize) -> Result<Item, Fault> {
        let mut span = place(open);
        if depth > MAX_DEPTH {
            return Err(Fault::too_deep(span));
        }
        let mut items = Vec::new();
        while let Some(event) = self.events.as_slice().first() {
            match event.kind() {
                EventKind::ArrayClose => {
                    span = span.to(place(event));
                    self.events.next();
                    break;
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    items.extend(self.value(tables, depth, place(event))?);
                }
                EventKind::ValueSep | EventKind::Whitespace | EventKind::Comment | EventKind::Newline => {
                    self.events.next();
                }
                _ => {
                    self.drop(event, Flaw::NoValue);
                    self.events.next();
                }
            }
        }
        Ok(Item::List(items, span))
    }

    fn inline_table(&mut self, tables: &mut Tables, id: Id) -> Result<Item, Fault> {
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::InlineTableClose => {
                    tables.close(id, place(event).end);
                    break;
                }
                EventKind::SimpleKey => self.key_value(event, tables, id)?,
                EventKind::ValueSep | EventKind::Whitespace | EventKind::Comment | EventKind::Newline => {}
                _ => self.drop(event, Flaw::NoKey),
            }
        }
        Ok(Item::Table(id))
    }

    fn key(&mut self, event: &Event) -> Key {
        let span = place(event);
        let raw = self.source.slice(span);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if event.encoding().is_none() && !raw.is_empty() && !raw.chars().all(plain) {
            self.bare.push(span);
            return Key { text: raw.to_owned(), span };
        }
        let mut text = String::new();
        let mut errors: Vec<ParseError> = Vec::new();
        decodable(raw, event).decode_key(&mut text, &mut errors);
        self.blame(span, &errors);
        Key { text, span }
    }

    fn scalar(&mut self, event: &Event) -> Item {
        let span = place(event);
        let raw = self.source.slice(span);
        let mut text = String::new();
        let mut errors: Vec<ParseError> = Vec::new();
        let kind = decodable(raw, event).decode_scalar(&mut text, &mut errors);
        self.blame(span, &errors);
        // The parser looks at the digits before the first `_` only.
        let whole = text.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit());
        if kind == ScalarKind::Integer(IntegerRadix::Dec) && errors.is_empty() && !whole {
            self.faults.push(Fault::flaw(Flaw::BadNumber, span));
        }
        let text = match kind {
            ScalarKind::Boolean(_) | ScalarKind::DateTime => raw.to_owned(),
            // Digits of another base become decimal ones; those past any amount stay as they were written.
            ScalarKind::Integer(radix) if radix.value() != 10 => {
                i128::from_str_radix(&text, radix.value()).map_or(raw.to_owned(), |value| value.to_string())
            }
            ScalarKind::Integer(_) | ScalarKind::String | ScalarKind::Float => text,
        };
        Item::Scalar(text, span)
    }

    fn blame(&mut self, span: Span, errors: &[ParseError]) {
        if let Some(error) = errors.first() {
            self.faults.push(words::scalar(self.source, span, error));
        }
    }
}

fn place(event: &Event) -> Span {
    Span::new(event.span().start(), event.span().end())
}

fn decodable<'a>(raw: &'a str, event: &Event) -> Raw<'a> {
    Raw::new_unchecked(raw, event.encoding(), event.span())
}
