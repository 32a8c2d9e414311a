//! A finding's identity: the same fault in the same place of the same project, whatever its line or amount.

use std::fmt;
use std::ops::Deref;

use sha2::{Digest, Sha256};

use crate::source::hexadecimal_digits;

/// The identity of a finding: thirty-two hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// What the digits say, in two halves.
    halves: [u64; 2],
    digits: [u8; 32],
}

impl Fingerprint {
    fn of(halves: [u64; 2]) -> Self {
        let mut digits = [0; 32];
        let bytes = halves.map(u64::to_be_bytes);
        for (digits, byte) in digits.as_chunks_mut().0.iter_mut().zip(bytes.as_flattened()) {
            *digits = hexadecimal_digits(*byte);
        }
        Self { halves, digits }
    }

    /// Its digits.
    pub const fn digits(&self) -> &[u8; 32] {
        &self.digits
    }

    /// What its digits say, in two halves.
    pub const fn halves(&self) -> [u64; 2] {
        self.halves
    }
}

impl Deref for Fingerprint {
    type Target = str;

    fn deref(&self) -> &str {
        // All of them are ASCII.
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// The fingerprint made of rule, table, key and field (first spellings).
pub fn fingerprint(rule: &str, table: &str, key: &str, field: &str) -> Fingerprint {
    hashed(&["heng/1", rule, table, key, field])
}

/// The fingerprint of the second, third … of several findings that have one in common: of records without a key,
/// or with the key of another one. The first keeps it.
pub fn numbered(fingerprint: Fingerprint, number: usize) -> Fingerprint {
    // 2⁶⁴ by the golden ratio (Knuth, The Art of Computer Programming, 6.4), which is odd: no two numbers come to the
    // same, and their first digits differ.
    const APART: u64 = 0x9e37_79b9_7f4a_7c15;
    let [first, last] = fingerprint.halves;
    let before = (number as u64).saturating_sub(1);
    Fingerprint::of([first.wrapping_add(before.wrapping_mul(APART)), last])
}

fn hashed(parts: &[&str]) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in parts {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let hash: [u8; 32] = hash.finalize().into();
    let (halves, _) = hash.as_chunks();
    let half = |at: usize| halves.get(at).map_or(0, |half| u64::from_be_bytes(*half));
    Fingerprint::of([half(0), half(1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(fingerprint("ab", "c", "", ""), fingerprint("a", "bc", "", ""));
        assert_eq!(fingerprint("LC101", "项目", "1", "").len(), 32);
    }

    #[test]
    fn halves_are_what_the_digits_say() {
        let print = fingerprint("LC101", "项目", "1", "");
        let half = |digits: &str| u64::from_str_radix(digits, 16).unwrap();
        assert_eq!(print.halves(), [half(&print[..16]), half(&print[16..])]);
    }

    #[test]
    fn the_first_keeps_its_own() {
        let first = fingerprint("LC101", "项目", "", "");
        assert_eq!(numbered(first, 1), first);
        let all: std::collections::BTreeSet<_> = (1..1000).map(|number| numbered(first, number)).collect();
        assert_eq!(all.len(), 999);
        let beginnings: std::collections::BTreeSet<_> = all.iter().map(|one| one[..8].to_owned()).collect();
        assert_eq!(beginnings.len(), 999);
    }
}
