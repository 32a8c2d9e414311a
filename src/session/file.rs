//! One file: its bytes, its documents, its records, and what they came to. Nothing of it is kept afterwards.

use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::input::{Files, Planned};
use super::part::{Part, Plan};
use super::reader::{Bundle, Reader};
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::eval::{Subject, Tables};
use crate::finding::UsedInput;
use crate::read::Record;
use crate::schema::TableId;
use crate::source::Site;

/// More records than that at once are judged in parallel.
const MANY: usize = 64;

/// Reads and checks the file with that number. What is wrong with it is a diagnostic, and no other file's
/// concern.
pub(super) fn check_file(
    number: u32,
    input: &Planned,
    plan: &Plan<'_>,
    files: &dyn Files,
    progress: &(dyn Fn(u64) + Sync),
) -> (UsedInput, Part) {
    let table = input.table.and_then(|table| plan.program.schema.table(table));
    let table = table.map(|table| table.names.first.clone());
    let mut used = UsedInput { path: input.path.clone(), table, ..UsedInput::default() };
    let records = |part: Part, bundle: Bundle<'_>| {
        let records = bundle.records.len() as u64;
        let part = judged(part, plan, bundle);
        progress(records);
        part
    };
    let mut part = match files.read(&input.given) {
        Ok(bytes) => {
            used.sha256 = Some(sha256(&bytes));
            used.bytes = u64::try_from(bytes.len()).ok();
            let Plan { program, encoding, .. } = plan;
            let reader = Reader { schema: &program.schema, table: input.table, number, encoding: *encoding };
            reader.fold(&input.path, bytes, Part::default, records, Part::join).map_or_else(
                |diagnostic| Part::telling([diagnostic]),
                |(diagnostics, part)| Part::telling(diagnostics).join(part),
            )
        }
        Err(reason) => {
            let problem = Problem::Setup(SetupProblem::Unreadable { reason });
            let diagnostic = Diagnostic::error(problem, Site::whole(used.path.as_str()));
            Part::telling([diagnostic])
        }
    };
    used.records = part.records;
    used.verdicts = part.counts.iter().map(|counts| counts.given()).collect();
    part.diagnostics.extend(input.repeated.clone());
    part.diagnostics = in_order(part.diagnostics);
    (used, part)
}

/// The records of a file to which rules join. What is wrong with the file is told when it is
/// checked.
pub(super) fn index_file(reader: &Reader<'_>, input: &Planned, empty: &Tables, files: &dyn Files) -> Tables {
    let Ok(bytes) = files.read(&input.given) else {
        return empty.emptied();
    };
    let records = |mut tables: Tables, bundle: Bundle<'_>| {
        for (table, record) in bundle.records {
            tables.add(reader.schema, table, record, bundle.text);
        }
        tables
    };
    let read = reader.fold(&input.path, bytes, || empty.emptied(), records, Tables::merge);
    read.map_or_else(|_| empty.emptied(), |(_, tables)| tables)
}

/// The part with some more records.
fn judged(mut part: Part, plan: &Plan<'_>, bundle: Bundle<'_>) -> Part {
    let Bundle { source, text, records, diagnostics } = bundle;
    part.tell(diagnostics);
    let one = |mut part: Part, (table, record): &(TableId, Record)| {
        part.add(plan, &Subject { source, table: *table, record }, text);
        part
    };
    if records.len() <= MANY {
        records.iter().fold(part, one)
    } else {
        let many = records.par_iter().fold(Part::default, one);
        part.join(many.reduce(Part::default, Part::join))
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
