//! Sets of rows as bits.

/// A set of rows.
#[derive(Clone, Debug)]
pub(super) struct Mask(Vec<u64>);

impl Mask {
    pub(super) fn of(rows: impl Iterator<Item = bool>) -> Self {
        let mut words = Vec::new();
        for (at, inside) in rows.enumerate() {
            if at % 64 == 0 {
                words.push(0);
            }
            if let Some(word) = words.last_mut() {
                *word |= u64::from(inside) << (at % 64);
            }
        }
        Self(words)
    }

    pub(super) fn all(rows: usize) -> Self {
        Self::of(std::iter::repeat_n(true, rows))
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn rows(&self) -> Vec<usize> {
        let words = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words
            .flat_map(|(at, word)| {
                (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
            })
            .collect()
    }
}
