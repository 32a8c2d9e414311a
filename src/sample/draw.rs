//! Drawing: from a population, a size and a seed to the items, in the order of the population.

use super::lot::{lot, start};
use super::{Item, Method, Money, Refusal, Share, money, strata};

/// What was drawn, and what a reader needs to draw it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How.
    pub method: Method,
    /// How many items were asked for.
    pub size: usize,
    /// From what.
    pub seed: String,
    /// How many items there are.
    pub population: usize,
    /// The places of the drawn items in the population, ascending, each with how often it was drawn.
    pub drawn: Vec<(usize, u32)>,
    /// Systematic: the interval in items and the first item, from 1.
    pub steps: Option<(usize, usize)>,
    /// Stratified: the classes.
    pub shares: Vec<Share>,
    /// Monetary: the amounts.
    pub money: Option<Money>,
}

/// Draws. A size beyond the population takes all of it.
pub fn draw(population: &[Item], method: Method, size: usize, seed: &str) -> Result<Sample, Refusal> {
    if population.is_empty() {
        return Err(Refusal::Nothing);
    }
    let mut sample = Sample {
        method,
        size,
        seed: seed.to_owned(),
        population: population.len(),
        drawn: Vec::new(),
        steps: None,
        shares: Vec::new(),
        money: None,
    };
    let once = |places: Vec<usize>| places.into_iter().map(|place| (place, 1)).collect();
    match method {
        Method::Random => {
            sample.drawn = once(lowest(population, (0..population.len()).collect(), size, seed));
        }
        Method::Systematic => {
            let (places, steps) = every(population.len(), size, seed);
            (sample.drawn, sample.steps) = (once(places), Some(steps));
        }
        Method::Stratified => {
            let (places, shares) = strata::drawn(population, size, seed);
            (sample.drawn, sample.shares) = (once(places), shares);
        }
        Method::Monetary => {
            let (drawn, money) = money::drawn(population, size, seed)?;
            (sample.drawn, sample.money) = (drawn, Some(money));
        }
    }
    Ok(sample)
}

/// The items with the lowest lots among those at `places`, ascending. Items of one name have lots by their order.
pub(super) fn lowest(population: &[Item], places: Vec<usize>, size: usize, seed: &str) -> Vec<usize> {
    let mut lots: Vec<(u128, usize)> = places
        .into_iter()
        .filter_map(|place| population.get(place).map(|item| (lot(seed, &item.id), place)))
        .collect();
    lots.sort_unstable();
    lots.truncate(size);
    let mut drawn: Vec<usize> = lots.into_iter().map(|(_, place)| place).collect();
    drawn.sort_unstable();
    drawn
}

/// Every k-th item: the places, the interval, and the first item from 1.
fn every(population: usize, size: usize, seed: &str) -> (Vec<usize>, (usize, usize)) {
    let size = size.clamp(1, population);
    let interval = population / size;
    let first = usize::try_from(start(seed, interval as u128)).unwrap_or(0);
    let places = (0..size).map(|step| first + step * interval).collect();
    (places, (interval, first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn items(count: usize) -> Vec<Item> {
        (0..count).map(|number| Item { id: format!("P{number}"), ..Item::default() }).collect()
    }

    fn places(sample: &Sample) -> Vec<usize> {
        sample.drawn.iter().map(|(place, _)| *place).collect()
    }

    #[test]
    fn nothing_cannot_be_drawn_from() {
        assert_eq!(draw(&[], Method::Random, 5, "1"), Err(Refusal::Nothing));
    }

    #[test]
    fn a_size_beyond_the_population_takes_all() {
        for method in [Method::Random, Method::Systematic, Method::Stratified] {
            assert_eq!(places(&draw(&items(3), method, 9, "1").unwrap()), [0, 1, 2], "{method:?}");
        }
    }

    #[test]
    fn every_third_of_nine() {
        let sample = draw(&items(9), Method::Systematic, 3, "2").unwrap();
        let first = places(&sample)[0];
        assert_eq!(places(&sample), [first, first + 3, first + 6]);
        assert_eq!(sample.steps, Some((3, first + 1)));
    }

    #[test]
    fn another_seed_draws_others() {
        let drawn = |seed| places(&draw(&items(1000), Method::Random, 10, seed).unwrap());
        assert_ne!(drawn("1"), drawn("2"));
        assert_eq!(drawn("1"), drawn("1"));
    }

    proptest! {
        #[test]
        fn who_is_drawn_at_random_does_not_hang_on_the_order(
            order in Just((0..40).collect::<Vec<usize>>()).prop_shuffle(),
            size in 1_usize..40,
        ) {
            let all = items(40);
            let shuffled: Vec<Item> = order.iter().map(|place| all[*place].clone()).collect();
            let names = |population: &[Item]| {
                let sample = draw(population, Method::Random, size, "7").unwrap();
                let mut names: Vec<String> =
                    places(&sample).into_iter().map(|place| population[place].id.clone()).collect();
                names.sort();
                names
            };
            prop_assert_eq!(names(&all).len(), size);
            prop_assert_eq!(names(&all), names(&shuffled));
        }

        #[test]
        fn systematic_draws_are_as_many_as_asked_and_in_range(count in 1_usize..500, size in 1_usize..500) {
            let sample = draw(&items(count), Method::Systematic, size, "3").unwrap();
            prop_assert_eq!(sample.drawn.len(), size.min(count));
            prop_assert!(places(&sample).iter().all(|place| *place < count));
        }
    }
}
