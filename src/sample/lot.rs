//! Lots: numbers that look random, hang on the seed and on what they are drawn for, and can be computed again with
//! any program that knows SHA-256.

use sha2::{Digest, Sha256};

/// The lot of something: the first sixteen bytes, as one big-endian number, of SHA-256 over the seed, a zero byte
/// and its name in UTF-8.
pub(super) fn lot(seed: &str, name: &str) -> u128 {
    let mut hash = Sha256::new();
    hash.update(seed.as_bytes());
    hash.update([0]);
    hash.update(name.as_bytes());
    let bytes = hash.finalize();
    bytes.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
}

/// A number from 0 up to but not including `below`. The lot has 128 bits: what the division favours is less than
/// one part in 2^60 for every interval that occurs.
pub(super) fn start(seed: &str, below: u128) -> u128 {
    lot(seed, "start").checked_rem(below).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_the_hash_that_anybody_can_compute() {
        // printf '1\0a' | sha256sum
        assert_eq!(format!("{:032x}", lot("1", "a")), "03a95b5f06d98dcab602707b0911bb8c");
    }

    #[test]
    fn seeds_and_names_are_kept_apart() {
        assert_ne!(lot("1", "1a"), lot("11", "a"));
        assert_eq!(start("1", 1), 0);
        assert_eq!(start("1", 0), 0);
    }
}
