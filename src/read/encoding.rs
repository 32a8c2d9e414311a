//! Which bytes stand for which characters: UTF-8 first, GB18030 where nothing else fits.

use encoding_rs::{DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A way to write characters as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// GB18030, of which GBK and GB2312 are parts.
    pub const GB18030: Self = Self(GB18030);

    /// The encoding of that name, in any case: `gb18030`, `gbk`, `utf-16le`, `big5`.
    pub fn named(name: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label_no_replacement(name.trim().as_bytes())?;
        // GBK and GB2312 are read alike: every text in them is one in GB18030.
        Some(Self(if found == encoding_rs::GBK { GB18030 } else { found }))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        if self == Self::GB18030 { "GB18030" } else { self.0.name() }
    }

    /// The encoding that the bytes are most likely in: by their byte order mark; UTF-16 where every other byte is often
    /// zero; UTF-8 where they are, or mostly are; GB18030 otherwise.
    pub(super) fn of(bytes: &[u8]) -> Self {
        // UTF-32 begins with the mark of UTF-16; nothing that people save is in it.
        if bytes.starts_with(b"\xff\xfe") {
            return Self(UTF_16LE);
        }
        if bytes.starts_with(b"\xfe\xff") {
            return Self(UTF_16BE);
        }
        if let Some(order) = utf_16_without_mark(bytes) {
            return order;
        }
        if bytes.starts_with(b"\xef\xbb\xbf") || is_mostly_utf_8(bytes) { Self::UTF_8 } else { Self::GB18030 }
    }

    /// The characters of the bytes without a byte order mark, or the offset of the first byte that stands for
    /// none.
    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, (String, usize)> {
        let mut decoder = self.0.new_decoder_with_bom_removal();
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
        let mut read = 0;
        loop {
            let rest = bytes.get(read..).unwrap_or_default();
            let (result, count) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
            read += count;
            match result {
                DecoderResult::InputEmpty => return Ok(text),
                DecoderResult::OutputFull => text.reserve(rest.len() + 64),
                DecoderResult::Malformed(length, after) => {
                    let end = read.saturating_sub(usize::from(after));
                    return Err((text, end.saturating_sub(usize::from(length))));
                }
            }
        }
    }
}

/// Which UTF-16 it is by the zeros in its commas, digits and line breaks: second halves of its units, or first ones. A
/// Chinese character seldom has one, and a text in another encoding none.
fn utf_16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() % 2 == 1 || !bytes.contains(&0) {
        return None;
    }
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let many = |zeros: usize, others: usize| zeros >= 2 && zeros > 2 * others && 20 * zeros >= bytes.len();
    if many(second, first) {
        Some(Encoding(UTF_16LE))
    } else if many(first, second) {
        Some(Encoding(UTF_16BE))
    } else {
        None
    }
}

/// True for UTF-8, and for UTF-8 with a broken byte here and there: nearly every Chinese character of GB18030 breaks
/// it.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    if str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 2 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case() {
        assert_eq!(Encoding::named("GBK"), Some(Encoding::GB18030));
        assert_eq!(Encoding::named(" utf-16le").map(Encoding::name), Some("UTF-16LE"));
        assert_eq!(Encoding::named("latin-99"), None);
        assert_eq!(Encoding::named("iso-2022-kr"), None);
    }

    #[test]
    fn every_character_of_a_text_in_every_encoding() {
        let text = "项目代码,申报金额\r\n㐀𠮷〇,１，０００.５０ 😀€\n";
        for encoding in [UTF_8, GB18030] {
            let (bytes, ..) = encoding.encode(text);
            assert_eq!(Encoding::of(&bytes), Encoding(encoding));
            assert_eq!(Encoding::of(&bytes).decode(&bytes), Ok(text.to_owned()));
        }
        let units = |bytes: fn(u16) -> [u8; 2]| {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
        };
        for bytes in [units(u16::to_le_bytes), units(u16::to_be_bytes)] {
            assert_eq!(Encoding::of(&bytes).decode(&bytes), Ok(text.to_owned()));
            let without_mark = bytes.get(2..).unwrap_or_default();
            assert_eq!(Encoding::of(without_mark).decode(without_mark), Ok(text.to_owned()));
        }
    }

    #[test]
    fn the_first_byte_that_is_no_character() {
        for (encoding, bytes, offset) in [
            (Encoding::GB18030, &b"a,\xCF\xEE\xFF\xFF"[..], 4),
            (Encoding::GB18030, b"a,\xCF", 2),
            (Encoding::UTF_8, b"a,\xE9\xA1", 2),
            (Encoding::UTF_8, b"a\xFFb", 1),
            (Encoding(UTF_16LE), b"\xff\xfea\x00\x00\xd8b\x00", 4),
        ] {
            assert_eq!(encoding.decode(bytes).map_err(|(_, at)| at), Err(offset), "{bytes:?}");
        }
    }
}
