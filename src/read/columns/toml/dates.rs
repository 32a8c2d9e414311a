//! Days as TOML writes them, without quotes.

use crate::read::columns::scan::{At, Bytes, read_date};

/// Bytes of `2024-05-31`.
const DAY: At = 10;

impl Bytes<'_> {
    /// The number of the day that stands there, and the place behind it.
    pub(super) fn day(self, at: At) -> Option<(i64, At)> {
        let text = self.between(at, at + DAY);
        let shaped = text.len() == DAY as usize
            && text.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date = read_date(std::str::from_utf8(text).ok().filter(|_| shaped)?)?;
        Some((date, at + DAY))
    }

    /// True where one of the first digits of a number has an underscore behind it.
    #[inline]
    pub(super) fn has_underscore(self, at: At) -> bool {
        let first = self.word(at).to_le_bytes();
        let mut others = first.iter().filter(|byte| !matches!(byte, b'-' | b'.' | b'0'..=b'9'));
        first.contains(&b'_') && others.next() == Some(&b'_')
    }
}
