//! The packs and rules of a run as its report names them.

use std::sync::Arc;

use super::plan::Plan;
use crate::finding::{Counts, Disabled, Tally, UsedPack};
use crate::ir::{Origin, Program, Rule};
use crate::schema::Names;
use crate::text::filling;

/// The packs; with their hashes where somebody wants these.
pub(super) fn packs(program: &Program, hashed: bool) -> Vec<UsedPack> {
    let used = program.packs.iter().map(|pack| UsedPack {
        name: pack.name.clone(),
        version: pack.version.clone().unwrap_or_default(),
        sha256: if hashed { pack.sha256().to_owned() } else { String::new() },
    });
    used.collect()
}

/// A part of the program as it was written.
fn text(program: &Program, origin: Origin) -> String {
    let source = program.sources.get(origin.source);
    source.map_or_else(String::new, |source| source.slice(origin.span).trim_end().to_owned())
}

/// The name of the whole batch, in place of that of a table.
fn batch() -> Arc<Names> {
    let [chinese, english] = filling::BATCH;
    Arc::new(Names { first: chinese.to_owned(), second: Some(english.to_owned()) })
}

/// What was counted of each rule.
pub(super) fn tallies(plan: &Plan<'_>, counts: Vec<Counts>) -> Vec<Tally> {
    let rules = plan.rules.iter().filter_map(|number| plan.program.rules.get(*number));
    rules.zip(counts).map(|(rule, counts)| tally(plan.program, rule, counts)).collect()
}

fn tally(program: &Program, rule: &Rule, counts: Counts) -> Tally {
    let table = rule.table.and_then(|table| program.schema.table(table));
    Tally {
        code: rule.code.clone(),
        name: rule.names.clone(),
        pack: pack(program, rule.pack),
        severity: rule.severity,
        declared_severity: rule.declared_severity,
        table: table.map_or_else(batch, |table| table.names.clone()),
        subjects: rule.visits.kind(),
        basis: rule.basis.clone(),
        text: text(program, rule.origin),
        period: rule.period,
        versions: rule.versions,
        counts,
    }
}

fn pack(program: &Program, number: usize) -> String {
    program.packs.get(number).map_or_else(String::new, |pack| pack.name.clone())
}

/// The rules that judge nothing, with who has disabled them and why.
pub(super) fn disabled(plan: &Plan<'_>) -> Vec<Disabled> {
    let rules = plan.disabled.iter().filter_map(|number| plan.program.rules.get(*number));
    let one = |rule: &Rule| {
        let (by, reason) = rule.disabled()?;
        let by = pack(plan.program, by.pack);
        let rule = tally(plan.program, rule, Counts::default());
        Some(Disabled { rule, by, reason: reason.to_owned() })
    };
    rules.filter_map(one).collect()
}
