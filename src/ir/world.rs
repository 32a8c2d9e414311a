//! What is declared over all packs: the names that rules can use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::patterns::Patterns;
use super::scorecards::ScorecardDecl;
use super::spellings::{Params, Spellings};
use super::{Origin, Param};
use crate::schema::{EnumId, Names, RecordType, Schema, Table, TableId, Type};
use crate::syntax::ast;
use crate::value::Date;

/// All declarations but rules and tests.
#[derive(Debug, Default)]
pub(super) struct World {
    /// Types and tables.
    pub(super) schema: Schema,
    /// What a record of each table is, by the numbers of the tables, once somebody has asked for it.
    pub(super) records: Vec<OnceLock<Type>>,
    /// The numbers of its fields, by their names.
    pub(super) fields: Vec<Spellings>,
    /// Patterns that are compiled already.
    pub(super) patterns: Patterns,
    /// Declared types by both spellings.
    pub(super) types: BTreeMap<String, Named>,
    /// Parameters, each of their versions.
    pub(super) params: Params,
    /// Parameters between whose versions days without one have been reported.
    pub(super) holes: BTreeSet<String>,
    /// Measures.
    pub(super) measures: Vec<MeasureDecl>,
    /// Scorecards.
    pub(super) scorecards: Vec<ScorecardDecl>,
    /// Names whose declaration has a mistake: nobody is told that they are unknown.
    pub(super) poisoned: BTreeSet<String>,
}

/// What a declared type is.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// An enumeration.
    Enum(EnumId),
    /// A record.
    Record(RecordType),
}

/// A measure as declared; its amount gets its meaning where it is used.
#[derive(Clone, Debug)]
pub(super) struct MeasureDecl {
    /// Its name.
    pub(super) names: Names,
    /// Its arguments.
    pub(super) args: Vec<(String, Type)>,
    /// 轻重.
    pub(super) weight: u32,
    /// 金额.
    pub(super) amount: Option<ast::Expr>,
    /// Its declaration.
    pub(super) origin: Origin,
}

impl World {
    /// True when a mistake in its declaration has made the name unknown.
    pub(super) fn is_poisoned(&self, name: &str) -> bool {
        self.poisoned.contains(name)
    }

    /// Keeps uses of these names from being reported.
    pub(super) fn poison(&mut self, names: &ast::Names) {
        self.poisoned.insert(names.first.text.clone());
        self.poisoned.extend(names.second.as_ref().map(|second| second.text.clone()));
    }

    /// The parameter with that name: the version of the day, the newest one without a day. Where none is in force
    /// the newest one stands in, and who reads it is told.
    pub(super) fn param(&self, name: &str, day: Option<Date>) -> Option<(usize, &Param)> {
        let named = || self.params.named(name);
        let on = |day: Date| named().filter(|(_, param)| param.is_in_force(day)).min_by_key(|(at, _)| *at);
        let newest = || named().max_by_key(|(at, param)| (param.period.map(|days| days.from), *at));
        day.and_then(on).or_else(newest)
    }

    /// The days on which another version of one of these parameters begins, or one ends.
    pub(super) fn turns<'a>(
        &'a self,
        params: impl Iterator<Item = usize> + Clone + 'a,
    ) -> impl Iterator<Item = Date> + 'a {
        let read = params.filter_map(|at| self.params.get(at));
        let versions = read.flat_map(|read| self.params.iter().filter(|param| param.names == read.names));
        versions.filter_map(|param| param.period).flat_map(|days| days.turns())
    }

    /// The measure with that name.
    pub(super) fn measure(&self, name: &str) -> Option<(usize, &MeasureDecl)> {
        self.measures.iter().enumerate().find(|(_, measure)| measure.names.is(name))
    }

    /// All tables are declared.
    pub(super) fn number_tables(&mut self) {
        let fields = |table: &Table| Spellings::of(table.record.fields.iter().map(|field| &field.names));
        self.fields = self.schema.tables.iter().map(fields).collect();
        self.records = self.fields.iter().map(|_| OnceLock::new()).collect();
    }

    /// The numbers of the fields of that table, by their names.
    pub(super) fn fields(&self, table: TableId) -> Option<&Spellings> {
        self.fields.get(table.0)
    }

    /// What a record of that table is.
    pub(super) fn record_type(&self, table: TableId) -> Option<&Type> {
        let (known, record) = (self.records.get(table.0)?, self.record(table)?);
        Some(known.get_or_init(|| Type::Record(record.clone())))
    }

    /// What a record of that table holds.
    pub(super) fn record(&self, table: TableId) -> Option<&RecordType> {
        self.schema.table(table).map(|table| &table.record)
    }
}

/// Names as the schema keeps them.
pub(super) fn names(names: &ast::Names) -> Names {
    Names { first: names.first.text.clone(), second: names.second.as_ref().map(|second| second.text.clone()) }
}
