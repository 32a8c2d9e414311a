//! A run: all files in parallel, one report whose bytes do not depend on the threads or on the order of files.

use rayon::prelude::*;

use super::file::check_file;
use super::input::{Files, Input, plan};
use super::options::{Options, selection, unknown_unit};
use super::part::{Part, Plan};
use super::threads::on_threads;
use super::totals::totals;
use crate::diag::Diagnostic;
use crate::finding::{Counts, Report, Run, Tally, UsedInput, UsedPack};
use crate::ir::{Checked, Origin, Program, Rule};
use crate::schema::Names;

/// Checks the inputs and reports. `progress` is told, from any thread, how many records a step has done.
///
/// With an option or an input that cannot be obeyed nothing is checked, and the report says why.
pub fn check(
    program: &Checked<Program>,
    inputs: Vec<Input>,
    files: &dyn Files,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Report {
    let program = &*program.on(options.as_of);
    let unit = unknown_unit(program, options);
    let (rules, inputs) = match (selection(program, options), plan(inputs, &program.schema), unit) {
        (Ok(rules), Ok(inputs), None) => (rules, inputs),
        (rules, inputs, unit) => {
            let wrong = rules.err().into_iter().chain(inputs.err()).flatten().chain(unit).collect();
            return refused(program, options, wrong);
        }
    };
    let Options { as_of, encoding, .. } = *options;
    let plan = Plan { program, rules, as_of, encoding, unit: options.unit.clone() };
    let all = || -> Vec<(UsedInput, Part)> {
        inputs.into_par_iter().map(|input| check_file(input, &plan, files, progress)).collect()
    };
    let checked = on_threads(options.jobs, all);
    report(&plan, checked)
}

fn report(plan: &Plan<'_>, checked: Vec<(UsedInput, Part)>) -> Report {
    let mut inputs = Vec::with_capacity(checked.len());
    let mut whole = Part::default();
    for (used, part) in checked {
        inputs.push(used);
        whole = whole.join(part);
    }
    whole.counts.resize(plan.rules.len(), Counts::default());
    let totals = totals(plan.program, &whole.decisions);
    Report {
        run: Run { packs: packs(plan.program), as_of: plan.as_of, inputs },
        records: whole.records,
        rules: tallies(plan, whole.counts),
        findings: whole.findings,
        decisions: whole.decisions.into_iter().map(|decided| decided.decision).collect(),
        totals,
        diagnostics: whole.diagnostics,
    }
}

fn refused(program: &Program, options: &Options, diagnostics: Vec<Diagnostic>) -> Report {
    let run = Run { packs: packs(program), as_of: options.as_of, inputs: Vec::new() };
    Report { run, diagnostics, ..Report::default() }
}

fn packs(program: &Program) -> Vec<UsedPack> {
    let used = program.packs.iter().map(|pack| UsedPack {
        name: pack.name.clone(),
        version: pack.version.clone().unwrap_or_default(),
        sha256: pack.sha256.clone(),
    });
    used.collect()
}

/// A part of the program as it was written.
fn text(program: &Program, origin: Origin) -> String {
    let source = program.sources.get(origin.source);
    source.map_or_else(String::new, |source| source.slice(origin.span).trim_end().to_owned())
}

fn tallies(plan: &Plan<'_>, counts: Vec<Counts>) -> Vec<Tally> {
    let rules = plan.rules.iter().filter_map(|number| plan.program.rules.get(*number));
    let tally = |(rule, counts): (&Rule, Counts)| {
        let table = plan.program.schema.table(rule.table);
        Tally {
            code: rule.code.clone(),
            name: rule.names.clone(),
            pack: plan.program.packs.get(rule.pack).map_or_else(String::new, |pack| pack.name.clone()),
            severity: rule.severity,
            table: table.map_or_else(|| Names::single(""), |table| table.names.clone()),
            basis: rule.basis.clone(),
            text: text(plan.program, rule.origin),
            period: rule.period,
            versions: rule.versions,
            counts,
        }
    };
    rules.zip(counts).map(tally).collect()
}
