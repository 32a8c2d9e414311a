//! Rules by their codes: the versions of each, and each version with the values of its parameters on all its days.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::mistakes::Mistakes;
use super::packs::Packs;
use super::rules::{Demand, Maker};
use super::versions::{self, Dated};
use super::world::World;
use super::{Origin, Param, Period, Rule, Version};
use crate::diag::{Kind, Remark, RuleProblem};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Date;

/// The rules, and what else is known of them.
#[derive(Default)]
pub(super) struct Rules {
    /// Those without mistakes, each in its newest version.
    pub(super) newest: Vec<Rule>,
    /// Those that are not the same on all days, as they are on each.
    pub(super) versions: Vec<Version>,
    /// Every code that is declared, also those of rules with mistakes.
    pub(super) codes: BTreeMap<String, Option<usize>>,
}

/// Lowers every 规则 and 分档, each of their versions.
pub(super) fn lower(packs: &Packs, world: &mut World, mistakes: &mut Mistakes) -> Rules {
    let mut result = Rules::default();
    for family in families(packs, mistakes) {
        let number = result.newest.len();
        let mut versions = Vec::new();
        for written in &family.written {
            let count = family.written.len();
            versions.extend(written.versions(world, mistakes).into_iter().map(|(days, rule)| {
                let body = rule.map(|rule| Rule { versions: count, ..rule });
                (days, body)
            }));
        }
        let newest = versions.last().and_then(|(_, rule)| rule.clone());
        if family.is_first {
            let number = newest.is_some().then_some(number);
            result.codes.insert(family.code.to_owned(), number);
        }
        if newest.is_some() && versions.len() > 1 {
            let sound = versions.into_iter().filter_map(|(days, rule)| Some((days, rule?)));
            result.versions.extend(sound.map(|(days, body)| Version { rule: number, days, body }));
        }
        result.newest.extend(newest);
    }
    world.day = None;
    result
}

/// The rules with one code, which are its versions.
struct Family<'a> {
    code: &'a str,
    /// False when another rule has had the code before.
    is_first: bool,
    dated: Vec<Dated>,
    /// In the order of time, once all are there.
    written: Vec<Written<'a>>,
}

/// A rule as written.
struct Written<'a> {
    pack: usize,
    source: usize,
    head: &'a ast::Head,
    demand: Demand<'a>,
    span: Span,
    /// 施行: its own, else its pack's.
    period: Option<Period>,
}

/// Rules of one pack with one code and with periods are versions; any other second use of a code is a mistake.
fn families<'a>(packs: &'a Packs, mistakes: &mut Mistakes) -> Vec<Family<'a>> {
    let mut families: Vec<Family<'a>> = Vec::new();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for located in &packs.items {
        let (head, demand, span) = match &located.item {
            ast::Item::Rule(rule) => (&rule.head, Demand::Require(rule), rule.span),
            ast::Item::Tiers(tiers) => (&tiers.head, Demand::Tiers(tiers), tiers.span),
            _ => continue,
        };
        let (pack, source) = (located.pack, located.source);
        let whole = packs.used.get(pack).and_then(|pack| pack.period);
        let period = head.period.as_ref().map(versions::days).or(whole);
        let written = Written { pack, source, head, demand, span, period };
        let code = head.code.text.as_str();
        let dated = Dated::new(Origin { source, span: head.code.span }, head.period.as_ref(), whole);
        let at = families.len();
        let before = *first.entry(code).or_insert(at);
        match families.get_mut(before) {
            Some(family) if family.takes(pack, &dated) => {
                family.dated.push(dated);
                family.written.push(written);
            }
            other => {
                if let Some(first) = other.as_ref().and_then(|other| other.dated.first()) {
                    let problem = RuleProblem::DuplicateCode { code: code.to_owned() };
                    mistakes.error_with(dated.origin, problem, Some((first.origin, Remark::FirstHere)));
                }
                let is_first = before == at;
                families.push(Family { code, is_first, dated: vec![dated], written: vec![written] });
            }
        }
    }
    for family in &mut families {
        let pack = family.written.first().and_then(|written| packs.used.get(written.pack));
        versions::check(Kind::Rule, family.code, &family.dated, pack.and_then(|pack| pack.period), mistakes);
        family.written.sort_by_key(|written| written.period.map(|days| days.from));
    }
    families
}

