//! The examples: what a run over them gives is what `examples/expected.toml` says, to the last finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use heng::diag::{DataProblem, Diagnostic, Problem, Severity};
use heng::finding::{Finding, Report, Verdict};
use heng::session::{self, Files, Input, Options};
use serde::Deserialize;

use crate::packs::compiled;

#[derive(Deserialize)]
struct Expected {
    file: Vec<ExpectedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFile {
    path: String,
    records: u64,
    findings: BTreeSet<ExpectedFinding>,
    diagnostics: BTreeSet<ExpectedDiagnostic>,
}

/// A finding by what does not change when its message is reworded.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    key: String,
    rule: String,
    verdict: String,
    field: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct ExpectedDiagnostic {
    code: String,
    field: String,
    value: String,
}

#[test]
fn a_run_over_the_examples_gives_what_they_say() {
    let report = run();
    let mut wrong = Vec::new();
    for file in expected() {
        let input = report.run.inputs.iter().find(|input| *input.path == file.path);
        assert_eq!(input.map(|input| input.records), Some(file.records), "{}", file.path);
        let found = found(&report, &file.path);
        wrong.extend(found.difference(&file.findings).map(|more| format!("{} gives {more:?}", file.path)));
        wrong.extend(file.findings.difference(&found).map(|less| format!("{} lacks {less:?}", file.path)));
        assert_eq!(diagnosed(&report, &file.path), file.diagnostics, "{}", file.path);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let about_no_file = report.diagnostics.iter().filter(|diagnostic| diagnostic.site().is_none()).count();
    assert_eq!(about_no_file, 0, "{:#?}", report.diagnostics);
}

#[test]
fn every_example_is_expected_and_said_in_the_readme() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let expected: BTreeSet<String> = expected().into_iter().map(|file| file.path).collect();
    assert_eq!(expected, declarations());
    for name in &expected {
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in examples/README.md");
    }
}

#[test]
fn the_examples_come_in_every_format() {
    let examples = declarations();
    for format in heng::read::formats() {
        let of_format =
            |name: &String| name.rsplit_once('.').is_some_and(|(_, ending)| format.endings.contains(&ending));
        assert!(examples.iter().any(of_format), "no example is {}", format.name);
    }
}

#[test]
fn the_errors_of_the_examples_are_of_different_kinds() {
    let rules: BTreeSet<String> =
        expected().into_iter().flat_map(|file| file.findings).map(|finding| finding.rule).collect();
    assert!(rules.len() > 25, "{rules:?}");
}

#[derive(Deserialize)]
struct ExpectedRuns {
    run: Vec<ExpectedRun>,
}

/// What a run over the tables of the report must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedRun {
    params: Vec<String>,
    exit: i32,
    passed: BTreeMap<String, u64>,
    findings: Vec<BTreeMap<String, String>>,
}

#[test]
fn the_figures_of_the_report_hold_but_for_one_ten_thousand_yuan() {
    let text = fs::read_to_string(folder().join("历城2020/expected.toml")).unwrap();
    for expected in toml::from_str::<ExpectedRuns>(&text).unwrap().run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
        command.current_dir(folder()).args(["check", "历城2020", "-q", "--format", "json"]);
        command.args(expected.params.iter().flat_map(|param| ["--param", param]));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(expected.exit), "{output:?}");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let list = |name: &str| report[name].as_array().unwrap().clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let passed = list("rules").into_iter().filter_map(|rule| {
            let times = rule["pass"].as_u64().unwrap();
            (times > 0).then(|| (text(&rule["code"]), times))
        });
        assert_eq!(passed.collect::<BTreeMap<_, _>>(), expected.passed);
        let findings = list("findings").into_iter().map(|finding| {
            let place = &finding["places"][0];
            let named = ["rule", "severity", "key"].map(|name| (name.to_owned(), text(&finding[name])));
            let placed = ["field", "value"].map(|name| (name.to_owned(), text(&place[name])));
            named.into_iter().chain(placed).collect()
        });
        assert_eq!(findings.collect::<Vec<BTreeMap<_, _>>>(), expected.findings);
        assert_eq!(list("diagnostics").len(), 0, "{report:#}");
    }
}

