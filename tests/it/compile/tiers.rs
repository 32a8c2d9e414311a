//! Tier sets with gaps, overlaps and rows too few or too many; each with a witness.

use heng::diag::{Problem, RuleProblem};

use super::harness::{MODEL, compiled, place, program, said, says, tiers};

/// The diagnostics of a tier set, each with its witness and the rows it points at.
#[track_caller]
fn proof(axes: &str, rows: &str, overrides: &[(&str, &str)]) -> Vec<(String, Vec<String>, Vec<String>)> {
    let (program, diagnostics) = compiled(&format!("{MODEL}{}", tiers(axes, rows)), overrides);
    let fatal = diagnostics.iter().any(|diagnostic| diagnostic.severity == heng::diag::Severity::Error);
    assert_eq!(program.is_none(), fatal, "{:?}", said(&diagnostics));
    diagnostics
        .iter()
        .map(|diagnostic| {
            let witness = match &diagnostic.problem {
                Problem::Rule(RuleProblem::TierGap { witness } | RuleProblem::TierOverlap { witness }) => {
                    witness.clone()
                }
                Problem::Rule(RuleProblem::TierMissingRow { axis }) => vec![axis.clone()],
                _ => Vec::new(),
            };
            let places = diagnostic.labels.iter().map(place).collect();
            (diagnostic.problem.code().to_owned(), witness, places)
        })
        .collect()
}

#[track_caller]
fn one(axes: &str, rows: &str, code: &str, witness: &[&str], places: &[&str]) {
    let found = proof(axes, rows, &[]);
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(found, [(code.to_owned(), owned(witness), owned(places))]);
}

#[test]
fn a_gap_at_79_5() {
    one(
        "总分",
        "[80, 100] 优 → 通过\n[60, 79] 中 → 通过\n[0, 60) 差 → 错误 \"m\"",
        "tiers/gap",
        &["总分 = 79.5"],
        &["[60, 79] 中 → 通过", "[80, 100] 优 → 通过"],
    );
}

#[test]
fn an_overlap_at_90() {
    one(
        "总分",
        "[90, 100] → 通过\n[0, 90] → 错误 \"m\"",
        "tiers/overlap",
        &["总分 = 90"],
        &["[0, 90] → 错误 \"m\"", "[90, 100] → 通过"],
    );
}

#[test]
fn no_row_for_silence() {
    one("评价.得分", "[0, 100] → 通过", "tiers/missing-row", &["评价.得分"], &["评价.得分"]);
    // 其他 does not speak for silence.
    one(
        "评价.得分",
        "[60, 100] → 通过\n其他 → 错误 \"m\"",
        "tiers/missing-row",
        &["评价.得分"],
        &["评价.得分"],
    );
}

#[test]
fn a_parameter_whose_value_opens_a_gap() {
    let rows = "< 50万元 → 通过\n>= 起点 → 错误 \"m\"";
    assert_eq!(proof("申报金额", rows, &[]), []);
    let found = proof("申报金额", rows, &[("起点", "60")]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].0.as_str(), found[0].1.as_slice()),
        ("tiers/gap", &["申报金额 = 50万元".to_owned()][..])
    );
    let found = proof("申报金额", rows, &[("threshold", "40万元")]);
    assert_eq!(
        (found[0].0.as_str(), found[0].1.as_slice()),
        ("tiers/overlap", &["申报金额 = 40万元".to_owned()][..])
    );
}

#[test]
fn a_hole_between_two_axes() {
    one(
        "评级, 总分",
        "{优, 良}, * → 通过\n中, [60, 100] → 通过\n中, [0, 60) → 错误 \"m\"\n差, (0, 100] → 错误 \"m\"",
        "tiers/gap",
        &["评级 = 差", "总分 = 0"],
        &["评级, 总分"],
    );
}

#[test]
fn whole_numbers_years_and_dates_have_nothing_between_them() {
    program(&tiers("人数", "[0, 59] → 通过\n[60, 100] → 错误 \"m\""));
    program(&tiers("年份", "<= 2019 → 不适用\n>= 2020 → 通过"));
    program(&tiers(
        "开工",
        "<= 2019-12-31 → 不适用\n[2020-01-01, 2020-12-31] → 通过\n> 2020-12-31 → 错误 \"m\"",
    ));
    program(&tiers(
        "2020-12-31 - 开工",
        "< 0天 → 错误 \"m\"\n[0天, 30天] → 通过\n[31天, 60天] → 通过\n> 60天 → 通过",
    ));
    one(
        "开工",
        "<= 2019-12-31 → 不适用\n> 2020-01-01 → 通过",
        "tiers/gap",
        &["开工 = 2020-01-01"],
        &["<= 2019-12-31 → 不适用", "> 2020-01-01 → 通过"],
    );
}

