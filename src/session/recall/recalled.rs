//! Lines that were read again.

use std::sync::Arc;

use crate::eval::{Elsewhere, LineId, Shown, written};
use crate::finding::Finding;
use crate::read::TextId;
use crate::source::{Site, Source, Span};

/// Lines that were wanted.
#[derive(Default)]
pub(in crate::session) struct Recalled {
    /// Their texts, one behind the other.
    text: String,
    lines: Vec<Line>,
}

/// A line. One that is there no more has neither a text nor a record.
struct Line {
    id: LineId,
    path: Arc<str>,
    own: Option<Own>,
    shown: Option<Shown>,
}

/// What a line says.
#[derive(Clone, Copy)]
struct Own {
    /// Where it stands among the texts.
    span: Span,
    /// Lines of its input before it.
    before: usize,
}

impl Recalled {
    /// Leaves only room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
    }

    /// One more line of the input of that path: its text with the lines before it, and how its record is shown.
    pub(super) fn add(
        &mut self,
        id: LineId,
        path: &Arc<str>,
        read: Option<(&str, usize)>,
        shown: Option<Shown>,
    ) {
        let own = read.map(|(text, before)| {
            let start = self.text.len();
            self.text.push_str(text);
            Own { span: Span::new(start, self.text.len()), before }
        });
        self.lines.push(Line { id, path: Arc::clone(path), own, shown });
    }

    /// How the record of a line is shown.
    pub(in crate::session) fn shown(&self, id: LineId) -> Option<&Shown> {
        let at = self.lines.binary_search_by_key(&id, |line| line.id).ok()?;
        self.lines.get(at)?.shown.as_ref()
    }

    /// Gives the finding those of its places that are in these lines; the others are left.
    pub(in crate::session) fn resolve(&self, finding: &mut Finding, elsewhere: &mut Vec<Elsewhere>) {
        elsewhere.retain(|Elsewhere { place, file, cell }| {
            let (Some(line), Some(place)) = (self.of_text(*file), finding.places.get_mut(*place)) else {
                return true;
            };
            // Of a record that is there no more the path is all there is to say.
            (place.site, place.value) = match (line.own, &line.shown) {
                (Some(own), Some(_)) => {
                    let text = self.text.get(own.span.range()).unwrap_or_default();
                    let source = Source::part(Arc::clone(&line.path), text, own.before);
                    (source.site(cell.span), written(cell, &source))
                }
                _ => (Site::whole(Arc::clone(&line.path)), None),
            };
            false
        });
    }

    fn of_text(&self, text: TextId) -> Option<&Line> {
        let start = u32::try_from(text.start).ok()?;
        let first = LineId { input: text.input, block: text.block, start, line: 0 };
        let line = self.lines.get(self.lines.partition_point(|line| line.id < first))?;
        (line.id.text() == text).then_some(line)
    }
}
