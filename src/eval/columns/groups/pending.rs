//! The groups of a rule that are not surely passed: they are made whole, with what a finding shows of them, and judged
//! by the evaluator that explains.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::super::program::Kernels;
use super::super::texts::number_value;
use super::body::Judged;
use super::key;
use super::rule::GroupRule;
use crate::eval::ending::Ended;
use crate::eval::groups::{
    Compact, Contributor, Gathered, Group, GroupId, Groups, Key, Known, LineId, Shown,
};
use crate::eval::judge::Judgement;
use crate::eval::steps::ClauseSteps;
use crate::eval::tables::Tables;
use crate::finding::Handed;
use crate::ir::{Aggregate, Asked, Checked, Program, Rule, Visits};
use crate::read::TextId;
use crate::read::columns::SCALE;
use crate::schema::TableId;
use crate::value::{Date, Number};

/// What is left to be judged of the groups of a rule.
pub struct Pending<'g> {
    program: &'g Checked<Program>,
    rule: &'g Rule,
    sources: Vec<Source<'g>>,
    /// Groups that surely pass.
    pub passed: u64,
    /// Groups to which the rule is surely not applicable.
    pub not_applicable: u64,
    /// Groups that surely fail, where they are only counted.
    pub failed: Handed,
    /// The others, in the order in which they first appear in the data.
    pub open: Vec<Open<'g>>,
}

/// Groups that were gathered from the columns of a table.
struct Source<'g> {
    table: TableId,
    rule: &'g GroupRule,
    groups: &'g Compact,
}

/// A group that has yet to be judged.
#[derive(Debug)]
pub struct Open<'g> {
    first: (TextId, usize),
    /// What was gathered with care.
    whole: Option<(&'g Key, &'g Group)>,
    /// What was gathered from columns, and of which source.
    compact: Vec<(usize, GroupId)>,
}

/// The groups of the rule of that number, those that surely pass counted already; where nobody wants its findings, so
/// are those that surely fail.
pub fn pending<'g>(
    program: &'g Checked<Program>,
    number: usize,
    groups: &'g Groups,
    kernels: &'g BTreeMap<TableId, Kernels>,
    counted: bool,
) -> Option<Pending<'g>> {
    let rule = program.rules.get(number)?;
    let mut pending = Pending {
        program,
        rule,
        sources: Vec::new(),
        passed: 0,
        not_applicable: 0,
        failed: Handed::default(),
        open: Vec::new(),
    };
    let sources = groups.compact(number).filter(|(_, groups)| !groups.is_empty());
    pending.sources.extend(sources.filter_map(|(table, groups)| {
        let rule = kernels.get(&table)?.gathering.iter().find(|rule| rule.number == number)?;
        Some(Source { table, rule, groups })
    }));
    let mut whole = groups.in_order(number);
    if matches!(rule.visits, Visits::Batch) {
        let compact: Vec<(usize, GroupId)> =
            pending.sources.iter().enumerate().flat_map(Source::all).collect();
        let first = |open: &(usize, GroupId)| pending.first(*open);
        let first = compact.iter().filter_map(first).chain(whole.first().map(|(_, group)| group.first()));
        let first = first.min().unwrap_or_default();
        pending.open.push(Open { first, whole: whole.pop(), compact });
        return Some(pending);
    }
    let mut open: Vec<Open<'_>> = Vec::with_capacity(whole.len());
    let mut both = HashSet::new();
    for (key, group) in whole {
        let compact = pending.of_key(key);
        both.extend(compact.iter().copied());
        let first = compact.iter().filter_map(|one| pending.first(*one)).chain([group.first()]).min();
        open.push(Open { first: first.unwrap_or_default(), whole: Some((key, group)), compact });
    }
    for (at, source) in pending.sources.iter().enumerate() {
        let skipped = |group: GroupId| !both.is_empty() && both.contains(&(at, group));
        let judged = if let Some(body) = &source.rule.body {
            body.judge(source.groups, counted, &skipped)
        } else {
            let all = Source::all((at, source)).map(|(_, group)| group);
            Judged { open: all.filter(|group| !skipped(*group)).collect(), ..Judged::default() }
        };
        pending.passed += judged.passed;
        pending.not_applicable += judged.not_applicable;
        pending.failed = pending.failed.merge(judged.failed);
        open.extend(judged.open.into_iter().filter_map(|group| {
            Some(Open { first: pending.first((at, group))?, whole: None, compact: vec![(at, group)] })
        }));
    }
    open.sort_by_key(|open| (open.first, open.whole.map(|(key, _)| key)));
    pending.open = open;
    Some(pending)
}

