//! The shipped packs: they compile without a remark, their cases hold, and every rule has the cases that it needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use heng::finding::Verdict;
use heng::ir::{self, Case, Checked, Library, PackText, Program};
use heng::read::{Node, NodeKind};
use heng::schema::Names;
use heng::session::{self, CaseResult, Kind, RuleMutation, Share, judge_case};
use heng::syntax::{self, Keywords};
use heng::text::Language;
use rayon::prelude::*;

#[test]
fn every_pack_compiles_without_a_remark_and_its_cases_hold() {
    session::embedded().names().par_iter().for_each(|name| {
        let report = session::run_tests(&compiled(name));
        let failed: Vec<String> = report.cases.iter().filter(|case| !case.passed()).map(told).collect();
        assert!(failed.is_empty(), "{name}:\n{}", failed.join("\n"));
    });
}

#[test]
fn every_rule_has_cases_that_pass_and_fail_and_those_that_can_be_otherwise() {
    let wanting: Vec<String> = session::embedded()
        .names()
        .par_iter()
        .flat_map_iter(|name| {
            let program = compiled(name);
            // What a pack imports is looked at where it is itself the pack.
            let own = program.packs.len() - 1;
            let rules = (0..program.rules.len()).filter(|number| program.rules[*number].pack == own);
            rules.flat_map(|number| missing_cases(&program, number)).collect::<Vec<String>>()
        })
        .collect();
    assert!(wanting.is_empty(), "{wanting:#?}");
}

#[test]
fn every_rule_and_every_row_is_shown_by_a_case() {
    let program = all_packs();
    let coverage = session::coverage(&program, &session::run_tests(&program));
    for kind in [Kind::Rules, Kind::Rows] {
        let share = coverage.share(kind);
        assert!(share.all > 0 && share.of_them == share.all, "{kind:?}: {share:?}");
    }
}

#[test]
fn nine_changes_of_ten_are_noticed_in_all_packs_and_in_each() {
    let program = all_packs();
    let mutation = session::mutate(&program);
    let noticed = |pack: Option<usize>| {
        let own = |rule: &&RuleMutation| pack.is_none_or(|pack| program.rules[rule.number].pack == pack);
        let share =
            mutation.rules.iter().filter(own).fold(Share::default(), |sum, rule| sum.and(rule.share()));
        assert!(share.all > 0 && share.of_them * 10 >= share.all * 9, "{pack:?}: {share:?}");
        share.all
    };
    let each: usize = (0..program.packs.len()).map(|pack| noticed(Some(pack))).sum();
    assert_eq!(each, noticed(None));
}

#[test]
fn every_file_of_the_rules_folder_is_built_in() {
    let folder = root().join("rules");
    let mut found = Vec::new();
    gather(&folder, &mut found);
    found.sort();
    let library = session::embedded();
    let mut built_in: Vec<PathBuf> = library
        .names()
        .iter()
        .flat_map(|name| library.pack(name).unwrap().files)
        .map(|source| root().join(&**source.path()))
        .collect();
    built_in.sort();
    assert_eq!(found, built_in);
    for path in found {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        let files = library.names().into_iter().flat_map(|pack| library.pack(&pack).unwrap().files);
        let source = files.into_iter().find(|source| &**source.path() == name).unwrap();
        assert_eq!(source.text(), fs::read_to_string(&path).unwrap(), "{name}");
    }
}

#[test]
fn every_file_is_in_the_canonical_layout() {
    let library = session::embedded();
    for source in library.names().iter().flat_map(|name| library.pack(name).unwrap().files) {
        let formatted = syntax::format(&source, Keywords::Chinese).unwrap();
        assert!(formatted == source.text(), "run `heng fmt rules`: {} differs", source.path());
    }
}

#[test]
fn a_pack_is_built_in_under_the_name_in_its_header() {
    for name in session::embedded().names() {
        assert_eq!(compiled(&name).packs.last().unwrap().name, name);
        let header = session::embedded().pack(&name).unwrap().files;
        let named = header.iter().any(|source| source.text().contains(&format!("规则包 {name}\n")));
        assert!(named, "no file of {name} begins the pack of that name");
    }
}

/// A built-in pack as a program.
pub(crate) fn compiled(name: &str) -> Checked<Program> {
    let library = session::embedded();
    let (program, diagnostics) = ir::compile(vec![library.pack(name).unwrap()], &library, &[]);
    let remarks: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let site = diagnostic.site().map(|site| format!("{}:{}", site.path, site.start.line));
            format!("{} {}", site.unwrap_or_default(), Language::Chinese.problem(&diagnostic.problem).message)
        })
        .collect();
    assert!(remarks.is_empty(), "{name}:\n{}", remarks.join("\n"));
    program.unwrap()
}

