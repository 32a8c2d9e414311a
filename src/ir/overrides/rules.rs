//! 规则 … 改为, 规则 … 增加 and 停用: what packs below make of rules, each on its days.

use std::collections::BTreeMap;

use super::{Deed, Override, Target, refuse};
use crate::diag::{Kind, OverrideProblem, Remark, RuleProblem, Severity, nearest};
use crate::ir::mistakes::Mistakes;
use crate::ir::packs::{self, Packs};
use crate::ir::versions;
use crate::ir::world::World;
use crate::ir::{Body, Origin, Outcome, Period, RowOutcome, Rule, outcomes};
use crate::syntax::ast;
use crate::value::Date;

/// Overrides by the codes of the rules.
pub(in crate::ir) type Changes<'a> = BTreeMap<&'a str, Vec<Change<'a>>>;

/// An override of a rule.
#[derive(Clone, Copy, Debug)]
pub(in crate::ir) struct Change<'a> {
    pub(in crate::ir) pack: usize,
    pub(in crate::ir) source: usize,
    /// The days on which it holds.
    pub(in crate::ir) days: Period,
    written: &'a ast::RuleOverride,
}

/// What is known of a code.
pub(in crate::ir) struct Known {
    /// The pack of the rule.
    pub(in crate::ir) pack: usize,
    /// The code as it is first written.
    pub(in crate::ir) origin: Origin,
    /// The days of its versions.
    pub(in crate::ir) days: Vec<Period>,
}

/// The overrides that stand for themselves: of rules that there are, by packs that may, on days that there are.
pub(in crate::ir) fn tell<'a>(
    packs: &'a Packs,
    known: &BTreeMap<&str, Known>,
    world: &World,
    mistakes: &mut Mistakes,
) -> Changes<'a> {
    let mut changes = Changes::new();
    for located in &packs.items {
        let ast::Item::RuleOverride(written) = &located.item else {
            continue;
        };
        let (pack, source) = (located.pack, located.source);
        let at = Origin { source, span: written.code.span };
        packs::period(source, written.period.as_ref(), mistakes);
        let code = written.code.text.as_str();
        let Some(rule) = known.get(code) else {
            if !world.is_poisoned(code) {
                let nearest = nearest(code, known.keys().copied());
                let problem = RuleProblem::Unknown { kind: Kind::Rule, name: code.to_owned(), nearest };
                mistakes.error(at, problem);
            }
            continue;
        };
        let target = Target { kind: Kind::Rule, name: code, pack: rule.pack, declared: rule.origin };
        if !target.is_open_to(pack, at, packs, mistakes) {
            continue;
        }
        let own = written.period.as_ref().map(versions::days);
        let days = own.or(packs.period(pack)).unwrap_or(Period::ALWAYS);
        if rule.days.iter().all(|version| version.common(&days).is_none()) {
            let problem = OverrideProblem::Never { kind: Kind::Rule, name: code.to_owned() };
            refuse(at, problem, (rule.origin, Remark::DeclaredHere), mistakes);
            continue;
        }
        let change = Change { pack, source, days, written };
        let before = changes.entry(code).or_default();
        match before.iter().find(|earlier| contradict(earlier, &change, packs)) {
            None => before.push(change),
            Some(earlier) => {
                let problem = OverrideProblem::Conflict { kind: Kind::Rule, name: code.to_owned() };
                refuse(change.origin(), problem, (earlier.origin(), Remark::FirstHere), mistakes);
            }
        }
    }
    changes
}

/// True when the two say different things of one rule on one day, and neither pack knows of the other; or when
/// one pack says one thing twice.
fn contradict(earlier: &Change<'_>, later: &Change<'_>, packs: &Packs) -> bool {
    use ast::RuleDeed::{Disable, Except, Raise};
    if earlier.days.common(&later.days).is_none() {
        return false;
    }
    let (same, lower) = (earlier.pack == later.pack, packs.sees(later.pack, earlier.pack));
    match (&earlier.written.deed, &later.written.deed) {
        (Raise { row: one, level, .. }, Raise { row: other, level: second, .. }) => {
            let text = |row: &Option<ast::Ident>| row.as_ref().map(|row| row.text.clone());
            text(one) == text(other) && (same || (!lower && level != second))
        }
        (Disable { .. }, Disable { .. }) => same,
        // What is not used cannot be made tighter; a pack below may still give up what one above has made tighter.
        (Disable { .. }, Raise { .. } | Except(_)) => true,
        (Raise { .. } | Except(_), Disable { .. }) => !lower,
        (Except(_), Except(_) | Raise { .. }) | (Raise { .. }, Except(_)) => false,
    }
}

impl<'a> Change<'a> {
    /// The whole override.
    pub(in crate::ir) const fn origin(&self) -> Origin {
        Origin { source: self.source, span: self.written.span }
    }

    /// The exception that it adds.
    pub(in crate::ir) const fn exception(&self) -> Option<&'a ast::Exception> {
        match &self.written.deed {
            ast::RuleDeed::Except(exception) => Some(exception),
            ast::RuleDeed::Raise { .. } | ast::RuleDeed::Disable { .. } => None,
        }
    }

    /// The days on which it begins to hold, or has ceased to.
    pub(in crate::ir) fn turns(&self) -> impl Iterator<Item = Date> + use<> {
        self.days.turns()
    }

    const fn raises(&self) -> bool {
        matches!(self.written.deed, ast::RuleDeed::Raise { .. })
    }

    fn done(&self, deed: Deed, basis: &[ast::Text]) -> Override {
        Override {
            pack: self.pack,
            deed,
            basis: basis.iter().map(|text| text.text.clone()).collect(),
            period: (self.days != Period::ALWAYS).then_some(self.days),
            origin: self.origin(),
        }
    }
}