impl Family<'_> {
    /// True when a further rule is another version.
    fn takes(&self, pack: usize, dated: &Dated) -> bool {
        self.written.iter().all(|written| written.pack == pack) && versions::take_turns(&self.dated, dated)
    }
}

impl Written<'_> {
    /// The rule on all its days: once for each stretch of them on which its parameters have other values, the last
    /// one last.
    fn versions(&self, world: &mut World, mistakes: &mut Mistakes) -> Vec<(Period, Option<Rule>)> {
        let days = self.period.unwrap_or(Period::ALWAYS);
        // First with the newest values, so that what is wrong with any values is said without them.
        let (newest, reads) = self.on(days.last(), world, mistakes);
        let turns: Vec<Date> = world.turns(reads.keys().copied()).collect();
        let stretches = days.cut(turns);
        check_values(&stretches, &reads, world, mistakes);
        let mut found = Vec::new();
        if let Some((_, earlier)) = stretches.split_last() {
            for stretch in earlier {
                let values: Vec<&Param> = reads.keys().filter_map(|at| world.params.get(*at)).collect();
                let because = named_on(&values, stretch.from, world);
                mistakes.set_because(because);
                found.push((*stretch, self.on(stretch.from, world, mistakes).0));
                mistakes.set_because(Vec::new());
            }
        }
        found.extend(stretches.last().map(|last| (*last, newest)));
        found
    }

    /// The rule with the parameters of a day, and which of them it reads where.
    fn on(
        &self,
        day: Date,
        world: &mut World,
        mistakes: &mut Mistakes,
    ) -> (Option<Rule>, BTreeMap<usize, Origin>) {
        world.day = Some(day);
        let maker =
            Maker { world, source: self.source, head: self.head, span: self.span, reads: RefCell::default() };
        let rule = maker.rule(self.demand, mistakes);
        let reads = maker.reads.into_inner();
        let rule = rule.map(|rule| Rule {
            pack: self.pack,
            period: self.period,
            params: reads.keys().copied().collect(),
            ..rule
        });
        (rule, reads)
    }
}

/// Says where the rule is in force and a parameter that it reads is not.
fn check_values(
    stretches: &[Period],
    reads: &BTreeMap<usize, Origin>,
    world: &World,
    mistakes: &mut Mistakes,
) {
    for (at, origin) in reads {
        let Some(read) = world.params.get(*at).filter(|read| !world.holes.contains(&read.names.first)) else {
            continue;
        };
        let versions = || world.params.iter().filter(|param| param.names == read.names);
        let without = |days: &&Period| !versions().any(|version| version.is_in_force(days.from));
        if let Some(hole) = stretches.iter().find(without) {
            let problem = RuleProblem::VersionHole {
                kind: Kind::Param,
                name: read.names.first.clone(),
                from: (hole.from > Date::MIN).then_some(hole.from),
                to: hole.to,
            };
            let first = versions().next().map(|version| (version.origin, Remark::DeclaredHere));
            mistakes.error_with(*origin, problem, first);
        }
    }
}

/// The values that parameters with versions have on a day.
fn named_on(read: &[&Param], day: Date, world: &World) -> Vec<(Origin, Remark)> {
    let mut found = Vec::new();
    for param in &world.params {
        let days = param.period.filter(|days| days.contains(day));
        if let Some(days) = days.filter(|_| read.iter().any(|read| read.names == param.names)) {
            found.push((param.origin, Remark::InForceFrom(days.from)));
        }
    }
    found
}
