//! Groups, the batch and joins: what threads and the order of files cannot change, cases of the language with
//! several records, and a batch as large as a province's.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Cursor;
use std::time::Instant;

use heng::diag::Severity;
use heng::finding::Report;
use heng::ir::Visits;
use heng::report::{Context, formats};
use heng::session::{self, Anywhere, Files, Input, Options, run_tests};
use proptest::prelude::*;

use crate::run::{Memory, compile};

const PACK: &str = r#"
规则包 例
  主表 项目

类型 本 { 一般, 基金 }

表 项目
  主键 代码
  代码 : 文本 必填
  单位 : 文本
  类型 : 本
  金额 : 金额 必填 单位 万元
  得分 : 数值

表 上年项目
  主键 代码
  代码 : 文本 必填
  金额 : 金额 必填 单位 万元

处置 约谈 轻重 1 金额 合计(金额)

规则 G1 唯一
  依据 "例"
  对象 项目 按 代码
  要求 计数() = 1
  否则 错误 "{代码} 出现 {计数()} 次"

规则 G2 汇总
  依据 "例"
  对象 项目 按 类型, 单位
  条件 计数() > 1
  要求 合计(金额 ÷ 3) <= 20万元 且 非 (存在 项目 满足 (有 得分 且 得分 < 1))
  否则 警告 "{单位} {合计(金额)}，最大 {最大(金额)}，平均 {平均(得分 或缺 0)}"
  处置 约谈

规则 G3 整批
  依据 "例"
  对象 批次
  要求 去重计数(项目 其中 (有 单位).单位) >= 3 且 合计(项目.金额) <= 合计(上年项目.金额) × 2
  否则 提示 "{合计(项目.金额)} 与 {合计(上年项目.金额)}"

规则 J1 增幅
  依据 "例"
  对象 项目
  要求 金额 <= 上年项目[代码].金额 × 2
  否则 错误 "上年 {上年项目[代码].金额}"
"#;

fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["1", "20", "33.3", "\"约5\"", "0", "1e2"])
}

prop_compose! {
    fn record()(
        table in prop::sample::select(vec!["项目", "项目", "项目", "上年项目"]),
        code in prop::sample::select(vec!["A", "B", "C", "D", "E"]),
        unit in prop::sample::select(vec!["null", "\"教育局\"", "\"卫健局\""]),
        kind in prop::sample::select(vec!["\"一般\"", "\"基金\"", "\"坏\"", "null"]),
        amount in cell(),
        score in prop::sample::select(vec!["null", "0", "60"]),
    ) -> String {
        let more = if table == "项目" {
            format!(", \"单位\": {unit}, \"类型\": {kind}, \"得分\": {score}")
        } else {
            String::new()
        };
        format!("{{\"{table}\": [{{\"代码\": \"{code}\", \"金额\": {amount}{more}}}]}}")
    }
}

fn json(report: &Report) -> Vec<u8> {
    let format = formats().iter().find(|format| format.name == "json").unwrap();
    let mut out = Vec::new();
    (format.write)(report, &Context::default(), &mut out).unwrap();
    out
}

