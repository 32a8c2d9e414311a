//! The keys of an object, as patterns of eight bytes each.

use super::{Bits, FieldPlan, bit};
use crate::read::columns::scan::{At, Bytes};

/// A key, and what becomes of its value.
#[derive(Debug)]
pub(in crate::read::columns) struct Key {
    /// As lines of JSON have it behind another value: a comma, the key between quotes, a colon.
    with_colon: Pattern,
    /// As programs write TOML: between quotes only where it needs them, and with one blank around the equals sign.
    pub(in crate::read::columns) with_equals: Pattern,
    /// The object's field that it names, as a bit.
    pub(in crate::read::columns) bit: Bits,
    pub(in crate::read::columns) field: FieldPlan,
    /// The key itself.
    text: Box<str>,
}

/// Bytes that are looked for in two words, one more where they are longer, and what is left of them.
#[derive(Debug)]
pub(in crate::read::columns) struct Pattern {
    /// The first bytes: masks, and what is left of the bytes under them.
    mask: [u64; 3],
    wanted: [u64; 3],
    /// Those behind.
    rest: Box<[u8]>,
    pub(in crate::read::columns) length: At,
}

/// Bytes of a pattern that are compared at once, and with one more word.
const FIRST: At = 16;
const MASKED: At = 24;

impl Key {
    pub(super) fn new(text: &str, at: usize, field: FieldPlan) -> Self {
        let bare = !text.is_empty() && text.bytes().all(is_bare);
        let equals = if bare { format!("{text} = ") } else { format!("\"{text}\" = ") };
        Self {
            with_colon: Pattern::new(&format!(",\"{text}\":")),
            with_equals: Pattern::new(&equals),
            bit: bit(at),
            field,
            text: text.into(),
        }
    }

    /// What stands behind the last key of an object: no key at all.
    pub(super) fn none() -> Self {
        let field = FieldPlan::default();
        let nowhere = || Pattern { wanted: [u64::MAX; 3], ..Pattern::new("") };
        Self { with_colon: nowhere(), with_equals: nowhere(), bit: [0; 2], field, text: "".into() }
    }

    /// The place of its value where it stands right behind that mark: a comma, or the bracket of its object.
    #[inline]
    pub(in crate::read::columns) fn behind(&self, mark: u8, bytes: Bytes<'_>, at: At) -> Option<At> {
        self.with_colon.stands(bytes, at, mark ^ b',').then(|| at + self.with_colon.length)
    }

    /// The place of its value where it stands there as in a line of TOML.
    #[inline]
    pub(in crate::read::columns) fn in_line(&self, bytes: Bytes<'_>, at: At) -> Option<At> {
        self.with_equals.stands(bytes, at, 0).then(|| at + self.with_equals.length)
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
        let (mut mask, mut wanted) = ([0; MASKED as usize], [0; MASKED as usize]);
        for ((mask, wanted), byte) in mask.iter_mut().zip(&mut wanted).zip(text) {
            (*mask, *wanted) = (0xff, *byte);
        }
        let words = |bytes: &[u8]| [0, 8, 16].map(|at| Bytes::new(bytes).word(at));
        Self {
            mask: words(&mask),
            wanted: words(&wanted),
            rest: text.get(MASKED as usize..).unwrap_or_default().into(),
            length: At::try_from(text.len()).unwrap_or(At::MAX),
        }
    }

    /// True where these bytes stand, the first one with some bits turned.
    #[expect(clippy::inline_always, reason = "a call for every key would be a quarter of the work")]
    #[inline(always)]
    fn stands(&self, bytes: Bytes<'_>, at: At, turned: u8) -> bool {
        let [first, second] = bytes.words(at);
        let [first_mask, second_mask, _] = self.mask;
        let [first_wanted, second_wanted, _] = self.wanted;
        let first = (first & first_mask) ^ first_wanted ^ u64::from(turned);
        let apart = first | ((second & second_mask) ^ second_wanted);
        apart == 0 && (self.length <= FIRST || self.goes_on(bytes, at + FIRST))
    }

    /// True where the bytes behind the first two words stand.
    #[inline(never)]
    fn goes_on(&self, bytes: Bytes<'_>, at: At) -> bool {
        let ([.., mask], [.., wanted]) = (self.mask, self.wanted);
        let behind = at + (MASKED - FIRST);
        (bytes.word(at) & mask) ^ wanted == 0
            && (self.rest.is_empty() || *bytes.between(behind, at - FIRST + self.length) == *self.rest)
    }
}
