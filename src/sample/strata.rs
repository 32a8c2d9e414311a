//! Classes: how many items of each, and which.

use std::collections::BTreeMap;

use super::Item;
use super::draw::lowest;

/// A class and its share of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The class; `None` for items without one.
    pub stratum: Option<String>,
    /// How many items it has.
    pub population: usize,
    /// How many of them were drawn.
    pub drawn: usize,
}

/// The places drawn, ascending, and the classes by name, items without a class first.
pub(super) fn drawn(population: &[Item], size: usize, seed: &str) -> (Vec<usize>, Vec<Share>) {
    let mut strata: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (place, item) in population.iter().enumerate() {
        strata.entry(item.stratum.as_deref()).or_default().push(place);
    }
    let counts: Vec<usize> = strata.values().map(Vec::len).collect();
    let mut places = Vec::new();
    let mut shares = Vec::new();
    for ((stratum, members), share) in strata.into_iter().zip(allotted(&counts, size)) {
        let population_of_it = members.len();
        let drawn = lowest(population, members, share, seed);
        shares.push(Share {
            stratum: stratum.map(str::to_owned),
            population: population_of_it,
            drawn: drawn.len(),
        });
        places.extend(drawn);
    }
    places.sort_unstable();
    (places, shares)
}

/// As many of each class as its share of the whole: the whole parts first, what is left to the largest remainders
/// (the earlier class where two are equal); at least one of each class while the size allows it.
fn allotted(counts: &[usize], size: usize) -> Vec<usize> {
    let total: usize = counts.iter().sum();
    let size = size.min(total);
    if total == 0 {
        return vec![0; counts.len()];
    }
    let exact = |count: &usize| (*count as u128) * (size as u128);
    let mut shares: Vec<usize> =
        counts.iter().map(|count| usize::try_from(exact(count) / total as u128).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    let remainder = |at: &usize| counts.get(*at).map_or(0, |count| exact(count) % total as u128);
    order.sort_by_key(|at| std::cmp::Reverse(remainder(at)));
    let mut left = size - shares.iter().sum::<usize>();
    for at in order {
        if left == 0 {
            break;
        }
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
            left -= 1;
        }
    }
    if size >= counts.len() {
        while let Some(empty) = shares.iter().position(|share| *share == 0) {
            // The class that gives one is the one with most.
            let Some(richest) = (0..shares.len()).max_by_key(|at| (shares.get(*at), std::cmp::Reverse(*at)))
            else {
                break;
            };
            if let Some(share) = shares.get_mut(richest) {
                *share -= 1;
            }
            if let Some(share) = shares.get_mut(empty) {
                *share += 1;
            }
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_remainder_gets_what_is_left() {
        assert_eq!(allotted(&[50, 30, 20], 10), [5, 3, 2]);
        assert_eq!(allotted(&[40, 35, 25], 10), [4, 4, 2]);
    }

    #[test]
    fn a_small_class_is_not_passed_over() {
        assert_eq!(allotted(&[1000, 1], 10), [9, 1]);
        assert_eq!(allotted(&[1000, 1, 1], 2), [2, 0, 0]);
    }

    proptest! {
        #[test]
        fn shares_add_up(counts in prop::collection::vec(1_usize..200, 1..12), size in 1_usize..400) {
            let shares = allotted(&counts, size);
            prop_assert_eq!(shares.iter().sum::<usize>(), size.min(counts.iter().sum()));
            prop_assert!(shares.iter().zip(&counts).all(|(share, count)| share <= count));
        }
    }
}
