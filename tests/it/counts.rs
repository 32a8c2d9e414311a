//! A run that only counts, and one that lists the findings of some rules, say of the others what a run says that lists
//! them all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use heng::diag::Severity;
use heng::finding::{Finding, Report};
use heng::ir::{Checked, Program};
use heng::session::{self, Files, Input, Listed, Options};
use serde_json::Value;

use crate::cli::{BAD, GOOD, Place, WARNED};

/// How runs that list less differ from one with all findings.
pub(crate) fn difference(
    program: &Checked<Program>,
    inputs: &[Input],
    files: &dyn Files,
    options: &Options,
    all: &Report,
) -> Option<String> {
    let first = program.rules.first().map(|rule| rule.code.to_string());
    // What is said of single findings, in files of its own or in front of a workbook, takes all of them.
    let fronts = all.run.inputs.iter().any(|input| !input.fronts.is_empty());
    let answered = fronts || !options.waivers.is_empty() || options.baseline.is_some();
    for codes in [Vec::new(), first.into_iter().collect()] {
        let wanted = |finding: &&Finding| answered || codes.iter().any(|code| finding.rule.starts_with(code));
        let wanted: Vec<&Finding> = all.findings.iter().filter(wanted).collect();
        for careful in [false, true] {
            let listed = Listed::Of(codes.clone());
            let options = Options { listed, careful, ..options.clone() };
            let some = session::check(program, inputs.to_vec(), files, &options, &|_| {});
            let (ours, theirs) = (said(&some), said(all));
            if ours != theirs {
                return Some(format!("{codes:?}, careful: {careful}\nsome: {ours:#?}\nall: {theirs:#?}"));
            }
            if some.findings.iter().collect::<Vec<_>>() != wanted {
                return Some(format!("{codes:?}, careful: {careful}\n{:#?}\n{wanted:#?}", some.findings));
            }
        }
    }
    None
}

/// What a run says besides its findings and what is said of them together.
fn said(report: &Report) -> impl PartialEq + std::fmt::Debug {
    let by_severity = [Severity::Error, Severity::Warning, Severity::Note].map(|one| report.count(one));
    (
        report.rules.clone(),
        (report.records, report.affected, by_severity, report.undecided(), report.settled_counts()),
        (report.waivers, report.comparison.clone()),
        report.run.clone(),
        report.diagnostics.clone(),
    )
}

/// The equation of each rule, as a `summary` shows it.
fn equations(summary: &str) -> BTreeMap<String, Vec<u64>> {
    let rows = summary.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let code = words.next()?.to_owned();
        let signs = ["+", "+", "+", "+", "="];
        let mut numbers = vec![words.next()?.parse().ok()?];
        for sign in signs {
            (words.next()? == sign).then_some(())?;
            numbers.push(words.next()?.parse().ok()?);
        }
        Some((code, numbers))
    });
    rows.filter(|(code, _)| code != "合计").collect()
}

/// The same of a `json` report.
fn counted(report: &Value) -> BTreeMap<String, Vec<u64>> {
    let keys = ["pass", "fail", "not_applicable", "undetermined", "fault", "sum"];
    let rules = report["rules"].as_array().unwrap().iter();
    rules
        .map(|rule| {
            let numbers = keys.iter().map(|key| rule[key].as_u64().unwrap()).collect();
            (rule["code"].as_str().unwrap().to_owned(), numbers)
        })
        .collect()
}

fn heng(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_heng")).current_dir(folder).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_summary_of_the_examples_counts_as_json_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for more in
        [&["."][..], &[".", "--careful"], &["历城2020"], &[".", "--fail-on", "note", "--select", "TY"]]
    {
        let check = |format| {
            heng(&root.join("examples"), &[&["check", "--lang", "zh", "--format", format], more].concat())
        };
        let ((code, summary), (json_code, json)) = (check("summary"), check("json"));
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(code, json_code, "{more:?}");
        assert_eq!(equations(&summary), counted(&json), "{summary}");
        let errors = json["summary"]["errors"].as_u64().unwrap();
        assert!(summary.contains(&format!("错误 {errors} 处")), "{summary}");
        // What is wrong with the documents is told all the same.
        for diagnostic in json["diagnostics"].as_array().unwrap() {
            assert!(summary.contains(diagnostic["code"].as_str().unwrap()), "{diagnostic}");
        }
    }
}

