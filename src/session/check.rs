//! A run: all files in parallel, one report whose bytes do not depend on the threads or on the order of files.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::answers::answer;
use super::child_rows::{Asked, child_rows};
use super::columns::kernels;
use super::explain::{StepsOf, Wanted};
use super::faults::Fault;
use super::file::{Early, Index, in_order, index_file};
use super::forms::{Joined, join};
use super::hand::{Hand, Sink};
use super::input::{Files, Input, Planned, plan};
use super::listed::OfLists;
use super::needs::Needs;
use super::options::{Listed, Options, Selection, no_day, selection, unknown_unit};
use super::part::Part;
use super::places::{self, resolve};
use super::plain_lists::plain_lists;
use super::plan::Plan;
use super::reader::Reader;
use super::scorecards;
use super::singles::{Checked, check_all};
use super::standing::{self, Identities};
use super::tallies::{disabled, packs, tallies};
use super::threads::on_threads;
use super::told::Told;
use super::totals::totals;
use super::waivers::Register;
use super::watch::Watch;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::eval::Tables;
use crate::finding::{Report, Run};
use crate::ir::{self, Program};
use crate::read::{Children, Encoding};
use crate::source::Site;

/// Checks the inputs and hands all findings to the sink: the report keeps none, and counts them. Those of a single
/// text of one record a line leave while it is read, and those of its groups while these are judged, where nothing that
/// comes later can change them.
pub fn check_into(
    program: &ir::Checked<Program>,
    inputs: Vec<Input>,
    files: &dyn Files,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
    sink: &mut dyn Sink,
) -> Report {
    let mut hand = Hand::new(sink);
    let (mut report, _) = run(program, inputs, files, options, progress, Wanted::default(), Some(&mut hand));
    hand.finish(&mut report);
    report
}

