//! Rules and tier sets: their heads, their demands, and the order in which their clauses are looked at.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lower::{Lowerer, Slot};
use super::mistakes::Mistakes;
use super::outcomes::{self, Draft};
use super::overrides::Change;
use super::packs::{self, Packs};
use super::presence::{Clause, Facts, Presence, of_lets};
use super::scorecards::Told;
use super::world::{World, names};
use super::{
    Body, Exception, Expr, ExprKind, GroupKey, Join, Let, Origin, Outcome, Requirement, RowOutcome, Rule,
    Scored, Start, Visits, scorecards, slots, tables, tiers, walk,
};
use crate::diag::{Kind, Remark, RuleProblem, Severity};
use crate::schema::{Names, RecordType, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Date;

/// The names of the measures that rules apply, also of rules with mistakes.
pub(super) fn measures_named(packs: &Packs) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for located in &packs.items {
        match &located.item {
            ast::Item::Rule(rule) => {
                named.extend(rule.measure.iter().map(|measure| measure.name.text.as_str()));
            }
            ast::Item::Tiers(tiers) => {
                let measures = tiers.rows.iter().filter_map(|row| match &row.outcome {
                    ast::RowOutcome::Finding { measure, .. } => measure.as_ref(),
                    ast::RowOutcome::Pass | ast::RowOutcome::NotApplicable => None,
                });
                named.extend(measures.map(|measure| measure.name.text.as_str()));
            }
            _ => {}
        }
    }
    named
}

/// All findings that a rule can give.
pub(super) fn outcomes_of(rule: &Rule) -> Vec<&Outcome> {
    match &rule.body {
        Body::Require(requirement) => vec![&requirement.outcome],
        Body::Tiers(tiers) => tiers
            .rows
            .iter()
            .filter_map(|row| match &row.outcome {
                RowOutcome::Finding(outcome) => Some(outcome),
                RowOutcome::Pass | RowOutcome::NotApplicable => None,
            })
            .collect(),
    }
}

/// The gravest severity that a rule can give.
pub(super) fn gravest(rule: &Rule) -> Severity {
    outcomes_of(rule).iter().map(|outcome| outcome.severity).max().unwrap_or(Severity::Note)
}

/// What a rule demands, as written.
#[derive(Clone, Copy)]
pub(super) enum Demand<'a> {
    Require(&'a ast::Rule),
    Tiers(&'a ast::Tiers),
}

/// What a rule demands, before its reads are looked at. `None` where a mistake has been reported.
enum DraftBody {
    Require(Option<Expr>, Option<Draft>),
    Tiers(tiers::Draft),
}

/// Makes a rule of what is written.
pub(super) struct Maker<'a> {
    pub(super) world: &'a World,
    /// The day whose parameters it reads.
    pub(super) day: Date,
    pub(super) source: usize,
    pub(super) head: &'a ast::Head,
    pub(super) span: Span,
    /// What packs below make of it on its days.
    pub(super) changes: &'a [Change<'a>],
    /// The parameters that it reads, each with the first place of a read.
    pub(super) reads: RefCell<BTreeMap<usize, Origin>>,
}

