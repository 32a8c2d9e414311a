//! SHA-256 of bytes, and digests as they are written.

use sha2::{Digest, Sha256};

/// SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| hexadecimal_digits(*byte)).map(char::from).collect()
}

/// The two hexadecimal digits of a byte.
pub const fn hexadecimal_digits(byte: u8) -> [u8; 2] {
    const fn digit(half: u8) -> u8 {
        half + if half < 10 { b'0' } else { b'a' - 10 }
    }
    [digit(byte >> 4), digit(byte & 15)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_two_digits() {
        assert_eq!(hexadecimal(&[0, 0x0a, 0xff]), "000aff");
        // printf '' | sha256sum
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
