//! Lines of several files as one text for miette, which numbers them and draws the carets.

use std::collections::BTreeMap;
use std::sync::Arc;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::window::window;
use crate::report::terminal::visible;
use crate::source::{Excerpt, Position, Site};

/// Lines around marks, cut from any number of files. Lines that follow each other stand together.
///
/// miette asks for a span of `text`; it gets the lines around it, with their true numbers, and the true
/// column in characters, however far into a file they stand.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    text: String,
    pieces: Vec<Piece>,
    marks: Vec<Mark>,
}

/// Lines of one file that follow each other, each with its excerpts and the places they belong to.
struct Group<'a> {
    file: usize,
    first_line: usize,
    lines: Vec<Vec<(usize, &'a Excerpt)>>,
}

/// A group as it stands in the text.
#[derive(Debug)]
struct Piece {
    path: String,
    start: usize,
    end: usize,
    first_line: usize,
    lines: usize,
}

/// A marked span of `text` with its place in its file.
#[derive(Debug)]
struct Mark {
    start: usize,
    end: usize,
    position: Position,
    /// Which of the places given it marks.
    place: usize,
}

impl Snippet {
    /// The lines of all places that have an excerpt. The file of the first place comes first.
    pub(super) fn new(places: &[&Site]) -> Self {
        let mut files: Vec<&Arc<str>> = Vec::new();
        let mut lines: BTreeMap<(usize, usize), Vec<(usize, &Excerpt)>> = BTreeMap::new();
        for (place, site) in places.iter().enumerate() {
            let Some(excerpt) = &site.excerpt else {
                continue;
            };
            let file = files.iter().position(|path| **path == site.path).unwrap_or_else(|| {
                files.push(&site.path);
                files.len() - 1
            });
            lines.entry((file, site.start.line)).or_default().push((place, excerpt));
        }
        let mut groups: Vec<Group> = Vec::new();
        for ((file, line), excerpts) in lines {
            match groups.last_mut() {
                Some(group) if group.file == file && group.first_line + group.lines.len() == line => {
                    group.lines.push(excerpts);
                }
                _ => groups.push(Group { file, first_line: line, lines: vec![excerpts] }),
            }
        }
        // The cause is shown before what made it wrong.
        groups.sort_by_key(|group| !group.lines.iter().flatten().any(|&(place, _)| place == 0));
        let mut snippet = Self::default();
        for group in groups {
            let path = files.get(group.file).map(|path| visible(path).into_owned()).unwrap_or_default();
            let start = snippet.text.len();
            group.lines.iter().for_each(|excerpts| snippet.push(places, excerpts));
            snippet.pieces.push(Piece {
                path,
                start,
                end: snippet.text.len(),
                first_line: group.first_line,
                lines: group.lines.len(),
            });
        }
        snippet
    }

    fn push(&mut self, places: &[&Site], excerpts: &[(usize, &Excerpt)]) {
        let shown = window(&excerpts.iter().map(|(_, excerpt)| *excerpt).collect::<Vec<_>>());
        let start = self.text.len();
        for (&(place, _), mark) in excerpts.iter().zip(&shown.marks) {
            let Some(site) = places.get(place) else {
                continue;
            };
            let (from, to) = (start + mark.start, start + mark.end);
            self.marks.push(Mark { start: from, end: to, position: site.start, place });
        }
        self.text.push_str(&shown.text);
        // miette loses a label at the very end of a text: the line feed keeps every label before it.
        self.text.push('\n');
    }

    /// True when no place has a line to show.
    pub(super) fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The labels for miette, in the order of the text, each with the place that it marks.
    pub(super) fn labels(&self, texts: &[Option<String>]) -> Vec<(usize, LabeledSpan)> {
        let mut labels: Vec<(usize, LabeledSpan)> = self
            .marks
            .iter()
            .map(|mark| {
                let text = texts.get(mark.place).cloned().flatten();
                let span = SourceSpan::from(mark.start..mark.end);
                let label = if mark.place == 0 {
                    LabeledSpan::new_primary_with_span(text, span)
                } else {
                    LabeledSpan::new_with_span(text, span)
                };
                (mark.place, label)
            })
            .collect();
        labels.sort_by_key(|(place, label)| (label.offset(), *place));
        labels
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        let piece = self
            .pieces
            .iter()
            .find(|piece| piece.start <= from && to <= piece.end && from < piece.end)
            .ok_or(MietteError::OutOfBounds)?;
        let data = self.text.as_bytes().get(piece.start..piece.end).ok_or(MietteError::OutOfBounds)?;
        let whole = SourceSpan::from(piece.start..piece.end);
        // Without context lines miette asks for the place itself, to write it above the lines.
        let mark =
            self.marks.iter().find(|mark| context_lines_before == 0 && mark.start == from && mark.end == to);
        let (line, column) = mark.map_or((piece.first_line - 1, 0), |mark| {
            (mark.position.line.saturating_sub(1), mark.position.column.saturating_sub(1))
        });
        Ok(Box::new(MietteSpanContents::new_named(
            piece.path.clone(),
            data,
            whole,
            line,
            column,
            piece.lines,
        )))
    }
}
