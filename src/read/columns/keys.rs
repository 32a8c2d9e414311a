//! The keys of an object, as patterns of eight bytes each.

/// A key with its quotes.
#[derive(Debug)]
pub(super) struct Key {
    /// The key itself.
    text: Box<[u8]>,
    /// Masks, and what is left of the bytes under them.
    pub(super) pattern: Box<[(u64, u64)]>,
    /// Bytes of the key with its quotes.
    pub(super) length: usize,
    /// Which of the object's fields it names.
    pub(super) field: usize,
}

impl Key {
    pub(super) fn new(text: &str, field: usize) -> Self {
        let quoted = format!("\"{text}\"").into_bytes();
        let words = quoted.chunks(8).map(|chunk| {
            let mut wanted = [0; 8];
            let mut mask = [0; 8];
            for ((wanted, mask), byte) in wanted.iter_mut().zip(&mut mask).zip(chunk) {
                (*wanted, *mask) = (*byte, 0xff);
            }
            (u64::from_le_bytes(mask), u64::from_le_bytes(wanted))
        });
        Self { text: text.as_bytes().into(), pattern: words.collect(), length: quoted.len(), field }
    }

    /// True for the key that stands between the quotes.
    pub(super) fn is(&self, text: &[u8]) -> bool {
        *self.text == *text
    }
}