#[test]
fn an_axis_without_a_range_goes_on_without_end() {
    one(
        "占比",
        "[0%, 100%] → 通过\n> 100% → 错误 \"m\"",
        "tiers/gap",
        &["占比 = -1%"],
        &["[0%, 100%] → 通过"],
    );
}

#[test]
fn every_member_and_both_truths() {
    one("评级", "{优, 良} → 通过\n差 → 错误 \"m\"", "tiers/gap", &["评级 = 中"], &["评级"]);
    one("已验收", "是 → 通过", "tiers/gap", &["已验收 = 否"], &["已验收"]);
    program(&tiers("评级", "好评 → 通过\n其他 → 错误 \"m\""));
    program(&tiers("代码", "{\"1\", \"2\"} → 通过\n其他 → 错误 \"m\""));
    one("代码", "\"1\" → 通过", "tiers/gap", &["代码 = \"…\""], &["代码"]);
}

#[test]
fn silence_of_several_axes() {
    program(&tiers("评价.得分, 复评", "*, * → 通过\n缺失 → 不适用"));
    let found = proof("评价.得分, 复评", "*, * → 通过\n缺失, * → 不适用", &[]);
    assert_eq!(found.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["tiers/missing-row"]);
    assert_eq!(found[0].1, ["复评"]);
}

#[test]
fn rows_that_nothing_reaches() {
    one("总分", "[0, 100] → 通过\n> 100 → 错误 \"m\"", "tiers/unreachable", &[], &["> 100 → 错误 \"m\""]);
    one("总分", "[0, 100] → 通过\n缺失 → 不适用", "tiers/unreachable", &[], &["缺失 → 不适用"]);
    one("总分", "[0, 100] → 通过\n其他 → 不适用", "tiers/unreachable", &[], &["其他 → 不适用"]);
}

#[test]
fn a_row_that_takes_everything_is_told_once() {
    let found = proof("评级", "优 → 通过\n良 → 通过\n中 → 通过\n差 → 通过\n* → 错误 \"m\"", &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].0.as_str(), found[0].1.as_slice()),
        ("tiers/overlap", &["评级 = 优".to_owned()][..])
    );
}

#[test]
fn patterns_and_axes_that_cannot_be() {
    says(
        &tiers("总分", "[0, 50), 优 → 通过\n[50, 100] → 通过"),
        &[("tiers/pattern-count", "[0, 50), 优 → 通过", "")],
    );
    says(&tiers("好评", "* → 通过"), &[("tiers/bad-axis", "好评", "")]);
    says(&tiers("总分", "[0, 人数) → 通过\n[50, 100] → 通过"), &[("constant/needed", "人数", "参数")]);
    says(&tiers("总分", "[60, 50) → 通过\n[50, 100] → 通过"), &[("constant/empty-interval", "[60, 50)", "")]);
    says(&tiers("申报金额", "< 50 → 通过\n>= 50万元 → 通过"), &[("type/money-and-number", "50", "`50万元`")]);
    says(&tiers("评级", "[优, 差] → 通过"), &[("type/no-operation", "[优, 差]", "")]);
}

#[test]
fn more_cells_than_can_be_visited() {
    use std::fmt::Write;
    let mut rows = String::new();
    for n in 0..100 {
        let _ = writeln!(rows, "{n}, {n}, {n} → 通过");
    }
    let found = proof("总分, 总分 + 1, 总分 + 2", &format!("{rows}其他 → 通过"), &[]);
    assert_eq!(found[0].0, "tiers/too-many-cells");
}

#[test]
fn measures_that_turn_back_are_a_warning() {
    let rows = "[0, 60) → 错误 \"m\" 处置 提醒\n[60, 80) → 错误 \"m\" 处置 取消\n[80, 100] → 通过";
    one("总分", rows, "tiers/not-monotone", &[], &["总分"]);
}

#[test]
fn what_the_condition_guards_needs_no_row_for_silence() {
    let guarded = tiers("评价.得分", "[0, 100] → 通过").replace("按", "条件 有 评价.得分 按");
    program(&guarded);
    let text = tiers("分", "[0, 100] → 通过").replace("按", "令 分 = 评价.得分 或缺 0 按");
    program(&text);
}
