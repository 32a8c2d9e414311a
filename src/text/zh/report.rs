//! The words of reports.

use crate::diag::{Remark, Severity};
use crate::finding::{Cause, Place, Reason, Report, Role};
use crate::text::{Language, ReportWords};

pub(in crate::text) const WORDS: ReportWords = ReportWords {
    colon: "：",
    comma: "，",
    basis: "依据",
    measure: "处置",
    advice: "建议",
    help: "办法",
    place: "位置",
    verdicts: "各规则判定",
    rule: "规则",
    name: "名称",
    subjects: "对象",
    five: ["合规", "违反", "不适用", "无法判定", "故障"],
    sum: "合计",
    unused: "没有适用对象的规则",
    disabled: "停用的规则",
    disabled_by: "停用者",
    reason: "原因",
    decisions: "处理意见",
    subject: "对象",
    amount: "金额",
    totals: "处置合计",
    count: "个数",
    unknown: "金额不明",
    no_amount: "—",
    unlisted: "这里只有个数。要逐条看问题，用 `--format text`、`--format csv` 或 `--format jsonl`；只看某条规则的，再加 `--select 规则代码`",
    no_key: "（无主键）",
};

pub(in crate::text) fn place(place: &Place) -> String {
    let field = &place.field.0;
    match (place.role, &place.value) {
        (_, None) if field.is_empty() => "此处未填".to_owned(),
        (Role::Primary, None) => format!("未填 `{field}`"),
        (Role::Related, None) => format!("相关：未填 `{field}`"),
        (Role::Contributor, None) => format!("其中：未填 `{field}`"),
        (Role::Primary, Some(_)) => field.clone(),
        (Role::Related, Some(_)) => format!("相关：{field}"),
        (Role::Contributor, Some(_)) => format!("其中：{field}"),
    }
}

pub(in crate::text) fn more_places(count: usize) -> String {
    format!("另有 {count} 处相关位置未列出")
}

pub(in crate::text) fn more_records(count: u64) -> String {
    format!("及其余 {count} 条记录")
}

pub(in crate::text) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::ChildHere => "子表的第一行在这里".to_owned(),
        Remark::FirstHere => "前一处在这里".to_owned(),
        Remark::DeclaredHere => "声明在这里".to_owned(),
        Remark::OtherRow => "另一档".to_owned(),
        Remark::InForceFrom(day) => format!("用 {day} 起施行的这个值时"),
        Remark::OverriddenHere => "改用这里的值时".to_owned(),
        Remark::UsedHere => "用在这里".to_owned(),
        Remark::HasType(ty) => format!("这里是{ty}"),
    }
}

pub(in crate::text) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Hangs(causes) if causes.is_empty() => "所依据的数据不全，无法判定".to_owned(),
        Reason::Hangs(causes) => {
            let causes: Vec<String> = causes.iter().map(cause).collect();
            format!("{}，所以无法判定", causes.join("；"))
        }
        Reason::Overflow => "计算结果过大，无法精确表示".to_owned(),
        Reason::DivisionByZero => "计算中出现除数为零".to_owned(),
        Reason::NotANumber => "规则要把文字当作数来算，这段文字不是数".to_owned(),
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Malformed { field, found } => format!("`{}` 填的是 `{found}`，无法识别", field.0),
        Cause::NotFound { table, key } => format!("「{}」中没有 `{key}` 的记录", table.0),
        Cause::Several { table, key } => format!("「{}」中 `{key}` 有多条记录，无法确定以哪条为准", table.0),
        Cause::Missing { field } => format!("`{}` 未填", field.0),
    }
}

pub(in crate::text) fn scope(report: &Report) -> Vec<String> {
    let packs: Vec<String> = report
        .run
        .packs
        .iter()
        .map(|pack| format!("{} {}", pack.name, pack.version).trim().to_owned())
        .collect();
    let day = report.run.as_of.map_or_else(
        || "未指定日期，全部规则有效，各用最新的版本".to_owned(),
        |day| format!("按 {day} 施行的规则"),
    );
    vec![
        format!(
            "检查 {} 个文件、{} 条记录，规则 {} 条{}",
            report.run.inputs.len(),
            report.records,
            report.rules.len(),
            match report.disabled.len() {
                0 => String::new(),
                disabled => format!("（另有 {disabled} 条停用）"),
            }
        ),
        format!("规则包：{}（{day}）", packs.join("，")),
    ]
}

pub(in crate::text) fn in_lines(count: usize) -> String {
    format!(
        "问题较多，有 {count} 处只列一行；要看原文、依据和建议，请只检查有关的文件，或者用 --out html=报告.html 写成网页"
    )
}

pub(in crate::text) fn counts(report: &Report) -> String {
    format!(
        "错误 {} 处，警告 {} 处，提示 {} 处",
        report.count(Severity::Error),
        report.count(Severity::Warning),
        report.count(Severity::Note)
    )
}

pub(in crate::text) fn affected(report: &Report) -> String {
    format!("{} 条记录中，{} 条有问题", report.records, report.affected)
}

pub(in crate::text) fn conclusion(report: &Report) -> String {
    let settled = match report.settled_counts() {
        (0, 0) => String::new(),
        (waived, 0) => format!("；另有 {waived} 处已豁免"),
        (0, explained) => format!("；另有 {explained} 处已说明、待复核"),
        (waived, explained) => format!("；另有 {waived} 处已豁免，{explained} 处已说明、待复核"),
    };
    let language = Language::Chinese;
    let comparison = language.comparison(report).map(|text| format!("；{text}"));
    to_do(report) + &settled + &comparison.unwrap_or_default()
}

/// What is left to do.
fn to_do(report: &Report) -> String {
    let (errors, warnings, notes) =
        (report.count(Severity::Error), report.count(Severity::Warning), report.count(Severity::Note));
    let verdicts = report.verdicts();
    let open = report.undecided();
    let open = if open == 0 { String::new() } else { format!("（其中 {open} 处无法判定）") };
    let found = match (errors, warnings) {
        (0, 0) => None,
        (errors, 0) => Some(format!("还有 {errors} 处必须修改{open}")),
        (0, warnings) => Some(format!("没有必须修改的问题，{warnings} 处需要核实{open}")),
        (errors, warnings) => Some(format!("还有 {errors} 处必须修改，{warnings} 处需要核实{open}")),
    };
    if report.records == 0 {
        return match errors {
            0 => "没有检查任何申报".to_owned(),
            errors => format!("没有检查任何申报，{errors} 处错误须先排除"),
        };
    }
    if report.rules.is_empty() {
        return "没有执行任何规则，申报未经检查".to_owned();
    }
    let idle = verdicts.total() == verdicts.not_applicable;
    match found {
        Some(found) if idle => format!("没有规则适用于这些申报，未作判定；{found}"),
        Some(found) => found,
        None if idle => "没有规则适用于这些申报，未作判定".to_owned(),
        None if notes > 0 => format!("没有必须修改或需要核实的问题，{notes} 处提示供参考"),
        None if report.settled_counts() != (0, 0) => "没有尚待处理的问题".to_owned(),
        None => format!("{} 条记录未发现问题", report.records),
    }
}
