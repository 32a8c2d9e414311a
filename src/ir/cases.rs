//! 样例 and 测试: samples that are valid, cases put over them, and expectations that can come true.

use std::collections::BTreeMap;

use super::families::Rules;
use super::lower::Lowerer;
use super::mistakes::Mistakes;
use super::outcomes;
use super::packs::Packs;
use super::records::Records;
use super::rules::outcomes_of;
use super::world::World;
use super::{Body, Case, Expectation, Origin, RowOutcome, Rule, Test, constants, tables};
use crate::diag::{Impossible, Kind, Remark, RuleProblem, nearest};
use crate::finding::Verdict;
use crate::read::{self, Node};
use crate::schema::{RecordType, TableId, Type};
use crate::syntax::ast;
use crate::value::{Number, Value};

/// Lowers every 样例.
pub(super) fn examples(packs: &Packs, world: &World, mistakes: &mut Mistakes) -> Vec<(TableId, Node)> {
    let mut found: Vec<(TableId, Node)> = Vec::new();
    let mut first: BTreeMap<TableId, Origin> = BTreeMap::new();
    for located in &packs.items {
        let ast::Item::Example(example) = &located.item else {
            continue;
        };
        let source = located.source;
        let Some(table) = tables::find(&example.table, source, world, mistakes) else {
            continue;
        };
        let origin = Origin { source, span: example.table.span };
        if let Some(other) = first.get(&table) {
            let problem = RuleProblem::Duplicate { kind: Kind::Example, name: example.table.text.clone() };
            mistakes.error_with(origin, problem, Some((*other, Remark::FirstHere)));
            continue;
        }
        first.insert(table, origin);
        let Some(record) = world.record(table) else {
            continue;
        };
        let node = Records { world, mistakes, source }.record(&example.record, record, None);
        // A sample stands for a valid record: whatever a document would be told, its author is told.
        if let Some(text) = mistakes.sources().get(source).cloned() {
            let (_, diagnostics) = read::bind_record(&world.schema, table, &text, &node);
            mistakes.take(source, diagnostics);
        }
        found.push((table, node));
    }
    found
}

/// Lowers every 测试.
pub(super) fn tests(
    packs: &Packs,
    rules: &Rules,
    examples: &[(TableId, Node)],
    world: &World,
    mistakes: &mut Mistakes,
) -> (Vec<Test>, usize) {
    let (mut found, mut left_out) = (Vec::new(), 0);
    for located in &packs.items {
        let ast::Item::Test(test) = &located.item else {
            continue;
        };
        let number = if let Some(number) = rules.codes.get(&test.rule.text) {
            *number
        } else {
            if !world.is_poisoned(&test.rule.text) {
                let nearest = nearest(&test.rule.text, rules.codes.keys().map(String::as_str));
                let name = test.rule.text.clone();
                let problem = RuleProblem::Unknown { kind: Kind::Rule, name, nearest };
                mistakes.error(Origin { source: located.source, span: test.rule.span }, problem);
            }
            None
        };
        // The rule of a test may have mistakes of its own; the test's records are looked at all the same.
        let rule = number.and_then(|number| rules.newest.get(number));
        // A pack above says how its rules are, and knows nothing of what a pack below makes of them.
        let changed = rule.is_some_and(|rule| is_changed_below(rule, located.pack, packs, world));
        let rule = rule.filter(|_| !changed);
        let maker = Maker { world, source: located.source, rule, examples };
        let cases: Vec<Case> = test.cases.iter().filter_map(|case| maker.case(case, mistakes)).collect();
        match number {
            Some(_) if changed => left_out += cases.len(),
            Some(rule) => found.push(Test { rule, cases }),
            None => {}
        }
    }
    (found, left_out)
}

/// True when a pack that this one does not import has changed the rule, or a parameter that it reads.
fn is_changed_below(rule: &Rule, pack: usize, packs: &Packs, world: &World) -> bool {
    let below = |by: usize| by != pack && !packs.sees(pack, by);
    let params = rule.params.iter().filter_map(|at| world.params.get(*at));
    rule.overrides.iter().any(|one| below(one.pack))
        || params.filter(|param| param.is_changed()).any(|param| below(param.pack))
}