fn jobs(jobs: usize) -> Options {
    Options { jobs: Some(jobs), ..Options::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_the_order_of_files_change_no_byte(
        files in prop::collection::vec(prop::collection::vec(record(), 1..40), 1..5),
        turn in 0_usize..5,
    ) {
        let program = compile(PACK);
        let named = files.into_iter().enumerate();
        let files: BTreeMap<String, Vec<u8>> =
            named.map(|(at, records)| (format!("{at}.jsonl"), records.join("\n").into_bytes())).collect();
        let files = Memory(files);
        let mut inputs: Vec<Input> =
            files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
        let expected = json(&session::check(&program, inputs.clone(), &files, &jobs(1), &|_| {}));
        for threads in [1, 2, 4] {
            let middle = turn % inputs.len();
            inputs.rotate_left(middle);
            let found = session::check(&program, inputs.clone(), &files, &jobs(threads), &|_| {});
            prop_assert_eq!(
                String::from_utf8(json(&found)).unwrap(), String::from_utf8(expected.clone()).unwrap()
            );
        }
    }
}

#[test]
fn cases_hold_the_batch_and_the_tables_that_are_joined() {
    let tests = r#"
样例 项目 { 代码: A, 金额: 10, 单位: 教育局, 类型: 一般 }

测试 G1
  例 "两条同一代码"
    项目 { 代码: A }
    项目 { 代码: A }
    应 违反 错误 字段 代码
  例 "第一条所在的组才是对象"
    项目 { 代码: B }
    项目 { 代码: A }
    项目 { 代码: A }
    应 合规

测试 G2
  例 "只有一条"
    项目 { }
    应 不适用
  例 "三个三分之一"
    项目 { 金额: 20 }
    项目 { 金额: 20 }
    项目 { 金额: 20 }
    应 合规
  例 "多出一分"
    项目 { 金额: 60 }
    项目 { 金额: 0.01 }
    应 违反 警告 处置 约谈 金额 600100元
  例 "有一条的金额无法识别"
    项目 { 金额: "约六十" }
    项目 { }
    应 无法判定

测试 G3
  例 "整批"
    项目 { 金额: 5 }
    上年项目 { 代码: A, 金额: 1 }
    应 违反

测试 J1
  例 "上年有"
    项目 { 金额: 10 }
    上年项目 { 代码: A, 金额: 5 }
    应 合规
  例 "上年有，超过两倍"
    项目 { 金额: 10.01 }
    上年项目 { 代码: A, 金额: 5 }
    应 违反 字段 金额
  例 "上年没有"
    项目 { 代码: B }
    上年项目 { 代码: A, 金额: 5 }
    应 无法判定
"#;
    let report = run_tests(&compile(&format!("{PACK}{tests}")));
    let wrong: Vec<_> = report.cases.iter().filter(|case| !case.passed()).collect();
    assert!(wrong.is_empty() && report.passed() == 10, "{wrong:#?}");
}

#[test]
fn a_large_batch_gives_the_same_bytes_whatever_threads_and_order() {
    large_batch(2_000);
}

/// The same at the size of a province, and how much longer ten times as much takes.
///
/// `cargo test --release --test it -- --ignored --nocapture hundred_thousand`
#[test]
#[ignore = "too slow without optimisation; .ci/run runs it"]
fn a_batch_of_a_hundred_thousand_gives_the_same_bytes_whatever_threads_and_order() {
    large_batch(10_000);
    large_batch(100_000);
}

/// So many declarations, and as many of the year before, under 40 rules: five over groups, two that join the year
/// before, one over the batch. Prints how long it takes.
fn large_batch(records: u64) {
    let program = compile(&forty_rules());
    let groups = program.rules.iter().filter(|rule| matches!(rule.visits, Visits::Groups { .. })).count();
    assert_eq!((program.rules.len(), groups), (40, 5));
    let files = two_years(records);
    let inputs = |turn: usize| {
        let table = |path: &str| path.starts_with("上年").then(|| "上年项目".to_owned());
        let paths = files.0.keys().map(|path| Input { path: path.clone(), table: table(path) });
        let mut inputs: Vec<Input> = paths.collect();
        inputs.rotate_left(turn);
        if turn % 2 == 1 {
            inputs.reverse();
        }
        inputs
    };
    let mut first: Option<Vec<u8>> = None;
    for (threads, turn) in [(1, 0), (2, 0), (1, 7), (2, 3)] {
        let begun = Instant::now();
        let report = session::check(&program, inputs(turn), &files, &jobs(threads), &|_| {});
        let took = begun.elapsed();
        assert_eq!(report.records, 2 * records);
        let judged = |code: &str| report.rules.iter().find(|rule| &*rule.code == code).unwrap().counts;
        // Every declaration finds its own of the year before, the last unit's total is over the limit.
        assert_eq!(judged("J1").pass + judged("J1").fail, records);
        assert!(judged("G1").fail > 0 && judged("K2").fail > 0, "{:?}", report.rules);
        let bytes = json(&report);
        println!(
            "{records} declarations, {threads} threads: {took:?}, {} findings, {} bytes of JSON",
            report.findings.len(),
            bytes.len()
        );
        assert!(first.get_or_insert_with(|| bytes.clone()) == &bytes, "{threads} threads, turn {turn}");
    }
}

/// A file that is another one when it is read a second time.
struct Changing {
    first: &'static str,
    later: Option<&'static str>,
}

impl Files for Changing {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.first.as_bytes().to_vec())
    }

    fn open_anywhere<'f>(&'f self, _: &str) -> Result<Box<dyn Anywhere + 'f>, String> {
        self.later.map(|text| -> Box<dyn Anywhere> { Box::new(Cursor::new(text)) }).ok_or_else(String::new)
    }
}

