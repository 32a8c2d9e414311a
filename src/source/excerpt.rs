//! The few characters around a span that a report shows; bounded, whatever the length of the line.

use memchr::memchr2;

use super::{Position, Span};

/// A window on a text: the line of a span, and the line before it, both clipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The characters shown.
    pub text: String,
    /// Line and column of the first character of `text`.
    pub first: Position,
    /// The span inside `text`, in bytes; at least empty, never past its end.
    pub span: Span,
    /// True when characters of the span's line were left out before `text`.
    pub clipped_before: bool,
    /// True when characters of the span's last line were left out after `text`.
    pub clipped_after: bool,
}

/// Bytes of a line kept on each side of the span, and of the span itself.
const SIDE: usize = 240;

impl Excerpt {
    /// The window for `span`, whose line begins at byte `line_start` and whose start has the position `start`.
    pub(super) fn cut(text: &str, span: Span, line_start: usize, start: Position) -> Self {
        let from = text.ceil_char_boundary(line_start.max(span.start.saturating_sub(SIDE)));
        let clipped_before = from > line_start;
        let span_end =
            text.floor_char_boundary(span.end.clamp(span.start, span.start + SIDE).min(text.len()));
        // A span over many lines is shown by its first line; of a long line only what could be shown is read.
        let reach = text.ceil_char_boundary((span.start + 2 * SIDE + 1).min(text.len()));
        let rest = text.get(span.start..reach).unwrap_or_default();
        let line_end = memchr2(b'\n', b'\r', rest.as_bytes()).map_or(reach, |at| span.start + at);
        let span_end = span_end.min(line_end).max(span.start);
        let to = text.floor_char_boundary(line_end.min(span_end + SIDE)).max(span_end);
        let shown = text.get(from..to).unwrap_or_default();
        let before = text.get(from..span.start).unwrap_or_default();
        Self {
            text: shown.to_owned(),
            first: start.back(before),
            span: Span::new(before.len(), (span_end - from).min(shown.len()).max(before.len())),
            clipped_before,
            clipped_after: to < line_end,
        }
    }
}
