//! Findings that are answered, and a baseline, in every format.

use std::sync::Arc;

use serde_json::Value;

use super::sample::{HOSTILE, report};
use super::written;
use crate::diag::Severity;
use crate::finding::{
    Age, Comparison, Known, Report, Status, Suppression, Verdict, WaiverCounts, fingerprint, numbered,
};
use crate::source::{Source, Span};

/// The sample with its first finding waived, a warning explained, one finding old, the others new, one of the
/// baseline gone and one not looked for.
pub(super) fn standing(said: &str) -> Report {
    let source = Source::new("豁免.toml", "rule = \"LC101\"\n".to_owned());
    let answer = |status, by: &str| {
        Some(Arc::new(Suppression {
            status,
            justification: said.to_owned(),
            by: by.to_owned(),
            basis: said.to_owned(),
            days: (status == Status::Accepted)
                .then(|| ("2020-01-01".parse().unwrap(), "2020-12-31".parse().unwrap())),
            site: source.site(Span::new(7, 14)),
        }))
    };
    let known = |rule: &str| Known {
        rule: rule.to_owned(),
        table: said.to_owned(),
        key: said.to_owned(),
        field: said.to_owned(),
        verdict: Verdict::Fail,
        severity: Severity::Error,
        fingerprint: fingerprint(rule, "项目", said, said).to_string(),
        site: Source::new("基线.json", "{}\n".to_owned()).site(Span::new(0, 2)),
    };
    let mut report = report();
    report.findings.iter_mut().for_each(|finding| finding.age = Some(Age::New));
    report.findings[0].suppression = answer(Status::Accepted, "区财政局");
    report.findings[2].suppression = answer(Status::UnderReview, "张三");
    report.findings[3].fingerprint = numbered(report.findings[3].fingerprint, 2);
    report.findings[3].age = Some(Age::Unchanged);
    report.rules[0].counts.waived = 1;
    report.rules[1].counts.explained = 1;
    report.waived_totals = std::mem::take(&mut report.totals);
    report.decisions.clear();
    report.waivers = Some(WaiverCounts { used: 1, expired: 1, ..WaiverCounts::default() });
    let (fixed, unchecked) = (vec![known("LC101")], vec![known("LC102")]);
    report.comparison = Some(Comparison { fixed, unchecked, strict: false });
    report
}

fn sarif() -> Value {
    let log: Value = serde_json::from_str(&written(&standing("抢险工程"), "sarif")).unwrap();
    log["runs"][0]["results"].clone()
}

#[test]
fn sarif_says_of_every_result_how_it_stands() {
    let results = sarif();
    let of = |key: &str| -> Vec<String> {
        results.as_array().unwrap().iter().map(|one| one[key].to_string()).collect()
    };
    let states: Vec<String> = of("baselineState");
    assert_eq!(
        states,
        ["\"new\"", "\"unchanged\"", "\"new\"", "\"new\"", "\"new\"", "\"absent\""],
        "open ones come first, what is gone last"
    );
    let statuses: Vec<Option<&str>> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let suppressions = one["suppressions"].as_array().expect("on all results or on none");
            suppressions.first().map(|one| one["status"].as_str().unwrap())
        })
        .collect();
    assert_eq!(statuses, [None, None, None, Some("accepted"), Some("underReview"), None]);
    let waived = &results[3]["suppressions"][0];
    assert_eq!(waived["kind"], "external");
    assert_eq!(
        waived["justification"],
        "抢险工程（批准人：区财政局，依据：抢险工程，2020-01-01 至 2020-12-31）"
    );
    assert_eq!(waived["location"]["physicalLocation"]["region"]["startLine"], 1);
    // Without waivers and a baseline nothing is said.
    let plain: Value = serde_json::from_str(&written(&report(), "sarif")).unwrap();
    let first = &plain["runs"][0]["results"][0];
    assert!(first.get("suppressions").is_none() && first.get("baselineState").is_none());
}

#[test]
fn junit_skips_what_nobody_has_to_mend() {
    let written = written(&standing("抢险工程"), "junit");
    assert!(written.contains("<skipped message=\"已豁免\"/>"), "{written}");
    assert!(written.contains("已豁免：抢险工程（批准人：区财政局"), "{written}");
    assert!(written.contains("<skipped message=\"仍有，已说明（待复核）\"/>"), "{written}");
    assert!(!written.contains("<failure"), "{written}");
    let mut strict = standing("抢险工程");
    strict.comparison.as_mut().unwrap().strict = true;
    let strict = super::written(&strict, "junit");
    assert!(strict.contains("<failure type=\"警告\""), "{strict}");
}

#[test]
fn lists_of_things_to_do_leave_out_what_is_answered() {
    let report = standing("抢险工程");
    for format in ["gitlab", "checkstyle", "rdjson", "github"] {
        let written = written(&report, format);
        assert!(!written.contains("LC101"), "{format}: {written}");
        assert!(written.contains("LC104"), "{format}: {written}");
    }
    let github = written(&report, "github");
    assert!(!github.contains("LC102"), "what the baseline knows is no news: {github}");
    assert!(github.contains("已豁免 1 处，已说明、待复核 1 处，基线中已有 1 处"), "{github}");
}

#[test]
fn reports_for_people_show_all_of_them() {
    let report = standing("抢险工程");
    let answer = "抢险工程（批准人：区财政局，依据：抢险工程，2020-01-01 至 2020-12-31）";
    for format in ["text", "markdown", "html", "junit", "json"] {
        let written = written(&report, format);
        assert!(written.contains("LC101"), "{format}: {written}");
        assert!(format == "json" || written.contains(answer), "{format}: {written}");
    }
    let markdown = written(&report, "markdown");
    for part in ["## 已豁免\n", "## 已说明（待复核）\n", "## 已整改\n", "## 已豁免的处置\n", "警告<br>仍有"]
    {
        assert!(markdown.contains(part), "{part}\n{markdown}");
    }
    let html = written(&report, "html");
    for part in [
        "<select id=\"state\">",
        "<select id=\"age\">",
        "data-state=\"waived\" data-age=\"new\"",
        "data-state=\"open\" data-age=\"unchanged\"",
        "<section id=\"fixed\">",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let text = written(&report, "text");
    for part in [
        "── 已豁免 ──",
        "── 已说明（待复核） ──",
        "── 仍有 ──",
        "── 已整改 ──",
        "新增 2，仍有 1，已整改 1，未检查 1",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let csv = written(&report, "csv");
    assert!(csv.contains("错误，已豁免，新增"), "{csv}");
    let concise = written(&report, "concise");
    assert!(concise.contains("已豁免 LC101") && concise.contains("[仍有]"), "{concise}");
}

#[test]
fn hostile_answers_are_text() {
    let report = standing(HOSTILE);
    for format in ["html", "markdown", "junit", "text"] {
        let written = written(&report, format);
        assert!(format == "text" || !written.contains("<script>alert"), "{format}");
        assert!(!written.contains('\u{202e}') && !written.contains('\u{1b}'), "{format}");
    }
}