impl Maker<'_> {
    /// The rule without its pack and its days. All its clauses are looked at before a mistake ends it.
    pub(super) fn rule(&self, demand: Demand<'_>, mistakes: &mut Mistakes) -> Option<Rule> {
        if self.head.basis.iter().all(|text| text.text.trim().is_empty()) {
            let problem = RuleProblem::NoBasis { code: self.head.code.text.clone() };
            mistakes.warning(self.at(self.head.code.span), problem);
        }
        packs::period(self.source, self.head.period.as_ref(), mistakes);
        // The parser has told of clauses that must stand and do not.
        let subject = self.head.subject.as_ref()?;
        let (table, visits) = self.visits(subject, mistakes)?;
        let nothing = RecordType::default();
        let record = table.and_then(|table| self.world.record(table)).unwrap_or(&nothing);

        let lowerer = Lowerer::new(self.world, mistakes, self.source).on(self.day);
        let mut lowerer = match (table, &visits) {
            (None, _) | (_, Visits::Batch) => lowerer.about_batch(),
            (Some(table), Visits::Records) => lowerer.about(table),
            (Some(table), Visits::Groups(keys)) => {
                lowerer.about_groups(table, keys.iter().map(|key| key.path.clone()).collect())
            }
        };
        let lets = self.lets(&mut lowerer, record);
        let condition = self.head.condition.as_ref().map(|condition| lowerer.truth(condition));
        let exceptions = self.exceptions(&mut lowerer);
        let body = match demand {
            Demand::Require(rule) => requirement(rule, &mut lowerer),
            Demand::Tiers(tiers) => DraftBody::Tiers(tiers::lower(tiers, &mut lowerer)),
        };

        let scored = scorecards::scored(demand, &mut lowerer);
        self.reads.replace(lowerer.reads.take());
        let lost_condition = matches!(condition, Some(None));
        let condition = condition.flatten().map(|typed| typed.expr);
        let joins = std::mem::take(&mut lowerer.joins);
        let clauses = Clauses { lets, condition, lost_condition, exceptions, body };
        self.finish(clauses, Scope { table, visits, joins, scored }, record, mistakes)
    }

    /// 除外, its own and those that packs below add.
    fn exceptions(&self, lowerer: &mut Lowerer<'_>) -> Vec<Option<Exception>> {
        let own = self.head.exceptions.iter().map(|exception| (self.source, exception));
        let added = self.changes.iter().filter_map(|change| Some((change.source, change.exception()?)));
        let mut found = Vec::new();
        for (source, exception) in own.chain(added) {
            let here = std::mem::replace(&mut lowerer.source, source);
            let when = lowerer.truth(&exception.when);
            lowerer.source = here;
            found.push(when.map(|when| Exception {
                when: when.expr,
                basis: exception.basis.iter().map(|text| text.text.clone()).collect(),
                origin: Origin { source, span: exception.span },
            }));
        }
        found
    }

    /// What the rule visits.
    fn visits(&self, subject: &ast::Subject, mistakes: &mut Mistakes) -> Option<(Option<TableId>, Visits)> {
        let Some(name) = &subject.table else {
            return Some((None, Visits::Batch));
        };
        let table = tables::find(name, self.source, self.world, mistakes)?;
        if subject.keys.is_empty() {
            return Some((Some(table), Visits::Records));
        }
        let mut lowerer = Lowerer::new(self.world, mistakes, self.source).on(self.day).about(table);
        let keys: Vec<Option<GroupKey>> = subject
            .keys
            .iter()
            .map(|key| {
                let typed = lowerer.value(key, None)?;
                let unit = typed.unit.unwrap_or_default();
                match typed.expr.kind {
                    ExprKind::Cell(path) if path.start == Start::Frame => {
                        Some(GroupKey { path, ty: typed.expr.ty, unit })
                    }
                    _ => {
                        lowerer.mistakes.error(self.at(key.span), RuleProblem::BadGroupKey);
                        None
                    }
                }
            })
            .collect();
        let keys: Vec<GroupKey> = keys.into_iter().collect::<Option<_>>()?;
        Some((Some(table), Visits::Groups(keys)))
    }

    const fn at(&self, span: Span) -> Origin {
        Origin { source: self.source, span }
    }

    fn lets(&self, lowerer: &mut Lowerer<'_>, record: &RecordType) -> Vec<Option<Let>> {
        let mut lets: Vec<Option<Let>> = Vec::new();
        let mut first: BTreeMap<&str, &ast::Let> = BTreeMap::new();
        for written in &self.head.lets {
            let name = &written.name.text;
            let earlier = first.get(name.as_str()).copied();
            first.entry(name).or_insert(written);
            let taken = earlier.is_some()
                || record.field(name).is_some()
                || lowerer.world.param(name, Some(self.day)).is_some();
            if taken {
                let problem = RuleProblem::Duplicate { kind: Kind::Let, name: name.clone() };
                let other = earlier.map(|other| (self.at(other.name.span), Remark::FirstHere));
                lowerer.mistakes.error_with(self.at(written.name.span), problem, other);
            }
            let value = lowerer.value(&written.value, None).filter(|value| {
                let single = !matches!(value.expr.ty, Type::Set(_));
                if !single {
                    lowerer.mistakes.error(self.at(written.value.span), RuleProblem::ConstantNeeded);
                }
                single && !taken
            });
            lowerer.name_let(Slot { name: name.clone(), value: value.clone() });
            lets.push(value.map(|value| Let { name: name.clone(), value: value.expr }));
        }
        lets
    }

    /// Looks at every read in the order in which facts become known, then puts the rule together.
    fn finish(
        &self,
        mut clauses: Clauses,
        scope: Scope,
        record: &RecordType,
        mistakes: &mut Mistakes,
    ) -> Option<Rule> {
        let grouped = matches!(scope.visits, Visits::Groups(_));
        let mut presence = Presence::new(record, grouped, self.world, mistakes, self.source);
        presence.frames.joins = scope.joins;
        let facts = clauses.check(&mut presence);
        let body = match clauses.body {
            DraftBody::Require(requirement, outcome) => {
                let requirement = requirement.map(|mut requirement| {
                    presence.check(&mut requirement, Clause::Requirement, &facts);
                    requirement
                });
                let outcome = outcome.map(|mut outcome| {
                    outcome.check(&mut presence, &facts, self.world);
                    outcome.outcome
                });
                Body::Require(Requirement { requirement: requirement?, outcome: outcome? })
            }
            DraftBody::Tiers(draft) => {
                let checked = draft.check(&mut presence, &facts, self.world)?;
                let (joins, lets) = (presence.frames.joins.clone(), &clauses.lets);
                let proved =
                    checked.prove((lets, &joins), record, self.source, self.world, presence.mistakes);
                Body::Tiers(proved?)
            }
        };
        let scored = scope
            .scored
            .map(|scored| scored.and_then(|scored| self.check_unit(scored, &mut presence, &facts)));
        let joins = std::mem::take(&mut presence.frames.joins);
        if clauses.lost_condition {
            return None;
        }
        let own = self.head.names.as_ref();
        let code = &self.head.code.text;
        let mut rule = Rule {
            pack: 0,
            names: Arc::new(own.map_or_else(|| Names::single(code), names)),
            code: Arc::from(code.as_str()),
            basis: self.head.basis.iter().map(|text| text.text.clone()).collect(),
            table: scope.table,
            visits: scope.visits,
            joins,
            slots: Vec::new(),
            period: None,
            versions: 1,
            params: Vec::new(),
            lets: clauses.lets.into_iter().collect::<Option<_>>()?,
            condition: clauses.condition,
            exceptions: clauses.exceptions.into_iter().collect::<Option<_>>()?,
            scored: scored.ok()?,
            body,
            severity: Severity::Note,
            declared_severity: Severity::Note,
            overrides: Vec::new(),
            origin: self.at(self.span),
        };
        rule.severity = gravest(&rule);
        rule.declared_severity = rule.severity;
        slots::note_fields(&mut rule);
        slots::take_out(&mut rule, mistakes);
        Some(rule)
    }
}

