//! The words of `heng sample`.

use crate::sample::{Method, Money, Sample, Share};
use crate::text::samples::{Drawn, SampleWords};

pub(in crate::text) const WORDS: SampleWords = SampleWords {
    number: "no.",
    kind: "table or rule",
    key: "key",
    place: "place",
    stratum: "class",
    amount: "amount (元)",
    times: "times drawn",
};

pub(in crate::text) fn sampling(sample: &Sample, from: Drawn<'_>) -> Vec<String> {
    let Sample { size, seed, population, drawn, .. } = sample;
    let what = match from.table {
        Some(table) => format!("the {population} records of the table `{table}`, from files: {}", from.files),
        None => format!("the {population} findings of the check, from files: {}", from.files),
    };
    let mut text = vec![
        format!("Population: {what}."),
        format!("Method: {}. Asked for {size}, drawn {}. Seed: {seed}.", name(sample.method), drawn.len()),
    ];
    let by = from.by.unwrap_or_default();
    text.extend(match sample.method {
        Method::Random => vec![lots()],
        Method::Systematic => systematic(sample),
        Method::Stratified => stratified(&sample.shares, by),
        Method::Monetary => sample.money.iter().flat_map(|money| monetary(money, by)).collect(),
    });
    text.push("The same seed over the same population draws the same sample.".to_owned());
    text
}

const fn name(method: Method) -> &'static str {
    match method {
        Method::Random => "simple random sampling without replacement",
        Method::Systematic => "systematic sampling from a random start",
        Method::Stratified => "stratified random sampling, allotted in proportion to the items of each class",
        Method::Monetary => "monetary unit sampling, fixed interval from a random start",
    }
}

fn lots() -> String {
    "Lots: SHA-256 over the UTF-8 bytes of the seed, a zero byte and the item's name; its first 16 bytes as one \
     number. The name of a record is its table and key, or its file and place where it has no key; the name of a \
     finding is its fingerprint. The items with the lowest lots are drawn, whatever the order of files and records."
        .to_owned()
}

const fn begin() -> &'static str {
    "Random start: SHA-256 over the seed, a zero byte and `start`; its first 16 bytes as one number, modulo the \
     interval."
}

fn systematic(sample: &Sample) -> Vec<String> {
    let Some((interval, first)) = sample.steps else {
        return Vec::new();
    };
    vec![
        format!("By path and place in the file, every {interval}th item from item {first} on."),
        begin().to_owned(),
    ]
}

fn stratified(shares: &[Share], by: &str) -> Vec<String> {
    let mut text = vec![format!(
        "{} classes by `{by}`; whole parts first, then the largest remainders, at least one of each.",
        shares.len()
    )];
    text.extend(shares.iter().map(|share| {
        let stratum = share.stratum.as_deref().unwrap_or("(not filled in)");
        format!("{stratum}: {} items, {} drawn.", share.population, share.drawn)
    }));
    text.push(lots());
    text
}

fn monetary(money: &Money, by: &str) -> Vec<String> {
    let Money { total, interval, start, excluded, excluded_amount, certain } = money;
    let amount = |amount: &crate::value::Number| amount.to_grouped(2);
    vec![
        format!(
            "Amounts by `{by}`; those above zero come to {} 元; interval {} 元, start after {} 元; {certain} items \
             are no smaller than the interval and drawn for certain.",
            amount(total),
            amount(interval),
            amount(start)
        ),
        format!(
            "{excluded} items without an amount above zero are not drawn from; they come to {} 元.",
            amount(excluded_amount)
        ),
        format!("By path and place in the file, added up to the 分. {}", begin()),
    ]
}
