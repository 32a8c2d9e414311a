//! A finding's identity: the same fault in the same place of the same project, whatever its line or amount.

use sha2::{Digest, Sha256};

use crate::source::hexadecimal;

/// Thirty-two hexadecimal digits made of rule, table, key and field (first spellings).
pub fn fingerprint(rule: &str, table: &str, key: &str, field: &str) -> String {
    hashed(&["heng/1", rule, table, key, field])
}

/// The fingerprint of the second, third … of several findings that have one in common: of records without a key,
/// or with the key of another one. The first keeps it.
pub fn numbered(fingerprint: &str, number: usize) -> String {
    if number < 2 { fingerprint.to_owned() } else { hashed(&["heng/1", fingerprint, &number.to_string()]) }
}

fn hashed(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hexadecimal(hash.finalize().get(..16).unwrap_or_default())
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
    fn the_first_keeps_its_own() {
        let first = fingerprint("LC101", "项目", "", "");
        assert_eq!(numbered(&first, 1), first);
        assert_ne!(numbered(&first, 2), numbered(&first, 3));
        assert_eq!(numbered(&first, 2).len(), 32);
    }
}
