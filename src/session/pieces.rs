//! One piece of a text of one record a line: fast where the rules allow it, with care where anything is unusual.

use std::sync::Arc;

use super::faults;
use super::hand::Rendered;
use super::part::Part;
use super::plain_lists::List;
use super::plan::Plan;
use super::reader::{Bundle, Reader};
use super::recall::Piece;
use super::settled::{By, Single};
use super::stream::Unfit;
use super::verdicts::Open;
use crate::eval::LineId;
use crate::eval::columns::{Engine, Lines, Row};
use crate::read::columns::{Filling, Syntax, Written};
use crate::read::{self, Chunk, Parsed, TextId};
use crate::source::{Source, Span};

/// Records that are judged together: so few that their texts are still at hand when rules look at them.
const BATCH: usize = 128;

/// Texts longer than that have places that no column holds.
const LONGEST: usize = 1 << 30;

/// A text of one record a line.
pub(super) struct Pieces<'p> {
    pub(super) reader: &'p Reader<'p>,
    pub(super) plan: &'p Plan<'p>,
    pub(super) path: Arc<str>,
    /// The list whose rows they are; none where each line is a record of JSON.
    pub(super) list: Option<&'p List<'p>>,
    /// The child tables whose rows are elements of these.
    pub(super) children: Vec<Filling<'p>>,
}

/// A line that is not blank.
struct Line {
    /// Without its line break.
    span: Span,
    /// The first byte after its line break.
    next: usize,
    /// Lines of the piece before it.
    before: usize,
    /// True for the first row of a list, which may count its columns.
    below_header: bool,
}

impl Pieces<'_> {
    /// What a piece comes to, its findings with what is rendered; `None` where it has no line that is not blank.
    pub(super) fn check(
        &self,
        chunk: &Chunk,
        engine: Option<&mut Engine<'_>>,
        rendered: Rendered,
    ) -> Result<Option<Part>, Unfit> {
        if chunk.number == 0 && read::is_book(&self.path, &chunk.bytes) {
            return Err(Unfit);
        }
        let text = chunk.text().ok_or(Unfit)?;
        let mut lines = lines(chunk);
        if let Some(list) = self.list.filter(|_| chunk.number == 0) {
            lines.retain(|line| line.span.start >= list.start());
            lines.iter_mut().take(1).for_each(|line| line.below_header = true);
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let (mut part, input) = (Part::default(), self.reader.number);
        part.rendered = rendered;
        let Chunk { number, offset, lines_before, .. } = *chunk;
        part.pieces.push(Piece { input, number, offset, lines_before, whole: false });
        match engine.filter(|_| text.len() < LONGEST) {
            Some(engine) => {
                // As many batches of one size as come nearest: none of a few records.
                let batches = ((lines.len() + BATCH / 2) / BATCH).max(1);
                for batch in lines.chunks(lines.len().div_ceil(batches)) {
                    part = self.batch(part, chunk, text, batch, engine)?;
                }
            }
            None => {
                for line in &lines {
                    part = self.careful(part, chunk, text, line)?;
                }
            }
        }
        Ok(Some(part))
    }

    fn batch(
        &self,
        mut part: Part,
        chunk: &Chunk,
        text: &str,
        lines: &[Line],
        engine: &mut Engine<'_>,
    ) -> Result<Part, Unfit> {
        let spans: Vec<Span> = lines.iter().map(|line| line.span).collect();
        let written = match self.list {
            Some(list) => Written::InRows(&list.rows, &self.children),
            None => Written::As(Syntax::Json),
        };
        engine.judge(written, text, &spans);
        let below_header = lines.iter().map(|line| line.below_header);
        let odd: Vec<bool> =
            engine.odd().iter().zip(below_header).map(|(odd, below_header)| *odd || below_header).collect();
        if odd.contains(&false) {
            part.start(self.plan);
        }
        let mut left = part.count_verdicts(self.plan, engine, &odd);
        let (input, block) = (self.reader.number, chunk.number);
        let place = |line: &Line| {
            let [start, line] =
                [line.span.start, line.before].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            LineId { input, block, start, line }
        };
        let at: Vec<LineId> = lines.iter().map(place).collect();
        let lines_read = Lines { at: &at, odd: &odd };
        let mut gathered = engine.gather(text, &lines_read).into_iter().peekable();
        for (row, line) in lines.iter().enumerate() {
            if odd.get(row).copied().unwrap_or(true) {
                part = self.careful(part, chunk, text, line)?;
                continue;
            }
            let file = self.text_id(chunk, line);
            part.records += 1;
            if let (Some((key, span)), Some(table)) = (engine.key(text, row), self.reader.table_of_lines()) {
                let own = Span::new(span.start - line.span.start, span.end - line.span.start);
                part.keys.note(table, &key, faults::Spot { file, span: own });
            }
            let mut careful = Vec::new();
            while let Some((_, rule)) = gathered.next_if(|(of, _)| *of == row) {
                careful.push(rule);
            }
            let (open, mut found) = (left.open(row), left.found(row));
            if !open.is_empty() || !careful.is_empty() {
                let source = self.source(chunk, text, line).shown(self.plan.shown.excerpts);
                let row = engine.row(text, row, line.span).filter(|_| self.list.is_none());
                found |= self.settle(&mut part, (&source, file, line), row, (&open, &careful))?;
            }
            part.affected += u64::from(found);
        }
        Ok(part)
    }

    /// Reads a line with care and judges what it holds by all rules. No line with a zero in it was read before: a
    /// text that has one may be in another encoding.
    fn careful(&self, part: Part, chunk: &Chunk, text: &str, line: &Line) -> Result<Part, Unfit> {
        let (source, file) = (self.source(chunk, text, line), self.text_id(chunk, line));
        if source.text().contains('\0') {
            return Err(Unfit);
        }
        let bundle = self.bundle(&source, file, line)?;
        Ok(super::file::judged(part, self.plan, bundle))
    }

    /// Judges the record of a line that is not odd by the rules that were left open, and adds it to groups under
    /// others. True when it has a finding.
    fn settle(
        &self,
        part: &mut Part,
        (source, file, line): (&Source, TextId, &Line),
        row: Option<Row<'_>>,
        (open, gathered): (&[Open], &[usize]),
    ) -> Result<bool, Unfit> {
        let own = source.text().get(..line.span.end - line.span.start).unwrap_or_default();
        let table = self.reader.table_of_lines();
        let by = self.list.map_or(By::Syntax(Syntax::Json), By::Row);
        let single = Single { source, file, table, own, by, row };
        let read = |source, file| self.bundle(source, file, line);
        part.settle_single(self.plan, &single, (open, gathered), read)
    }

    /// A line as a text of its own.
    fn source<'t>(&self, chunk: &Chunk, text: &'t str, line: &Line) -> Source<'t> {
        let own = text.get(line.span.start..line.next).unwrap_or_default();
        Source::part(Arc::clone(&self.path), own, chunk.lines_before + line.before)
    }

    fn text_id(&self, chunk: &Chunk, line: &Line) -> TextId {
        TextId { input: self.reader.number, block: chunk.number, start: line.span.start }
    }

    fn bundle<'s>(&self, source: &'s Source, text: TextId, line: &Line) -> Result<Bundle<'s>, Unfit> {
        if let Some(list) = self.list {
            return list.bundle(self.reader, source, text, line.below_header);
        }
        let own = Span::new(0, line.span.end - line.span.start);
        let Parsed { documents, diagnostics } = read::jsonl::parse_line(source, own);
        Ok(self.reader.bundle(source, text, &documents, diagnostics))
    }
}

