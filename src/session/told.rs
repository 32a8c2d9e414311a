//! The fields by which findings tell whose they are, whatever the rules.

use crate::ir::Program;
use crate::schema::Table;
use crate::text::filling;

/// The fields of a table by which findings tell whose they are, by their places in its records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// The field with the names of the records: `项目名称` in `项目`.
    pub(super) title: Option<usize>,
    /// The field with the unit that answers for a record, by the name that the run was told.
    pub(super) unit: Option<usize>,
}

impl Told {
    fn of(table: &Table, unit: Option<&str>) -> Self {
        let is_title = |name: &str| name.strip_prefix(table.names.first.as_str()) == Some(filling::NAME_OF);
        let title = table.record.fields.iter().position(|field| field.names.iter().any(is_title));
        Self { title, unit: unit.and_then(|unit| table.record.field(unit)).map(|(index, _)| index) }
    }

    /// All fields of that table, whose these are, that are told: those of its key too.
    pub(super) fn fields(self, table: &Table) -> Vec<usize> {
        table.key.iter().copied().chain(self.unit).chain(self.title).collect()
    }

    /// Those of all tables, in their order.
    pub(super) fn of_all(program: &Program, unit: Option<&str>) -> Vec<Self> {
        program.schema.tables.iter().map(|table| Self::of(table, unit)).collect()
    }
}