struct Maker<'a> {
    world: &'a World,
    source: usize,
    rule: Option<&'a Rule>,
    examples: &'a [(TableId, Node)],
}

impl Maker<'_> {
    fn case(&self, case: &ast::Case, mistakes: &mut Mistakes) -> Option<Case> {
        let records: Vec<Option<(TableId, Node)>> =
            case.records.iter().map(|given| self.given(given, mistakes)).collect();
        let records: Vec<(TableId, Node)> = records.into_iter().collect::<Option<_>>()?;
        let (first, _) = records.first()?;
        let subject = self.rule.and_then(|rule| rule.table).unwrap_or(*first);
        let expect = self.expectation(&case.expect, subject, self.world.record(subject)?, mistakes);
        let about = self.rule.and_then(|rule| rule.table);
        if let Some(about) = about.filter(|about| about != first) {
            let about = self.world.schema.table(about);
            let why = Impossible::OtherTable {
                table: about.map(|table| table.names.first.clone()).unwrap_or_default(),
            };
            let span = case.records.first().map_or(case.span, |given| given.table.span);
            let origin = Origin { source: self.source, span };
            mistakes.error(origin, RuleProblem::ImpossibleExpectation { why });
            return None;
        }
        let origin = Origin { source: self.source, span: case.span };
        Some(Case { title: case.title.text.clone(), records, expect: expect?, origin })
    }

    /// A record of the case, over the 样例 of its table.
    fn given(&self, given: &ast::Given, mistakes: &mut Mistakes) -> Option<(TableId, Node)> {
        let table = tables::find(&given.table, self.source, self.world, mistakes)?;
        let record = self.world.record(table)?;
        let sample = self.examples.iter().find(|(of, _)| *of == table).map(|(_, node)| node);
        let mut records = Records { world: self.world, mistakes, source: self.source };
        Some((table, records.record(&given.record, record, sample)))
    }

    fn expectation(
        &self,
        expect: &ast::Expect,
        table: TableId,
        record: &RecordType,
        mistakes: &mut Mistakes,
    ) -> Option<Expectation> {
        let origin = Origin { source: self.source, span: expect.span };
        let verdict = verdict(expect.verdict);
        let severity = expect.severity.map(outcomes::severity);
        let measure = match &expect.measure {
            None => None,
            Some(name) => Some(self.measure(name, mistakes)?),
        };
        let amount = match &expect.amount {
            None => None,
            Some(amount) => Some(self.number(amount, &Type::Money, mistakes)?),
        };
        let points = match &expect.points {
            None => None,
            Some(points) => Some(self.number(points, &Type::Number, mistakes)?),
        };
        let field = match &expect.field {
            None => None,
            Some(path) => Some(self.field(path, table, record, mistakes)?),
        };
        let expectation =
            Expectation { verdict, severity, measure, amount, points, field, todo: expect.todo };
        if let Some(why) = self.rule.and_then(|rule| impossible(&expectation, rule)) {
            mistakes.error(origin, RuleProblem::ImpossibleExpectation { why });
            return None;
        }
        Some(expectation)
    }

    fn measure(&self, name: &ast::Ident, mistakes: &mut Mistakes) -> Option<usize> {
        if let Some((number, _)) = self.world.measure(&name.text) {
            return Some(number);
        }
        if !self.world.is_poisoned(&name.text) {
            let known = self.world.measures.iter().flat_map(|measure| measure.names.iter());
            let nearest = nearest(&name.text, known);
            let problem = RuleProblem::Unknown { kind: Kind::Measure, name: name.text.clone(), nearest };
            mistakes.error(Origin { source: self.source, span: name.span }, problem);
        }
        None
    }

    fn number(&self, amount: &ast::Expr, ty: &Type, mistakes: &mut Mistakes) -> Option<Number> {
        let typed = Lowerer::new(self.world, mistakes, self.source).fitting(amount, ty, None)?;
        if let Some(Value::Number(number)) = constants::evaluate(&typed.expr, &self.world.params) {
            return Some(number);
        }
        mistakes.error(Origin { source: self.source, span: amount.span }, RuleProblem::ConstantNeeded);
        None
    }

    /// `指标[2].权重` with its names in the first spelling.
    fn field(
        &self,
        path: &ast::FieldPath,
        table: TableId,
        record: &RecordType,
        mistakes: &mut Mistakes,
    ) -> Option<String> {
        let mut record = Some(record);
        let mut found = String::new();
        let own = self.world.schema.table(table).map(|table| &table.names);
        for (at, part) in path.text.split('.').enumerate() {
            let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
            let name = name.trim_matches('`');
            // `项目.名称` as in expressions.
            if at == 0
                && own.is_some_and(|own| own.is(name))
                && record.is_some_and(|r| r.field(name).is_none())
            {
                continue;
            }
            // `汇总.金额`: the place is in a record of another table.
            let other = self.world.schema.tables.iter().find(|table| table.names.is(name));
            if let Some(other) = other.filter(|_| at == 0 && record.is_some_and(|r| r.field(name).is_none()))
            {
                found.push_str(&other.names.first);
                record = Some(&other.record);
                continue;
            }
            let Some((_, field)) = record.and_then(|record| record.field(name)) else {
                if !self.world.is_poisoned(name) {
                    let known =
                        record.into_iter().flat_map(|record| &record.fields).flat_map(|f| f.names.iter());
                    let nearest = nearest(name, known);
                    let problem = RuleProblem::Unknown { kind: Kind::Field, name: name.to_owned(), nearest };
                    mistakes.error(Origin { source: self.source, span: path.span }, problem);
                }
                return None;
            };
            if !found.is_empty() {
                found.push('.');
            }
            found.push_str(&field.names.first);
            found.push_str(index);
            record = match &field.ty {
                Type::Record(inner) => Some(inner),
                Type::List(element) => match element.as_ref() {
                    Type::Record(inner) => Some(inner),
                    _ => None,
                },
                _ => None,
            };
        }
        Some(found)
    }
}

