//! From a rule to its verdict, its measure and its decision.

use heng::finding::{Severity, Verdict};
use heng::session::Options;
use heng::value::{Date, Number};

use crate::run::{Memory, TABLE, check, compile, document};

const MEASURES: &str = r"
处置 提醒 remind 轻重 1
处置 压减(比 : 比例) 轻重 2 金额 金额 × 比
处置 取消 cancel 轻重 3 金额 金额
";

fn rule(code: &str, measure: &str) -> String {
    format!(
        "规则 {code} 例\n  依据 \"例\"\n  对象 项目\n  要求 零 = 1\n  否则 警告 \"不符\"\n  处置 {measure}\n"
    )
}

#[test]
fn a_rule_out_of_force_does_not_apply() {
    let rules = "规则 R1 例\n  依据 \"例\"\n  对象 项目\n  施行 2020-01-01 起 至 2020-12-31\n  要求 零 = 1\n  否则 错误 \"不符\"\n";
    let program = compile(&format!("{TABLE}{rules}"));
    let text = document("");
    let files = Memory::of([("a.json", text.as_str())]);
    for (day, fails) in [
        (None, 1),
        (Date::new(2019, 12, 31).ok(), 0),
        (Date::new(2020, 1, 1).ok(), 1),
        (Date::new(2020, 12, 31).ok(), 1),
        (Date::new(2021, 1, 1).ok(), 0),
    ] {
        let report = check(&program, &files, &Options { as_of: day, ..Options::default() });
        assert_eq!((report.verdicts().fail, report.verdicts().not_applicable), (fails, 1 - fails), "{day:?}");
    }
}

#[test]
fn the_decision_is_the_gravest_measure_and_of_equals_the_larger() {
    let rules =
        [rule("R1", "提醒"), rule("R2", "压减(20%)"), rule("R3", "压减(30%)"), rule("R4", "压减(10%)")];
    let program = compile(&format!("{TABLE}{MEASURES}{}", rules.concat()));
    let text = document(r#", "金额": 100"#);
    let report = check(&program, &Memory::of([("a.json", text.as_str())]), &Options::default());
    assert_eq!(report.findings.len(), 4);
    assert_eq!(report.decisions.len(), 1);
    let measure = &report.decisions[0].measure;
    assert_eq!((measure.name.first.as_str(), measure.amount), ("压减", Some(Number::integer(300_000))));
    assert_eq!(report.totals.len(), 1);
    assert_eq!((report.totals[0].count, report.totals[0].unknown), (1, 0));
}

#[test]
fn an_amount_that_hangs_on_silence_is_unknown_and_counted() {
    let program = compile(&format!("{TABLE}{MEASURES}{}", rule("R1", "取消")));
    let (known, silent) = (document(r#", "金额": 2"#), document(""));
    let files = Memory::of([("a.json", known.as_str()), ("b.json", silent.as_str())]);
    let report = check(&program, &files, &Options::default());
    let total = &report.totals[0];
    assert_eq!((total.count, total.amount, total.unknown), (2, Some(Number::integer(20_000)), 1));
    assert_eq!(report.findings[1].measure.as_ref().unwrap().amount, None);
}

#[test]
fn a_measure_without_an_amount_has_no_total() {
    let program = compile(&format!("{TABLE}{MEASURES}{}", rule("R1", "提醒")));
    let text = document("");
    let report = check(&program, &Memory::of([("a.json", text.as_str())]), &Options::default());
    assert_eq!((report.totals[0].amount, report.totals[0].unknown), (None, 0));
}

#[test]
fn an_undetermined_rule_is_as_severe_as_its_violation() {
    let text = rule("R1", "提醒").replace("零 = 1", "坏 = 1");
    let program = compile(&format!("{TABLE}{MEASURES}{text}"));
    let text = document("");
    let report = check(&program, &Memory::of([("a.json", text.as_str())]), &Options::default());
    let finding = &report.findings[0];
    assert_eq!((finding.verdict, finding.severity), (Verdict::Undetermined, Severity::Warning));
    assert!(report.decisions.is_empty());
}