/// Checks the inputs and reports. `progress` is told, from any thread, how many records a step has done.
///
/// With an option or an input that cannot be obeyed nothing is checked, and the report says why.
pub fn check(
    program: &ir::Checked<Program>,
    inputs: Vec<Input>,
    files: &dyn Files,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Report {
    run(program, inputs, files, options, progress, Wanted::default(), None).0
}

/// Checks, keeps the steps that led to the wanted findings, in their order, and hands on findings while it reads.
pub(super) fn run(
    program: &ir::Checked<Program>,
    inputs: Vec<Input>,
    files: &dyn Files,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
    wanted: Wanted,
    mut hand: Option<&mut Hand<'_>>,
) -> (Report, Vec<StepsOf>) {
    let program = &*program.on(options.as_of);
    let wrong = unknown_unit(program, options).or_else(|| no_day(options));
    let (chosen, inputs) = match (selection(program, options), plan(inputs, &program.schema), wrong) {
        (Ok(chosen), Ok(inputs), None) => (chosen, inputs),
        (rules, inputs, wrong) => {
            let wrong = rules.err().into_iter().chain(inputs.err()).flatten().chain(wrong).collect();
            return (refused(program, options, wrong), Vec::new());
        }
    };
    on_threads(options.jobs, || {
        // Records to which rules join and those of child tables are needed before any rule runs.
        let tables = Tables::of(program, &chosen.rules);
        let is_child = |input: &Planned| input.table.is_some_and(|table| program.schema.is_child(table));
        let indexed: Vec<bool> = inputs.iter().map(|input| !tables.is_empty() || is_child(input)).collect();
        let Options { as_of, encoding, .. } = *options;
        // Subjects that are looked out for are the careful reader's.
        let watched = !options.waivers.is_empty() || options.baseline.is_some();
        let listed = if watched || !wanted.is_empty() { &Listed::All } else { &options.listed };
        let apart = !watched && wanted.is_empty();
        let Selection { rules, disabled } = chosen;
        let told = Told::of_all(program, options.unit.as_deref());
        let compiled = || kernels(program, &rules, (&inputs, files), (options, &told));
        let mut kernels = if apart { compiled() } else { BTreeMap::new() };
        let asked = Asked { files, encoding, hashed: options.shown.hashes };
        let rows =
            if tables.is_empty() { child_rows(&program.schema, &kernels, &inputs, &asked) } else { None };
        let now: Vec<bool> = indexed.iter().map(|indexed| *indexed && rows.is_none()).collect();
        let Index { tables, children, forms: _ } = index(program, &tables, (&inputs, &now), files, encoding);
        // So are elements from elsewhere: no record is judged in columns without its own.
        if !children.is_empty() {
            kernels.clear();
        }
        let no_children = children.is_empty() && rows.as_ref().is_none_or(Vec::is_empty);
        let waivers = Register::on(as_of, &options.waivers);
        let baseline = options.baseline.as_ref();
        let waived = options.waivers.iter().map(|waiver| (waiver.rule.as_str(), waiver.key.as_str()));
        let known = baseline.into_iter().flat_map(|baseline| &baseline.known);
        let known = known.map(|known| (known.rule.as_str(), known.key.as_str()));
        let watch = Watch::of(program, waived.chain(known));
        let lists =
            if apart && no_children && !options.careful { OfLists::new(program) } else { OfLists::none() };
        let counted = listed.counted(program, &rules);
        let scored = if counted.is_empty() { scorecards::scored(program, &rules) } else { Vec::new() };
        let mut plan = Plan {
            program,
            rules,
            disabled,
            as_of,
            encoding,
            told,
            tables,
            waivers,
            baseline,
            watch,
            scored,
            children,
            indexed,
            wanted,
            by_file: options.by_file,
            counted,
            shown: options.shown,
            kernels,
            needs: BTreeMap::new(),
            lists,
            plain_lists: BTreeMap::new(),
            child_rows: rows.unwrap_or_default(),
        };
        plan.needs = plan.kernels.keys().map(|table| (*table, Needs::of(&plan, *table))).collect();
        plan.plain_lists = plain_lists(&plan, &inputs, files);
        let checked = |plan: &Plan<'_>, progress, early: Early<'_, '_>| {
            check_all(&inputs, plan, files, (progress, early))
        };
        let early = hand.as_deref_mut().filter(|_| leaves_early(&plan, &inputs)).map(Mutex::new);
        let mut found = checked(&plan, progress, early.as_ref());
        if !plan.counted.is_empty() && parts_of(&found).any(|part| !part.fronts.is_empty()) {
            // Explanations are about findings: these are wanted after all.
            plan.counted.clear();
            plan.scored = scorecards::scored(program, &plan.rules);
            found = checked(&plan, &|_| {}, None);
        }
        let spoilt = plan.child_rows.iter().any(|rows| rows.is_spoilt(&program.schema));
        if spoilt || parts_of(&found).any(|part| !part.strays.is_empty()) {
            // There is something to say about a row of a child table, or one stood in an input that was not given as
            // such: all is judged again with the records of these tables.
            if !std::mem::take(&mut plan.child_rows).is_empty() {
                plan.children =
                    index(program, &plan.tables, (&inputs, &plan.indexed), files, encoding).children;
            }
            let strays = found.into_iter().filter_map(|(_, part)| Some(part?.strays));
            plan.children = strays.fold(plan.children, Children::merge).in_order();
            plan.indexed.fill(true);
            plan.kernels.clear();
            plan.lists = OfLists::none();
            plan.plain_lists.clear();
            found = checked(&plan, &|_| {}, None);
        }
        check_forms(&plan, &mut found, progress);
        report(&plan, &places::Inputs { planned: &inputs, files, encoding }, found, hand)
    })
}

fn numbered(inputs: &[Planned]) -> impl IndexedParallelIterator<Item = (u32, &Planned)> {
    inputs.par_iter().enumerate().map(|(number, input)| (u32::try_from(number).unwrap_or(u32::MAX), input))
}

/// What the inputs that are to be indexed hold of those tables and of child tables.
fn index(
    program: &ir::Checked<Program>,
    tables: &Tables,
    (inputs, indexed): (&[Planned], &[bool]),
    files: &dyn Files,
    encoding: Option<Encoding>,
) -> Index {
    let one = |((number, input), wanted): ((u32, &Planned), &bool)| {
        if !wanted {
            return Index::empty(tables);
        }
        let reader = Reader { schema: &program.schema, table: input.table, number, encoding };
        index_file(&reader, input, tables, files)
    };
    let all = numbered(inputs).zip(indexed).map(one);
    let Index { mut tables, children, forms } = all.reduce(|| Index::empty(tables), Index::merge);
    for Joined { table, record, text, .. } in join(&program.schema, forms).0 {
        tables.add(&program.schema, table, record, text);
    }
    let children = children.in_order();
    tables.complete(&program.schema, &children);
    Index { tables, children, forms: Vec::new() }
}

fn parts_of(checked: &[Checked]) -> impl Iterator<Item = &Part> {
    checked.iter().filter_map(|(_, part)| part.as_deref())
}

