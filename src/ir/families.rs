//! Rules by their codes: the versions of each, and each version with the values of its parameters on all its days.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::mistakes::Mistakes;
use super::overrides::{self, Change, Known};
use super::packs::Packs;
use super::rules::{Demand, Maker, gravest};
use super::several::{several, threads};
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
pub(super) fn lower(packs: &Packs, world: &World, mistakes: &mut Mistakes) -> Rules {
    let mut result = Rules::default();
    let families = families(packs, mistakes);
    let changes = overrides::tell(packs, &known(&families), world, mistakes);
    let one = |family: &Family<'_>, mistakes: &mut Mistakes| {
        let changes = changes.get(family.code).filter(|_| family.is_first).map_or(&[][..], Vec::as_slice);
        family.versions(packs, changes, world, mistakes)
    };
    for (family, mut versions) in families.iter().zip(all(&families, one, mistakes)) {
        let number = result.newest.len();
        let newest = if versions.len() > 1 {
            versions.last().and_then(|(_, rule)| rule.clone())
        } else {
            versions.pop().and_then(|(_, rule)| rule)
        };
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
    result
}

/// The rules on all their days.
type Versions = Vec<(Period, Option<Rule>)>;

/// What all families come to. What is wrong with one may have been said of another: when anything is, they are made
/// again one after the other, so that what is said hangs on no thread.
fn all(
    families: &[Family<'_>],
    one: impl Fn(&Family<'_>, &mut Mistakes) -> Versions + Sync,
    mistakes: &mut Mistakes,
) -> Vec<Versions> {
    let bytes = |family: &Family<'_>| family.written.iter().map(|written| written.span.range().len()).sum();
    let none = &mistakes.none_yet();
    let sound = |family: &Family<'_>| {
        let mut mistakes = none.none_yet();
        let versions = one(family, &mut mistakes);
        (mistakes.count() == 0).then_some(versions)
    };
    let at_once = (threads(families, bytes) > 1).then(|| several(families, bytes, sound));
    let at_once = at_once.and_then(|made| made.into_iter().collect::<Option<Vec<_>>>());
    at_once.unwrap_or_else(|| families.iter().map(|family| one(family, mistakes)).collect())
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

/// What is known of the codes before any rule is looked into.
fn known<'a>(families: &[Family<'a>]) -> BTreeMap<&'a str, Known> {
    let first = families.iter().filter(|family| family.is_first);
    first
        .filter_map(|family| {
            let (written, dated) = (family.written.first()?, family.dated.first()?);
            let days = family.dated.iter().map(|dated| dated.days).collect();
            Some((family.code, Known { pack: written.pack, origin: dated.origin, days }))
        })
        .collect()
}

impl Family<'_> {
    /// True when a further rule is another version.
    fn takes(&self, pack: usize, dated: &Dated) -> bool {
        self.written.iter().all(|written| written.pack == pack) && versions::take_turns(&self.dated, dated)
    }

    /// Each of its rules on all its days.
    fn versions(
        &self,
        packs: &Packs,
        changes: &[Change<'_>],
        world: &World,
        mistakes: &mut Mistakes,
    ) -> Versions {
        let mut versions = Vec::new();
        for written in &self.written {
            let count = self.written.len();
            let made = written.versions(packs, changes, world, mistakes).into_iter();
            versions
                .extend(made.map(|(days, rule)| (days, rule.map(|rule| Rule { versions: count, ..rule }))));
        }
        versions
    }
}

