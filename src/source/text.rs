//! One text with its name.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::cell::Cells;
use super::lines::{Lines, Mark};
use super::{CellMark, CellRef, Excerpt, Position, Site, Span};

/// A text in memory and the path by which people know it.
///
/// The path is as the user gave it, with forward slashes; it is never made absolute.
#[derive(Debug)]
pub struct Source<'t> {
    path: Arc<str>,
    text: Cow<'t, str>,
    lines: OnceLock<Lines>,
    cells: Option<Cells>,
    /// Lines of a whole of which the text is a part, before the text.
    lines_before: usize,
    /// False where nobody wants to see the text around its places.
    shown: bool,
}

/// Bytes of a text that are counted through for each place that is looked for.
const SHORT: usize = 1 << 12;

impl<'t> Source<'t> {
    /// A source named `path`. A byte order mark at the start is dropped.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Cow<'t, str>>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.to_mut().drain(..'\u{feff}'.len_utf8());
        }
        Self::of(path.into(), text)
    }

    const fn of(path: Arc<str>, text: Cow<'t, str>) -> Self {
        Self { path, text, lines: OnceLock::new(), cells: None, lines_before: 0, shown: true }
    }

    /// Whole lines of a longer text, which has so many lines before them.
    pub fn part(path: impl Into<Arc<str>>, text: impl Into<Cow<'t, str>>, lines_before: usize) -> Self {
        Self { lines_before, ..Self::of(path.into(), text.into()) }
    }

    /// The text of a sheet's rows: a line a row, with the places in it at which the cells begin, in order.
    pub fn with_cells(
        path: impl Into<Arc<str>>,
        text: String,
        sheet: Arc<str>,
        marks: Vec<CellMark>,
    ) -> Self {
        let cells = Some(Cells { sheet, marks });
        Self { cells, ..Self::of(path.into(), text.into()) }
    }

    /// The same text; `shown` is false where nobody wants to see what is around its places.
    #[must_use]
    pub fn shown(self, shown: bool) -> Self {
        Self { shown, ..self }
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

    /// Line and column of a byte; row and column of its cell in a workbook.
    pub fn position(&self, byte: usize) -> Position {
        let cell = self.cells.as_ref().and_then(|cells| cells.within(Span::at(byte)));
        cell.map_or_else(|| self.line_and_column(byte), |(first, _)| first.position())
    }

    /// A span with its lines, columns and surroundings, to be kept when the text is gone.
    pub fn site(&self, span: Span) -> Site {
        self.sites().site(span)
    }

    /// Sites of several spans: of one that is behind the one before it little is counted twice.
    pub fn sites(&self) -> Sites<'_> {
        Sites { source: self, last: Mark::FIRST }
    }

    fn site_at(&self, span: Span, mark: Mark) -> Site {
        let path = Arc::clone(&self.path);
        let start = self.shifted(mark.position());
        let cut = || Box::new(Excerpt::cut(&self.text, span, mark.line_start, start));
        let (inside, excerpt) = (true, self.shown.then(cut));
        let found = self.cells.as_ref().and_then(|cells| Some((cells, cells.within(span)?)));
        if let Some((cells, (first, last))) = found {
            let sheet = Arc::clone(&cells.sheet);
            let cell = CellRef { sheet, row: first.row as usize, column: first.column as usize };
            let (start, end) = (first.position(), last.position());
            return Site { path, start, end, inside, excerpt, cell: Some(cell) };
        }
        let end = mark.later(&self.text, span.end).unwrap_or_else(|| self.mark(span.end));
        Site { path, start, end: self.shifted(end.position()), inside, excerpt, cell: None }
    }

    fn line_and_column(&self, byte: usize) -> Position {
        self.shifted(self.mark(byte).position())
    }

    /// The line and the columns of a byte. To count through a short text takes less than to count through it before.
    fn mark(&self, byte: usize) -> Mark {
        if self.text.len() <= SHORT {
            return Mark::FIRST.to(&self.text, byte);
        }
        self.lines.get_or_init(|| Lines::new(&self.text)).mark(&self.text, byte)
    }

    /// The position in the whole.
    fn shifted(&self, position: Position) -> Position {
        Position { line: self.lines_before + position.line, ..position }
    }
}

/// Makes sites of spans of a text.
#[derive(Debug)]
pub struct Sites<'s> {
    source: &'s Source<'s>,
    /// The mark of the last span.
    last: Mark,
}

impl Sites<'_> {
    /// A span with its lines, columns and surroundings.
    pub fn site(&mut self, span: Span) -> Site {
        let near = self.last.later(&self.source.text, span.start);
        self.last = near.unwrap_or_else(|| self.source.mark(span.start));
        self.source.site_at(span, self.last)
    }
}
