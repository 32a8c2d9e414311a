//! What is wrong with waivers and baselines, and how findings stand by them, in words.

use super::setup::{setting, suggest};
use crate::diag::{Lapse, StateProblem, Unused};
use crate::finding::{Age, Comparison, Counts, Report, Status, Suppression, WaiverCounts};
use crate::text::{Sentence, StateWords};

pub(in crate::text) const WORDS: StateWords = StateWords {
    waived: "已豁免",
    explained: "已说明（待复核）",
    reason: "理由",
    waived_totals: "已豁免的处置",
    state: "状态",
    open: "待处理",
    age: "与基线相比",
    new: "新增",
    unchanged: "仍有",
    fixed: "已整改",
    unchecked: "基线中有、这次没有检查",
    field: "字段",
    gone: "基线中的这个问题已不存在",
};

pub(in crate::text) fn answer(suppression: &Suppression) -> String {
    let Suppression { status, justification, by, basis, days, .. } = suppression;
    let mut details = Vec::new();
    if !by.is_empty() {
        let label = match status {
            Status::Accepted => "批准人",
            Status::UnderReview => "填写人",
        };
        details.push(format!("{label}：{by}"));
    }
    if !basis.is_empty() {
        details.push(format!("依据：{basis}"));
    }
    if let Some((from, until)) = days {
        details.push(format!("{from} 至 {until}"));
    }
    if details.is_empty() {
        justification.clone()
    } else {
        format!("{justification}（{}）", details.join("，"))
    }
}

pub(in crate::text) fn settled(counts: Counts) -> String {
    let parts = [("已豁免", counts.waived), ("已说明", counts.explained)];
    let parts: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
    format!("违反 {}（其中{}）", counts.fail, parts.join("，"))
}

pub(in crate::text) fn waivers(counts: WaiverCounts) -> String {
    let parts = [
        ("用上", counts.used),
        ("没有用上", counts.unused),
        ("已到期", counts.expired),
        ("尚未生效", counts.early),
        ("规则未检查", counts.idle),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
    format!("豁免 {} 项：{}", counts.total(), parts.join("，"))
}

pub(in crate::text) fn comparison(report: &Report, comparison: &Comparison) -> String {
    let (new, unchanged) = (report.aged(Age::New), report.aged(Age::Unchanged));
    let unchecked = match comparison.unchecked.len() {
        0 => String::new(),
        count => format!("，未检查 {count}"),
    };
    format!("与基线相比新增 {new}，仍有 {unchanged}，已整改 {}{unchecked}", comparison.fixed.len())
}

pub(in crate::text) fn not_listed(counts: [usize; 3]) -> String {
    let words = ["已豁免", "已说明、待复核", "基线中已有"];
    let parts: Vec<String> = words
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count} 处"))
        .collect();
    parts.join("，")
}

