//! The workbooks among the examples: they are what the program writes, and a run over them gives what
//! `examples/工作簿/expected.toml` says. With `HENG_BLESS=1` in the environment that file is written anew.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use heng::diag::Diagnostic;
use heng::finding::{Finding, Report};
use heng::session::{self, Files, Input, Options};
use heng::source::{CellRef, Site};

use crate::packs::compiled;

#[expect(dead_code, reason = "the program's own entry")]
#[path = "../../examples/workbooks.rs"]
mod writer;

#[test]
fn the_workbooks_are_what_the_program_writes() {
    for (name, bytes) in writer::all() {
        let there = fs::read(folder().join(name)).unwrap_or_default();
        assert!(there == bytes, "{name}: run `cargo run --example workbooks`");
    }
    assert_eq!(files(), writer::all().iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn a_run_over_the_workbooks_gives_what_they_say() {
    let found = told(&run(&files()));
    let path = folder().join("expected.toml");
    if std::env::var_os("HENG_BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(path).unwrap());
}

#[test]
fn every_workbook_is_said_in_the_readme() {
    let readme = fs::read_to_string(folder().join("../README.md")).unwrap();
    for name in files() {
        assert!(readme.contains(&format!("`工作簿/{name}`")), "{name} is not in examples/README.md");
    }
}

/// What people transcribed from the three real forms, and the forms themselves: the same rules are broken, but for
/// those that read what is on no form and was filled in for the transcript.
#[test]
fn real_forms_give_what_their_transcripts_give() {
    let beyond_the_form = ["TY106", "TY111", "TY404", "TY405"];
    for (workbook, transcript) in [
        ("表样F01-拆违经费.xlsx", "../表样F01-拆违经费.toml"),
        ("表样F03-委托业务项目.xlsx", "../表样F03-委托业务项目.json"),
        ("表样F06-工资性支出.xlsx", "../表样F06-工资性支出.yaml"),
    ] {
        let rules = |path: &str| -> BTreeSet<String> {
            let report = run(&BTreeSet::from([path.to_owned()]));
            let found = report.findings.into_iter().map(|finding| finding.rule.to_string());
            found.filter(|rule| rule.starts_with("TY") && !beyond_the_form.contains(&rule.as_str())).collect()
        };
        assert_eq!(rules(workbook), rules(transcript), "{workbook}");
    }
}

#[test]
fn the_order_in_which_workbooks_are_given_changes_nothing() {
    let forward = told(&run(&files()));
    let program = compiled("历城绩效");
    let inputs = files().into_iter().rev().map(|path| Input { path, table: None }).collect();
    let options = Options { jobs: Some(1), ..Options::default() };
    assert_eq!(forward, told(&session::check(&program, inputs, &Workbooks, &options, &|_| {})));
}

fn run(files: &BTreeSet<String>) -> Report {
    let program = compiled("历城绩效");
    let inputs = files.iter().map(|path| Input { path: path.clone(), table: None }).collect();
    session::check(&program, inputs, &Workbooks, &Options::default(), &|_| {})
}

fn told(report: &Report) -> String {
    let mut text = String::from("# 每个工作簿应得的结果：问题的编号和所在的单元格，由测试核对。\n");
    for input in &report.run.inputs {
        writeln!(text, "\n[[file]]\npath = \"{}\"\nrecords = {}", input.path, input.records).unwrap();
        let of_input = |site: Option<&Site>| site.is_some_and(|site| *site.path == *input.path);
        let diagnostics = report.diagnostics.iter().filter(|diagnostic| of_input(diagnostic.site()));
        list(&mut text, "diagnostics", diagnostics.map(diagnosed).collect());
        let findings = report.findings.iter().filter(|finding| of_input(place(finding)));
        list(&mut text, "findings", findings.map(found).collect());
    }
    text
}

fn list(text: &mut String, name: &str, mut entries: Vec<String>) {
    entries.sort();
    match entries.as_slice() {
        [] => writeln!(text, "{name} = []").unwrap(),
        entries => writeln!(text, "{name} = [\n  {},\n]", entries.join(",\n  ")).unwrap(),
    }
}

fn diagnosed(diagnostic: &Diagnostic) -> String {
    let severity = format!("{:?}", diagnostic.severity).to_lowercase();
    format!(
        "{{ code = \"{}\", severity = \"{severity}\", cell = \"{}\" }}",
        diagnostic.problem.code(),
        cell(diagnostic.site())
    )
}

fn found(finding: &Finding) -> String {
    let verdict = format!("{:?}", finding.verdict).to_lowercase();
    let field = finding.places.first().map(|place| place.field.0.as_str()).unwrap_or_default();
    format!(
        "{{ rule = \"{}\", verdict = \"{verdict}\", key = \"{}\", field = \"{field}\", cell = \"{}\" }}",
        finding.rule,
        finding.key,
        cell(place(finding))
    )
}

fn place(finding: &Finding) -> Option<&Site> {
    finding.places.first().map(|place| &place.site)
}

fn cell(site: Option<&Site>) -> String {
    let cell = site.and_then(|site| site.cell.as_ref()).map(CellRef::to_string);
    cell.unwrap_or_else(|| {
        site.map_or_else(String::new, |site| format!("{}:{}", site.start.line, site.start.column))
    })
}

fn files() -> BTreeSet<String> {
    let names =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "expected.toml").collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/工作簿")
}

struct Workbooks;

impl Files for Workbooks {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(folder().join(path)).map_err(|error| error.to_string())
    }
}
