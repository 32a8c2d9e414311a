//! One text with its name.

use std::sync::{Arc, OnceLock};

use super::lines::Lines;
use super::{Excerpt, Position, Site, Span};

/// A text in memory and the path by which people know it.
///
/// The path is as the user gave it, with forward slashes; it is never made absolute.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    text: String,
    lines: OnceLock<Lines>,
}

impl Source {
    /// A source named `path`. A byte order mark at the start is dropped.
    pub fn new(path: impl Into<Arc<str>>, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { path: path.into(), text, lines: OnceLock::new() }
    }

    /// The path as the user gave it.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty when the span is not in this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        self.lines().position(&self.text, byte)
    }

    /// A span with its lines, columns and surroundings, to be kept when the text is gone.
    pub fn site(&self, span: Span) -> Site {
        let start = self.position(span.start);
        let end = self.position(span.end);
        Site { path: Arc::clone(&self.path), start, end, excerpt: Some(self.excerpt(span, start)) }
    }

    fn excerpt(&self, span: Span, start: Position) -> Excerpt {
        let line_start = self.lines().line_start(&self.text, span.start);
        Excerpt::cut(&self.text, span, line_start, start)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}
