//! From the texts of packs to a checked program, or to every mistake in them.

use std::sync::Arc;

use super::mistakes::Mistakes;
use super::packs::{self, Library, PackText, Packs};
use super::several::STACK;
use super::world::World;
use super::{
    Checked, Measure, Program, cases, families, forms, measures, params, rules, scorecards, tables, types,
};
use crate::diag::Diagnostic;
use crate::syntax::{self, ast};

/// Makes one program of some packs and those that they import. Values of parameters that the run gives go
/// before those of the packs. There is no program when one of the diagnostics is an error.
pub fn compile(
    roots: Vec<PackText>,
    library: &dyn Library,
    overrides: &[(String, String)],
) -> (Option<Checked<Program>>, Vec<Diagnostic>) {
    stacker::maybe_grow(ENOUGH, STACK, || on_a_deep_stack(roots, library, overrides, Extent::Whole))
}

/// The same without 测试 and 样例, which no check needs: they are not read, and what is wrong with them is not said.
pub fn compile_rules(
    roots: Vec<PackText>,
    library: &dyn Library,
    overrides: &[(String, String)],
) -> (Option<Checked<Program>>, Vec<Diagnostic>) {
    stacker::maybe_grow(ENOUGH, STACK, || on_a_deep_stack(roots, library, overrides, Extent::Rules))
}

/// How much of the packs is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of them.
    Whole,
    /// All but 测试 and 样例.
    Rules,
}

/// Stack with which no other is needed.
const ENOUGH: usize = 32 * 1024 * 1024;

fn on_a_deep_stack(
    roots: Vec<PackText>,
    library: &dyn Library,
    overrides: &[(String, String)],
    extent: Extent,
) -> (Option<Checked<Program>>, Vec<Diagnostic>) {
    let mut mistakes = Mistakes::default();
    let parse = if extent == Extent::Whole { syntax::parse } else { syntax::parse_rules };
    let mut packs = packs::load(roots, library, parse, &mut mistakes);
    let mut world = World { patterns: std::mem::take(&mut packs.patterns), ..World::default() };
    poison_broken(&packs, &mut world);

    types::declare(&packs.items, &mut world, &mut mistakes);
    tables::declare(&packs, &mut world, &mut mistakes);
    params::declare(&packs, overrides, &mut world, &mut mistakes);
    measures::declare(&packs, &mut world, &mut mistakes);
    scorecards::declare(&packs, &mut world, &mut mistakes);
    forms::declare(&packs, &mut world, &mut mistakes);

    let world = world;
    let rules = families::lower(&packs, &world, &mut mistakes);
    measures::check_unused(&rules::measures_named(&packs), &world, &mut mistakes);
    let (mut examples, mut tests, mut left_out) = (Vec::new(), Vec::new(), 0);
    if extent == Extent::Whole {
        examples = cases::examples(&packs, &world, &mut mistakes);
        (tests, left_out) = cases::tests(&packs, &rules, &examples, &world, &mut mistakes);
    }

    let sound = mistakes.none_fatal();
    let (sources, diagnostics) = mistakes.into_diagnostics();
    if !sound {
        return (None, diagnostics);
    }
    let measures = world.measures.into_iter();
    let measures = measures.map(|measure| Measure {
        names: Arc::new(measure.names),
        weight: measure.weight,
        origin: measure.origin,
    });
    let program = Program {
        packs: packs.used,
        sources,
        schema: world.schema,
        params: world.params.into_all(),
        measures: measures.collect(),
        scorecards: world.scorecards.into_iter().map(|decl| decl.scorecard).collect(),
        rules: rules.newest,
        versions: rules.versions,
        examples,
        tests,
        left_out,
        written: Arc::new(packs.items),
    };
    (Some(Checked::vouch(program)), diagnostics)
}

/// What could not be parsed is not unknown.
fn poison_broken(packs: &Packs, world: &mut World) {
    for located in &packs.items {
        if let ast::Item::Broken(broken) = &located.item {
            world.poisoned.extend(broken.names.iter().map(|name| name.text.clone()));
        }
    }
}
