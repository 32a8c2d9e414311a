//! The keys of an object, as patterns of eight bytes each.

use super::{Bits, FieldPlan, bit};
use crate::read::columns::scan::{At, Bytes};

/// A key, and what becomes of its value.
#[derive(Debug)]
pub(in crate::read::columns) struct Key {
    /// As lines of JSON have it: between quotes, and the colon right behind it.
    pub(in crate::read::columns) with_colon: Pattern,
    /// As programs write TOML: between quotes only where it needs them, and with one blank around the equals sign.
    pub(in crate::read::columns) with_equals: Pattern,
    /// The object's field that it names, as a bit.
    pub(in crate::read::columns) bit: Bits,
    pub(in crate::read::columns) field: FieldPlan,
    /// The key itself.
    text: Box<str>,
}

/// Bytes that are looked for in two words and what is left of them.
#[derive(Debug)]
pub(in crate::read::columns) struct Pattern {
    /// The first sixteen bytes: masks, and what is left of the bytes under them.
    mask: [u64; 2],
    wanted: [u64; 2],
    /// Those behind.
    rest: Box<[u8]>,
    pub(in crate::read::columns) length: At,
}

/// Bytes of a pattern that are compared at once.
const FIRST: At = 16;

impl Key {
    pub(super) fn new(text: &str, at: usize, field: FieldPlan) -> Self {
        let bare = !text.is_empty() && text.bytes().all(is_bare);
        let equals = if bare { format!("{text} = ") } else { format!("\"{text}\" = ") };
        Self {
            with_colon: Pattern::new(&format!("\"{text}\":")),
            with_equals: Pattern::new(&equals),
            bit: bit(at),
            field,
            text: text.into(),
        }
    }

    /// True for the key that stands between the quotes.
    pub(in crate::read::columns) fn is(&self, text: &[u8]) -> bool {
        *self.text.as_bytes() == *text
    }
}

/// True for what a key of TOML is made of that needs no quotes.
pub(in crate::read::columns) const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

impl Pattern {
    fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let (mut mask, mut wanted) = ([0; FIRST as usize], [0; FIRST as usize]);
        for ((mask, wanted), byte) in mask.iter_mut().zip(&mut wanted).zip(text) {
            (*mask, *wanted) = (0xff, *byte);
        }
        Self {
            mask: Bytes::new(&mask).words(0),
            wanted: Bytes::new(&wanted).words(0),
            rest: text.get(FIRST as usize..).unwrap_or_default().into(),
            length: At::try_from(text.len()).unwrap_or(At::MAX),
        }
    }

    /// True where these bytes stand.
    #[inline]
    pub(in crate::read::columns) fn stands(&self, bytes: Bytes<'_>, at: At) -> bool {
        let [first, second] = bytes.words(at);
        let [first_mask, second_mask] = self.mask;
        let [first_wanted, second_wanted] = self.wanted;
        let apart = ((first & first_mask) ^ first_wanted) | ((second & second_mask) ^ second_wanted);
        apart == 0 && (self.rest.is_empty() || *bytes.between(at + FIRST, at + self.length) == *self.rest)
    }
}