/// Makes the rule what the overrides that hold make of it; its added exceptions are in it already.
pub(in crate::ir) fn raise(rule: &mut Rule, changes: &[Change<'_>], packs: &Packs, mistakes: &mut Mistakes) {
    let declared: Vec<Option<Severity>> =
        outcomes_mut(rule).into_iter().map(|(_, outcome)| outcome.map(|outcome| outcome.severity)).collect();
    for (at, change) in changes.iter().enumerate() {
        let basis = &change.written.basis;
        let done = match &change.written.deed {
            ast::RuleDeed::Disable { reason } => {
                change.done(Deed::Disabled { reason: reason.text.clone() }, basis)
            }
            ast::RuleDeed::Except(exception) => change.done(Deed::Excepted, &exception.basis),
            ast::RuleDeed::Raise { row, level, span } => {
                let above = changes.iter().take(at).filter(|upper| packs.sees(change.pack, upper.pack));
                let last = above.clone().rfind(|upper| upper.raises()).map(Change::origin);
                let before = raised(rule, &declared, above);
                let to = outcomes::severity(*level);
                let at = (Origin { source: change.source, span: *span }, last.unwrap_or(rule.origin));
                let Some(from) = least(rule, &before, (row.as_ref(), to), at, mistakes) else {
                    continue;
                };
                change.done(Deed::Raised { row: row.as_ref().map(|row| row.text.clone()), from, to }, basis)
            }
        };
        rule.overrides.push(done);
    }
    let now = raised(rule, &declared, changes.iter());
    for ((_, outcome), severity) in outcomes_mut(rule).into_iter().zip(now) {
        if let (Some(outcome), Some(severity)) = (outcome, severity) {
            outcome.severity = severity;
        }
    }
}

/// The severities of the outcomes after some overrides.
fn raised<'c>(
    rule: &mut Rule,
    declared: &[Option<Severity>],
    changes: impl Iterator<Item = &'c Change<'c>>,
) -> Vec<Option<Severity>> {
    let mut now = declared.to_vec();
    for change in changes {
        let ast::RuleDeed::Raise { row, level, .. } = &change.written.deed else {
            continue;
        };
        for ((label, _), severity) in outcomes_mut(rule).into_iter().zip(&mut now) {
            if is_meant(row.as_ref(), label.as_deref()) {
                *severity = severity.map(|severity| severity.max(outcomes::severity(*level)));
            }
        }
    }
    now
}

/// The least severity that is raised; says so when one would not be, or when there is no such row.
fn least(
    rule: &mut Rule,
    before: &[Option<Severity>],
    (row, to): (Option<&ast::Ident>, Severity),
    (at, before_at): (Origin, Origin),
    mistakes: &mut Mistakes,
) -> Option<Severity> {
    let declared = (rule.origin, Remark::DeclaredHere);
    let code = rule.code.to_string();
    let labels: Vec<Option<String>> = outcomes_mut(rule).into_iter().map(|(label, _)| label).collect();
    if let Some(row) = row.filter(|row| labels.iter().all(|label| label.as_deref() != Some(&row.text))) {
        let nearest = nearest(&row.text, labels.iter().flatten().map(String::as_str));
        let problem = RuleProblem::Unknown { kind: Kind::Row, name: row.text.clone(), nearest };
        let at = Origin { span: row.span, ..at };
        mistakes.error_with(at, problem, Some(declared));
        return None;
    }
    let meant = labels.iter().zip(before).filter(|(label, _)| is_meant(row, label.as_deref()));
    let meant: Vec<Severity> = meant.filter_map(|(_, severity)| *severity).collect();
    // Of a whole tier set the rows are raised that matter less; a row or a rule must itself.
    let whole = row.is_none() && matches!(rule.body, Body::Tiers(_));
    let (least, most) = (meant.iter().min().copied(), meant.iter().max().copied());
    match (least, most) {
        (Some(least), Some(most)) if least < to && (whole || most < to) => Some(least),
        _ => {
            let name = row.map_or_else(|| code.clone(), |row| format!("{code} {}", row.text));
            let from = if whole { least } else { most }.unwrap_or(to);
            let other = (before_at, Remark::DeclaredHere);
            refuse(at, OverrideProblem::NotTighter { name, from, to }, other, mistakes);
            None
        }
    }
}

fn is_meant(row: Option<&ast::Ident>, label: Option<&str>) -> bool {
    row.is_none_or(|row| label == Some(&row.text))
}

/// The outcomes of a rule, each with the label of its row; rows without a finding have none.
fn outcomes_mut(rule: &mut Rule) -> Vec<(Option<String>, Option<&mut Outcome>)> {
    match &mut rule.body {
        Body::Require(body) => vec![(None, Some(&mut body.outcome))],
        Body::Tiers(tiers) => tiers
            .rows
            .iter_mut()
            .map(|row| {
                let outcome = match &mut row.outcome {
                    RowOutcome::Finding(outcome) => Some(outcome),
                    RowOutcome::Pass | RowOutcome::NotApplicable => None,
                };
                (row.label.clone(), outcome)
            })
            .collect(),
    }
}
