//! The words of `heng sample`.

use crate::sample::{Method, Sample};
use crate::text::samples::{Drawn, Paragraph, SampleWords};
use crate::value::Number;

pub(in crate::text) const WORDS: SampleWords = SampleWords {
    number: "no.",
    kind: "table or rule",
    key: "key",
    place: "place",
    stratum: "class",
    amount: "amount (元)",
    times: "times drawn",
    state: "state",
};

pub(in crate::text) fn paragraph(paragraph: &Paragraph<'_>, sample: &Sample) -> String {
    let Sample { size, seed, population, drawn, .. } = sample;
    let amount = |amount: &Number| amount.to_grouped(2);
    match *paragraph {
        Paragraph::Population(Drawn { table: Some(table), files, .. }) => {
            format!("Population: the {population} records of the table `{table}`, from files: {files}.")
        }
        Paragraph::Population(Drawn { files, settled, .. }) => {
            let settled = match settled {
                [0, 0] => String::new(),
                [waived, 0] => format!(", {waived} of them waived"),
                [0, explained] => format!(", {explained} of them explained"),
                [waived, explained] => format!(", {waived} of them waived, {explained} explained"),
            };
            format!("Population: the {population} findings of the check{settled}, from files: {files}.")
        }
        Paragraph::Method => format!(
            "Method: {}. Asked for {size}, drawn {}. Seed: {seed}.",
            name(sample.method),
            drawn.len()
        ),
        Paragraph::Lots => {
            "Lots: SHA-256 over the UTF-8 bytes of the seed, a zero byte and the item's name; its first 16 bytes as \
             one number. The name of a record is its table and key, or its file and place where it has no key; the \
             name of a finding is its fingerprint. The items with the lowest lots are drawn, whatever the order of \
             files and records."
                .to_owned()
        }
        Paragraph::Every { interval, first } => {
            format!("By path and place in the file, every {interval}th item from item {first} on.")
        }
        Paragraph::Start => {
            "Random start: SHA-256 over the seed, a zero byte and `start`; its first 16 bytes as one number, modulo \
             the interval."
                .to_owned()
        }
        Paragraph::Classes(from) => format!(
            "{} classes by {}; whole parts first, then the largest remainders, at least one of each.",
            sample.shares.len(),
            by(from, "rule")
        ),
        Paragraph::Class(share) => {
            let stratum = share.stratum.as_deref().unwrap_or("(not filled in)");
            format!("{stratum}: {} items, {} drawn.", share.population, share.drawn)
        }
        Paragraph::Amounts(money, from) => format!(
            "Amounts by {}; those above zero come to {} 元; interval {} 元, start after {} 元; {} items are no \
             smaller than the interval and drawn for certain.",
            by(from, "the amount of the measure"),
            amount(&money.total),
            amount(&money.interval),
            amount(&money.start),
            money.certain
        ),
        Paragraph::Excluded(money) => format!(
            "{} items without an amount above zero are not drawn from; they come to {} 元.",
            money.excluded,
            amount(&money.excluded_amount)
        ),
        Paragraph::AddedUp => "By path and place in the file, added up to the 分.".to_owned(),
        Paragraph::Again => "The same seed over the same population draws the same sample.".to_owned(),
    }
}

const fn name(method: Method) -> &'static str {
    match method {
        Method::Random => "simple random sampling without replacement",
        Method::Systematic => "systematic sampling from a random start",
        Method::Stratified => "stratified random sampling, allotted in proportion to the items of each class",
        Method::Monetary => "monetary unit sampling, fixed interval from a random start",
    }
}

/// The field; what a finding has in its place.
fn by(from: Drawn<'_>, own: &str) -> String {
    from.by.map_or_else(|| own.to_owned(), |field| format!("`{field}`"))
}