/// Why the rule can never end so.
fn impossible(expect: &Expectation, rule: &Rule) -> Option<Impossible> {
    let outcomes = outcomes_of(rule);
    let says = matches!(expect.verdict, Verdict::Fail | Verdict::Undetermined);
    let said = expect.severity.is_some() || expect.field.is_some();
    let weighs = expect.measure.is_some() || expect.amount.is_some() || expect.points.is_some();
    let rows = |wanted: fn(&RowOutcome) -> bool| match &rule.body {
        Body::Require(_) => false,
        Body::Tiers(tiers) => tiers.rows.iter().any(|row| wanted(&row.outcome)),
    };
    let reachable = match expect.verdict {
        Verdict::Pass => matches!(rule.body, Body::Require(_)) || rows(|row| matches!(row, RowOutcome::Pass)),
        Verdict::Fail => !outcomes.is_empty(),
        Verdict::NotApplicable => {
            rule.condition.is_some()
                || !rule.exceptions.is_empty()
                || rows(|row| matches!(row, RowOutcome::NotApplicable))
        }
        Verdict::Undetermined => true,
        Verdict::Fault => false,
    };
    if !reachable {
        return Some(Impossible::Verdict);
    }
    if (said && !says) || (weighs && expect.verdict != Verdict::Fail) {
        return Some(Impossible::NothingToSay);
    }
    if expect.severity.is_some_and(|severity| {
        !outcomes.is_empty() && outcomes.iter().all(|outcome| outcome.severity != severity)
    }) {
        return Some(Impossible::Severity);
    }
    if expect.points.is_some() && outcomes.iter().all(|outcome| outcome.points.is_none()) {
        return Some(Impossible::Points);
    }
    let mut measures = outcomes.iter().filter_map(|outcome| outcome.measure.as_ref());
    if expect.measure.is_some_and(|number| measures.clone().all(|measure| measure.measure != number)) {
        return Some(Impossible::Measure);
    }
    if expect.amount.is_some() && measures.all(|measure| measure.amount.is_none()) {
        return Some(Impossible::Amount);
    }
    None
}

const fn verdict(expected: ast::ExpectedVerdict) -> Verdict {
    match expected {
        ast::ExpectedVerdict::Pass => Verdict::Pass,
        ast::ExpectedVerdict::Fail => Verdict::Fail,
        ast::ExpectedVerdict::NotApplicable => Verdict::NotApplicable,
        ast::ExpectedVerdict::Undetermined => Verdict::Undetermined,
    }
}
