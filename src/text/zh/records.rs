//! The words of `heng verify` and `heng diff`.

use crate::finding::record::{Difference, Half, Moved, RunRecord};
use crate::text::records::RecordWords;

pub(in crate::text) const WORDS: RecordWords = RecordWords {
    causes: "两次检查的不同",
    no_cause: "两次检查所用的程序、规则、参数、日期和数据都相同",
    tool: "程序",
    as_of: "检查日期",
    pack: "规则包",
    rule: "规则",
    param: "参数",
    input: "文件",
    option: "选项",
    decisions: "处理意见有变的",
    totals: "处置合计",
    scores: "得分有变的",
    scorecard: "考核",
    before: "原",
    after: "现",
    difference: "差额",
    finding: "问题",
    why: "原因",
    nothing: "无",
};

pub(in crate::text) fn difference(difference: &Difference) -> Vec<String> {
    let name = &difference.name;
    let head = match (difference.half, &difference.recorded, &difference.found) {
        (Half::Tool, ..) => "程序的版本不同".to_owned(),
        (Half::Pack, _, None) => format!("没有用到规则包「{name}」"),
        (Half::Pack, None, _) => format!("多用了规则包「{name}」"),
        (Half::Pack, ..) => format!("规则包「{name}」的文件变了"),
        (Half::Param, _, None) => format!("没有参数 {name}"),
        (Half::Param, None, _) => format!("多了参数 {name}"),
        (Half::Param, ..) => format!("参数 {name} 的值不同"),
        (Half::Input, _, None) => format!("文件 {name} 读不到"),
        (Half::Input, None, _) => format!("多了文件 {name}"),
        (Half::Input, ..) => format!("文件 {name} 的内容变了"),
        (Half::Records, ..) => format!("文件 {name} 的记录数不同"),
        (Half::Rule, ..) => {
            format!("规则 {name} 的判定不同（依次为合规、违反、不适用、无法判定、故障）")
        }
        (Half::Finding, _, None) => format!("少了一个问题：{name}"),
        (Half::Finding, None, _) => format!("多了一个问题：{name}"),
        (Half::Finding, ..) => format!("问题的内容不同：{name}"),
        (Half::Diagnostic, ..) => format!("数据本身的问题 {name} 的个数不同"),
        (Half::Total, ..) => format!("处置「{name}」的合计不同（依次为个数、金额、金额不明的个数）"),
        (Half::Exit, ..) => "退出码不同".to_owned(),
        (Half::Hash, ..) => "问题清单与记录中的校验值不符：记录被改动过".to_owned(),
        (Half::Rest, ..) => format!("记录的 `{name}` 与再次检查的不符：记录被改动过"),
    };
    let side =
        |label: &str, text: &Option<String>| format!("  {label}：{}", text.as_deref().unwrap_or("（没有）"));
    vec![head, side("记录的", &difference.recorded), side("现在的", &difference.found)]
}

pub(in crate::text) fn verified(record: &RunRecord, differences: usize) -> String {
    let (files, records) = (record.inputs.len(), record.records);
    let findings = record.findings.len();
    match differences {
        0 => format!(
            "一致：{files} 个文件、{records} 条记录，用同样的规则再检查一遍，还是同样的 {findings} 个问题"
        ),
        1 => "不一致，有 1 处不同：".to_owned(),
        count => format!("不一致，有 {count} 处不同，第一处是："),
    }
}

pub(in crate::text) fn moved(kind: &str, moved: &Moved) -> String {
    let name = if moved.name.is_empty() { String::new() } else { format!(" {}", moved.name) };
    match (&moved.from, &moved.to) {
        (Some(from), Some(to)) => format!("{kind}{name}：{from} → {to}"),
        (Some(_), None) => format!("{kind}{name}：只有原来有"),
        (None, _) => format!("{kind}{name}：只有现在有"),
    }
}

pub(in crate::text) fn changes(new: usize, fixed: usize, changed: usize, unchanged: usize) -> String {
    format!("新增 {new} 个，已消除 {fixed} 个，有变化 {changed} 个，不变 {unchanged} 个")
}
