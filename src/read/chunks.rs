//! Texts of many lines in pieces that end where lines do; the same pieces whoever reads them, and however often.

use std::io::{self, Read};

/// Bytes of a piece, as far as they end with a line: so few that they are still at hand when they are looked at
/// again.
const CHUNK: usize = 1 << 18;

/// Pieces of a text, in its order.
pub struct Chunks<R> {
    input: R,
    /// What has been read of the next piece.
    begun: Vec<u8>,
    number: u32,
    lines_before: usize,
    offset: u64,
    ended: bool,
}

/// Whole lines of a text.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Which piece it is.
    pub number: u32,
    /// Lines of the text before it.
    pub lines_before: usize,
    /// Bytes of the text before it, with its byte order mark.
    pub offset: u64,
    /// Its bytes; without the byte order mark of the text.
    pub bytes: Vec<u8>,
}

/// Encodings of which this is the mark have lines of their own.
const UTF_16: [[u8; 2]; 2] = [*b"\xff\xfe", *b"\xfe\xff"];
/// What may stand before a text in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: Read> Chunks<R> {
    /// The pieces of what is read from there.
    pub const fn new(input: R) -> Self {
        Self { input, begun: Vec::new(), number: 0, lines_before: 0, offset: 0, ended: false }
    }

    /// The bytes that have been read, the mark included, as far as they are in pieces.
    pub const fn bytes(&self) -> u64 {
        self.offset
    }

    /// The next piece, made in the place of a used one; `None` after the last.
    pub fn next(&mut self, mut used: Vec<u8>) -> io::Result<Option<Chunk>> {
        used.clear();
        let mut bytes = std::mem::replace(&mut self.begun, used);
        while !self.ended {
            let (before, room) = (bytes.len(), CHUNK.saturating_sub(bytes.len()).max(CHUNK / 2));
            bytes.reserve(room);
            let read = self.input.by_ref().take(room as u64).read_to_end(&mut bytes)?;
            self.ended = read < room;
            let new = bytes.get(before..).unwrap_or_default();
            if let Some(last) = memchr::memrchr(b'\n', new).filter(|_| !self.ended) {
                let end = before + last + 1;
                self.begun.extend_from_slice(bytes.get(end..).unwrap_or_default());
                bytes.truncate(end);
                break;
            }
        }
        if self.number == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
            self.offset += BYTE_ORDER_MARK.len() as u64;
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let Self { number, lines_before, offset, .. } = *self;
        let chunk = Chunk { number, lines_before, offset, bytes };
        self.number += 1;
        self.offset += chunk.bytes.len() as u64;
        self.lines_before += memchr::memchr_iter(b'\n', &chunk.bytes).count();
        Ok(Some(chunk))
    }
}

impl Chunk {
    /// Its text; `None` for bytes that are not UTF-8, or hold a character of value zero.
    pub fn text(&self) -> Option<&str> {
        if self.number == 0 && UTF_16.iter().any(|mark| self.bytes.starts_with(mark)) {
            return None;
        }
        let text = simdutf8::basic::from_utf8(&self.bytes).ok()?;
        memchr::memchr(0, &self.bytes).is_none().then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(text: &[u8]) -> Vec<Chunk> {
        let mut chunks = Chunks::new(text);
        let mut found = Vec::new();
        while let Some(chunk) = chunks.next(vec![1, 2, 3]).unwrap() {
            found.push(chunk);
        }
        found
    }

    #[test]
    fn pieces_end_with_lines_and_make_the_whole() {
        let short: String = (0..300_000).fold(String::new(), |text, line| text + &line.to_string() + "\n");
        let long = "金".repeat(CHUNK) + "\n";
        for text in [short.clone(), long.clone() + &short, short + &long.repeat(2) + "end", String::new()] {
            let chunks = chunks(text.as_bytes());
            let whole: Vec<u8> = chunks.iter().flat_map(|chunk| chunk.bytes.clone()).collect();
            assert!(whole == text.as_bytes());
            let mut lines = 0;
            for (number, chunk) in chunks.iter().enumerate() {
                let text = chunk.text().unwrap();
                assert_eq!((chunk.number as usize, chunk.lines_before), (number, lines));
                assert!(number + 1 == chunks.len() || text.ends_with('\n'));
                lines += text.matches('\n').count();
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_other_encodings_are_left_alone() {
        assert_eq!(chunks(b"\xef\xbb\xbf{}").first().and_then(Chunk::text), Some("{}"));
        for other in [&b"\xff\xfe{"[..], b"a\0", b"\xff"] {
            assert_eq!(chunks(other).first().and_then(Chunk::text), None);
        }
    }
}
