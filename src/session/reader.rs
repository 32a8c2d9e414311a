//! Records of one file, bundle by bundle; knows nothing of what becomes of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::forms::Filled;
use crate::diag::Diagnostic;
use crate::read::{self, Block, Blocks, Bound, Encoding, FrontSheet, Node, Parsed, Record, Rows, TextId};
use crate::schema::{Schema, TableId};
use crate::source::{Source, Span};

/// Documents that are bound together.
const MANY: usize = 64;

/// The number of a text that could be read in pieces and was not.
pub(super) const WHOLE: u32 = u32::MAX;

/// A file to be read.
pub(super) struct Reader<'r> {
    pub(super) schema: &'r Schema,
    /// The table of which it holds records.
    pub(super) table: Option<TableId>,
    /// Its number.
    pub(super) number: u32,
    /// Its encoding, where it was given.
    pub(super) encoding: Option<Encoding>,
}

/// Some records of a file, and what is wrong with them.
pub(super) struct Bundle<'s> {
    pub(super) source: &'s Source<'s>,
    pub(super) text: TextId,
    pub(super) records: Vec<(TableId, Record)>,
    /// A form, which may be a part of a record.
    pub(super) form: Option<Filled>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// A sheet that heng put in front of the workbook.
    pub(super) front: Option<FrontSheet>,
}

/// Rows of a list that are yet to become records.
pub(super) struct Listed<'l, 's> {
    pub(super) table: TableId,
    /// The text in which they stand.
    pub(super) source: &'l Source<'l>,
    pub(super) text: TextId,
    pub(super) rows: &'l Rows<'s>,
}

impl Reader<'_> {
    /// What all records of a file come to, in parts that are joined in the order of the text; and what is wrong
    /// with the text. `rows` takes the rows of a list where it can, before they are records; `settled` sees what the
    /// sheets have come to so far.
    pub(super) fn fold<T: Send>(
        &self,
        path: &str,
        bytes: Vec<u8>,
        empty: impl Fn() -> T + Sync + Send,
        records: impl Fn(T, Bundle<'_>) -> T + Sync + Send,
        rows: impl Fn(&Listed<'_, '_>) -> Option<T> + Sync + Send,
        (join, settled): (impl Fn(T, T) -> T + Sync + Send, impl Fn(&mut T)),
    ) -> Result<(Vec<Diagnostic>, T), Diagnostic> {
        if read::is_book(path, &bytes) {
            let blocks = read::read_book(self.schema, self.table, path, bytes)?;
            return Ok((Vec::new(), self.blocks(blocks, empty, (records, rows), (join, settled))));
        }
        let format = read::format_for(path)?;
        let read::Decoded { source, note } = read::decode(path, bytes, self.encoding)?;
        let told: Vec<Diagnostic> = note.into_iter().collect();
        let in_pieces = format.name == read::jsonl::NAME || format.parse.is_none();
        let whole = if in_pieces { WHOLE } else { 0 };
        let text = TextId { input: self.number, block: whole, start: 0 };
        let bundle = |documents: &[Node], diagnostics| self.bundle(&source, text, documents, diagnostics);
        if format.name == read::jsonl::NAME {
            let lines: Vec<Span> = read::jsonl::lines(&source).collect();
            if !lines.is_empty() {
                // Lines stand alone: each is read, judged and forgotten.
                let line = |part: T, line| {
                    let Parsed { documents, diagnostics } = read::jsonl::parse_line(&source, line);
                    records(part, bundle(&documents, diagnostics))
                };
                return Ok((told, lines.into_par_iter().fold(&empty, line).reduce(&empty, &join)));
            }
        }
        let Some(parse) = format.parse else {
            let blocks = read::read_csv(self.schema, self.table, Arc::new(source));
            return Ok((told, self.blocks(blocks, empty, (records, rows), (join, settled))));
        };
        let Parsed { documents, diagnostics } = parse(&source);
        let chunk = |part: T, documents: Vec<Node>| records(part, bundle(&documents, Vec::new()));
        let whole = documents.into_par_iter().chunks(MANY).fold(&empty, chunk).reduce(&empty, &join);
        Ok((told.into_iter().chain(diagnostics).collect(), whole))
    }

    /// Sheets: blocks of rows are read while those before them are gone through, and forgotten afterwards.
    fn blocks<T: Send>(
        &self,
        blocks: Blocks<'_>,
        empty: impl Fn() -> T + Sync + Send,
        (records, rows): (
            impl Fn(T, Bundle<'_>) -> T + Sync + Send,
            impl Fn(&Listed<'_, '_>) -> Option<T> + Sync + Send,
        ),
        (join, settled): (impl Fn(T, T) -> T + Sync + Send, impl Fn(&mut T)),
    ) -> T {
        let batch = rayon::current_num_threads();
        let in_text = blocks.stand_in_a_text();
        let mut blocks = (0..).zip(blocks);
        let mut whole = empty();
        let block = |(number, block): (u32, Block<'_>)| {
            let Block { source, table, form, rows: listed, mut diagnostics, front } = block;
            let text = TextId { input: self.number, block: if in_text { WHOLE } else { number }, start: 0 };
            if let (Some((form, document)), Some(table)) = (form, table) {
                let (record, told) = read::bind_form(self.schema, table, &source, &document);
                diagnostics.extend(told);
                let form = Some(Filled { form, table, record, source: Arc::clone(&source), text });
                let bundle = Bundle { source: &source, text, records: Vec::new(), form, diagnostics, front };
                return records(empty(), bundle);
            }
            let table = table.or(self.table);
            let quick = table
                .filter(|_| !listed.is_empty())
                .and_then(|table| rows(&Listed { table, source: &source, text, rows: &listed }));
            let bound = match &quick {
                Some(_) => Bound::default(),
                None => self.bound(table, &source, &listed.documents(), listed.first_heading()),
            };
            diagnostics.extend(bound.diagnostics);
            let bundle =
                Bundle { source: &source, text, records: bound.records, form: None, diagnostics, front };
            let told = records(empty(), bundle);
            match quick {
                Some(quick) => join(told, quick),
                None => told,
            }
        };
        let mut now: Vec<(u32, Block<'_>)> = blocks.by_ref().take(batch).collect();
        while !now.is_empty() {
            let (part, next) = rayon::join(
                || now.into_par_iter().map(block).reduce(&empty, &join),
                || blocks.by_ref().take(batch).collect(),
            );
            whole = join(whole, part);
            settled(&mut whole);
            now = next;
        }
        whole
    }

    /// The records of documents of a text, and what is wrong with them.
    pub(super) fn bundle<'s>(
        &self,
        source: &'s Source,
        text: TextId,
        documents: &[Node],
        mut diagnostics: Vec<Diagnostic>,
    ) -> Bundle<'s> {
        let bound = self.bound(self.table, source, documents, None);
        diagnostics.extend(bound.diagnostics);
        Bundle { source, text, records: bound.records, form: None, diagnostics, front: None }
    }

    /// The table of which a bare record is one.
    pub(super) fn table_of_lines(&self) -> Option<TableId> {
        self.table.or(self.schema.main)
    }

    fn bound(
        &self,
        table: Option<TableId>,
        source: &Source,
        documents: &[Node],
        header: Option<Span>,
    ) -> Bound {
        if documents.is_empty() {
            Bound::default()
        } else {
            read::bind_rows(self.schema, table, source, documents, header)
        }
    }
}
