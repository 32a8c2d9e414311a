//! The keys of an object, as patterns of eight bytes each.

use super::{Bits, FieldPlan, bit};
use crate::read::columns::scan::{At, Bytes};

/// A key, and what becomes of its value.
#[derive(Debug)]
pub(in crate::read::columns) struct Key {
    /// The first sixteen bytes of the key with its quotes and the colon: masks, and what is left of the bytes under
    /// them.
    mask: [u64; 2],
    wanted: [u64; 2],
    /// Those behind.
    rest: Box<[u8]>,
    /// Bytes of the key with its quotes and the colon.
    pub(in crate::read::columns) length: At,
    /// The object's field that it names, as a bit.
    pub(in crate::read::columns) bit: Bits,
    pub(in crate::read::columns) field: FieldPlan,
    /// The key itself.
    text: Box<str>,
}

/// Bytes of a key that are compared at once.
const FIRST: At = 16;

impl Key {
    pub(super) fn new(text: &str, at: usize, field: FieldPlan) -> Self {
        let quoted = format!("\"{text}\":").into_bytes();
        let (mut mask, mut wanted) = ([0; FIRST as usize], [0; FIRST as usize]);
        for ((mask, wanted), byte) in mask.iter_mut().zip(&mut wanted).zip(&quoted) {
            (*mask, *wanted) = (0xff, *byte);
        }
        Self {
            mask: Bytes::new(&mask).words(0),
            wanted: Bytes::new(&wanted).words(0),
            rest: quoted.get(FIRST as usize..).unwrap_or_default().into(),
            length: At::try_from(quoted.len()).unwrap_or(At::MAX),
            bit: bit(at),
            field,
            text: text.into(),
        }
    }

    /// True where this key stands, and the colon right behind it.
    #[inline]
    pub(in crate::read::columns) fn stands(&self, bytes: Bytes<'_>, at: At) -> bool {
        let [first, second] = bytes.words(at);
        let [first_mask, second_mask] = self.mask;
        let [first_wanted, second_wanted] = self.wanted;
        let apart = ((first & first_mask) ^ first_wanted) | ((second & second_mask) ^ second_wanted);
        apart == 0 && (self.rest.is_empty() || *bytes.between(at + FIRST, at + self.length) == *self.rest)
    }

    /// True for the key that stands between the quotes.
    pub(in crate::read::columns) fn is(&self, text: &[u8]) -> bool {
        *self.text.as_bytes() == *text
    }
}
