//! A finding's identity: the same fault in the same place of the same project, whatever its line or amount.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Thirty-two hexadecimal digits made of rule, table, key and field (first spellings).
pub fn fingerprint(rule: &str, table: &str, key: &str, field: &str) -> String {
    let mut hash = Sha256::new();
    for part in ["heng/1", rule, table, key, field] {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(fingerprint("ab", "c", "", ""), fingerprint("a", "bc", "", ""));
        assert_eq!(fingerprint("LC101", "项目", "1", "").len(), 32);
    }
}
