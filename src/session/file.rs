//! One file: its bytes, its documents, its records, and what they came to. Nothing of it is kept afterwards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::child_rows::ChildRows;
use super::forms::Filled;
use super::hand::{Hand, Rendered};
use super::input::{Files, Planned};
use super::part::Part;
use super::pieces::Pieces;
use super::plan::Plan;
use super::reader::{Bundle, Listed, Reader};
use super::stream::{Streamed, Unfit, stream};
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::eval::Tables;
use crate::eval::columns::Engine;
use crate::finding::UsedInput;
use crate::read::{self, Children, Encoding, Record};
use crate::schema::TableId;
use crate::source::{Site, sha256};

/// More records than that at once are judged in parallel.
const MANY: usize = 64;

/// Who takes findings while a text of lines or a list is read.
pub(super) type Early<'e, 'h> = Option<&'e Mutex<&'e mut Hand<'h>>>;

fn lock<'e, 'h>(early: &'e Mutex<&'e mut Hand<'h>>) -> MutexGuard<'e, &'e mut Hand<'h>> {
    early.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads and checks the file with that number. What is wrong with it is a diagnostic, and no other file's
/// concern.
pub(super) fn check_file(
    number: u32,
    input: &Planned,
    plan: &Plan<'_>,
    files: &dyn Files,
    (progress, early): (&(dyn Fn(u64) + Sync), Early<'_, '_>),
) -> (UsedInput, Box<Part>) {
    let mut used = used(input, plan);
    let rows = plan.child_rows.iter().find_map(|rows| rows.used(number, &mut used));
    if let Some(rows) = rows {
        progress(rows);
        let mut part = Box::new(Part::default());
        part.rows = rows;
        return finished(used, part, plan, input);
    }
    let reader = reader(number, input, plan);
    if let Some(Ok(part)) = in_pieces(&reader, input, plan, files, &mut used, (progress, early)) {
        return finished(used, Box::new(part), plan, input);
    }
    match files.read(&input.given) {
        Ok(bytes) => {
            let (used, part) = check_bytes(number, input, bytes, plan, (progress, early));
            let late = early.filter(|_| !part.fronts.is_empty()).map(lock).filter(|hand| hand.has_given());
            let Some(mut hand) = late else {
                return (used, part);
            };
            // Explanations that stand behind the data answer findings that have left.
            hand.rewind();
            check_file(number, input, plan, files, (&|_| {}, None))
        }
        Err(reason) => {
            let problem = Problem::Setup(SetupProblem::Unreadable { reason });
            let diagnostic = Diagnostic::error(problem, Site::whole(used.path.as_str()));
            finished(used, Box::new(Part::telling([diagnostic])), plan, input)
        }
    }
}

/// Checks with care what the file with that number holds.
pub(super) fn check_bytes(
    number: u32,
    input: &Planned,
    bytes: Vec<u8>,
    plan: &Plan<'_>,
    (progress, early): (&(dyn Fn(u64) + Sync), Early<'_, '_>),
) -> (UsedInput, Box<Part>) {
    let records = |part: Part, bundle: Bundle<'_>| {
        let records = bundle.records.len() as u64;
        let part = judged(part, plan, bundle);
        progress(records);
        part
    };
    let mut used = used(input, plan);
    (used.sha256, used.bytes) = (hash(&bytes, plan), u64::try_from(bytes.len()).ok());
    let rows = |listed: &Listed<'_, '_>| {
        let part = listed.check(plan)?;
        progress(part.records);
        Some(part)
    };
    let reader = reader(number, input, plan);
    let settled = |part: &mut Part| {
        if let Some(early) = early.filter(|_| part.fronts.is_empty()) {
            lock(early).take(&mut part.findings);
        }
    };
    let read = reader.fold(&input.path, bytes, Part::default, records, rows, (Part::join, settled));
    let part = read.map_or_else(
        |diagnostic| Part::telling([diagnostic]),
        |(diagnostics, part)| Part::telling(diagnostics).join(part),
    );
    finished(used, Box::new(part), plan, input)
}

pub(super) fn reader<'p>(number: u32, input: &Planned, plan: &Plan<'p>) -> Reader<'p> {
    Reader { schema: &plan.program.schema, table: input.table, number, encoding: plan.encoding }
}

/// The SHA-256 of an input, where anybody wants it.
pub(super) fn hash(bytes: &[u8], plan: &Plan<'_>) -> Option<String> {
    plan.shown.hashes.then(|| sha256(bytes))
}

/// An input of which nothing is known yet.
pub(super) fn used(input: &Planned, plan: &Plan<'_>) -> UsedInput {
    let table = input.table.and_then(|table| plan.program.schema.table(table));
    let table = table.map(|table| table.names.first.clone());
    UsedInput { path: input.path.clone(), table, ..UsedInput::default() }
}

