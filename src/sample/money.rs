//! 货币单元: every 分 has the same chance, in fixed intervals from a random start, exactly.

use super::lot::start;
use super::{Item, Refusal};
use crate::value::Number;

/// The amounts of a monetary sample, in 元.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// All amounts above zero.
    pub total: Number,
    /// From one drawn 元 to the next.
    pub interval: Number,
    /// How much lies before the first drawn 元.
    pub start: Number,
    /// Items that could not be drawn: without an amount, or with one that is not above zero.
    pub excluded: usize,
    /// What the excluded items with an amount come to.
    pub excluded_amount: Number,
    /// Items at least as large as the interval, which are drawn for certain.
    pub certain: usize,
}

/// The places drawn with how often each was hit, and the amounts.
pub(super) fn drawn(
    population: &[Item],
    size: usize,
    seed: &str,
) -> Result<(Vec<(usize, u32)>, Money), Refusal> {
    let amounts = population.iter().enumerate().filter_map(|(at, item)| Some((at, item.amount?)));
    let mut included: Vec<(usize, i128)> = Vec::new();
    let (mut total, mut excluded_amount) = (0_i128, Number::ZERO);
    for (place, amount) in amounts {
        match in_fen(amount)? {
            fen if fen > 0 => {
                included.push((place, fen));
                total = total.checked_add(fen).ok_or(Refusal::TooMuch)?;
            }
            _ => excluded_amount = excluded_amount.plus(amount).map_err(|_| Refusal::TooMuch)?,
        }
    }
    if included.is_empty() {
        return Err(Refusal::NoMoney);
    }
    // Everything is counted in parts of a 分, as many as the size: the interval is then a whole number of them.
    let parts = i128::try_from(size.max(1)).unwrap_or(i128::MAX).min(total);
    total.checked_mul(parts).ok_or(Refusal::TooMuch)?;
    let interval = total;
    let begin = i128::try_from(start(seed, interval.unsigned_abs())).unwrap_or(0);
    let mut hits: Vec<(usize, u32)> = Vec::new();
    let (mut reached, mut next) = (0_i128, begin);
    for (place, fen) in &included {
        reached += fen * parts;
        if next < reached {
            let times = (reached - 1 - next) / interval + 1;
            hits.push((*place, u32::try_from(times).unwrap_or(u32::MAX)));
            next += times * interval;
        }
    }
    let in_yuan = |parts_of_fen: i128| {
        Number::integer(parts_of_fen).over(Number::integer(100 * parts)).unwrap_or(Number::ZERO)
    };
    let money = Money {
        total: in_yuan(total * parts),
        interval: in_yuan(interval),
        start: in_yuan(begin),
        excluded: population.len() - included.len(),
        excluded_amount,
        certain: included.iter().filter(|(_, fen)| *fen * parts >= interval).count(),
    };
    Ok((hits, money))
}

/// An amount in 分, rounded: there is no smaller money.
fn in_fen(amount: Number) -> Result<i128, Refusal> {
    let fen = amount.times(Number::integer(100)).and_then(|fen| fen.round_to(Number::ONE));
    fen.ok().and_then(Number::to_integer).ok_or(Refusal::TooMuch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn items(amounts: &[&str]) -> Vec<Item> {
        let item = |(at, amount): (usize, &&str)| Item {
            id: at.to_string(),
            amount: Number::parse(amount),
            ..Item::default()
        };
        amounts.iter().enumerate().map(item).collect()
    }

    #[test]
    fn what_is_larger_than_the_interval_is_drawn_for_certain() {
        let population = items(&["1", "1000", "1", "1"]);
        for seed in ["1", "2", "3", "4"] {
            let (hits, money) = drawn(&population, 2, seed).unwrap();
            assert!(hits.iter().any(|(place, _)| *place == 1), "{seed}");
            assert_eq!((money.total, money.certain), (Number::integer(1003), 1));
        }
    }

    #[test]
    fn what_has_no_amount_above_zero_is_left_out_and_counted() {
        let (hits, money) = drawn(&items(&["-5", "0", "", "10"]), 1, "1").unwrap();
        assert_eq!(hits, [(3, 1)]);
        assert_eq!((money.excluded, money.excluded_amount), (3, Number::integer(-5)));
        assert_eq!(drawn(&items(&["0", ""]), 1, "1"), Err(Refusal::NoMoney));
    }

    proptest! {
        #[test]
        fn as_many_hits_as_asked_for(
            amounts in prop::collection::vec(1_u32..1_000_000, 1..60),
            size in 1_usize..40,
            seed in "[0-9]{1,4}",
        ) {
            let texts: Vec<String> = amounts.iter().map(u32::to_string).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (hits, money) = drawn(&items(&texts), size, &seed).unwrap();
            let times: u64 = hits.iter().map(|(_, times)| u64::from(*times)).sum();
            prop_assert_eq!(times, size as u64);
            prop_assert!(money.start < money.interval);
        }
    }
}
