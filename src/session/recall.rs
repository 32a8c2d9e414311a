//! Lines that were checked in columns, read again for what is shown of them: each alone, from its place in its input.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use super::input::Anywhere;
use super::places::Inputs;
use super::plan::Plan;
use super::reader::Reader;
use super::settled::By;
use crate::eval::columns::{Engine, Spot};
use crate::eval::{Elsewhere, LineId, Shown, Subject, written};
use crate::finding::Finding;
use crate::read::columns::{Syntax, Written};
use crate::read::{self, Parsed, TextId, Wanted};
use crate::schema::TableId;
use crate::source::{Site, Source, Span};

/// Where a piece of an input begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) input: u32,
    pub(super) number: u32,
    /// Bytes of the input before it.
    pub(super) offset: u64,
    /// Lines of the input before it.
    pub(super) lines_before: usize,
    /// True when the whole input is one record, however many lines it has.
    pub(super) whole: bool,
}

/// Reads lines again.
pub(super) struct Recall<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) inputs: &'r Inputs<'r>,
    /// The pieces of all inputs, in their order.
    pub(super) pieces: &'r [Piece],
    /// The inputs of which a line was another one than before, or was there no more.
    pub(super) changed: Mutex<BTreeSet<u32>>,
}

/// Engines of one thread, by table.
pub(super) type Engines<'r> = BTreeMap<TableId, Engine<'r>>;

/// Lines that were wanted. One that is there no more has neither a text nor a record.
#[derive(Default)]
pub(super) struct Recalled(BTreeMap<LineId, Line>);

#[derive(Default)]
struct Line {
    path: Arc<str>,
    /// Its text, and how many lines are before it.
    source: Option<(String, usize)>,
    shown: Option<Shown>,
}

/// Bytes that are read at once of a line.
const AT_ONCE: usize = 1 << 13;

/// Lines that are read as one batch.
const BATCH: usize = 512;

impl<'r> Recall<'r> {
    /// The lines, and how each is shown as a member of a group under the rule of that number.
    pub(super) fn lines(
        &self,
        rule: usize,
        wanted: &BTreeSet<LineId>,
        engines: &mut Engines<'r>,
    ) -> Recalled {
        let mut recalled = Recalled::default();
        let wanted: Vec<LineId> = wanted.iter().copied().collect();
        for of_input in wanted.chunk_by(|one, other| one.input == other.input) {
            let number = of_input.first().map_or(0, |line| line.input);
            let Some(planned) = self.inputs.planned.get(number as usize) else {
                continue;
            };
            let path: Arc<str> = planned.path.as_str().into();
            let mut lines: Vec<Line> = Vec::with_capacity(of_input.len());
            let mut opened = self.inputs.files.open_anywhere(&planned.given).ok();
            for line in of_input {
                let source = opened.as_mut().and_then(|input| self.read(&mut **input, *line));
                lines.push(Line { path: Arc::clone(&path), source, shown: None });
            }
            let schema = &self.plan.program.schema;
            let reader = Reader { schema, table: planned.table, number, encoding: self.inputs.encoding };
            if let Some(table) = reader.table_of_lines()
                && let Some(kernels) = self.plan.kernels.get(&table)
            {
                let engine = engines.entry(table).or_insert_with(|| Engine::new(kernels));
                for (ids, lines) in of_input.chunks(BATCH).zip(lines.chunks_mut(BATCH)) {
                    self.show(rule, &reader, engine, ids, lines);
                }
            }
            if lines.iter().any(|line| line.source.is_none() || line.shown.is_none()) {
                self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
            }
            recalled.0.extend(of_input.iter().copied().zip(lines));
        }
        recalled
    }

    /// The line with its end, and how many lines of the input are before it.
    fn read(&self, input: &mut dyn Anywhere, line: LineId) -> Option<(String, usize)> {
        let at = (line.input, line.block);
        let piece = self.pieces.binary_search_by_key(&at, |piece| (piece.input, piece.number)).ok()?;
        let piece = self.pieces.get(piece)?;
        input.seek(SeekFrom::Start(piece.offset.checked_add(line.start.into())?)).ok()?;
        let mut bytes = Vec::new();
        let mut rest = BufReader::with_capacity(AT_ONCE, input);
        let _ = if piece.whole { rest.read_to_end(&mut bytes) } else { rest.read_until(b'\n', &mut bytes) }
            .ok()?;
        let text = String::from_utf8(bytes).ok().filter(|text| !text.is_empty())?;
        Some((text, piece.lines_before + line.line as usize))
    }

