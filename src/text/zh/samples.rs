//! The words of `heng sample`.

use crate::sample::{Method, Money, Sample, Share};
use crate::text::samples::{Drawn, SampleWords};

pub(in crate::text) const WORDS: SampleWords = SampleWords {
    number: "序号",
    kind: "表或规则",
    key: "主键",
    place: "位置",
    stratum: "类别",
    amount: "金额（元）",
    times: "抽中次数",
};

pub(in crate::text) fn sampling(sample: &Sample, from: Drawn<'_>) -> Vec<String> {
    let Sample { size, seed, population, drawn, .. } = sample;
    let what = match from.table {
        Some(table) => format!("表「{table}」的 {population} 条记录，来自 {} 个文件", from.files),
        None => format!("检查发现的 {population} 个问题，来自 {} 个文件", from.files),
    };
    let mut text = vec![
        format!("总体：{what}。"),
        format!(
            "方法：{}。要求抽取 {size} 项，实际抽中 {} 项。种子：{seed}。",
            name(sample.method),
            drawn.len()
        ),
    ];
    let by = from.by.unwrap_or_default();
    text.extend(match sample.method {
        Method::Random => vec![lots()],
        Method::Systematic => systematic(sample),
        Method::Stratified => stratified(&sample.shares, by),
        Method::Monetary => sample.money.iter().flat_map(|money| monetary(money, by)).collect(),
    });
    text.push("用同样的种子对同样的总体重做，得到同样的样本。".to_owned());
    text
}

const fn name(method: Method) -> &'static str {
    match method {
        Method::Random => "简单随机抽样，不放回",
        Method::Systematic => "等距抽样，随机起点",
        Method::Stratified => "分层随机抽样，按各层项数的比例分配",
        Method::Monetary => "货币单元抽样，固定间隔，随机起点",
    }
}

fn lots() -> String {
    "签号：对“种子、一个零字节、项的标识”的 UTF-8 字节求 SHA-256，取前 16 个字节作为一个数。\
     记录的标识是“表名 主键”，没有主键的是“文件 位置”；问题的标识是它的指纹。签号最小的各项入样，与文件和记录的次序无关。"
        .to_owned()
}

fn begin() -> &'static str {
    "随机起点：对“种子、一个零字节、start”求 SHA-256，取前 16 个字节作为一个数，除以间隔取余。"
}

fn systematic(sample: &Sample) -> Vec<String> {
    let Some((interval, first)) = sample.steps else {
        return Vec::new();
    };
    vec![
        format!("总体按文件路径和文件内的次序排列，间隔 {interval} 项，从第 {first} 项起。"),
        begin().to_owned(),
    ]
}

fn stratified(shares: &[Share], by: &str) -> Vec<String> {
    let mut text =
        vec![format!("按「{by}」分为 {} 层；整数部分先分配，余数大的先补足，每层至少一项。", shares.len())];
    text.extend(shares.iter().map(|share| {
        let stratum = share.stratum.as_deref().unwrap_or("（未填）");
        format!("{stratum}：{} 项，抽中 {} 项。", share.population, share.drawn)
    }));
    text.push(lots());
    text
}

fn monetary(money: &Money, by: &str) -> Vec<String> {
    let Money { total, interval, start, excluded, excluded_amount, certain } = money;
    let amount = |amount: &crate::value::Number| amount.to_grouped(2);
    vec![
        format!(
            "金额取自「{by}」，大于零的合计 {} 元；间隔 {} 元，起点在 {} 元之后；不小于间隔的 {certain} 项必然抽中。",
            amount(total),
            amount(interval),
            amount(start)
        ),
        format!(
            "没有金额或金额不大于零的 {excluded} 项不在抽样之列，其金额合计 {} 元。",
            amount(excluded_amount)
        ),
        format!("总体按文件路径和文件内的次序排列，逐分累计。{}", begin()),
    ]
}
