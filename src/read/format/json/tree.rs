//! JSON tokens to a tree, without recursion and no deeper than the limit.

use super::escape::unescape;
use super::scan::{Scanner, Token};
use crate::diag::{Diagnostic, Flaw};
use crate::read::format::MAX_DEPTH;
use crate::read::format::faults::Fault;
use crate::read::format::repeats::tell_repeats;
use crate::read::{Entry, Node, NodeKind};
use crate::source::{Source, Span};

/// Reads the one document in `span`, with a diagnostic for every repeated key.
pub(in crate::read::format) fn read(source: &Source, span: Span) -> Result<(Node, Vec<Diagnostic>), Fault> {
    let mut tree = Tree { source, open: Vec::new(), root: None, diagnostics: Vec::new() };
    let mut scanner = Scanner::new(source.text(), span);
    let mut want = Want::Value;
    while let Some(next) = tree.take(scanner.advance()?, want)? {
        want = next;
    }
    let root = tree.root.ok_or_else(|| Fault::ends(span.end))?;
    Ok((root, tree.diagnostics))
}

/// What the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Value,
    ValueOrClose,
    Key,
    KeyOrClose,
    Colon,
    CommaOrClose,
    End,
}

/// A list or an object whose end has not come yet.
struct Open {
    start: usize,
    anchor: Span,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    /// The entries, and the key whose value has not come yet.
    Object(Vec<Entry>, Option<(String, Span)>),
}

struct Tree<'a> {
    source: &'a Source<'a>,
    open: Vec<Open>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl Tree<'_> {
    /// Takes a token; what may follow it, or `None` after the end.
    fn take(&mut self, (token, span): (Token, Span), want: Want) -> Result<Option<Want>, Fault> {
        if token == Token::End {
            return if want == Want::End { Ok(None) } else { Err(Fault::ends(span.end)) };
        }
        let next = match want {
            Want::Value | Want::ValueOrClose => self.value(token, span, want)?,
            Want::Key | Want::KeyOrClose => self.key(token, span, want)?,
            Want::Colon if token == Token::Colon => Want::Value,
            Want::Colon => return Err(self.misplaced(token, Flaw::NoMark(&[":"]), span)),
            Want::CommaOrClose => self.comma_or_close(token, span)?,
            Want::End => return Err(self.misplaced(token, Flaw::AfterEnd, span)),
        };
        Ok(Some(next))
    }

    fn value(&mut self, token: Token, span: Span, want: Want) -> Result<Want, Fault> {
        let text = self.source.slice(span);
        let kind = match token {
            Token::Null => NodeKind::Null,
            Token::True | Token::False | Token::Number => NodeKind::Scalar(text.to_owned()),
            Token::Text { .. } => NodeKind::Scalar(content(text)),
            Token::ObjectOpen => {
                self.open(span, Inside::Object(Vec::new(), None))?;
                return Ok(Want::KeyOrClose);
            }
            Token::ListOpen => {
                self.open(span, Inside::List(Vec::new()))?;
                return Ok(Want::ValueOrClose);
            }
            Token::ListClose if want == Want::ValueOrClose => return Ok(self.close(span)),
            Token::ListClose if matches!(self.inside(), Some(Inside::List(_))) => {
                return Err(Fault::flaw(Flaw::TrailingComma, span));
            }
            Token::Word => return Err(Fault::flaw(Flaw::UnknownWord, span)),
            Token::ObjectClose
            | Token::ListClose
            | Token::Colon
            | Token::Comma
            | Token::Stray
            | Token::End => {
                return Err(self.misplaced(token, Flaw::NoValue, span));
            }
        };
        Ok(self.complete(Node { kind, span, anchor: span }))
    }

    fn key(&mut self, token: Token, span: Span, want: Want) -> Result<Want, Fault> {
        match (token, self.open.last_mut().map(|open| &mut open.inside)) {
            (Token::Text { .. }, Some(Inside::Object(_, key))) => {
                *key = Some((content(self.source.slice(span)), span));
                Ok(Want::Colon)
            }
            (Token::ObjectClose, _) if want == Want::KeyOrClose => Ok(self.close(span)),
            (Token::ObjectClose, _) => Err(Fault::flaw(Flaw::TrailingComma, span)),
            _ => Err(self.misplaced(token, Flaw::NoKey, span)),
        }
    }

    fn comma_or_close(&mut self, token: Token, span: Span) -> Result<Want, Fault> {
        let object = matches!(self.inside(), Some(Inside::Object(..)));
        match (token, object) {
            (Token::Comma, true) => Ok(Want::Key),
            (Token::Comma, false) => Ok(Want::Value),
            (Token::ObjectClose, true) | (Token::ListClose, false) => Ok(self.close(span)),
            (_, true) => Err(self.misplaced(token, Flaw::NoMark(&[",", "}"]), span)),
            (_, false) => Err(self.misplaced(token, Flaw::NoMark(&[",", "]"]), span)),
        }
    }

    fn inside(&self) -> Option<&Inside> {
        self.open.last().map(|open| &open.inside)
    }

    fn open(&mut self, span: Span, inside: Inside) -> Result<(), Fault> {
        if self.open.len() == MAX_DEPTH {
            return Err(Fault::too_deep(span));
        }
        let anchor = match self.inside() {
            Some(Inside::Object(_, Some((_, key_span)))) => *key_span,
            _ => span,
        };
        self.open.push(Open { start: span.start, anchor, inside });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Want {
        let Some(Open { start, anchor, inside }) = self.open.pop() else {
            return Want::End;
        };
        let kind = match inside {
            Inside::List(elements) => NodeKind::List(elements),
            Inside::Object(entries, _) => {
                tell_repeats(self.source, &entries, &mut self.diagnostics);
                NodeKind::Object(entries)
            }
        };
        self.complete(Node { kind, span: Span::new(start, span.end), anchor })
    }

    /// Puts a finished value where it belongs.
    fn complete(&mut self, value: Node) -> Want {
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => {
                self.root = Some(value);
                return Want::End;
            }
            Some(Inside::List(elements)) => elements.push(value),
            Some(Inside::Object(entries, key)) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value });
                }
            }
        }
        Want::CommaOrClose
    }

    /// A token where the grammar wants another.
    fn misplaced(&self, token: Token, flaw: Flaw, span: Span) -> Fault {
        let flaw = match token {
            Token::Word if flaw != Flaw::NoKey => Flaw::UnknownWord,
            Token::Stray if matches!(self.source.slice(span), "/" | "#") => Flaw::Comment,
            _ => flaw,
        };
        Fault::flaw(flaw, span)
    }
}

/// What a text token means, quotes and all.
fn content(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    unescape(inner.unwrap_or(quoted)).into_owned()
}
