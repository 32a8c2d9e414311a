//! Child tables: what stands in a list and what stands in a table of its own come to the same findings, whatever
//! the order of files and the number of threads.

use std::collections::BTreeMap;
use std::fmt::Write;

use heng::finding::{Finding, Report};
use heng::report::{Context, formats};
use heng::session::{self, Input, Options};
use proptest::prelude::*;

use crate::run::{Memory, compile};

const PACK: &str = r#"
规则包 例
  主表 项目

表 项目
  主键 代码
  代码 : 文本 必填
  金额 : 金额 必填 单位 万元
  指标 : 列表 {
    名称 : 文本 必填
    权重 : 数值 范围 [0, 100]
  } 子表

规则 R1 权重
  依据 "例"
  对象 项目
  条件 有 指标
  要求 合计(指标.权重 或缺 0) >= 100 且 每个 指标 满足 (长度(名称) >= 2)
  否则 错误 "{代码}：{计数(指标)} 条，{合计(指标.权重 或缺 0)}"

规则 R2 组
  依据 "例"
  对象 项目 按 金额
  要求 合计(项目, 计数(指标) 或缺 0) <= 4
  否则 警告 "{合计(项目, 计数(指标) 或缺 0)} 条"
"#;

/// A weight and the length of a name.
type Row = (Option<&'static str>, usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop::sample::select(vec![None, Some("30"), Some("70"), Some("100"), Some("\"约5\"")]);
    prop::collection::vec((weight, 1_usize..4), 0..5)
}

fn name(length: usize) -> String {
    "甲".repeat(length)
}

/// One file with everything in it.
fn inline(projects: &[Vec<Row>]) -> BTreeMap<String, Vec<u8>> {
    let mut text = String::new();
    for (at, rows) in projects.iter().enumerate() {
        let row = |(weight, length): &Row| {
            let weight = weight.map(|weight| format!(", \"权重\": {weight}")).unwrap_or_default();
            format!("{{\"名称\": \"{}\"{weight}}}", name(*length))
        };
        let list: Vec<String> = rows.iter().map(row).collect();
        let list =
            if list.is_empty() { String::new() } else { format!(", \"指标\": [{}]", list.join(", ")) };
        writeln!(text, "{{\"代码\": \"P{at}\", \"金额\": {}{list}}}", at % 3).unwrap();
    }
    BTreeMap::from([("项目.jsonl".to_owned(), text.into_bytes())])
}

/// The projects in one file, their lists in others: the rows of a project in their order, those of different
/// projects mixed.
fn apart(projects: &[Vec<Row>], files: usize) -> BTreeMap<String, Vec<u8>> {
    let mut texts = vec!["权重,代码,名称\n".to_owned(); files];
    let most = projects.iter().map(Vec::len).max().unwrap_or_default();
    for place in 0..most {
        for (at, rows) in projects.iter().enumerate().rev() {
            let Some((weight, length)) = rows.get(place) else {
                continue;
            };
            let file = place * files / most;
            let weight = weight.unwrap_or_default().trim_matches('"');
            writeln!(texts[file], "{weight},P{at},{}", name(*length)).unwrap();
        }
    }
    let mut main = "代码,金额\n".to_owned();
    for at in 0..projects.len() {
        writeln!(main, "P{at},{}", at % 3).unwrap();
    }
    let children = texts.into_iter().enumerate();
    let children = children.filter(|(_, text)| text.lines().count() > 1);
    let mut all: BTreeMap<String, Vec<u8>> =
        children.map(|(at, text)| (format!("指标{at}.csv"), text.into_bytes())).collect();
    all.insert("项目.csv".to_owned(), main.into_bytes());
    all
}

fn check(files: BTreeMap<String, Vec<u8>>, jobs: usize, turn: usize) -> Report {
    let table = |path: &str| path.starts_with("指标").then(|| "指标".to_owned());
    let mut inputs: Vec<Input> =
        files.keys().map(|path| Input { path: path.clone(), table: table(path) }).collect();
    let middle = turn % inputs.len();
    inputs.rotate_left(middle);
    let options = Options { jobs: Some(jobs), ..Options::default() };
    session::check(&compile(PACK), inputs, &Memory(files), &options, &|_| {})
}

/// What a finding says, its places by the names of their fields.
fn said(finding: &Finding) -> String {
    let fields: Vec<&str> = finding.places.iter().map(|place| place.field.0.as_str()).collect();
    let Finding { rule, verdict, severity, key, message, more, fingerprint, .. } = finding;
    format!("{rule} {verdict:?} {severity:?} {key} {message:?} {fields:?} {more} {fingerprint}")
}

fn json(report: &Report) -> String {
    let format = formats().iter().find(|format| format.name == "json").unwrap();
    let mut out = Vec::new();
    (format.write)(report, &Context::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_list_and_its_child_table_come_to_the_same(
        projects in prop::collection::vec(rows(), 1..12),
        files in 1_usize..4,
        turn in 0_usize..4,
    ) {
        let whole = check(inline(&projects), 1, 0);
        let parts = check(apart(&projects, files), 1, 0);
        let all = |report: &Report| report.findings.iter().map(said).collect::<Vec<_>>();
        prop_assert_eq!(all(&parts), all(&whole));
        prop_assert_eq!(&parts.rules, &whole.rules);
        for jobs in [2, 4] {
            prop_assert_eq!(json(&check(apart(&projects, files), jobs, turn)), json(&parts));
        }
    }
}

#[test]
fn a_table_that_is_not_given_as_one_is_found_by_its_name() {
    let text =
        r#"{"项目": [{"代码": "P0", "金额": 1}], "指标": [{"代码": "P0", "名称": "数量", "权重": 60}]}"#;
    let report = check(BTreeMap::from([("a.json".to_owned(), text.as_bytes().to_vec())]), 2, 0);
    assert_eq!(report.rules[0].counts.fail, 1);
    assert_eq!((report.records, report.run.inputs[0].records), (1, 2));
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
}

#[test]
fn ten_thousand_rows_of_one_parent_are_put_in_once() {
    let rows = format!("代码,名称,权重\n{}", "P0,数量,0.01\n".repeat(10_000));
    let files = BTreeMap::from([
        ("指标.csv".to_owned(), rows.into_bytes()),
        ("项目.csv".to_owned(), "代码,金额\nP0,1\n".as_bytes().to_vec()),
    ]);
    let report = check(files, 2, 0);
    assert_eq!((report.rules[0].counts.pass, report.rules[1].counts.fail), (1, 1));
}
