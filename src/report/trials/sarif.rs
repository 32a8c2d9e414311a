//! What a SARIF log must hold besides being valid.

use serde_json::Value;

use super::sample::{finding, hostile, place, report};
use super::{written, written_in};
use crate::diag::Severity;
use crate::finding::{Report, Role};
use crate::source::{CellMark, Source};
use crate::text::Language;

fn run(report: &Report) -> Value {
    let mut log: Value = serde_json::from_str(&written(report, "sarif")).unwrap();
    log["runs"][0].take()
}

fn texts<'v>(values: &'v Value, key: &str) -> Vec<&'v str> {
    values.as_array().unwrap().iter().map(|value| value[key].as_str().unwrap()).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn results_come_worst_first_with_their_rules() {
    let run = run(&report());
    assert_eq!(texts(&run["results"], "ruleId"), ["LC101", "LC104", "LC102", "LC102", "LC103"]);
    assert_eq!(texts(&run["results"], "level"), ["error", "none", "warning", "warning", "note"]);
    assert_eq!(texts(&run["results"], "kind"), ["fail", "open", "fail", "fail", "fail"]);
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][number(&result["ruleIndex"])];
        assert_eq!(rule["id"], result["ruleId"]);
    }
}

#[test]
fn a_message_says_its_sentence_first_and_links_to_what_was_read() {
    let run = run(&report());
    let result = &run["results"][0];
    assert_eq!(
        result["message"]["text"],
        "未开展事前绩效评估，不得纳入项目库。依据：《中华人民共和国预算法》第三十二条、第五十七条。\
         处置：不予入库，132.00 万元。建议：编制事前绩效评估报告。填报值：[申报金额：132](1)。"
    );
    let related = &result["relatedLocations"][0];
    assert_eq!(related["id"], 1);
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(related["logicalLocations"][0]["fullyQualifiedName"], "项目/A001/申报金额");
}

#[test]
fn locations_point_at_artifacts_with_hashes() {
    let run = run(&report());
    let location = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location["uri"], "%E4%BE%8B%20%E4%B8%80/%E6%96%B0%E5%A2%9E.toml");
    assert_eq!(location["uriBaseId"], "%SRCROOT%");
    let artifact = &run["artifacts"][number(&location["index"])];
    assert_eq!(artifact["location"]["uri"], location["uri"]);
    assert_eq!(artifact["hashes"]["sha-256"], "1".repeat(64));
    assert_eq!(run["artifacts"][2].get("hashes"), None);
}

#[test]
fn equal_findings_have_fingerprints_of_their_own_whatever_the_order() {
    let of = |report: &Report| -> Vec<String> {
        let run = run(report);
        let results = run["results"].as_array().unwrap().iter();
        let hash = |result: &Value| {
            result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned()
        };
        results.map(hash).collect()
    };
    let hashes = of(&report());
    assert!(hashes[2].ends_with(":1") && hashes[3].ends_with(":2"), "{hashes:?}");
    let mut fewer = report();
    fewer.findings.remove(0);
    assert_eq!(of(&fewer)[..], hashes[1..]);
}

#[test]
fn what_cannot_be_read_is_a_notification_and_no_result() {
    let run = run(&report());
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let ids: Vec<&str> = notifications.iter().map(|one| one["descriptor"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["report/undetermined", "read/malformed-value", "read/duplicate-key"]);
    assert_eq!(notifications[2]["locations"].as_array().unwrap().len(), 2);
    for notification in notifications {
        let index = number(&notification["descriptor"]["index"]);
        assert_eq!(run["tool"]["driver"]["notifications"][index]["id"], notification["descriptor"]["id"]);
    }
}

#[test]
fn statutes_are_taxonomies_and_their_articles_taxa() {
    let run = run(&report());
    assert_eq!(texts(&run["taxonomies"], "name"), ["济历城发〔2019〕32号", "预算法"]);
    assert_eq!(texts(&run["taxonomies"][1]["taxa"], "id"), ["第三十二条", "第五十七条"]);
    let taxon = &run["results"][0]["taxa"][1];
    assert_eq!((taxon["id"].as_str(), taxon["index"].as_u64()), (Some("第五十七条"), Some(1)));
    assert_eq!(taxon["toolComponent"]["name"], "预算法");
    let relationships = run["tool"]["driver"]["rules"][0]["relationships"].as_array().unwrap();
    assert_eq!(relationships.len(), 3);
}

#[test]
fn the_limit_keeps_the_worst_and_says_so() {
    let mut out = Vec::new();
    super::super::sarif::write_within(&report(), Language::Chinese, 2, &mut out).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    let run = &log["runs"][0];
    assert_eq!(texts(&run["results"], "ruleId"), ["LC101", "LC104"]);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["descriptor"]["id"], "report/left-out");
    assert!(notification["message"]["text"].as_str().unwrap().contains("另有 3 条"));
}

#[test]
fn a_rule_brings_its_own_text_as_help() {
    let run = run(&report());
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert!(rule["help"]["text"].as_str().unwrap().contains("要求 事前评估.已开展"));
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("```heng\n规则 LC101"));
}

#[test]
fn hostile_text_makes_neither_links_nor_placeholders() {
    for result in run(&hostile())["results"].as_array().unwrap() {
        let text = result["message"]["text"].as_str().unwrap();
        assert!(!text.contains("](http") && !text.replace("{{", "").contains('{'), "{text}");
    }
}

#[test]
fn english_logs_are_english() {
    let log: Value = serde_json::from_str(&written_in(&report(), "sarif", Language::English)).unwrap();
    assert_eq!(log["runs"][0]["language"], "en-US");
    let text = log["runs"][0]["results"][1]["message"]["text"].as_str().unwrap();
    assert!(text.contains("basis: "), "{text}");
}

#[test]
fn a_cell_of_a_workbook_has_its_row_column_and_name() {
    let marks = vec![CellMark { start: 0, row: 11, column: 5 }];
    let source = Source::with_cells("a.xlsx", "795\n".to_owned(), "申报 表".into(), marks);
    let places = vec![place(&source, Role::Primary, "金额", "795", Some("795"))];
    let findings = vec![finding("LC101", "A", Severity::Error, "不对", places)];
    let run = run(&Report { findings, ..Report::default() });
    let location = &run["results"][0]["locations"][0];
    let region = &location["physicalLocation"]["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(11), Some(5)));
    assert_eq!(texts(&location["logicalLocations"], "fullyQualifiedName"), ["'申报 表'!E11", "项目/A/金额"]);
    assert_eq!(location["properties"]["cell"], "E11");
}
