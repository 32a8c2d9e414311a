//! `T[a, b]`: the record of another table with that key.

use super::Lowerer;
use super::paths::{Place, Target};
use crate::diag::{Kind, RuleProblem, nearest};
use crate::ir::{Expr, Join, Path, Start, children, walk};
use crate::schema::{FieldPath, Table, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Unit;

impl<'a> Lowerer<'a> {
    /// The record of the table with that key.
    pub(super) fn keyed(&mut self, name: &ast::Ident, keys: &[ast::Expr], span: Span) -> Option<Place<'a>> {
        let schema = &self.world.schema;
        let Some((table, found)) =
            schema.table_named(&name.text).and_then(|id| Some((id, schema.table(id)?)))
        else {
            if !self.world.is_poisoned(&name.text) {
                let nearest = nearest(&name.text, schema.tables.iter().flat_map(|table| table.names.iter()));
                let problem = RuleProblem::Unknown { kind: Kind::Table, name: name.text.clone(), nearest };
                self.mistakes.error(self.at(name.span), problem);
            }
            return None;
        };
        if children::refuse(table, self.at(name.span), self.world, self.mistakes) {
            return None;
        }
        let parts = key_types(found);
        if parts.is_empty() {
            let table = found.names.first.clone();
            return self.fail(name.span, RuleProblem::JoinWithoutKey { table });
        }
        if parts.len() != keys.len() {
            let problem = RuleProblem::JoinKeyCount {
                table: found.names.first.clone(),
                key: parts.iter().map(|(name, _, _)| (*name).to_owned()).collect(),
                found: keys.len(),
            };
            return self.fail(span, problem);
        }
        let values: Vec<Option<Expr>> = keys
            .iter()
            .zip(&parts)
            .map(|(key, (_, ty, unit))| {
                // Any number can be looked for among whole numbers.
                let wide = if matches!(ty, Type::Int) { &Type::Number } else { *ty };
                self.fitting(key, wide, Some(*unit)).map(|typed| typed.expr)
            })
            .collect();
        let keys: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
        let frame = self.innermost(&keys);
        let start = Start::Join(self.join(table, keys));
        let path = Path { start, frame, steps: Vec::new(), shown: FieldPath::default() };
        Some(Place { path, target: Target::Record(&found.record), unit: Unit::Yuan, filter: None, span })
    }

    /// The innermost frame around whose fields the keys read.
    fn innermost(&self, keys: &[Expr]) -> usize {
        let frames = keys.iter().flat_map(walk::paths).map(|path| path.frame);
        frames.filter(|frame| *frame < self.frames.len()).max().unwrap_or_default()
    }

    /// The number of the join; the same one for the same key.
    fn join(&mut self, table: TableId, keys: Vec<Expr>) -> usize {
        let same = |join: &Join| {
            join.table == table && join.keys.iter().zip(&keys).all(|(one, other)| walk::alike(one, other))
        };
        self.joins.iter().position(same).unwrap_or_else(|| {
            self.joins.push(Join { table, keys, fields: Vec::new() });
            self.joins.len() - 1
        })
    }
}

/// Name, type and unit of each part of a table's key.
fn key_types(table: &Table) -> Vec<(&str, &Type, Unit)> {
    let fields = table.key.iter().filter_map(|at| table.record.fields.get(*at));
    fields.map(|field| (field.names.first.as_str(), &field.ty, field.unit)).collect()
}