#[test]
fn a_summary_says_what_it_does_not_list() {
    let place = Place::with(&[("a.toml", GOOD), ("b.toml", BAD), ("c.toml", WARNED)]);
    let run = place.check(&[".", "--format", "summary"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    for part in [
        "3 条记录中，2 条有问题",
        "`--format text`",
        "`--select 规则代码`",
        "还有 1 处必须修改，1 处需要核实",
    ] {
        assert!(run.out.contains(part), "{part}: {run:?}");
    }
    assert_eq!(equations(&run.out)["T101"], [2, 1, 0, 0, 0, 3]);
    assert!(!run.out.contains("超过 100.00万元"), "{run:?}");
    let brief = place.check(&[".", "--format", "summary", "-q"]).out;
    assert!(brief.contains("T101") && !brief.contains("--format"), "{brief}");
    assert_eq!(place.check(&["a.toml", "--format", "summary"]).code, 0);
    assert!(!place.check(&["a.toml", "--format", "summary"]).out.contains("--format"));
    let english = place.check(&[".", "--format", "summary", "--lang", "en"]).out;
    assert!(
        english.contains("2 of 3 records have findings") && english.contains("--select CODE"),
        "{english}"
    );
}

#[test]
fn a_summary_stands_beside_any_report() {
    let lines = "{\"code\": \"B1\", \"amount\": 150, \"note\": \"备\"}\n{\"code\": \"C1\", \"amount\": 50}\n";
    let place = Place::with(&[("a.jsonl", lines)]);
    let alone = place.check(&["a.jsonl", "--format", "summary"]);
    for format in ["jsonl", "csv", "html"] {
        let out = format!("{format}=r");
        let run = place.check(&["a.jsonl", "--format", "summary", "--out", &out, "--out", "summary=s"]);
        assert_eq!((run.code, &run.out), (1, &alone.out), "{format}");
        assert_eq!(place.read("s"), alone.out);
        assert!(place.read("r").contains("T101"), "{format}");
        fs::remove_file(place.path("r")).unwrap();
    }
}

#[test]
fn waivers_and_baselines_settle_what_is_counted() {
    let place = Place::with(&[("b.toml", BAD), ("c.toml", WARNED)]);
    assert_eq!(place.heng(&["baseline", ".", "--rules", "试验", "-o", "基线.json"]).code, 0);
    for (more, code) in [(&[][..], 1), (&["--baseline", "基线.json"], 0)] {
        let json = place.check(&[&["b.toml", "c.toml", "--format", "json"], more].concat());
        let summary = place.check(&[&["b.toml", "c.toml", "--format", "summary"], more].concat());
        assert_eq!((json.code, summary.code), (code, code), "{summary:?}");
        assert_eq!(equations(&summary.out), counted(&json.json()));
    }
    assert!(place.check(&[".", "--format", "summary", "--baseline", "基线.json"]).out.contains("仍有 2"));
}

#[test]
fn a_code_that_no_rule_begins_with_lists_nothing_by_accident() {
    let program = crate::run::compile(
        "规则包 试\n  主表 项目\n\n表 项目\n  数 : 整数\n\n规则 R1 小\n  依据 \"例\"\n  对象 项目\n  要求 数 < 7\n  否则 错误 \"大\"\n",
    );
    let options = Options { listed: Listed::Of(vec!["X".to_owned()]), ..Options::default() };
    let report =
        session::check(&program, Vec::new(), &crate::run::Memory(BTreeMap::new()), &options, &|_| {});
    let codes: Vec<&str> = report.diagnostics.iter().map(|one| one.problem.code()).collect();
    assert_eq!(codes, ["option/selects-nothing"]);
}