impl Written<'_> {
    /// The rule on all its days: once for each stretch of them on which its parameters have other values or other
    /// overrides hold, the last one last.
    fn versions(
        &self,
        packs: &Packs,
        changes: &[Change<'_>],
        world: &World,
        mistakes: &mut Mistakes,
    ) -> Versions {
        let days = self.period.unwrap_or(Period::ALWAYS);
        // First with the newest values, so that what is wrong with any values is said without them.
        let before = mistakes.count();
        let newest = self.on(days.last(), packs, changes, world, mistakes);
        mistakes.explain(before, &changed(&newest.values(world), world));
        // An exception that holds on some days only may read what no other clause reads.
        let all = if changes.is_empty() { 0..0 } else { 0..world.params.len() };
        let turns: Vec<Date> = world.turns(newest.reads.keys().copied().chain(all)).collect();
        let stretches = days.cut(turns.into_iter().chain(changes.iter().flat_map(Change::turns)));
        let mut made = Vec::new();
        if let Some((_, earlier)) = stretches.split_last() {
            for stretch in earlier {
                let because = named_on(&newest.values(world), stretch.from, world);
                mistakes.set_because(because);
                made.push((*stretch, self.on(stretch.from, packs, changes, world, mistakes)));
                mistakes.set_because(Vec::new());
            }
        }
        made.extend(stretches.last().map(|last| (*last, newest)));
        check_values(&made, world, mistakes);
        made.into_iter().map(|(stretch, made)| (stretch, made.rule)).collect()
    }

    /// The rule with the parameters and the overrides of a day, and which parameters it reads where.
    fn on(
        &self,
        day: Date,
        packs: &Packs,
        changes: &[Change<'_>],
        world: &World,
        mistakes: &mut Mistakes,
    ) -> Made {
        let changes: Vec<Change<'_>> =
            changes.iter().copied().filter(|change| change.days.contains(day)).collect();
        let (source, head, span) = (self.source, self.head, self.span);
        let maker = Maker { world, day, source, head, span, changes: &changes, reads: RefCell::default() };
        let rule = maker.rule(self.demand, mistakes);
        let reads = maker.reads.into_inner();
        let rule = rule.map(|rule| {
            let params = reads.keys().copied().collect();
            let mut rule = Rule { pack: self.pack, period: self.period, params, ..rule };
            overrides::raise(&mut rule, &changes, packs, mistakes);
            rule.severity = gravest(&rule);
            rule
        });
        Made { rule, reads }
    }
}

/// A rule on some days, and which parameters it reads where.
struct Made {
    rule: Option<Rule>,
    reads: BTreeMap<usize, Origin>,
}

impl Made {
    /// The parameters that it reads.
    fn values<'w>(&self, world: &'w World) -> Vec<&'w Param> {
        self.reads.keys().filter_map(|at| world.params.get(*at)).collect()
    }
}

/// Says where the rule is in force and a parameter that it reads is not.
fn check_values(made: &[(Period, Made)], world: &World, mistakes: &mut Mistakes) {
    let mut told = BTreeSet::new();
    for (stretch, Made { reads, .. }) in made {
        for (at, origin) in reads {
            let Some(read) = world.params.get(*at).filter(|read| !world.holes.contains(&read.names.first))
            else {
                continue;
            };
            let versions = || world.params.iter().filter(|param| param.names == read.names);
            let hole = !versions().any(|version| version.is_in_force(stretch.from));
            if hole && told.insert(&read.names.first) {
                let problem = RuleProblem::VersionHole {
                    kind: Kind::Param,
                    name: read.names.first.clone(),
                    from: (stretch.from > Date::MIN).then_some(stretch.from),
                    to: stretch.to,
                };
                let first = versions().next().map(|version| (version.declared, Remark::DeclaredHere));
                mistakes.error_with(*origin, problem, first);
            }
        }
    }
}

/// Where packs have given the parameters other values than they were declared with.
fn changed(read: &[&Param], world: &World) -> Vec<(Origin, Remark)> {
    let in_use = world.params.iter().filter(|param| read.iter().any(|read| std::ptr::eq(*read, *param)));
    in_use.filter(|param| param.is_changed()).map(|param| (param.origin, Remark::OverriddenHere)).collect()
}

/// The values that parameters with versions have on a day.
fn named_on(read: &[&Param], day: Date, world: &World) -> Vec<(Origin, Remark)> {
    let mut found = Vec::new();
    for param in world.params.iter().filter(|param| param.is_in_force(day)) {
        if !read.iter().any(|read| read.names == param.names) {
            continue;
        }
        match param.period {
            _ if param.is_changed() => found.push((param.origin, Remark::OverriddenHere)),
            Some(days) if days.from > Date::MIN => {
                found.push((param.origin, Remark::InForceFrom(days.from)));
            }
            Some(_) | None => {}
        }
    }
    found
}