/// The lines that are not blank.
fn lines(chunk: &Chunk) -> Vec<Line> {
    let Chunk { bytes, breaks, .. } = chunk;
    let mut found = Vec::with_capacity(breaks.len() + 1);
    for (before, (start, end)) in line_ends(bytes, breaks.iter().copied()).enumerate() {
        if let Some(span) = content(bytes, start, end) {
            let next = (end + 1).min(bytes.len());
            found.push(Line { span, next, before, below_header: false });
        }
    }
    found
}

/// The lines from one place of a text to another that are not blank.
pub(super) fn rows_of(text: &str, [from, to]: [u32; 2]) -> impl Iterator<Item = Span> {
    let (from, to) = (from as usize, to as usize);
    let bytes = text.as_bytes().get(from..to).unwrap_or_default();
    let breaks = memchr::memchr_iter(b'\n', bytes);
    line_ends(bytes, breaks).filter_map(move |(start, end)| Some(content(bytes, start, end)?.shifted(from)))
}

/// Where lines begin and end, without their line breaks.
fn line_ends(bytes: &[u8], breaks: impl Iterator<Item = usize>) -> impl Iterator<Item = (usize, usize)> {
    let ends = breaks.chain((!bytes.ends_with(b"\n")).then_some(bytes.len()));
    ends.scan(0, |start, end| Some((std::mem::replace(start, end + 1), end)))
}

/// A line without the returns at its end; `None` for a blank one.
fn content(bytes: &[u8], start: usize, end: usize) -> Option<Span> {
    let line = bytes.get(start..end).unwrap_or_default();
    let returns = line.iter().rev().take_while(|byte| **byte == b'\r').count();
    let blank = line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    (!blank).then(|| Span::new(start, end - returns))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_counted_and_not_read() {
        let text = "{}\r\n\n \t\r\n[]\n1";
        let lines =
            |text: &str| lines(&read::Chunks::new(text.as_bytes()).next(Chunk::default()).unwrap().unwrap());
        let found: Vec<(&str, usize, usize)> = lines(text)
            .iter()
            .map(|line| (text.get(line.span.range()).unwrap_or_default(), line.before, line.next))
            .collect();
        assert_eq!(found, [("{}", 0, 4), ("[]", 3, 12), ("1", 4, 13)]);
        assert!(lines("\n\n").is_empty());
    }
}
