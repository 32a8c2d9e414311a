//! The words of reports for other programs.

use crate::finding::Place;
use crate::text::{FormatWords, PageWords};

pub(in crate::text) const WORDS: FormatWords = FormatWords {
    title: "规则检查报告",
    reading: "文件读取与填报格式",
    skipped: "不适用：没有适用的对象",
    unread: "未检查：文件中没有读到记录",
    documents: "文件读取与填报格式问题",
    findings: "问题清单",
    message: "问题",
    values: "填报值",
    rules: "规则执行情况",
    record: "所用规则包",
    severity: "级别",
    file: "文件",
    records: "记录数",
    pack: "规则包",
    version: "版本",
    table: "对象",
    root: "检查时的当前文件夹",
    articles: "规则所依据的条款",
    inputs: "所检查的文件",
};

pub(in crate::text) const PAGE: PageWords = PageWords {
    skip: "跳到问题清单",
    contents: "本页内容",
    print: "打印",
    charts: "图表",
    by_rule: "问题最多的规则",
    unit: "单位",
    by_unit: "问题最多的单位",
    by_file: "问题最多的文件",
    by_subject: "问题最多的对象",
    money: "涉及金额",
    money_note: "每个对象按最重的一项处置计算",
    search: "查找",
    search_hint: "名称、编号、数值、依据",
    all: "全部",
    reset: "清除筛选",
    shown: "符合条件",
    more: "显示更多",
    missing: "（未填）",
    nothing: "没有问题。",
    nothing_shown: "没有符合筛选条件的问题。",
    records: "记录",
    rules: "规则",
    share: "判定分布",
    record: "检查所用的规则包和文件",
    alone: "本页不联网，内容全部在这一个文件里。",
};

pub(in crate::text) fn other(count: usize) -> String {
    format!("其余 {count} 项")
}

pub(in crate::text) fn value(place: &Place) -> String {
    let field = &place.field.0;
    match &place.value {
        Some(value) if field.is_empty() => value.clone(),
        Some(value) => format!("{field}：{value}"),
        None if field.is_empty() => "未填".to_owned(),
        None => format!("{field}：（未填）"),
    }
}

pub(in crate::text) fn left_out(count: usize) -> String {
    format!("这里只列最严重的，另有 {count} 条未列出，完整结果见 json 格式的报告")
}

pub(in crate::text) fn open(rule: &str, verdict: &str, count: u64) -> String {
    format!("规则 {rule} 有 {count} 个对象{verdict}")
}