impl Pending<'_> {
    /// The lines of which something is shown if the group has a finding.
    pub fn lines(&self, open: &Open<'_>) -> Vec<LineId> {
        let mut lines = Vec::new();
        for (source, group) in &open.compact {
            let Some(source) = self.sources.get(*source) else {
                continue;
            };
            lines.extend(source.groups.members(*group).map(|(_, first)| first));
            for slot in 0..self.rule.slots.len() {
                lines.extend(source.groups.top(*group, slot).into_iter().map(|one| one.at));
            }
        }
        lines
    }

    /// Judges the group. `shown` is how the record of a line is shown, where it can still be read.
    pub fn judge<'s>(
        &self,
        open: &Open<'_>,
        shown: &dyn Fn(LineId) -> Option<&'s Shown>,
        tables: &Tables,
        as_of: Option<Date>,
    ) -> Judgement {
        let (key, group) = self.whole(open, shown);
        group.judge(self.program, self.rule, &key, tables, as_of)
    }

    /// How the rule ends on the group, without its finding.
    pub fn verdict(&self, open: &Open<'_>, tables: &Tables, as_of: Option<Date>) -> Ended {
        let (key, group) = self.whole(open, &|_| None);
        group.verdict(self.program, self.rule, &key, tables, as_of)
    }

    /// The steps of the rule on the group.
    pub fn steps<'s>(
        &self,
        open: &Open<'_>,
        shown: &dyn Fn(LineId) -> Option<&'s Shown>,
        tables: &Tables,
    ) -> Vec<ClauseSteps> {
        self.whole(open, shown).1.clauses(self.program, self.rule, tables)
    }

    fn whole<'s>(&self, open: &Open<'_>, shown: &dyn Fn(LineId) -> Option<&'s Shown>) -> (Key, Group) {
        let sources = open.compact.iter().filter_map(|(at, group)| {
            let source = self.sources.get(*at)?;
            let key = Key::Values(key::values(source.groups.key(*group), source.rule.kinds()));
            let group = source.whole(self.rule, *group, &key, shown)?;
            Some((key, group))
        });
        let careful = open.whole.map(|(key, group)| (key.clone(), group.clone()));
        let both = sources.chain(careful).reduce(|(key, mut group), (_, more)| {
            group.merge(more);
            (key, group)
        });
        both.unwrap_or_else(|| (Key::Values(Vec::new()), Group::empty(self.rule)))
    }

    fn first(&self, (source, group): (usize, GroupId)) -> Option<(TextId, usize)> {
        let (_, first) = self.sources.get(source)?.groups.members(group)?;
        Some((first.text(), 0))
    }

    /// The groups with that key that were gathered from columns.
    fn of_key(&self, key: &Key) -> Vec<(usize, GroupId)> {
        let bytes = match key {
            Key::Values(values) => key::of_values(values),
            Key::Unreadable => None,
        };
        let Some(bytes) = bytes else {
            return Vec::new();
        };
        let sources = self.sources.iter().enumerate();
        sources.filter_map(|(at, source)| Some((at, source.groups.find(&bytes)?))).collect()
    }
}

impl Source<'_> {
    fn all((at, source): (usize, &Self)) -> impl Iterator<Item = (usize, GroupId)> {
        let shares = 0..source.groups.share_count();
        shares.flat_map(|share| source.groups.groups(share)).map(move |group| (at, group))
    }

    /// The group with all that findings show of it.
    fn whole<'s>(
        &self,
        rule: &Rule,
        group: GroupId,
        key: &Key,
        shown: &dyn Fn(LineId) -> Option<&'s Shown>,
    ) -> Option<Group> {
        let (members, first) = self.groups.members(group)?;
        // A line that has another key by now is another record.
        let as_shown = |at: LineId| match shown(at).filter(|shown| shown.key == *key) {
            Some(shown) => Cow::Borrowed(shown),
            None => Cow::Owned(Shown::gone(rule, key, at.text())),
        };
        let slots = rule.slots.iter().enumerate().map(|(number, slot)| {
            let steps = self.rule.slots.get(number)?.as_ref().filter(|_| slot.table == self.table)?;
            let (come, (_, kind)) = (self.groups.come(group, number)?, steps.answer());
            let scaled = |sum: i128| Number::integer(sum).over(Number::integer(SCALE.into())).ok();
            let aggregate = match &slot.asked {
                Asked::Aggregate(aggregate, _) => Some(*aggregate),
                Asked::Quantified(..) => None,
            };
            let is_extreme = matches!(aggregate, Some(Aggregate::Max | Aggregate::Min));
            let is_sum = matches!(aggregate, Some(Aggregate::Sum | Aggregate::Mean));
            let known = Known {
                count: come.count,
                sum: scaled(come.sum).filter(|_| is_sum),
                extreme: number_value(come.extreme, kind).filter(|_| is_extreme && come.count > 0),
                distinct: come.set.cloned().unwrap_or_default(),
                truth: come.truth,
            };
            let top = self.groups.top(group, number).into_iter().map(|ranked| {
                let shown = as_shown(ranked.at);
                let (field, cell) = shown.slots.get(number)?.clone();
                let weight = number_value(ranked.weight, kind).filter(|_| is_extreme || is_sum);
                Some(Contributor { weight, at: shown.at, field, cell })
            });
            Some(Gathered::known(slot, known, top.flatten().collect()))
        });
        Some(Group::known(rule, members, &as_shown(first), slots.collect()))
    }
}
