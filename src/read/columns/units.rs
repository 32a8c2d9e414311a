//! Amounts of one record that may differ by a factor of ten thousand: those the careful reader looks at.

/// What 万 is to one, and a little more room than the careful reader gives a rounded amount.
const FACTOR: f64 = 10_000.0;
const SLACK: f64 = 0.001_1;

/// True when one of the amounts may be ten thousand times another.
pub(super) fn in_doubt(sizes: &mut [f64]) -> bool {
    let amounts = || sizes.iter().copied().filter(|size| *size > 0.0);
    let (least, greatest) = (amounts().fold(f64::MAX, f64::min), amounts().fold(0.0, f64::max));
    if greatest < least * FACTOR * (1.0 - SLACK) {
        return false;
    }
    sizes.sort_unstable_by(f64::total_cmp);
    sizes.iter().filter(|size| **size > 0.0).any(|size| {
        let wanted = size / FACTOR;
        let at = sizes.partition_point(|other| *other < wanted * (1.0 - SLACK));
        sizes.get(at).is_some_and(|other| *other <= wanted * (1.0 + SLACK))
    })
}

#[cfg(test)]
mod tests {
    use super::in_doubt;

    #[test]
    fn a_factor_of_ten_thousand_is_in_doubt() {
        assert!(in_doubt(&mut [795.0, 3.0, 7_950_000.0, 0.0]));
        assert!(in_doubt(&mut [795.0, 7_957_000.0]));
        assert!(!in_doubt(&mut [795.0, 795_000.0, 12.0, 90_000.0]));
        assert!(!in_doubt(&mut [0.0, 0.0]));
        assert!(!in_doubt(&mut []));
    }
}
