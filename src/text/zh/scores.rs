//! The words of scorecards.

use crate::text::ScoreWords;

pub(in crate::text) const WORDS: ScoreWords = ScoreWords {
    points: "扣分",
    rank: "名次",
    unit: "单位",
    score: "得分",
    findings: "扣分问题",
    pending: "待定",
    subjects: "对象",
    costs: "扣分明细",
    no_unit: "（未填单位）",
    no_rank: "—",
};

pub(in crate::text) fn deduction(name: &str, unit: &str, points: Option<&str>, most: Option<&str>) -> String {
    let most = most.map(|most| format!("，这条规则至多扣 {most} 分")).unwrap_or_default();
    match points {
        Some(points) => format!("{points} 分（{name}，{unit}{most}）"),
        None => format!("待定（{name}，{unit}）"),
    }
}

pub(in crate::text) fn cost(rule: &str, findings: u64, points: &str) -> String {
    format!("{rule} {findings} 处扣 {points}")
}

pub(in crate::text) fn scorecard(name: &str, full: &str) -> String {
    format!("{name}（满分 {full}）")
}

pub(in crate::text) fn units_above(count: usize) -> String {
    format!(
        "另有 {count} 个单位得分不低于以上各单位，没有列出；全部名次见 `--out html=报告.html` 或 json、markdown 报告"
    )
}

pub(in crate::text) fn takes_off(scorecard: &str, points: &str, most: Option<&str>) -> String {
    let most = most.map(|most| format!("，一个单位至多扣 {most} 分")).unwrap_or_default();
    format!("一处 {points} 分（{scorecard}{most}）")
}
