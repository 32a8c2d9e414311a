//! Reports are valid by the schema of their format, or by what its documentation says.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::sample::{HOSTILE, hostile, report};
use super::standing::standing;
use super::{written, written_in};
use crate::finding::Report;
use crate::text::Language;

/// What every format must be able to write.
fn reports() -> [Report; 5] {
    [Report::default(), report(), hostile(), standing("抢险工程"), standing(HOSTILE)]
}

fn data(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/data/schemas/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn assert_valid(schema: &str, report: &str) {
    let schema: Value = serde_json::from_str(&data(schema)).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let value: Value = serde_json::from_str(report).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// The exit of `xmllint` on a text; `None`, said aloud, where there is none.
fn xmllint(arguments: &[&str], xml: &str) -> Option<(bool, String)> {
    let child = Command::new("xmllint")
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        super::skipped("there is no `xmllint`; Debian has it in libxml2-utils");
        return None;
    };
    child.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

#[test]
fn rdjson_is_valid_by_its_schema() {
    for report in reports() {
        assert_valid("rdjson.json", &written(&report, "rdjson"));
    }
}

#[test]
fn sarif_is_valid_by_its_schema() {
    for report in reports() {
        assert_valid("sarif-2.1.0.json", &written(&report, "sarif"));
    }
}

/// `HENG_SARIF_MULTITOOL` is the path of Microsoft's validator, npm's `@microsoft/sarif-multitool-linux`.
#[test]
fn sarif_passes_the_public_validator() {
    let Some(tool) = std::env::var_os("HENG_SARIF_MULTITOOL") else {
        super::skipped("HENG_SARIF_MULTITOOL does not name the SARIF validator");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (number, report) in reports().iter().enumerate() {
        let path = folder.path().join(format!("{number}.sarif"));
        std::fs::write(&path, written(report, "sarif")).unwrap();
        let output = Command::new(&tool)
            .arg("validate")
            .arg(&path)
            .args(["--rule-kind", "Sarif;Gh", "--level", "Error;Warning"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let problems = said.lines().filter(|line| line.contains("): "));
        assert_eq!(problems.collect::<Vec<_>>().join("\n"), "");
        assert!(said.contains("Analysis completed successfully"), "{said}");
    }
}

/// `HENG_HTML_VALIDATOR` is the path of the Nu Html Checker, npm's `vnu-jar`; it is a Java program.
#[test]
fn html_passes_the_public_validator() {
    let Some(jar) = std::env::var_os("HENG_HTML_VALIDATOR") else {
        super::skipped("HENG_HTML_VALIDATOR does not name the HTML validator");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar).args(["--errors-only", "--format", "text"]);
    for (number, report) in reports().iter().enumerate() {
        for language in [Language::Chinese, Language::English] {
            let path = folder.path().join(format!("{number}-{language:?}.html"));
            std::fs::write(&path, written_in(report, "html", language)).unwrap();
            command.arg(path);
        }
    }
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn gitlab_has_what_its_documentation_demands() {
    let written = written(&hostile(), "gitlab");
    assert!(written.starts_with('['));
    let issues: Vec<Value> = serde_json::from_str(&written).unwrap();
    assert_eq!(issues.len(), 9);
    let mut fingerprints = BTreeSet::new();
    for issue in &issues {
        assert!(!issue["description"].as_str().unwrap().is_empty());
        assert!(!issue["check_name"].as_str().unwrap().is_empty());
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(!issue["location"]["path"].as_str().unwrap().starts_with("./"));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        assert!(fingerprints.insert(issue["fingerprint"].as_str().unwrap().to_owned()), "{issue}");
    }
    assert_eq!(super::written(&Report::default(), "gitlab"), "[]\n");
}

#[test]
fn checkstyle_is_xml_with_the_documented_attributes() {
    for report in reports() {
        let written = written(&report, "checkstyle");
        let Some((parsed, said)) = xmllint(&["--noout"], &written) else {
            return;
        };
        assert!(parsed, "{said}");
    }
    let written = written(&hostile(), "checkstyle");
    let count = "concat(count(/checkstyle/file), ' ', count(/checkstyle/file[@name]/error[@line and @column and @message \
         and starts-with(@source, 'heng.') and (@severity='error' or @severity='warning' or @severity='info')]))";
    if let Some((_, counts)) = xmllint(&["--xpath", count], &written) {
        assert_eq!(counts.trim(), "4 9");
    }
}

#[test]
fn junit_is_valid_by_its_schema() {
    let schema = format!("{}/tests/data/schemas/junit-10.xsd", env!("CARGO_MANIFEST_DIR"));
    for report in reports() {
        let Some((valid, said)) = xmllint(&["--noout", "--schema", &schema], &written(&report, "junit"))
        else {
            return;
        };
        assert!(valid, "{said}");
    }
}

#[test]
fn junit_has_a_suite_a_file_and_a_case_a_rule() {
    let written = written(&report(), "junit");
    let suites: Vec<&str> =
        written.lines().filter(|line| line.contains("<testsuite ")).map(str::trim).collect();
    assert_eq!(
        suites,
        [
            r#"<testsuite name="b.json" tests="6" failures="1" errors="1" skipped="1" time="0" file="b.json">"#,
            r#"<testsuite name="不在.csv" tests="6" failures="0" errors="0" skipped="5" time="0" file="不在.csv">"#,
            r#"<testsuite name="例 一/新增.toml" tests="6" failures="1" errors="2" skipped="2" time="0" file="例 一/新增.toml">"#,
            r#"<testsuite name="停用的规则" tests="1" failures="0" errors="0" skipped="1" time="0">"#,
        ]
    );
    assert!(written.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"heng\" tests=\"19\" failures=\"2\" errors=\"3\""
    ));
}

#[test]
fn a_case_tells_twenty_findings_and_counts_the_rest() {
    let mut report = report();
    report.findings = vec![report.findings[2].clone(); 25];
    let written = written(&report, "junit");
    assert_eq!(written.lines().filter(|line| line.contains("警告 LC102")).count(), 20);
    assert!(written.contains("另有 5 条"), "{written}");
}