impl Maker<'_> {
    /// The unit is written at the scorecard, perhaps in another file.
    fn check_unit(&self, mut scored: Scored, presence: &mut Presence<'_>, facts: &Facts) -> Option<Scored> {
        let decl = self.world.scorecards.get(scored.scorecard)?;
        let here = std::mem::replace(&mut presence.source, decl.scorecard.origin.source);
        presence.check(&mut scored.unit, Clause::Shown, facts);
        presence.source = here;
        Some(scored)
    }
}

fn requirement(rule: &ast::Rule, lowerer: &mut Lowerer<'_>) -> DraftBody {
    let requirement = rule.requirement.as_ref().and_then(|requirement| lowerer.truth(requirement));
    let outcome = rule.otherwise.as_ref().and_then(|otherwise| {
        outcomes::lower(
            lowerer,
            otherwise,
            rule.measure.as_ref(),
            rule.deduction.as_ref(),
            rule.advice.as_ref(),
        )
    });
    DraftBody::Require(requirement.map(|typed| typed.expr), outcome)
}

/// What a rule is about.
struct Scope {
    table: Option<TableId>,
    visits: Visits,
    joins: Vec<Join>,
    scored: Result<Option<Scored>, Told>,
}

/// The clauses of a rule before their reads are looked at.
struct Clauses {
    lets: Vec<Option<Let>>,
    condition: Option<Expr>,
    /// True when the condition has a mistake.
    lost_condition: bool,
    exceptions: Vec<Option<Exception>>,
    body: DraftBody,
}

impl Clauses {
    /// Looks at the scope of the rule. Gives what is known where the demand is looked at: the condition is
    /// true there and no exception is.
    fn check(&mut self, presence: &mut Presence<'_>) -> Facts {
        presence.follows = of_lets(self.lets.iter().map(|one| one.as_ref().map(|one| &one.value)));
        presence.lets = vec![false; self.lets.len()];
        let early = self.condition.as_ref().map(|condition| self.reached(condition)).unwrap_or_default();
        self.check_lets(presence, &Facts::default(), |at| early.contains(&at));
        let mut facts = Facts::default();
        if let Some(condition) = &mut self.condition {
            presence.check(condition, Clause::Condition, &facts);
            facts = Facts::when(condition, true, &presence.follows);
        }
        self.check_lets(presence, &facts, |at| !early.contains(&at));
        let mut after = facts.clone();
        for exception in self.exceptions.iter_mut().flatten() {
            // It may be written in another file.
            let here = std::mem::replace(&mut presence.source, exception.origin.source);
            presence.check(&mut exception.when, Clause::Exception, &facts);
            presence.source = here;
            after = after.and(Facts::when(&exception.when, false, &presence.follows)).into_owned();
        }
        after
    }

    fn check_lets(&mut self, presence: &mut Presence<'_>, facts: &Facts, which: impl Fn(usize) -> bool) {
        for (at, one) in self.lets.iter_mut().enumerate() {
            if let Some(one) = one.as_mut().filter(|_| which(at)) {
                presence.check(&mut one.value, Clause::Let, facts);
                if let Some(optional) = presence.lets.get_mut(at) {
                    *optional = one.value.optional;
                }
            }
        }
    }

    /// The 令 that an expression reads, and those that they read.
    fn reached(&self, expr: &Expr) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        if self.lets.is_empty() {
            return found;
        }
        let mut open = walk::lets(expr);
        while let Some(at) = open.pop() {
            if found.insert(at)
                && let Some(one) = self.lets.get(at).and_then(Option::as_ref)
            {
                open.extend(walk::lets(&one.value));
            }
        }
        found
    }
}
