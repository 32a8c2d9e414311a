//! Scorecards: what units lose adds up, whatever threads and order of files there are, and never falls below nought.

use std::collections::BTreeMap;

use heng::report::{Context, formats};
use heng::session::{self, Input, Options};
use heng::value::Number;
use proptest::prelude::*;

use crate::run::{Memory, compile};

const PACK: &str = r#"
规则包 例
  主表 项目

表 项目
  主键 代码
  代码 : 文本 必填
  单位 : 文本
  金额 : 金额 必填 单位 万元
  得分 : 数值 范围 [0, 100]

考核 综合考核
  依据 "例"
  满分 5
  按 单位

规则 R1 金额为正
  依据 "例"
  对象 项目
  要求 金额 > 0元
  否则 错误 "金额应为正"
  扣分 1.5 至多 4

规则 R2 填得分
  依据 "例"
  对象 项目
  要求 有 得分
  否则 警告 "没有得分"
  扣分 0.1
"#;

/// A project: its unit, whether its amount is above zero, below or unreadable, whether it has a score.
type Row = (Option<u8>, u8, bool);

fn line(number: usize, (unit, amount, scored): Row) -> String {
    let unit = unit.map_or("null".to_owned(), |unit| format!("\"单位{unit}\""));
    let amount = ["1", "-1", "\"约一\""][usize::from(amount)];
    let score = if scored { "80" } else { "null" };
    format!("{{\"代码\":\"P{number}\",\"单位\":{unit},\"金额\":{amount},\"得分\":{score}}}\n")
}

/// What is left of five marks, reckoned in tenths.
fn expected(rows: &[Row]) -> BTreeMap<Option<String>, i128> {
    let mut lost: BTreeMap<Option<String>, [i128; 2]> = BTreeMap::new();
    for (unit, amount, scored) in rows {
        let lost = lost.entry(unit.map(|unit| format!("单位{unit}"))).or_default();
        lost[0] += if *amount == 1 { 15 } else { 0 };
        lost[1] += i128::from(!scored);
    }
    lost.into_iter().map(|(unit, [one, other])| (unit, (50 - one.min(40) - other).max(0))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn marks_add_up_on_any_threads_and_in_any_order_of_files(
        rows in prop::collection::vec((prop::option::of(0_u8..4), 0_u8..3, any::<bool>()), 1..80),
        cut in 0_usize..80,
    ) {
        let program = compile(PACK);
        let lines: Vec<String> = rows.iter().enumerate().map(|(number, row)| line(number, *row)).collect();
        let cut = cut.min(lines.len());
        let files = |names: [&str; 2]| {
            let parts = [lines[..cut].concat(), lines[cut..].concat()];
            Memory(names.iter().zip(parts).map(|(name, text)| ((*name).to_owned(), text.into_bytes())).collect())
        };
        let checked = |files: &Memory, jobs, careful| {
            let inputs = files.0.keys().map(|path| Input { path: path.clone(), table: None }).collect();
            let options = Options { jobs: Some(jobs), careful, ..Options::default() };
            session::check(&program, inputs, files, &options, &|_| {})
        };
        let report = checked(&files(["a.jsonl", "b.jsonl"]), 1, false);
        let tenth = Number::ONE.over(Number::integer(10)).unwrap();
        let scores: BTreeMap<Option<String>, Number> =
            report.scorecards[0].units.iter().map(|unit| (unit.unit.clone(), unit.score)).collect();
        let wanted = expected(&rows).into_iter();
        let wanted: BTreeMap<Option<String>, Number> =
            wanted.map(|(unit, tenths)| (unit, Number::integer(tenths).times(tenth).unwrap())).collect();
        prop_assert_eq!(&scores, &wanted);

        let json = |report: &heng::finding::Report| {
            let format = formats().iter().find(|format| format.name == "json").unwrap();
            let mut out = Vec::new();
            (format.write)(report, &Context::default(), &mut out).unwrap();
            out
        };
        for (jobs, careful) in [(2, false), (4, true)] {
            prop_assert_eq!(json(&report), json(&checked(&files(["a.jsonl", "b.jsonl"]), jobs, careful)));
        }
        let turned = checked(&files(["b.jsonl", "a.jsonl"]), 2, false);
        prop_assert_eq!(&turned.scorecards, &report.scorecards);
    }
}

#[test]
fn the_text_report_lists_the_units_that_lost_most_and_counts_the_rest() {
    let program = compile(PACK);
    let unit = |number: usize| {
        let amount = if number < 3 { -1 } else { 1 };
        format!("{{\"代码\":\"P{number}\",\"单位\":\"单位{number:02}\",\"金额\":{amount},\"得分\":80}}\n")
    };
    let text = |units: usize| {
        let lines: String = (0..units).map(unit).collect();
        let report = crate::run::check(&program, &Memory::of([("a.jsonl", &*lines)]), &Options::default());
        let format = formats().iter().find(|format| format.name == "text").unwrap();
        let mut out = Vec::new();
        (format.write)(&report, &Context::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let listed =
        |text: &str| text.lines().filter(|line| line.contains(" 单位") && !line.contains("名次")).count();
    let (few, many) = (text(20), text(25));
    assert_eq!((listed(&few), listed(&many)), (20, 20));
    assert!(!few.contains("没有列出") && many.contains("另有 5 个单位"), "{many}");
    assert!(many.contains("  23 单位02"), "{many}");
    // Each finding says what it takes off.
    assert!(many.contains("扣分：1.5 分（综合考核，单位00，这条规则至多扣 4 分）"), "{many}");
}
