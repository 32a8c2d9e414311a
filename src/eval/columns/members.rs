//! Which words of a vocabulary a rule looks for.

/// Codes of words, as bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members(Vec<u64>);

/// Codes for which there is a bit each in a word of [`Members`].
const BITS: usize = u64::BITS as usize;

impl Members {
    /// Adds the word of that number.
    pub(super) fn add(&mut self, number: usize) {
        let code = number + 1;
        self.0.resize(self.0.len().max(code / BITS + 1), 0);
        if let Some(bits) = self.0.get_mut(code / BITS) {
            *bits |= 1 << (code % BITS);
        }
    }

    /// The bits of all codes, where none is greater than there are bits in a word.
    pub(super) fn small(&self) -> Option<u64> {
        match self.0.as_slice() {
            [] => Some(0),
            [bits] => Some(*bits),
            [_, _, ..] => None,
        }
    }

    /// True for the code of one of the words.
    #[inline]
    pub(super) fn hold(&self, code: i64) -> bool {
        let code = usize::try_from(code).unwrap_or_default();
        self.0.get(code / BITS).is_some_and(|bits| (bits >> (code % BITS)) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_those_that_were_added() {
        let mut members = Members::default();
        members.add(3);
        members.add(1);
        let held = |code: i64| members.hold(code);
        assert_eq!([0, 1, 2, 3, 4, 5, -1].map(held), [false, false, true, false, true, false, false]);
        assert_eq!(members.small(), Some(0b10100));
        members.add(63);
        assert_eq!(members.small(), None);
        assert_eq!(Members::default().small(), Some(0));
    }
}
