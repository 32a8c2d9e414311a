//! The shapes of a document: one record, a list of records, or tables by their names.

use super::binder::Binder;
use super::field::Part;
use crate::diag::{DataProblem, Diagnostic, Shape, nearest};
use crate::read::{Entry, Node, NodeKind, Record, shorten};
use crate::schema::{RecordType, Schema, TableId};
use crate::source::{Source, Span};

/// The records of a document, and what was wrong with it.
#[derive(Debug, Default)]
pub struct Bound {
    /// The records with their tables, in the order of the text.
    pub records: Vec<(TableId, Record)>,
    /// What was wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// The records of one document. `table` is the table its records belong to; left out, the main table.
pub fn bind(schema: &Schema, table: Option<TableId>, source: &Source, document: &Node) -> Bound {
    bind_all(schema, table, source, std::slice::from_ref(document))
}

/// The records of several documents of one source; a key that is no field is told once for all that share it.
pub fn bind_all(schema: &Schema, table: Option<TableId>, source: &Source, documents: &[Node]) -> Bound {
    bind_rows(schema, table, source, documents, None)
}

/// The records of rows below a header. What has no column belongs into the header, at `absent`.
pub fn bind_rows(
    schema: &Schema,
    table: Option<TableId>,
    source: &Source,
    documents: &[Node],
    absent: Option<Span>,
) -> Bound {
    let mut binder = Binder::new(schema, source);
    binder.absent = absent;
    let mut records = Vec::new();
    for document in documents {
        let from = binder.diagnostics.len();
        binder.document(table.or(schema.main), document, &mut records);
        if let Some(own) = binder.diagnostics.get_mut(from..) {
            own.sort_by_key(|diagnostic| diagnostic.site().map(|site| site.start));
        }
    }
    Bound { records, diagnostics: binder.diagnostics }
}

/// The record of `table` that an object is. Anything else is a record with nothing filled in, and said so.
pub fn bind_record(
    schema: &Schema,
    table: TableId,
    source: &Source,
    node: &Node,
) -> (Record, Vec<Diagnostic>) {
    let mut binder = Binder::new(schema, source);
    let empty = RecordType::default();
    let ty = schema.table(table).map_or(&empty, |table| &table.record);
    let record = if let NodeKind::Object(entries) = &node.kind {
        binder.record(ty, entries, node.anchor)
    } else {
        binder.not_a_record(node);
        let mut silent = Binder::new(schema, source);
        silent.record(ty, &[], node.anchor)
    };
    (record, binder.diagnostics)
}

/// The part of a record that a form is: what must be filled in may stand on another form.
pub fn bind_form(schema: &Schema, table: TableId, source: &Source, node: &Node) -> (Record, Vec<Diagnostic>) {
    let mut binder = Binder::new(schema, source);
    let empty = RecordType::default();
    let ty = schema.table(table).map_or(&empty, |table| &table.record);
    let entries = match &node.kind {
        NodeKind::Object(entries) => &entries[..],
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Unread(_) => &[],
    };
    let parts: Vec<Part<'_>> = entries.iter().map(|entry| Part { key: &entry.key, entry }).collect();
    let cells = binder.fields(ty, &parts, node.anchor);
    binder.guess_units(ty, &cells);
    (Record { cells, anchor: node.anchor }, binder.diagnostics)
}

impl Binder<'_> {
    fn document(&mut self, table: Option<TableId>, document: &Node, records: &mut Vec<(TableId, Record)>) {
        match (&document.kind, table) {
            (NodeKind::Object(entries), _) if self.holds_tables(table, entries) => {
                for entry in entries {
                    self.table(entry, records);
                }
            }
            (NodeKind::Object(_) | NodeKind::List(_), None) => {
                self.error(DataProblem::NoMainTable, document.anchor);
            }
            (NodeKind::Object(_), Some(table)) => self.one(table, document, records),
            (NodeKind::List(elements), Some(table)) => self.many(table, document, elements, records),
            (NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Unread(_), _) => self.not_a_record(document),
        }
    }

    /// True when a key names a table and none is a field of the record that the object would be otherwise.
    fn holds_tables(&self, table: Option<TableId>, entries: &[Entry]) -> bool {
        let record = table.and_then(|id| self.schema.table(id)).map(|table| &table.record);
        let is_field = |key: &str| record.is_some_and(|record| super::field::resolve(record, key).is_some());
        // A child table may have the name of the list that it fills: only the other keys show what is meant.
        let is_table = |key: &str| self.schema.table_named(key).is_some();
        entries.iter().any(|entry| is_table(&entry.key) && !is_field(&entry.key))
            && !entries.iter().any(|entry| is_field(&entry.key) && !is_table(&entry.key))
    }

    fn table(&mut self, entry: &Entry, records: &mut Vec<(TableId, Record)>) {
        let Some(table) = self.schema.table_named(&entry.key) else {
            let tables = self.schema.tables.iter().flat_map(|table| table.names.iter());
            let problem =
                DataProblem::UnknownTable { key: shorten(&entry.key), nearest: nearest(&entry.key, tables) };
            return self.error(problem, entry.key_span);
        };
        match &entry.value.kind {
            // A table in which there is nothing yet.
            NodeKind::Null => {}
            NodeKind::List(elements) => {
                for element in elements {
                    self.one(table, element, records);
                }
            }
            NodeKind::Object(_) | NodeKind::Scalar(_) | NodeKind::Unread(_) => {
                self.one(table, &entry.value, records);
            }
        }
    }

    fn many(&mut self, table: TableId, list: &Node, elements: &[Node], records: &mut Vec<(TableId, Record)>) {
        if elements.is_empty() {
            self.error(DataProblem::NoRecord, list.span);
        }
        for element in elements {
            self.one(table, element, records);
        }
    }

    fn one(&mut self, table: TableId, node: &Node, records: &mut Vec<(TableId, Record)>) {
        let schema = self.schema;
        match (&node.kind, schema.table(table)) {
            (NodeKind::Object(entries), Some(found)) => {
                let record = self.record(&found.record, entries, node.anchor);
                self.guess_units(&found.record, &record.cells);
                records.push((table, record));
            }
            _ => self.not_a_record(node),
        }
    }

    fn record(&mut self, ty: &RecordType, entries: &[Entry], anchor: Span) -> Record {
        let parts: Vec<Part<'_>> = entries.iter().map(|entry| Part { key: &entry.key, entry }).collect();
        let cells = self.fields(ty, &parts, anchor);
        self.require(ty, &cells);
        Record { cells, anchor }
    }

    fn not_a_record(&mut self, node: &Node) {
        let found = match node.kind {
            NodeKind::Null => Shape::Nothing,
            NodeKind::Scalar(_) | NodeKind::Unread(_) => Shape::Scalar,
            NodeKind::List(_) => Shape::List,
            NodeKind::Object(_) => Shape::Object,
        };
        self.error(DataProblem::NotARecord { found }, node.span);
    }
}