/// The records that the forms of all inputs are, each checked with the input of its first form.
fn check_forms(plan: &Plan<'_>, checked: &mut [Checked], progress: &(dyn Fn(u64) + Sync)) {
    let parts = checked.iter_mut().filter_map(|(_, part)| part.as_mut());
    let forms: Vec<_> = parts.flat_map(|part| std::mem::take(&mut part.forms)).collect();
    if forms.is_empty() {
        return;
    }
    let (joined, told) = join(&plan.program.schema, forms);
    progress(joined.len() as u64);
    for Joined { table, record, source, text } in joined {
        if let Some((used, Some(part))) = checked.get_mut(text.input as usize) {
            part.take(plan, &source, (table, record), text);
            used.records = part.records;
            used.verdicts = part.counts.iter().map(|counts| counts.given()).collect();
        }
    }
    for (input, diagnostic) in told {
        if let Some((_, Some(part))) = checked.get_mut(input as usize) {
            part.tell([diagnostic]);
            part.diagnostics = in_order(std::mem::take(&mut part.diagnostics));
        }
    }
}

/// True when findings leave as they are made.
fn leaves_early(plan: &Plan<'_>, inputs: &[Planned]) -> bool {
    inputs.len() == 1 && plan.settles_early()
}

fn report(
    plan: &Plan<'_>,
    inputs_read: &places::Inputs<'_>,
    checked: Vec<Checked>,
    mut hand: Option<&mut Hand<'_>>,
) -> (Report, Vec<StepsOf>) {
    let mut inputs = Vec::with_capacity(checked.len());
    let mut whole = Part::default();
    for (used, part) in checked {
        inputs.push(used);
        if let Some(part) = part {
            whole.append(*part);
        }
    }
    // None leaves before those of records that wait for something.
    let none_waits = whole.findings.is_empty() && whole.fronts.is_empty();
    let early = hand.as_deref_mut().filter(|_| none_waits && leaves_early(plan, inputs_read.planned));
    let mut changed = whole.judge_groups(plan, inputs_read, early);
    let faults = faults(plan, &mut whole);
    let (mut findings, told) = resolve(plan.program, inputs_read, whole.findings, &faults, &mut changed);
    let mut fresh = Identities::default();
    let identities = hand.map_or(&mut fresh, |hand| &mut hand.identities);
    for finding in &mut findings {
        identities.give(&mut finding.fingerprint);
    }
    let scorecards = if plan.counted.is_empty() {
        scorecards::scorecards(plan.program, &whole.units, &findings)
    } else {
        Vec::new()
    };
    whole.diagnostics.extend(told);
    let mixed = changed.iter().filter_map(|input| inputs_read.planned.get(*input as usize));
    whole.diagnostics.extend(mixed.map(|input| mixed_up(&input.path)));
    let mut report = Report {
        run: Run { packs: packs(plan.program, plan.shown.hashes), as_of: plan.as_of, inputs },
        records: whole.records,
        handed: whole.counted,
        affected: whole.affected,
        rules: tallies(plan, whole.counts),
        disabled: disabled(plan),
        findings,
        scorecards,
        totals: totals(plan.program, &whole.decisions),
        waived_totals: totals(plan.program, &whole.waived),
        decisions: whole.decisions.into_iter().map(|decided| decided.decision).collect(),
        diagnostics: whole.diagnostics,
        ..Report::default()
    };
    answer(&mut report, whole.fronts);
    standing::settle(plan, &whole.seen, &mut report);
    (report, whole.steps)
}

/// What is wrong with the data of several inputs, in the order of the data.
fn faults(plan: &Plan<'_>, whole: &mut Part) -> Vec<Fault> {
    let keys = std::mem::take(&mut whole.keys).sorted();
    let mut faults = std::mem::take(&mut whole.faults);
    faults.extend(keys.repeated());
    let schema = &plan.program.schema;
    faults.extend(keys.orphans(schema, &plan.children));
    let orphans = plan.child_rows.iter().map(|rows| rows.orphans(schema));
    faults.extend(orphans.flat_map(|orphans| keys.orphans(schema, orphans)));
    faults.sort_by(|one, other| one.spots.cmp(&other.spots));
    faults
}

fn mixed_up(path: &str) -> Diagnostic {
    Diagnostic::warning(Problem::Setup(SetupProblem::Mixed), Site::whole(path))
}

fn refused(program: &Program, options: &Options, diagnostics: Vec<Diagnostic>) -> Report {
    let run = Run { packs: packs(program, options.shown.hashes), as_of: options.as_of, inputs: Vec::new() };
    Report { run, diagnostics, ..Report::default() }
}