/// All built-in packs as one program, each rule once.
fn all_packs() -> Checked<Program> {
    let library = session::embedded();
    let roots: Vec<PackText> = library.names().iter().filter_map(|name| library.pack(name)).collect();
    ir::compile(roots, &library, &[]).0.unwrap()
}

/// What a rule's cases do not show though it can happen.
fn missing_cases(program: &Checked<Program>, number: usize) -> Vec<String> {
    let rule = &program.rules[number];
    let cases: Vec<&Case> =
        program.tests.iter().filter(|test| test.rule == number).flat_map(|test| &test.cases).collect();
    let shown: BTreeSet<Verdict> = cases.iter().map(|case| case.expect.verdict).collect();
    let conditional = rule.condition.is_some() || !rule.exceptions.is_empty() || has_idle_row(rule);
    let can_be = |verdict: Verdict| match verdict {
        Verdict::Pass => can_pass(rule),
        Verdict::Fail => true,
        Verdict::NotApplicable => conditional,
        Verdict::Undetermined => cases.iter().any(|case| can_be_spoilt(program, number, case)),
        Verdict::Fault => false,
    };
    [Verdict::Pass, Verdict::Fail, Verdict::NotApplicable, Verdict::Undetermined]
        .into_iter()
        .filter(|verdict| !shown.contains(verdict) && can_be(*verdict))
        .map(|verdict| format!("{} {verdict:?}", rule.code))
        .collect()
}

/// True when a text that means nothing, put into one of the case's cells, leaves the rule undetermined.
fn can_be_spoilt(program: &Checked<Program>, rule: usize, case: &Case) -> bool {
    let spots = case
        .records
        .iter()
        .enumerate()
        .flat_map(|(at, (_, node))| (0..leaves(node)).map(move |leaf| (at, leaf)));
    spots.into_iter().any(|(at, leaf)| {
        let mut spoilt = case.clone();
        spoil(&mut spoilt.records[at].1, leaf);
        judge_case(program, rule, &spoilt)
            .is_some_and(|(judgement, ..)| judgement.verdict == Verdict::Undetermined)
    })
}

fn leaves(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Unread(_) => 1,
        NodeKind::List(items) => items.iter().map(leaves).sum(),
        NodeKind::Object(entries) => entries.iter().map(|entry| leaves(&entry.value)).sum(),
    }
}

/// Puts a text that means nothing into the leaf of that number.
fn spoil(node: &mut Node, leaf: usize) {
    let inner: Vec<&mut Node> = match &mut node.kind {
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Unread(_) => {
            node.kind = NodeKind::Scalar("认不出来".to_owned());
            return;
        }
        NodeKind::List(items) => items.iter_mut().collect(),
        NodeKind::Object(entries) => entries.iter_mut().map(|entry| &mut entry.value).collect(),
    };
    let mut before = 0;
    for node in inner {
        let count = leaves(node);
        if leaf < before + count {
            return spoil(node, leaf - before);
        }
        before += count;
    }
}

/// A tier set may say something about every value.
fn can_pass(rule: &ir::Rule) -> bool {
    match &rule.body {
        ir::Body::Require(_) => true,
        ir::Body::Tiers(tiers) => tiers.rows.iter().any(|row| matches!(row.outcome, ir::RowOutcome::Pass)),
    }
}

fn has_idle_row(rule: &ir::Rule) -> bool {
    match &rule.body {
        ir::Body::Require(_) => false,
        ir::Body::Tiers(tiers) => {
            tiers.rows.iter().any(|row| matches!(row.outcome, ir::RowOutcome::NotApplicable))
        }
    }
}

fn told(case: &CaseResult) -> String {
    let place = format!("{}:{}", case.site.path, case.site.start.line);
    let name =
        |names: &Option<Arc<Names>>| names.as_ref().map(|names| names.first.clone()).unwrap_or_default();
    format!(
        "{place} {} {}: {:?} wanted {:?} {} {:?}, found {:?} {} {:?} {:?}",
        case.rule,
        case.title,
        case.differs,
        case.expected.verdict,
        name(&case.expected.measure),
        case.expected.field,
        case.found.verdict,
        name(&case.found.measure),
        case.found.field,
        case.diagnostics,
    )
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "heng") {
            into.push(path);
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