/// Reads and checks a text of one record a line piece by piece. `None` for another format, and for a file that
/// cannot be opened.
fn in_pieces(
    reader: &Reader<'_>,
    input: &Planned,
    plan: &Plan<'_>,
    files: &dyn Files,
    used: &mut UsedInput,
    (progress, early): (&(dyn Fn(u64) + Sync), Early<'_, '_>),
) -> Option<Result<Part, Unfit>> {
    let in_lines = read::format_for(&input.path).is_ok_and(|format| format.name == read::jsonl::NAME);
    let list = plan.plain_lists.get(&reader.number);
    if !(in_lines || list.is_some()) || reader.encoding.is_some_and(|encoding| encoding != Encoding::UTF_8) {
        return None;
    }
    let opened = files.open(&input.given).ok()?;
    let table = reader.table_of_lines();
    let children = table.map_or_else(Vec::new, |table| plan.fillings(table));
    let kernels = table.and_then(|table| plan.kernels.get(&table));
    // Only rows are filled in from child tables as they are read.
    let kernels = kernels.filter(|_| list.is_some() || plan.child_rows.is_empty());
    let pieces = Pieces { reader, plan, path: input.path.as_str().into(), list, children };
    let mut joined: Option<Part> = None;
    let streamed = stream(
        opened,
        plan.shown.hashes,
        || kernels.map(Engine::new),
        |engine, chunk| {
            let rendered = early.map_or_else(Rendered::default, |early| lock(early).blank());
            let part = pieces.check(chunk, engine.as_mut(), rendered)?;
            progress(part.as_ref().map_or(0, |part| part.records));
            Ok(part)
        },
        |part| {
            if let Some(mut part) = part {
                if let Some(early) = early {
                    lock(early).take_rendered(std::mem::take(&mut part.rendered));
                }
                joined = Some(joined.take().unwrap_or_default().join(part));
            }
        },
    );
    let Ok(Streamed { states: engines, bytes, sha256 }) = streamed else {
        if let Some(early) = early {
            lock(early).rewind();
        }
        // Rows of child tables were taken by records that may be none.
        plan.child_rows.iter().for_each(ChildRows::spoil);
        return Some(Err(Unfit));
    };
    (used.bytes, used.sha256) = (Some(bytes), sha256);
    // A text without any record is told of as a whole.
    let joined = joined.filter(|joined| in_lines || joined.records > 0);
    let joined = joined.map(|mut joined| {
        for engine in engines.into_iter().flatten() {
            engine.flush(&mut joined.groups);
        }
        joined
    });
    Some(joined.ok_or(Unfit))
}

/// The input with what is counted of it.
pub(super) fn finished(
    mut used: UsedInput,
    mut part: Box<Part>,
    plan: &Plan<'_>,
    input: &Planned,
) -> (UsedInput, Box<Part>) {
    used.records = part.records + part.rows;
    used.verdicts = part.counts.iter().map(|counts| counts.given()).collect();
    if plan.by_file {
        used.counts.clone_from(&part.counts);
    }
    used.fronts = part.fronts.iter().map(|(_, front)| front.name.to_string()).collect();
    part.diagnostics.extend(input.repeated.clone());
    part.diagnostics = in_order(std::mem::take(&mut part.diagnostics));
    (used, part)
}

/// What must be known before any rule runs.
pub(super) struct Index {
    /// The records to which rules join.
    pub(super) tables: Tables,
    /// The records of child tables.
    pub(super) children: Children,
    /// Forms that have yet to become records.
    pub(super) forms: Vec<Filled>,
}

impl Index {
    /// An index with nothing in it, for those tables.
    pub(super) fn empty(tables: &Tables) -> Self {
        Self { tables: tables.emptied(), children: Children::default(), forms: Vec::new() }
    }

    /// Both parts.
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.forms.extend(other.forms);
        let (tables, children) = (self.tables.merge(other.tables), self.children.merge(other.children));
        Self { tables, children, forms: self.forms }
    }
}

/// What a file holds of what must be known before any rule runs. What is wrong with it is told when it is checked.
pub(super) fn index_file(reader: &Reader<'_>, input: &Planned, tables: &Tables, files: &dyn Files) -> Index {
    let empty = || Index::empty(tables);
    let Ok(bytes) = files.read(&input.given) else {
        return empty();
    };
    let records = |mut index: Index, bundle: Bundle<'_>| {
        for (table, record) in bundle.records {
            if reader.schema.is_child(table) {
                index.children.add(reader.schema, table, record, bundle.text);
            } else {
                index.tables.add(reader.schema, table, record, bundle.text);
            }
        }
        index.forms.extend(bundle.form);
        index
    };
    let read = reader.fold(&input.path, bytes, empty, records, |_| None, (Index::merge, |_: &mut _| {}));
    read.map_or_else(|_| empty(), |(_, index)| index)
}

/// The part with some more records.
pub(super) fn judged(mut part: Part, plan: &Plan<'_>, bundle: Bundle<'_>) -> Part {
    let Bundle { source, text, records, form, diagnostics, front } = bundle;
    part.tell(diagnostics);
    part.forms.extend(form);
    part.fronts.extend(front.map(|front| (Arc::clone(source.path()), front)));
    let one = |mut part: Part, record: (TableId, Record)| {
        part.take(plan, source, record, text);
        part
    };
    if records.len() <= MANY {
        records.into_iter().fold(part, one)
    } else {
        let many = records.into_par_iter().fold(Part::default, one);
        part.join(many.reduce(Part::default, Part::join))
    }
}

/// In the order of the text; the sheets of a workbook in theirs. What is wrong with a column is told by every
/// part of a file that has it, and once in the end.
pub(super) fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut sheets: Vec<Arc<str>> = Vec::new();
    for cell in diagnostics.iter().filter_map(|diagnostic| diagnostic.site()?.cell.as_ref()) {
        if !sheets.contains(&cell.sheet) {
            sheets.push(Arc::clone(&cell.sheet));
        }
    }
    let start = |diagnostic: &Diagnostic| {
        let site = diagnostic.site()?;
        let sheet = site.cell.as_ref().and_then(|cell| sheets.iter().position(|sheet| *sheet == cell.sheet));
        Some((sheet, site.start))
    };
    diagnostics.sort_by_key(start);
    let mut told: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let mut here = told.iter().rev().take_while(|before| start(before) == start(&diagnostic));
        if !here.any(|before| *before == diagnostic) {
            told.push(diagnostic);
        }
    }
    told
}
