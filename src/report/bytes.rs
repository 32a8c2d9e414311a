//! Texts looked through sixteen bytes at a time.

use wide::u8x16;

use crate::read::columns::padded;

/// Whether a byte of the text is marked, in each of several ways: of any sixteen, those are that have all bits set.
#[inline]
pub(super) fn any_of<const N: usize>(text: &str, marked: impl Fn(u8x16) -> [u8x16; N]) -> [bool; N] {
    let bytes = text.as_bytes();
    let (blocks, rest) = bytes.as_chunks();
    let mut found = [u8x16::splat(0); N];
    let mut look = |block: [u8; 16]| {
        found.iter_mut().zip(marked(u8x16::new(block))).for_each(|(found, marked)| *found |= marked);
    };
    for block in blocks {
        look(*block);
    }
    if !rest.is_empty() {
        look(bytes.last_chunk().copied().unwrap_or_else(|| doubled(rest)));
    }
    found.map(|found| found.to_bitmask() != 0)
}

/// The places of the bytes that are marked.
#[inline]
pub(super) fn places(text: &str, marked: impl Fn(u8x16) -> u8x16) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let (blocks, rest) = bytes.as_chunks();
    let all = blocks.iter().copied().chain([padded(rest)]).zip((0..).step_by(16));
    let places = all.flat_map(move |(block, base): ([u8; 16], usize)| {
        let mut rest = marked(u8x16::new(block)).to_bitmask();
        std::iter::from_fn(move || {
            let place = base + rest.trailing_zeros() as usize;
            rest &= rest.checked_sub(1)?;
            Some(place)
        })
    });
    let end = bytes.len();
    places.take_while(move |place| *place < end)
}

/// Less than sixteen bytes as sixteen: some of them twice, so that there is no other among them.
#[inline]
fn doubled(bytes: &[u8]) -> [u8; 16] {
    fn both<const N: usize>(bytes: &[u8]) -> Option<[u8; 16]> {
        let (first, last) = (bytes.first_chunk::<N>()?, bytes.last_chunk::<N>()?);
        let mut doubled = [*bytes.first()?; 16];
        doubled.first_chunk_mut::<N>()?.copy_from_slice(first);
        doubled.last_chunk_mut::<N>()?.copy_from_slice(last);
        Some(doubled)
    }
    let all = both::<8>(bytes).or_else(|| both::<4>(bytes)).or_else(|| both::<2>(bytes));
    all.unwrap_or_else(|| [bytes.first().copied().unwrap_or(b' '); 16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        let marked = |block: u8x16| block.simd_eq(u8x16::splat(b'x'));
        let any = |text: &str| any_of(text, |block| [marked(block)]) == [true];
        for length in 0..50 {
            assert!(!any(&"a".repeat(length)));
            assert!(places(&"x".repeat(length), marked).eq(0..length));
            for at in 0..length {
                let text = format!("{}x{}", "a".repeat(at), "a".repeat(length - at - 1));
                assert!(any(&text));
                assert!(places(&text, marked).eq([at]));
            }
        }
    }
}
