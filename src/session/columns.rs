//! The rules that are made to steps over columns before any input is read.

use std::collections::{BTreeMap, BTreeSet};

use super::input::{Files, Planned};
use super::options::{Listed, Options};
use super::plain_lists::{is_list, is_long};
use super::singles;
use super::told::Told;
use crate::eval::columns::Kernels;
use crate::ir::{self, Program};
use crate::read::{self, Format};
use crate::schema::TableId;

/// The rules about records that stand one a line or a row, or alone in many files, as steps over columns; `told` are the
/// fields by which findings tell whose they are, table by table.
pub(super) fn kernels(
    program: &ir::Checked<Program>,
    rules: &[usize],
    (inputs, files): (&[Planned], &dyn Files),
    (options, told): (&Options, &[Told]),
) -> BTreeMap<TableId, Kernels> {
    if options.careful {
        return BTreeMap::new();
    }
    let alone = |input: &&Planned| singles::syntax(&input.path).is_some();
    let many = inputs.iter().filter(alone).nth(singles::WORTH).is_some();
    let columns = |format: &Format| format.name == read::jsonl::NAME || many && format.alone.is_some();
    let columns = |input: &&Planned| {
        read::format_for(&input.path).is_ok_and(columns) || is_list(&input.path) && is_long(input, files)
    };
    let inputs = inputs.iter().filter(columns);
    let tables = inputs.filter_map(|input| input.table.or(program.schema.main));
    let tables: BTreeSet<TableId> = tables.filter(|table| !program.schema.is_child(*table)).collect();
    let compiled = tables.into_iter().filter_map(|table| {
        let fields = told.get(table.0)?.fields(program.schema.table(table)?);
        let explained = (options.listed != Listed::NONE).then_some(fields.as_slice());
        Some((table, Kernels::new(program, table, rules, options.as_of, explained)?))
    });
    compiled.collect()
}
