//! A run as a whole: what does not change the report, what is said of inputs, and the tests of the language.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use heng::diag::{Problem, SetupProblem};
use heng::finding::{Report, Severity};
use heng::session::{self, Aspect, Input, Options, run_tests};
use proptest::prelude::*;

use crate::run::{Memory, TABLE, check, compile, document, rule};

const RULES: &str = r#"
处置 提醒 轻重 1
处置 取消 轻重 2 金额 金额

规则 LC101 得分
  依据 "例"
  对象 项目
  条件 空 > 0
  要求 得分 >= 60
  否则 错误 "得分 {得分}"
  处置 取消

规则 LC102 资金合计
  依据 "例"
  对象 项目
  要求 金额 = 合计(资金.数额) 且 每个 资金 满足 (有 来源)
  否则 警告 "合计 {合计(资金.数额)}"
  处置 提醒

规则 TY201 相除
  依据 "例"
  对象 项目
  要求 一 ÷ 零 >= 1
  否则 提示 "太小"
"#;

fn jobs(jobs: usize) -> Options {
    Options { jobs: Some(jobs), ..Options::default() }
}

fn select(select: &[&str], ignore: &[&str]) -> Options {
    let all = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Options { select: all(select), ignore: all(ignore), ..Options::default() }
}

fn tallied(options: &Options) -> Vec<String> {
    let program = compile(&format!("{TABLE}{RULES}"));
    let text = document("");
    let report = check(&program, &Memory::of([("a.json", text.as_str())]), options);
    report.rules.into_iter().map(|tally| tally.code.to_string()).collect()
}

fn adds_up(report: &Report) {
    for rule in &report.rules {
        assert_eq!(rule.counts.total(), report.records, "{}", rule.code);
    }
    let open = report.verdicts();
    assert_eq!(report.findings.len() as u64, open.fail + open.undetermined + open.fault);
    assert_eq!(report.records, report.run.inputs.iter().map(|input| input.records).sum::<u64>());
}

/// A cell of each state.
fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["null", "0", "1", "59.5", "100", "\"约\"", "\"6\"", "{}", "[]"])
}

