//! The words of `heng sample`.

use crate::sample::{Method, Sample};
use crate::text::samples::{Drawn, Paragraph, SampleWords};
use crate::value::Number;

pub(in crate::text) const WORDS: SampleWords = SampleWords {
    number: "序号",
    kind: "表或规则",
    key: "主键",
    place: "位置",
    stratum: "类别",
    amount: "金额（元）",
    times: "抽中次数",
    state: "状态",
};

pub(in crate::text) fn paragraph(paragraph: &Paragraph<'_>, sample: &Sample) -> String {
    let Sample { size, seed, population, drawn, .. } = sample;
    let amount = |amount: &Number| amount.to_grouped(2);
    match *paragraph {
        Paragraph::Population(Drawn { table: Some(table), files, .. }) => {
            format!("总体：表「{table}」的 {population} 条记录，来自 {files} 个文件。")
        }
        Paragraph::Population(Drawn { files, settled, .. }) => {
            let settled = match settled {
                [0, 0] => String::new(),
                [waived, 0] => format!("，其中已豁免 {waived} 个"),
                [0, explained] => format!("，其中已说明 {explained} 个"),
                [waived, explained] => format!("，其中已豁免 {waived} 个、已说明 {explained} 个"),
            };
            format!("总体：检查发现的 {population} 个问题{settled}，来自 {files} 个文件。")
        }
        Paragraph::Method => format!(
            "方法：{}。要求抽取 {size} 项，实际抽中 {} 项。种子：{seed}。",
            name(sample.method),
            drawn.len()
        ),
        Paragraph::Lots => {
            "签号：对“种子、一个零字节、项的标识”的 UTF-8 字节求 SHA-256，取前 16 个字节作为一个数。\
             记录的标识是“表名 主键”，没有主键的是“文件 位置”；问题的标识是它的指纹。签号最小的各项入样，与文件和记录的次序无关。"
                .to_owned()
        }
        Paragraph::Every { interval, first } => {
            format!("总体按文件路径和文件内的次序排列，间隔 {interval} 项，从第 {first} 项起。")
        }
        Paragraph::Start => {
            "随机起点：对“种子、一个零字节、start”求 SHA-256，取前 16 个字节作为一个数，除以间隔取余。".to_owned()
        }
        Paragraph::Classes(from) => format!(
            "按{}分为 {} 层；整数部分先分配，余数大的先补足，每层至少一项。",
            by(from, "规则"),
            sample.shares.len()
        ),
        Paragraph::Class(share) => {
            let stratum = share.stratum.as_deref().unwrap_or("（未填）");
            format!("{stratum}：{} 项，抽中 {} 项。", share.population, share.drawn)
        }
        Paragraph::Amounts(money, from) => format!(
            "金额取自{}，大于零的合计 {} 元；间隔 {} 元，起点在 {} 元之后；不小于间隔的 {} 项必然抽中。",
            by(from, "处置的金额"),
            amount(&money.total),
            amount(&money.interval),
            amount(&money.start),
            money.certain
        ),
        Paragraph::Excluded(money) => format!(
            "没有金额或金额不大于零的 {} 项不在抽样之列，其金额合计 {} 元。",
            money.excluded,
            amount(&money.excluded_amount)
        ),
        Paragraph::AddedUp => "总体按文件路径和文件内的次序排列，逐分累计。".to_owned(),
        Paragraph::Again => "用同样的种子对同样的总体重做，得到同样的样本。".to_owned(),
    }
}

const fn name(method: Method) -> &'static str {
    match method {
        Method::Random => "简单随机抽样，不放回",
        Method::Systematic => "等距抽样，随机起点",
        Method::Stratified => "分层随机抽样，按各层项数的比例分配",
        Method::Monetary => "货币单元抽样，固定间隔，随机起点",
    }
}

/// The field; what a finding has in its place.
fn by(from: Drawn<'_>, own: &str) -> String {
    from.by.map_or_else(|| own.to_owned(), |field| format!("「{field}」"))
}
