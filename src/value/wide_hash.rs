//! Hashes that stand for what was hashed.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A hash of 128 bits, the same in every run: among a billion things that are not the same, two have the same one in one
/// of 10^20 runs.
#[derive(Debug, Default)]
pub struct WideHash(DefaultHasher);

impl WideHash {
    /// Adds one more thing.
    #[inline]
    pub fn add(&mut self, thing: impl Hash) {
        thing.hash(&mut self.0);
    }

    /// The halves: what a hasher holds is wider than both, and two ends give it away.
    pub fn halves(&self) -> [u64; 2] {
        [0, 1].map(|end: u8| {
            let mut half = self.0.clone();
            half.write_u8(end);
            half.finish()
        })
    }
}
