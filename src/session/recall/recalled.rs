//! Lines that were read again.

use std::sync::Arc;

use super::form::Form;
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
pub(super) struct Line {
    pub(super) id: LineId,
    pub(super) path: Arc<str>,
    pub(super) own: Option<Own>,
    pub(super) shown: Option<Shown>,
}

/// What a line says.
#[derive(Clone, Copy)]
pub(super) struct Own {
    /// Where it stands among the texts, with its end.
    pub(super) line: Span,
    /// Where its record does.
    pub(super) record: Span,
    /// Lines of its input before it.
    pub(super) before: usize,
}

impl Recalled {
    /// Leaves only room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
    }

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.lines.len()
    }

    /// The texts, and the lines after so many.
    pub(super) fn after(&mut self, count: usize) -> (&str, &mut [Line]) {
        (&self.text, self.lines.get_mut(count..).unwrap_or_default())
    }

    /// One more line of the input of that path, with its text and how many lines are before it.
    pub(super) fn add(&mut self, id: LineId, path: &Arc<str>, form: &Form<'_>, read: Option<(&str, usize)>) {
        let own = read.map(|(text, before)| {
            let start = self.text.len();
            self.text.push_str(text);
            let [line, record] = [text, form.own(text)].map(|part| Span::new(start, start + part.len()));
            if record.end == line.end {
                self.text.push(form.end());
            }
            Own { line, record, before }
        });
        self.lines.push(Line { id, path: Arc::clone(path), own, shown: None });
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
                    let text = self.text.get(own.line.range()).unwrap_or_default();
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