    fn show(
        &self,
        rule: usize,
        reader: &Reader<'_>,
        engine: &mut Engine<'_>,
        ids: &[LineId],
        lines: &mut [Line],
    ) {
        // Only of lines it is known in columns where their records begin.
        let format = lines.first().and_then(|line| read::format_for(&line.path).ok());
        let file = format.filter(|format| format.alone == Some(Syntax::Toml)).and_then(|format| format.parse);
        let list = self.plan.plain_lists.get(&reader.number);
        let children = reader.table_of_lines().map_or_else(Vec::new, |table| self.plan.fillings(table));
        let (written, by) = match (list, file) {
            (Some(list), _) => (Written::InRows(&list.rows, &children), By::Row(list)),
            (None, Some(_)) => (Written::As(Syntax::Toml), By::Syntax(Syntax::Toml)),
            (None, None) => (Written::As(Syntax::Json), By::Syntax(Syntax::Json)),
        };
        let in_lines = list.is_none() && file.is_none();
        let (mut text, mut spans) = (String::new(), Vec::with_capacity(lines.len()));
        for line in lines.iter() {
            let whole = line.source.as_ref().map_or("", |(text, _)| text);
            let own = if file.is_some() { whole } else { content(whole) };
            spans.push(Span::new(text.len(), text.len() + own.len()));
            text.push_str(own);
            text.push(if file.is_some() { '\0' } else { '\n' });
        }
        engine.judge(written, &text, &spans);
        let odd = engine.odd().to_vec();
        for (row, ((id, line), span)) in ids.iter().zip(lines).zip(&spans).enumerate() {
            let Some((own, before)) = &line.source else {
                continue;
            };
            if in_lines {
                let anchor = own.len() - own.trim_start().len();
                let spot = Spot { file: id.text(), start: span.start, anchor: Span::new(anchor, anchor + 1) };
                line.shown = engine.shown(self.plan.program, rule, &text, row, &spot);
            }
            if line.shown.is_some() {
                continue;
            }
            let source = Source::part(Arc::clone(&line.path), own.as_str(), *before);
            let plainly = || {
                let table = reader.table_of_lines().filter(|_| odd.get(row) == Some(&false))?;
                let own = text.get(span.range())?;
                Some((table, by.read(reader.schema, table, own, Wanted::ALL)?))
            };
            let with_care = || {
                let bundle = match (list, file) {
                    (Some(list), _) => list.bundle(reader, &source, id.text(), false).ok()?,
                    (None, file) => {
                        let line = || read::jsonl::parse_line(&source, Span::new(0, content(own).len()));
                        let Parsed { documents, diagnostics } = file.map_or_else(line, |file| file(&source));
                        reader.bundle(&source, id.text(), &documents, diagnostics)
                    }
                };
                <[_; 1]>::try_from(bundle.records).ok().map(|[record]| record)
            };
            line.shown = plainly().or_else(with_care).and_then(|(table, mut record)| {
                self.plan.put_children(table, &mut record, &source);
                let subject = Subject { source: &source, table, record: &record };
                Shown::of(self.plan.program, rule, &subject, id.text(), &self.plan.tables)
            });
        }
    }
}

/// A line without its end.
pub(super) fn content(line: &str) -> &str {
    line.trim_end_matches('\n').trim_end_matches('\r')
}

impl Recalled {
    /// How the record of a line is shown.
    pub(super) fn shown(&self, line: LineId) -> Option<&Shown> {
        self.0.get(&line)?.shown.as_ref()
    }

    /// Gives the finding those of its places that are in these lines; the others are left.
    pub(super) fn resolve(&self, finding: &mut Finding, elsewhere: &mut Vec<Elsewhere>) {
        elsewhere.retain(|Elsewhere { place, file, cell }| {
            let (Some(line), Some(place)) = (self.of_text(*file), finding.places.get_mut(*place)) else {
                return true;
            };
            // Of a record that is there no more the path is all there is to say.
            (place.site, place.value) = match (&line.source, &line.shown) {
                (Some((text, before)), Some(_)) => {
                    let source = Source::part(Arc::clone(&line.path), text.as_str(), *before);
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
        let (id, line) = self.0.range(first..).next()?;
        (id.text() == text).then_some(line)
    }
}
