//! The ways in which other engines let a broken project through. Here each ends in a compile error, a
//! violation or "undetermined".

use heng::finding::{Message, Verdict};

use crate::run::{Memory, TABLE, check, codes, compile, document, judge, require, rule};
use heng::session::Options;

const TIERS: &str = r#"
分档 T1 例
  依据 "例"
  对象 项目
  按 得分
  [90, 100] → 通过
  [0, 90)   → 错误 "取消预算，得分 {得分}"
  缺失      → 错误 "没有得分"
"#;

#[test]
fn a_score_in_quotes_is_a_score_and_a_score_in_words_decides_nothing() {
    assert_eq!(judge(TIERS, &document(r#", "得分": "12""#)).0, Verdict::Fail);
    assert_eq!(judge(TIERS, &document(r#", "得分": "九十二""#)).0, Verdict::Undetermined);
    assert_eq!(judge(TIERS, &document(r#", "得分": 120"#)).0, Verdict::Undetermined);
    assert_eq!(judge(TIERS, &document("")).0, Verdict::Fail);
}

#[test]
fn a_message_that_reads_an_absent_value_keeps_its_finding() {
    let rules =
        "规则 R1 例\n  依据 \"例\"\n  对象 项目\n  要求 零 = 1\n  否则 错误 \"「{名称}」{坏} {一 ÷ 零}\"\n";
    let (verdict, finding) = judge(rules, &document(""));
    assert_eq!(verdict, Verdict::Fail);
    assert_eq!(finding.unwrap().message, Message::Rule("「（未填）」约三 （无法计算）".to_owned()));
}

#[test]
fn a_message_that_reads_an_unknown_name_does_not_compile() {
    let rules = "规则 R1 例\n  依据 \"例\"\n  对象 项目\n  要求 零 = 1\n  否则 错误 \"{名承}\"\n";
    assert_eq!(codes(&format!("{TABLE}{rules}")), ["name/unknown"]);
}

#[test]
fn a_misspelt_field_does_not_compile() {
    assert_eq!(codes(&format!("{TABLE}{}", rule("要求 金客 > 1万元"))), ["name/unknown"]);
}

#[test]
fn one_project_without_the_condition_does_not_hide_the_others() {
    let program = compile(&format!("{TABLE}{}", rule("条件 空 = 1\n  要求 一 = 2")));
    let projects = r#"[{"代码": "A", "零": 0, "一": 1, "坏": 1, "空": 1},
        {"代码": "B", "零": 0, "一": 1, "坏": 1},
        {"代码": "C", "零": 0, "一": 1, "坏": 1, "空": 1}]"#;
    let report = check(&program, &Memory::of([("a.json", projects)]), &Options::default());
    let ends: Vec<_> =
        report.findings.iter().map(|finding| (finding.key.as_str(), finding.verdict)).collect();
    assert_eq!(ends, [("A", Verdict::Fail), ("B", Verdict::Undetermined), ("C", Verdict::Fail)]);
}

#[test]
fn what_is_forbidden_is_not_allowed_by_silence() {
    assert_eq!(require("非 (得分 < 60)", &document("")), Verdict::Fail);
    assert_eq!(require("非 (得分 < 60)", &document(r#", "得分": null"#)), Verdict::Fail);
}

#[test]
fn rows_that_overlap_or_leave_a_gap_do_not_compile() {
    let rows = |low: &str, high: &str| {
        let text = TIERS.replace("[90, 100]", high).replace("[0, 90)", low);
        codes(&format!("{TABLE}{text}"))
    };
    assert_eq!(rows("[0, 90]", "[90, 100]"), ["tiers/overlap"]);
    assert_eq!(rows("[0, 90)", "(90, 100]"), ["tiers/gap"]);
}

#[test]
fn a_missing_part_of_a_sum_is_no_zero() {
    assert_eq!(codes(&format!("{TABLE}{}", rule("要求 合计(资金.份额) = 1"))), ["presence/aggregate"]);
    let one_silent = document(r#", "资金": [{"数额": 1}, {"来源": "甲"}]"#);
    assert_eq!(require("合计(资金.数额) = 1万元", &one_silent), Verdict::Fail);
}

#[test]
fn null_blank_and_absent_are_the_same_silence() {
    for state in ["", r#", "选": null"#, r#", "选": """#, r#", "选": "  ""#] {
        assert_eq!(require("选 >= 0", &document(state)), Verdict::Fail, "{state}");
        assert_eq!(require("选 < 0", &document(state)), Verdict::Fail, "{state}");
    }
}

#[test]
fn tenths_add_up() {
    assert_eq!(require("0.1 + 0.2 = 0.3", &document("")), Verdict::Pass);
}