prop_compose! {
    fn project()(
        cells in prop::collection::vec(cell(), 5),
        funds in prop::collection::vec((cell(), prop::sample::select(vec!["\"甲\"", "null"])), 0..4),
    ) -> String {
        let fields = ["零", "空", "坏", "得分", "金额"];
        let given: Vec<String> =
            fields.iter().zip(cells).map(|(field, cell)| format!("\"{field}\": {cell}")).collect();
        let funds: Vec<String> = funds
            .into_iter()
            .map(|(amount, source)| format!("{{\"数额\": {amount}, \"来源\": {source}}}"))
            .collect();
        format!("{{\"代码\": \"A\", \"一\": 1, {}, \"资金\": [{}]}}", given.join(", "), funds.join(", "))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_the_order_of_files_change_nothing(
        files in prop::collection::vec(prop::collection::vec(project(), 1..90), 1..5),
        threads in 1_usize..6,
        turn in 0_usize..5,
    ) {
        let program = compile(&format!("{TABLE}{RULES}"));
        let files: BTreeMap<String, Vec<u8>> = files
            .into_iter()
            .enumerate()
            .map(|(at, projects)| {
                if at % 2 == 0 {
                    (format!("{at}.json"), format!("[{}]", projects.join(",\n")).into_bytes())
                } else {
                    (format!("{at}.jsonl"), projects.join("\n").into_bytes())
                }
            })
            .collect();
        let files = Memory(files);
        let expected = check(&program, &files, &jobs(1));
        adds_up(&expected);
        let mut inputs: Vec<Input> =
            files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
        let middle = turn % inputs.len();
        inputs.rotate_left(middle);
        let done = AtomicU64::new(0);
        let count = |records| { done.fetch_add(records, Ordering::Relaxed); };
        let found = session::check(&program, inputs, &files, &jobs(threads), &count);
        prop_assert_eq!(done.into_inner(), expected.records);
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn the_format_changes_no_finding() {
    let program = compile(&format!("{TABLE}{RULES}"));
    let forms = [
        (
            "a.json",
            "{\"代码\": \"A\", \"零\": 0, \"一\": 1, \"空\": 1, \"坏\": \"约\", \"得分\": 59.50, \"资金\": [{\"数额\": \"1万元\"}]}",
        ),
        (
            "a.toml",
            "\"代码\" = \"A\"\n\"零\" = 0\n\"一\" = 1\n\"空\" = 1\n\"坏\" = \"约\"\n\"得分\" = 59.50\n[[\"资金\"]]\n\"数额\" = \"1万元\"\n",
        ),
        ("a.yaml", "代码: A\n零: 0\n一: 1\n空: 1\n坏: 约\n得分: 59.50\n资金:\n- 数额: 1万元\n"),
        ("a.csv", "代码,零,一,空,坏,得分,资金[1].数额\nA,0,1,1,约,59.50,1万元\n"),
    ];
    let mut seen = Vec::new();
    for (path, text) in forms {
        let report = check(&program, &Memory::of([(path, text)]), &Options::default());
        let findings: Vec<_> = report
            .findings
            .into_iter()
            .map(|finding| {
                let places: Vec<_> =
                    finding.places.into_iter().map(|place| (place.field, place.value)).collect();
                (finding.fingerprint, finding.verdict, finding.message, places)
            })
            .collect();
        seen.push((path, findings));
    }
    assert_eq!(seen[0].1.len(), 3);
    for (path, findings) in &seen {
        assert_eq!(findings, &seen[0].1, "{path}");
    }
}

#[test]
fn a_file_given_twice_is_checked_once_and_said_so() {
    let program = compile(&format!("{TABLE}{RULES}"));
    let text = document("");
    let files = Memory::of([("a.json", text.as_str()), ("./a.json", text.as_str())]);
    let report = check(&program, &files, &Options::default());
    assert_eq!((report.records, report.run.inputs.len()), (1, 1));
    let repeated = Problem::Setup(SetupProblem::Repeated);
    let said = report.diagnostics.iter().find(|diagnostic| diagnostic.problem == repeated).unwrap();
    assert_eq!(said.severity, Severity::Note);
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_checked() {
    let program = compile(&format!("{TABLE}{RULES}"));
    let text = document("");
    let mut files = Memory::of([("b.json", text.as_str()), ("c.json", "{\"代码\": "), ("d.xlsx", "")]);
    files.0.insert("e.json".to_owned(), vec![0xff, 0xff]);
    let inputs = ["a.json", "b.json", "c.json", "d.xlsx", "e.json"];
    let inputs = inputs.map(|path| Input { path: path.to_owned(), table: None }).to_vec();
    let report = session::check(&program, inputs, &files, &Options::default(), &|_| {});
    adds_up(&report);
    assert_eq!(report.records, 1);
    let codes: Vec<_> = report
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.site().unwrap().path.to_string(), diagnostic.problem.code()))
        .filter(|(path, _)| path != "b.json")
        .collect();
    let codes: Vec<_> = codes.iter().map(|(path, code)| (path.as_str(), *code)).collect();
    let expected = [
        ("a.json", "input/unreadable"),
        ("c.json", "read/truncated"),
        ("d.xlsx", "book/not-a-workbook"),
        ("e.json", "read/undecodable"),
    ];
    assert_eq!(codes, expected);
    let hashes: Vec<bool> = report.run.inputs.iter().map(|input| input.sha256.is_some()).collect();
    assert_eq!(hashes, [false, true, true, true, true]);
}

#[test]
fn codes_and_their_beginnings_select_rules() {
    assert_eq!(tallied(&select(&[], &[])), ["LC101", "LC102", "TY201"]);
    assert_eq!(tallied(&select(&["LC"], &[])), ["LC101", "LC102"]);
    assert_eq!(tallied(&select(&["LC", "TY201"], &["LC101"])), ["LC102", "TY201"]);
    assert_eq!(tallied(&select(&[], &["LC1"])), ["TY201"]);
}

#[test]
fn a_code_that_selects_nothing_is_a_mistake_and_nothing_is_checked() {
    let program = compile(&format!("{TABLE}{RULES}"));
    let text = document("");
    let files = Memory::of([("a.json", text.as_str())]);
    for options in [select(&["LC103"], &[]), select(&[], &["LC103"]), select(&[""], &[])] {
        let report = check(&program, &files, &options);
        assert_eq!((report.records, report.rules.len()), (0, 0));
        assert_eq!(report.diagnostics[0].problem.code(), "option/selects-nothing");
        assert_eq!(report.worst(), Some(Severity::Error));
    }
}

#[test]
fn records_of_another_table_are_no_subjects() {
    let other = "表 单位 unit\n  主键 编号\n  编号 : 文本 必填\n";
    let program = compile(&format!("{TABLE}{other}{}", rule("要求 一 = 1")));
    let text = format!(r#"{{"项目": [{}], "单位": [{{"编号": "1"}}, {{"编号": "2"}}]}}"#, document(""));
    let files = Memory::of([("a.json", text.as_str()), ("b.json", r#"{"编号": "3"}"#)]);
    let inputs = vec![
        Input { path: "a.json".to_owned(), table: None },
        Input { path: "b.json".to_owned(), table: Some("unit".to_owned()) },
    ];
    let report = session::check(&program, inputs, &files, &Options::default(), &|_| {});
    assert_eq!((report.records, report.rules[0].counts.total(), report.rules[0].counts.pass), (4, 1, 1));
    let unknown = vec![Input { path: "a.json".to_owned(), table: Some("单元".to_owned()) }];
    let report = session::check(&program, unknown, &files, &Options::default(), &|_| {});
    assert_eq!(report.diagnostics[0].problem.code(), "option/unknown-table");
}

#[test]
fn the_cases_of_the_language_are_run_by_the_same_evaluator() {
    let cases = r#"
样例 项目 { 代码: "A", 零: 0, 一: 1, 空: 1, 坏: 1, 金额: 10万元, 得分: 80 }

测试 LC101
  例 "及格"
    项目 { }
    应 合规
  例 "不及格，取消预算"
    项目 { 得分: 59 }
    应 违反 错误 处置 取消 金额 10万元 字段 score
  例 "没有得分"
    项目 { 得分: 缺失 }
    应 违反 字段 得分
  例 "不适用"
    项目 { 空: 0 }
    应 不适用
  例 "条件没填"
    项目 { 空: 缺失 }
    应 无法判定
  例 "说错了"
    项目 { 得分: 59 }
    应 合规
  例 "金额说错了"
    项目 { 得分: 59 }
    应 违反 金额 11万元 字段 空
  例 "还没改好"
    项目 { 得分: 59 }
    应 合规 待修
  例 "已经改好"
    项目 { 得分: 59 }
    应 违反 待修
"#;
    let report = run_tests(&compile(&format!("{TABLE}{RULES}{cases}")));
    let passed: Vec<bool> = report.cases.iter().map(session::CaseResult::passed).collect();
    assert_eq!(passed, [true, true, true, true, true, false, false, true, false]);
    assert_eq!((report.passed(), report.failed()), (6, 3));
    assert_eq!(report.cases[5].differs, [Aspect::Verdict]);
    let all = [Aspect::Amount, Aspect::Field];
    assert_eq!(report.cases[6].differs, all);
    assert_eq!(report.cases[6].site.excerpt.as_ref().map(|excerpt| excerpt.text.contains('例')), Some(true));
}

const VERSIONS: &str = r#"
规则 R1 例
  依据 "旧"
  对象 项目
  施行 2020-01-01 起 至 2020-12-31
  要求 一 = 1
  否则 错误 "旧"

规则 R1 例
  依据 "新"
  对象 项目
  施行 2021-01-01 起
  要求 一 = 2
  否则 错误 "新"
"#;

#[test]
fn the_report_says_which_version_was_used() {
    let program = compile(&format!("{TABLE}{VERSIONS}"));
    let text = document("");
    let used = |as_of: Option<&str>| {
        let options = Options { as_of: as_of.map(|day| day.parse().unwrap()), ..Options::default() };
        let report = check(&program, &Memory::of([("a.json", text.as_str())]), &options);
        let [rule] = report.rules.as_slice() else {
            panic!("one rule");
        };
        (rule.basis.concat(), rule.period.map(|period| period.from.to_string()), rule.versions)
    };
    let old = ("旧".to_owned(), Some("2020-01-01".to_owned()), 2);
    let new = ("新".to_owned(), Some("2021-01-01".to_owned()), 2);
    assert_eq!(used(Some("2020-12-31")), old);
    assert_eq!(used(Some("2021-01-01")), new);
    assert_eq!(used(None), new);
}
