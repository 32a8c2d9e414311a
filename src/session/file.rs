//! One file: its bytes, its documents, its records, and what they came to. Nothing of it is kept afterwards.

use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::input::{Files, Planned};
use super::part::{Part, Plan};
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::eval::Subject;
use crate::finding::UsedInput;
use crate::read::{self, Node, Parsed, Record};
use crate::schema::TableId;
use crate::source::{Site, Source, Span};

/// Documents that are bound together; more records than that at once are judged in parallel.
const MANY: usize = 64;

/// Reads and checks one file. What is wrong with it is a diagnostic, and no other file's concern.
pub(super) fn check_file(
    input: Planned,
    plan: &Plan<'_>,
    files: &dyn Files,
    progress: &(dyn Fn(u64) + Sync),
) -> (UsedInput, Part) {
    let Planned { path, given, table, repeated } = input;
    let mut used = UsedInput { path, ..UsedInput::default() };
    let reader = Reader { plan, table, progress };
    let mut part = match files.read(&given) {
        Ok(bytes) => {
            used.sha256 = Some(sha256(&bytes));
            used.bytes = u64::try_from(bytes.len()).ok();
            reader.check(&used.path, bytes).unwrap_or_else(|diagnostic| Part::telling([diagnostic]))
        }
        Err(reason) => {
            let problem = Problem::Setup(SetupProblem::Unreadable { reason });
            let diagnostic = Diagnostic::error(problem, Site::whole(used.path.as_str()));
            Part::telling([diagnostic])
        }
    };
    used.records = part.records;
    used.verdicts = part.counts.iter().map(|counts| counts.given()).collect();
    part.diagnostics.extend(repeated);
    part.diagnostics = in_order(part.diagnostics);
    (used, part)
}

pub(super) struct Reader<'r, 'p> {
    plan: &'r Plan<'p>,
    pub(super) table: Option<TableId>,
    progress: &'r (dyn Fn(u64) + Sync),
}

impl Reader<'_, '_> {
    fn check(&self, path: &str, bytes: Vec<u8>) -> Result<Part, Diagnostic> {
        if read::is_book(path, &bytes) {
            let schema = &self.plan.program.schema;
            return Ok(self.book(read::read_book(schema, self.table, path, bytes)?));
        }
        let format = read::format_for(path)?;
        let read::Decoded { source, note } = read::decode(path, bytes, self.plan.encoding)?;
        if format.name == read::jsonl::NAME {
            let lines: Vec<Span> = read::jsonl::lines(&source).collect();
            if !lines.is_empty() {
                return Ok(Part::telling(note).join(self.lines(&source, lines)));
            }
        }
        let Parsed { documents, diagnostics } = (format.parse)(&source);
        let checked = documents
            .into_par_iter()
            .chunks(MANY)
            .fold(Part::default, |part, documents| self.documents(part, self.table, &source, &documents))
            .reduce(Part::default, Part::join);
        Ok(Part::telling(note).join(Part::telling(diagnostics)).join(checked))
    }

    /// Lines stand alone: each is read, judged and forgotten.
    fn lines(&self, source: &Source, lines: Vec<Span>) -> Part {
        let line = |mut part: Part, line| {
            let Parsed { documents, diagnostics } = read::jsonl::parse_line(source, line);
            part.tell(diagnostics);
            self.documents(part, self.table, source, &documents)
        };
        lines.into_par_iter().fold(Part::default, line).reduce(Part::default, Part::join)
    }

    /// The part with the records of some more documents, which are of that table.
    pub(super) fn documents(
        &self,
        mut part: Part,
        table: Option<TableId>,
        source: &Source,
        documents: &[Node],
    ) -> Part {
        let bound = read::bind_all(&self.plan.program.schema, table, source, documents);
        part.tell(bound.diagnostics);
        let records = bound.records.len();
        let judged = |mut part: Part, (table, record): &(TableId, Record)| {
            part.add(self.plan, &Subject { source, table: *table, record });
            part
        };
        let part = if records <= MANY {
            bound.records.iter().fold(part, judged)
        } else {
            let many = bound.records.par_iter().fold(Part::default, judged);
            part.join(many.reduce(Part::default, Part::join))
        };
        (self.progress)(records as u64);
        part
    }
}

/// In the order of the text; the sheets of a workbook in theirs. What is wrong with a column is told by every
/// part of a file that has it, and once in the end.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
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

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