pub(in crate::text) fn problem(problem: &StateProblem) -> Sentence {
    match problem {
        StateProblem::UnknownKey { key, nearest, known } => {
            let known = format!("可用的有 {}", known.join("、"));
            let help = nearest
                .as_ref()
                .map_or_else(|| known.clone(), |nearest| format!("是否要写 `{nearest}`？{known}"));
            Sentence::with_help(format!("豁免中没有 `{key}` 这一项"), help)
        }
        StateProblem::RepeatedKey { key } => {
            Sentence::with_help(format!("这一段豁免里重复填了 `{key}`"), "同一项只填一次，中英文写法是同一项")
        }
        StateProblem::MissingKey { key: [chinese, english] } => Sentence::with_help(
            format!("豁免没有写明{chinese}"),
            format!(
                "请补写 `{chinese}`（或 `{english}`）；豁免要写明规则、主键、理由、批准人、依据、批准日和到期日"
            ),
        ),
        StateProblem::WrongKind { key, expected } => {
            Sentence::with_help(format!("`{key}` 的值写法不对"), format!("应是{}", setting(*expected)))
        }
        StateProblem::ExpiresBeforeGranted { granted, expires } => Sentence::with_help(
            format!("到期日 {expires} 早于批准日 {granted}"),
            "到期日是豁免有效的最后一天",
        ),
        StateProblem::UnknownRule { code, nearest } => {
            suggest(format!("没有规则 `{code}`"), nearest.as_deref(), "用 `heng rules` 查看全部规则编号")
        }
        StateProblem::OtherTable { rule, found, expected } => Sentence::with_help(
            format!("规则 {rule} 的对象是「{expected}」，不是 `{found}`"),
            format!("请改写为 `{expected}`，或删去这一项"),
        ),
        StateProblem::UnknownField { field, nearest } => suggest(
            format!("没有哪个表有字段 `{field}`"),
            nearest.as_deref(),
            "字段按报告中的写法，如 `评价.得分`、`指标[2].权重`",
        ),
        StateProblem::BatchHasNoKey { rule } => {
            Sentence::with_help(format!("规则 {rule} 的对象是整批申报，没有主键"), "请删去这一项")
        }
        StateProblem::Twice { rule, key } => Sentence::with_help(
            format!("规则 {rule} 对 `{key}` 的豁免重复，两段的有效日期有重叠"),
            "请只留一段；续期另写一段，从上一段到期的次日起",
        ),
        StateProblem::NoDay => Sentence::with_help(
            "豁免有期限，须知道按哪一天检查",
            "请用 `--as-of 2020-06-30` 给出日期，或在 `heng.toml` 中写 `as-of = 2020-06-30`",
        ),
        StateProblem::Expired(lapse) => lapsed(lapse, "到期", "已到期"),
        StateProblem::NotYetGranted(lapse) => lapsed(lapse, "起才有效", "尚未生效"),
        StateProblem::ExplanationOutdated { rule, key, then, now } => Sentence::with_help(
            format!(
                "规则 {rule}{}的说明是就{}写的，现在填的是{}",
                of(key),
                filled(then),
                filled(now).trim_end()
            ),
            "请核对填报值，并更新“情况说明”",
        ),
        StateProblem::ExplanationUnused { rule, key } => Sentence::with_help(
            format!("规则 {rule}{}的说明所对应的问题已消失", of(key)),
            "如已整改，可删去这条说明",
        ),
        StateProblem::Unused { rule, key, why } => unused(rule, key, why),
        StateProblem::NotABaseline => Sentence::with_help(
            "这个文件不是基线",
            "基线由 `heng baseline` 写成，也可以用以前 `--format json` 的报告",
        ),
        StateProblem::BadEntry { key } => Sentence::with_help(
            format!("基线中的这个问题没有写明 `{key}`，或写法不对"),
            "请用 `heng baseline` 重新写一份",
        ),
    }
}

fn lapsed(lapse: &Lapse, border: &str, state: &str) -> Sentence {
    let Lapse { rule, key, border: day, day: today, matters } = lapse;
    let what = format!("规则 {rule}{}的豁免 {day} {border}，按 {today} 检查{state}", of(key));
    if *matters {
        Sentence::with_help(what + "，问题照常计入", "请整改，或重新报批后另写一段豁免")
    } else {
        Sentence::with_help(what + "，这个问题也已不存在", "请删去这一段")
    }
}

fn unused(rule: &str, key: &str, why: &Unused) -> Sentence {
    let of = of(key);
    match why {
        Unused::Met => Sentence::with_help(
            format!("规则 {rule}{of}没有问题，这段豁免没有用上"),
            "如已整改，请删去这一段",
        ),
        Unused::Undecided => Sentence::with_help(
            format!("规则 {rule}{of}无法判定，还没有可以豁免的问题"),
            "请先补齐数据；豁免只对违反规则的问题有效",
        ),
        Unused::OtherField(field) if field.is_empty() => Sentence::with_help(
            format!("规则 {rule}{of}的问题不指向哪个字段，这段豁免没有用上"),
            "请删去 `字段`（或 `field`）一项",
        ),
        Unused::OtherField(field) => Sentence::with_help(
            format!("规则 {rule}{of}的问题在 `{field}`，这段豁免写的是另一个字段，没有用上"),
            format!("是否要写 `{field}`？不写字段则对整个对象有效"),
        ),
        Unused::NotFound { nearest } => suggest(
            format!("所检查的申报中没有 `{key}`，规则 {rule} 的这段豁免没有用上"),
            nearest.as_deref(),
            "主键按报告中的写法；如该对象不在本次检查之列，可不理会",
        ),
    }
}

fn filled(value: &str) -> String {
    if value.is_empty() { "（未填）".to_owned() } else { format!(" `{value}` ") }
}

fn of(key: &str) -> String {
    if key.is_empty() { " 对整批申报".to_owned() } else { format!(" 对 `{key}` ") }
}
