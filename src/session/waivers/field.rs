//! Fields as reports write them, in either spelling, to the first spelling.

use crate::schema::{RecordType, Schema, TableId, Type};

/// The path in the first spelling, `指标[2].权重`, of a field of `table` or else of another one; before it may stand
/// the name of its table. `None` when there is no such field.
pub(super) fn first_spelling(schema: &Schema, table: Option<TableId>, written: &str) -> Option<String> {
    let own = table.and_then(|table| schema.table(table));
    let mut tables = own.into_iter().chain(&schema.tables);
    tables.find_map(|table| within(&table.record, written)).or_else(|| {
        let (step, rest) = step(written);
        let ((name, number), rest) = (numbered(step), rest?);
        let table = schema.table(schema.table_named(name)?)?;
        Some(format!("{}{number}.{}", table.names.first, within(&table.record, rest)?))
    })
}

/// All fields of all tables, in both spellings.
pub(super) fn names(schema: &Schema) -> impl Iterator<Item = &str> {
    fn of(record: &RecordType) -> Vec<&str> {
        let inner = record.fields.iter().flat_map(|field| record_in(&field.ty).map(of).unwrap_or_default());
        record.fields.iter().flat_map(|field| field.names.iter()).chain(inner).collect()
    }
    schema.tables.iter().flat_map(|table| of(&table.record))
}

fn within(record: &RecordType, written: &str) -> Option<String> {
    let (step, rest) = step(written);
    let (name, number) = numbered(step);
    let (_, field) = record.field(name)?;
    let first = format!("{}{number}", field.names.first);
    match rest {
        None => Some(first),
        Some(rest) => Some(format!("{first}.{}", within(record_in(&field.ty)?, rest)?)),
    }
}

fn record_in(ty: &Type) -> Option<&RecordType> {
    match ty {
        Type::Record(record) => Some(record),
        Type::List(element) => record_in(element),
        _ => None,
    }
}

/// The first step of a path, and the path behind its dot. A key in brackets may have dots in it.
fn step(written: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let dot = written.find(|character| {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '.' && depth == 0
    });
    match dot.and_then(|at| written.split_at_checked(at)) {
        Some((first, rest)) => (first, rest.strip_prefix('.')),
        None => (written, None),
    }
}

/// The name and the `[2]` behind it.
fn numbered(step: &str) -> (&str, &str) {
    step.find('[').and_then(|at| step.split_at_checked(at)).unwrap_or((step, ""))
}