fn expected() -> Vec<ExpectedFile> {
    let text = fs::read_to_string(folder().join("expected.toml")).unwrap();
    toml::from_str::<Expected>(&text).unwrap().file
}

/// The declarations of the folder: all but what tells of them, and the batch that has a folder of its own.
fn declarations() -> BTreeSet<String> {
    fs::read_dir(folder())
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| !["README.md", "expected.toml", "heng.toml"].contains(&name.as_str()))
        // Workbooks have a folder of their own, and a program that writes them.
        .filter(|name| !["工作簿", "workbooks.rs"].contains(&name.as_str()))
        .collect()
}

fn run() -> Report {
    let program = compiled("历城绩效");
    let inputs = declarations().into_iter().map(|path| Input { path, table: None }).collect();
    session::check(&program, inputs, &Examples, &Options::default(), &|_| {})
}

fn found(report: &Report, path: &str) -> BTreeSet<ExpectedFinding> {
    report.findings.iter().filter(|finding| path_of(finding) == path).map(expectation).collect()
}

fn path_of(finding: &Finding) -> String {
    finding.places.first().map(|place| place.site.path.to_string()).unwrap_or_default()
}

fn expectation(finding: &Finding) -> ExpectedFinding {
    let verdict = match finding.verdict {
        Verdict::Fail => "fail",
        Verdict::Undetermined => "undetermined",
        Verdict::Fault => "fault",
        Verdict::Pass | Verdict::NotApplicable => panic!("{finding:?} is no finding"),
    };
    ExpectedFinding {
        key: finding.key.clone(),
        rule: finding.rule.to_string(),
        verdict: verdict.to_owned(),
        field: finding.places.first().map(|place| place.field.0.clone()).unwrap_or_default(),
    }
}

fn diagnosed(report: &Report, path: &str) -> BTreeSet<ExpectedDiagnostic> {
    let of_path = |diagnostic: &&Diagnostic| diagnostic.site().is_some_and(|site| *site.path == *path);
    report.diagnostics.iter().filter(of_path).map(diagnosis).collect()
}

fn diagnosis(diagnostic: &Diagnostic) -> ExpectedDiagnostic {
    let (field, value) = match &diagnostic.problem {
        Problem::Data(DataProblem::MalformedValue { field, found, .. }) => (field.clone(), found.clone()),
        Problem::Data(DataProblem::UnitGuess { field, other }) => (field.clone(), other.clone()),
        problem => (String::new(), format!("{problem:?}")),
    };
    let guess = matches!(diagnostic.problem, Problem::Data(DataProblem::UnitGuess { .. }));
    assert_eq!(diagnostic.severity, if guess { Severity::Note } else { Severity::Error }, "{diagnostic:?}");
    ExpectedDiagnostic { code: diagnostic.problem.code().to_owned(), field, value }
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

struct Examples;

impl Files for Examples {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(folder().join(path)).map_err(|error| error.to_string())
    }
}

fn heng(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("HENG_LANG", "zh").args(arguments);
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_recorded_run_over_the_examples_is_the_same_on_one_thread_and_on_two() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("记录.json").to_string_lossy().into_owned();
    assert_eq!(heng(&["check", "examples", "-q", "--record", &record]).0, Some(1));
    for jobs in ["1", "2"] {
        let (exit, said) = heng(&["verify", &record, "--jobs", jobs]);
        assert_eq!((exit, said.starts_with("一致：")), (Some(0), true), "{said}");
    }
}

#[test]
fn another_cut_says_which_projects_of_the_examples_and_how_much_money() {
    let (exit, said) = heng(&["diff", "历城绩效", "历城绩效", "examples", "--param-after", "压减比例=30%"]);
    assert_eq!(exit, Some(1), "{said}");
    for part in [
        "参数 压减比例：20% → 30%",
        "项目 37011219P000000000139 压减预算 19.20 万元 压减预算 28.80 万元 +9.60 万元",
        "有变化 1 个",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}
