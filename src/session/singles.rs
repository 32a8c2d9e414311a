//! Files that hold one record each: many of them are read into one text and judged together in columns. One in which
//! anything is unusual is read with care, as a file of its own.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::faults;
use super::file::{Early, check_bytes, check_file, finished, hash, reader, used};
use super::input::{Files, Planned};
use super::part::Part;
use super::plan::Plan;
use super::reader::Bundle;
use super::recall::Piece;
use super::settled::{By, Single};
use super::verdicts::Open;
use crate::eval::LineId;
use crate::eval::columns::{self, Engine, Kernels, Lines, NOT_APPLICABLE, PASS, failed};
use crate::finding::{UsedInput, Verdict};
use crate::read::columns::{Syntax, Written};
use crate::read::{self, Encoding, Parsed, TextId};
use crate::schema::TableId;
use crate::source::{Source, Span};

/// Files that are judged together.
const BATCH: usize = 64;

/// Fewer files than that are not worth the steps over columns.
pub(super) const WORTH: usize = 16;

/// A longer file is no single record, or one that is as much work as many.
const LARGEST: usize = 1 << 18;

/// An input by its number.
type Numbered<'i> = (u32, &'i Planned);

/// What an input came to, where that is not in the part of an input before it.
pub(super) type Checked = (UsedInput, Option<Box<Part>>);

/// The same with the number of the input.
type Done = (u32, Checked);

/// Checks all inputs; what they come to is in their order.
pub(super) fn check_all(
    inputs: &[Planned],
    plan: &Plan<'_>,
    files: &dyn Files,
    (progress, early): (&(dyn Fn(u64) + Sync), Early<'_, '_>),
) -> Vec<Checked> {
    let mut singles: BTreeMap<(TableId, Syntax), Vec<Numbered<'_>>> = BTreeMap::new();
    let mut others: Vec<Numbered<'_>> = Vec::new();
    for (number, input) in (0..).zip(inputs) {
        match kind_of(input, plan) {
            Some(kind) => singles.entry(kind).or_default().push((number, input)),
            None => others.push((number, input)),
        }
    }
    let other = |(number, input)| (number, alone(check_file(number, input, plan, files, (progress, early))));
    let mut checked: Vec<Done> = others.into_par_iter().map(other).collect();
    for ((table, syntax), inputs) in singles {
        if let Some(kernels) = plan.kernels.get(&table) {
            let singles = Singles { plan, files, table, syntax, kernels, progress };
            checked.extend(singles.check(&inputs));
        }
    }
    checked.sort_unstable_by_key(|(number, _)| *number);
    checked.into_iter().map(|(_, checked)| checked).collect()
}

/// An input with a part of its own.
fn alone((used, part): (UsedInput, Box<Part>)) -> Checked {
    (used, Some(part))
}

/// How a file is read to columns, if it holds one record and nothing else.
pub(super) fn syntax(path: &str) -> Option<Syntax> {
    read::format_for(path).ok()?.alone
}

/// The table of which the input holds a record that is for columns, if it holds a single one, and how it is read.
fn kind_of(input: &Planned, plan: &Plan<'_>) -> Option<(TableId, Syntax)> {
    let in_utf_8 = plan.encoding.is_none_or(|encoding| encoding == Encoding::UTF_8);
    let table = input.table.or(plan.program.schema.main).filter(|_| in_utf_8)?;
    let syntax = syntax(&input.path).filter(|_| plan.child_rows.is_empty())?;
    plan.kernels.contains_key(&table).then_some((table, syntax))
}

struct Singles<'s> {
    plan: &'s Plan<'s>,
    files: &'s dyn Files,
    /// The table of all the records.
    table: TableId,
    syntax: Syntax,
    kernels: &'s Kernels,
    progress: &'s (dyn Fn(u64) + Sync),
}

