//! Inputs that are lists in texts, ready to be read to columns row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::input::{Files, Planned};
use super::needs::Needs;
use super::plan::Plan;
use super::reader::{Bundle, Reader};
use super::stream::Unfit;
use crate::ir::Visits;
use crate::read::columns::{Head, RowPlan};
use crate::read::{self, Chunk, Chunks, Encoding, PlainList, Record, TextId, Wanted};
use crate::schema::{RecordType, Schema, TableId, Type};
use crate::source::Source;

/// A list whose header says all there is to say about it.
pub(super) struct List<'l> {
    alone: PlainList<'l>,
    pub(super) rows: RowPlan,
}

/// True for the format in which a row of cells is a record.
pub(super) fn is_list(path: &str) -> bool {
    read::format_for(path).is_ok_and(|format| format.parse.is_none())
}

/// Fewer lines than that are not worth the steps over columns.
const WORTH: usize = 64;

/// True when there are enough lines in the first piece of the input.
pub(super) fn is_long(input: &Planned, files: &dyn Files) -> bool {
    let opened = files.open(&input.given).ok();
    let first = opened.and_then(|opened| Chunks::new(opened).next(Chunk::default()).ok().flatten());
    first.is_some_and(|first| memchr::memchr_iter(b'\n', &first.bytes).nth(WORTH).is_some())
}

/// The long lists among the inputs, by the numbers of these.
pub(super) fn plain_lists<'p>(
    plan: &Plan<'p>,
    inputs: &[Planned],
    files: &dyn Files,
) -> BTreeMap<u32, List<'p>> {
    let numbered = (0..).zip(inputs).filter(|(_, input)| is_list(&input.path));
    numbered.filter_map(|(number, input)| Some((number, list(plan, input, files)?))).collect()
}

fn list<'p>(plan: &Plan<'p>, input: &Planned, files: &dyn Files) -> Option<List<'p>> {
    let schema = &plan.program.schema;
    let table = input.table.or(schema.main)?;
    // Where no rule is made to steps there is nothing to look into the input for.
    let kernels = plan.kernels.get(&table).filter(|_| is_long(input, files))?;
    let alone = List::begin(schema, input, files, plan.encoding)?;
    let heads = alone.heads()?;
    let covered = alone.table() == table && covers(plan, table, &heads);
    let rows = kernels.rows(alone.delimiter(), &heads).filter(|_| covered)?;
    Some(List { alone, rows })
}

/// True when every field that could be shown has a column, or is a list: of what has none the place is in the header.
fn covers(plan: &Plan<'_>, table: TableId, heads: &[Head<'_>]) -> bool {
    let askers = Needs::askers(0..plan.rules.len());
    let needs = plan.needs.get(&table).map_or(Wanted::ALL, |needs| needs.of_record(&askers));
    let rules = || plan.rules.iter().filter_map(|number| plan.program.rules.get(*number));
    // Groups may ask for any field.
    let gathered = rules().any(|rule| !matches!(rule.visits, Visits::Records));
    let Some(found) = plan.program.schema.table(table) else {
        return false;
    };
    let mut needed = (0..found.record.fields.len()).filter(|field| gathered || needs.field(*field).is_some());
    needed.all(|field| has_columns(&found.record, field, "", heads))
}

/// True when the field of that number has columns, or is a list. Types nest no deeper than they were written.
pub(super) fn has_columns(record: &RecordType, field: usize, before: &str, heads: &[Head<'_>]) -> bool {
    let Some(field) = record.fields.get(field) else {
        return false;
    };
    let path = format!("{before}{}", field.names.first);
    match &field.ty {
        Type::List(_) => true,
        Type::Record(inner) => {
            let before = format!("{path}.");
            (0..inner.fields.len()).all(|field| has_columns(inner, field, &before, heads))
        }
        _ => heads.iter().any(|head| head.path == Some(&path)),
    }
}

impl<'l> List<'l> {
    /// The list that an input is, from its beginning.
    pub(super) fn begin(
        schema: &'l Schema,
        input: &Planned,
        files: &dyn Files,
        encoding: Option<Encoding>,
    ) -> Option<PlainList<'l>> {
        if encoding.is_some_and(|encoding| encoding != Encoding::UTF_8) {
            return None;
        }
        let mut chunks = Chunks::new(files.open(&input.given).ok()?);
        let begin = chunks.next(Chunk::default()).ok()??;
        let whole = chunks.next(Chunk::default()).ok()?.is_none();
        if read::is_book(&input.path, &begin.bytes) {
            return None;
        }
        let source = Arc::new(Source::new(input.path.as_str(), begin.text_without_zeros()?.to_owned()));
        PlainList::new(schema, input.table, &source, whole)
    }

    /// Where its rows begin in the first piece.
    pub(super) const fn start(&self) -> usize {
        self.alone.start()
    }

    /// The record of a row in which nothing is odd.
    pub(super) fn straight(&self, row: &str, wanted: Wanted<'_>) -> Option<Record> {
        self.alone.straight(row, wanted)
    }

    /// The record of a row that stands alone in a text, `first` if it is the one below the header.
    pub(super) fn bundle<'s>(
        &self,
        reader: &Reader<'_>,
        row: &'s Source,
        text: TextId,
        first: bool,
    ) -> Result<Bundle<'s>, Unfit> {
        let document = self.alone.record(row.text(), first).map_err(|_| Unfit)?;
        // Of the rows below a blank one too the first may count the columns.
        if first && document.is_none() {
            return Err(Unfit);
        }
        let documents: Vec<_> = document.into_iter().collect();
        let table = Reader { table: Some(self.alone.table()), ..*reader };
        Ok(table.bundle(row, text, &documents, Vec::new()))
    }
}
