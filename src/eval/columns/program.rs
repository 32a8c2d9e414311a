//! Rules about the records of a table, compiled to steps over columns.

use std::sync::Arc;

use super::body::RuleBody;
use super::compile::Compiler;
use super::groups::GroupRule;
use super::op::Steps;
use super::record::Shape;
use crate::ir::{Checked, Program, Rule, Visits};
use crate::read::columns::{ColumnId, Columns, Fill, Head, Layout, Plan, RowPlan};
use crate::schema::TableId;
use crate::value::Date;

/// What to read of each record of a table, and what to ask of it.
#[derive(Debug)]
pub struct Kernels {
    pub(super) table: TableId,
    pub(super) plan: Plan,
    pub(super) steps: Steps,
    pub(super) rules: Vec<RuleBody>,
    /// Rules about groups of these records and others.
    pub(super) gathering: Vec<GroupRule>,
    /// Columns without rows.
    pub(super) blank: Columns,
    /// The columns of the table's key.
    pub(super) keys: Vec<(ColumnId, super::op::Kind)>,
    /// In which columns the fields of a record are, where findings are to be explained.
    pub(super) shape: Option<Shape>,
}

impl Kernels {
    /// The rules of these numbers that are about records of the table. `None` where the explaining evaluator has
    /// to look at every record anyway. Where findings are to be explained, `told` are the fields, by their places in the
    /// record, that are told in them whatever the rules.
    pub fn new(
        program: &Checked<Program>,
        table: TableId,
        rules: &[usize],
        as_of: Option<Date>,
        told: Option<&[usize]>,
    ) -> Option<Self> {
        let program = &**program;
        let mut compiler = Compiler::new(program, Layout::new(&program.schema, table)?);
        let (mut bodies, mut gathering) = (Vec::new(), Vec::new());
        for (at, number) in rules.iter().enumerate() {
            let rule = program.rules.get(*number)?;
            match rule.visits {
                // Whoever answers for a record is counted, whatever the verdicts.
                Visits::Records if rule.table == Some(table) && rule.scored.is_some() => return None,
                Visits::Records if rule.table == Some(table) => {
                    bodies.push(RuleBody::new(&mut compiler, at, rule, as_of)?);
                }
                Visits::Records => {}
                Visits::Groups(_) | Visits::Batch => {
                    let asks = rule.slots.iter().any(|slot| slot.table == table);
                    let own = matches!(rule.visits, Visits::Groups(_)) && rule.table == Some(table);
                    if own || (asks && matches!(rule.visits, Visits::Batch)) {
                        gathering.push(GroupRule::new(&mut compiler, *number, rule, table, as_of)?);
                    }
                }
            }
        }
        let mut keys = Vec::new();
        for field in &program.schema.table(table)?.key {
            let (column, kind) = compiler.layout.column(0, &[*field])?;
            compiler.layout.hold(column);
            keys.push((column, super::lower::scalar(kind)?));
        }
        let record = &program.schema.table(table)?.record;
        let shape = told.map(|told| {
            let about = rules.iter().filter_map(|number| program.rules.get(*number));
            let about =
                about.filter(|rule| rule.table == Some(table) && matches!(rule.visits, Visits::Records));
            let read = about.flat_map(Rule::paths).filter(|path| path.frame == 0);
            let all = read.map(|path| path.steps.as_slice()).chain(told.iter().map(std::slice::from_ref));
            // With all records on the way to them.
            for steps in all.flat_map(|steps| (1..=steps.len()).filter_map(|length| steps.get(..length))) {
                let _ = compiler.layout.column(0, steps);
            }
            compiler.layout.place_all();
            Shape::new(&compiler.layout, 0, &[], record)
        });
        let plan = Plan::new(&compiler.layout)?;
        let blank = Columns::new(&compiler.layout);
        let steps = compiler.finish(Arc::clone(plan.vocabulary()));
        Some(Self { table, plan, steps, rules: bodies, gathering, blank, keys, shape })
    }

    /// True when there are rules about groups of these records and others.
    pub const fn gather(&self) -> bool {
        !self.gathering.is_empty()
    }

    /// How rows below these headings become elements of the list of that name of records of the table.
    pub fn fill(&self, list: &str, delimiter: u8, heads: &[Head<'_>]) -> Option<Fill> {
        self.plan.fill(list, delimiter, heads, self.keys.iter().map(|(column, _)| *column).collect())
    }

    /// How to read records of the table that are rows below these headings.
    pub fn rows(&self, delimiter: u8, heads: &[Head<'_>]) -> Option<RowPlan> {
        self.plan.rows(delimiter, heads)
    }
}