/// A file in the text of its batch.
struct Row<'i> {
    number: u32,
    input: &'i Planned,
    /// All of it.
    whole: Span,
    used: UsedInput,
}

impl Singles<'_> {
    fn check(&self, inputs: &[Numbered<'_>]) -> Vec<Done> {
        let batches: Vec<&[Numbered<'_>]> = inputs.chunks(BATCH).collect();
        let next = AtomicUsize::new(0);
        let one_thread = |_| {
            let (mut engine, mut text, mut done) = (Engine::new(self.kernels), String::new(), Vec::new());
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                text.clear();
                done.extend(self.batch(batch, &mut text, &mut engine));
            }
            (done, engine)
        };
        let threads = rayon::current_num_threads().min(batches.len());
        let threads: Vec<(Vec<Done>, Engine<'_>)> =
            (0..threads).into_par_iter().with_max_len(1).map(one_thread).collect();
        let (mut all, mut engines) = (Vec::with_capacity(inputs.len()), Vec::new());
        for (done, engine) in threads {
            all.extend(done);
            engines.push(engine);
        }
        // Groups remember where their records stand, so that any part may hold them.
        if let Some((_, (_, Some(part)))) = all.first_mut() {
            for engine in engines {
                engine.flush(&mut part.groups);
            }
        }
        all
    }

    fn batch(&self, batch: &[Numbered<'_>], text: &mut String, engine: &mut Engine<'_>) -> Vec<Done> {
        let (mut done, mut rows) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        for (number, input) in batch.iter().copied() {
            let Ok(bytes) = self.files.read(&input.given) else {
                // It is read once more to be told of.
                let checked = check_file(number, input, self.plan, self.files, (self.progress, None));
                done.push((number, alone(checked)));
                continue;
            };
            let Some(own) = plain(&bytes, self.syntax) else {
                done.push((
                    number,
                    alone(check_bytes(number, input, bytes, self.plan, (self.progress, None))),
                ));
                continue;
            };
            let whole = Span::new(text.len(), text.len() + own.len());
            text.push_str(own);
            if self.syntax == Syntax::Toml {
                text.push('\0');
            }
            let mut used = used(input, self.plan);
            (used.sha256, used.bytes) = (hash(&bytes, self.plan), u64::try_from(bytes.len()).ok());
            rows.push(Row { number, input, whole, used });
        }
        self.judge(rows, text, engine, &mut done);
        done
    }

    fn judge(&self, rows: Vec<Row<'_>>, text: &str, engine: &mut Engine<'_>, done: &mut Vec<Done>) {
        let own = |row: &Row<'_>| {
            let own = By::Syntax(self.syntax).own(text.get(row.whole.range()).unwrap_or_default());
            Span::new(row.whole.start, row.whole.start + own.len())
        };
        let spans: Vec<Span> = rows.iter().map(own).collect();
        engine.judge(Written::As(self.syntax), text, &spans);
        let odd = engine.odd().to_vec();
        let mut parts: Vec<(Box<Part>, Vec<Open>)> = rows.iter().map(|_| Default::default()).collect();
        for ((part, _), _) in parts.iter_mut().zip(&odd).filter(|(_, odd)| !**odd) {
            part.start(self.plan);
            part.records = 1;
        }
        for (rule, verdicts) in engine.verdicts() {
            let counted = self.plan.counts(rule);
            for (((part, open), verdict), odd) in parts.iter_mut().zip(verdicts).zip(&odd) {
                match *verdict {
                    _ if *odd => {}
                    PASS => part.count(rule, 1, 0),
                    NOT_APPLICABLE => part.count(rule, 0, 1),
                    verdict => match failed(verdict) {
                        Some(severity) if counted => {
                            part.count_ended(rule, (Verdict::Fail, severity));
                            part.affected = 1;
                        }
                        failed => open.push(Open { rule, fails: failed.is_some() }),
                    },
                }
            }
        }
        let at = |row: &Row<'_>| LineId { input: row.number, block: 0, start: 0, line: 0 };
        let at: Vec<LineId> = rows.iter().map(at).collect();
        let mut gathered = engine.gather(text, &Lines { at: &at, odd: &odd }).into_iter().peekable();
        // Files that follow each other share a part: its place, and the number of the next one.
        let mut shared: Option<(usize, u32)> = None;
        for (at, (row, (mut part, open))) in rows.into_iter().zip(parts).enumerate() {
            let Row { number, input, whole, used } = row;
            let own = text.get(whole.range()).unwrap_or_default();
            if odd.get(at).copied().unwrap_or(true) {
                let bytes = own.as_bytes().to_vec();
                done.push((
                    number,
                    alone(check_bytes(number, input, bytes, self.plan, (self.progress, None))),
                ));
                continue;
            }
            let file = TextId { input: number, block: 0, start: 0 };
            part.pieces.push(Piece { input: number, number: 0, offset: 0, lines_before: 0, whole: true });
            if let Some((key, span)) = engine.key(text, at) {
                let span = Span::new(span.start - whole.start, span.end - whole.start);
                part.keys.note(self.table, &key, faults::Spot { file, span });
            }
            let mut careful = Vec::new();
            while let Some((_, rule)) = gathered.next_if(|(of, _)| *of == at) {
                careful.push(rule);
            }
            // Of TOML a record has places that no column holds.
            let record = engine.row(text, at, whole).filter(|_| self.syntax == Syntax::Json);
            let left = !open.is_empty() || !careful.is_empty();
            if left && self.settle(&mut part, (input, own), (file, record), (&open, &careful)) {
                part.affected = 1;
            }
            (self.progress)(1);
            let (used, part) = finished(used, part, self.plan, input);
            let before = shared.filter(|(_, next)| *next == number).map(|(place, _)| place);
            let before = before.and_then(|place| Some((place, done.get_mut(place)?.1.1.as_mut()?)));
            let (place, own) = match before {
                Some((place, before)) => {
                    before.append(*part);
                    (place, None)
                }
                None => (done.len(), Some(part)),
            };
            shared = Some((place, number + 1));
            done.push((number, (used, own)));
        }
    }

    /// Judges the record of a file that is not odd by the rules that were left open, and adds it to groups under
    /// others. True when it has a finding.
    fn settle(
        &self,
        part: &mut Part,
        (input, own): (&Planned, &str),
        (file, row): (TextId, Option<columns::Row<'_>>),
        (open, gathered): (&[Open], &[usize]),
    ) -> bool {
        let source = Source::new(input.path.as_str(), own).shown(self.plan.shown.excerpts);
        let (table, by) = (Some(self.table), By::Syntax(self.syntax));
        let single = Single { source: &source, file, table, own: by.own(own), by, row };
        let read = |source, file| Ok(self.bundle(input, source, file));
        // What is read from a file can always be read.
        part.settle_single(self.plan, &single, (open, gathered), read).unwrap_or_default()
    }

    /// What a file holds, read with care.
    fn bundle<'s>(&self, input: &Planned, source: &'s Source, file: TextId) -> Bundle<'s> {
        let parse = read::format_for(&input.path).ok().and_then(|format| format.parse);
        let Parsed { documents, diagnostics } = parse.map_or_else(Parsed::default, |parse| parse(source));
        reader(file.input, input, self.plan).bundle(source, file, &documents, diagnostics)
    }
}

/// The text of a file that may be read in columns: one that begins with its record, as no workbook and no mark of an
/// encoding does.
fn plain(bytes: &[u8], syntax: Syntax) -> Option<&str> {
    let begins = match syntax {
        Syntax::Json => bytes.first() == Some(&b'{'),
        // A mark is no key, and in a workbook there are zeros.
        Syntax::Toml => true,
    };
    simdutf8::basic::from_utf8(bytes).ok().filter(|_| begins && bytes.len() <= LARGEST)
}