#[test]
fn what_is_found_stays_when_a_line_is_there_no_more() {
    let program = compile(PACK);
    let first = concat!(
        "{\"代码\": \"A\", \"金额\": 1}\n",
        "{\"代码\": \"B\", \"金额\": 1}\n",
        "{\"代码\": \"A\", \"金额\": 1}\n"
    );
    let moved = concat!("\n\n", "{\"代码\": \"A\", \"金额\": 1}\n{\"代码\": \"C\", \"金额\": 1}\n");
    for later in [Some(first), Some(moved), Some(""), None] {
        let files = Changing { first, later };
        let options = Options { select: vec!["G1".to_owned()], ..Options::default() };
        let inputs = vec![Input { path: "甲.jsonl".to_owned(), table: None }];
        let report = session::check(&program, inputs, &files, &options, &|_| {});
        let finding = report.findings.iter().find(|finding| &*finding.rule == "G1").unwrap();
        assert_eq!((finding.key.as_str(), finding.places.len()), ("A", 2));
        let lines: Vec<_> = finding
            .places
            .iter()
            .map(|place| place.site.excerpt.as_ref().map(|_| place.site.start.line))
            .collect();
        let expected = if later == Some(first) { [Some(1), Some(3)] } else { [None, None] };
        assert_eq!(lines, expected, "{later:?}");
        assert!(finding.places.iter().all(|place| &*place.site.path == "甲.jsonl"));
        let mixed = report.diagnostics.iter().filter(|told| told.problem.code() == "input/mixed");
        let mixed: Vec<_> = mixed.map(|told| told.severity).collect();
        assert_eq!(mixed, if later == Some(first) { vec![] } else { vec![Severity::Warning] }, "{later:?}");
    }
}

/// The rules above, and more of each kind up to 40.
fn forty_rules() -> String {
    let mut rules = PACK.to_owned();
    for (number, keys) in ["单位", "类型", "单位, 类型"].into_iter().enumerate() {
        write!(
            rules,
            "\n规则 K{number} 组\n  依据 \"例\"\n  对象 项目 按 {keys}\n  要求 合计(金额) <= {}万元\n  否则 提示 \"{{合计(金额)}}\"\n",
            1000 * (3 - number)
        )
        .unwrap();
    }
    rules.push_str("\n规则 J2 上年\n  依据 \"例\"\n  对象 项目\n  条件 有 上年项目[代码]\n  要求 上年项目[代码].金额 > 0元\n  否则 提示 \"零\"\n");
    for number in 0..32 {
        write!(
            rules,
            "\n规则 R{number} 单条\n  依据 \"例\"\n  对象 项目\n  条件 有 得分 且 得分 >= {number}\n  要求 金额 >= {number}元\n  否则 提示 \"{{金额}}\"\n"
        )
        .unwrap();
    }
    rules
}

/// Ten files of declarations, in which one of a thousand has the code of the one before, and two of last year's.
fn two_years(records: u64) -> Memory {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in 0..10 {
        let mut text = String::new();
        for number in (0..records).filter(|number| number % 10 == file) {
            let code = number - u64::from(number % 1000 == 999);
            writeln!(
                text,
                "{{\"代码\": \"P{code:06}\", \"单位\": \"单位{}\", \"类型\": \"{}\", \"金额\": {}.{:02}, \"得分\": {}, \"说明\": \"{}\"}}",
                number % 200,
                ["一般", "基金"][(number / 200 % 2) as usize],
                number % 977,
                number % 100,
                number % 101,
                "某某项目的绩效目标和预期效益".repeat(10),
            )
            .unwrap();
        }
        files.insert(format!("今年/{file}.jsonl"), text.into_bytes());
    }
    for half in 0..2 {
        let mut text = "代码,金额\n".to_owned();
        for number in (0..records).filter(|number| number % 2 == half) {
            writeln!(text, "P{number:06},{}", number % 500).unwrap();
        }
        files.insert(format!("上年/{half}.csv"), text.into_bytes());
    }
    Memory(files)
}
