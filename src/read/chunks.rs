//! Texts of many lines in pieces that end where lines do; the same pieces whoever reads them, and however often.

use std::io::{self, Read};

/// Bytes that are read at once, and a piece more or less: so few that they are still at hand when they are looked at
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
    /// Where its line breaks are.
    pub breaks: Vec<usize>,
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
    pub fn next(&mut self, used: Chunk) -> io::Result<Option<Chunk>> {
        let Chunk { mut bytes, mut breaks, .. } = used;
        let mut filled = self.begun.len();
        // What is in a used one is written over: nothing is cleared that has been.
        bytes.resize(filled.max(bytes.len()), 0);
        bytes.get_mut(..filled).unwrap_or_default().copy_from_slice(&self.begun);
        self.begun.clear();
        while !self.ended {
            let before = filled;
            bytes.resize(before + CHUNK, 0);
            filled += self.fill(bytes.get_mut(before..).unwrap_or_default())?;
            let new = bytes.get(before..filled).unwrap_or_default();
            if let Some(last) = memchr::memrchr(b'\n', new).filter(|_| !self.ended) {
                let end = before + last + 1;
                self.begun.extend_from_slice(bytes.get(end..filled).unwrap_or_default());
                filled = end;
                break;
            }
        }
        bytes.truncate(filled);
        if self.number == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
            self.offset += BYTE_ORDER_MARK.len() as u64;
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let Self { number, lines_before, offset, .. } = *self;
        breaks.clear();
        breaks.extend(memchr::memchr_iter(b'\n', &bytes));
        self.number += 1;
        self.offset += bytes.len() as u64;
        self.lines_before += breaks.len();
        Ok(Some(Chunk { number, lines_before, offset, bytes, breaks }))
    }

    /// Reads as much as there is room for, or left.
    fn fill(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let filled = fill(&mut self.input, room)?;
        self.ended |= filled < room.len();
        Ok(filled)
    }
}

/// Reads as much as there is room for; less only where no more is left.
pub fn fill(input: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let rest @ [_, ..] = room.get_mut(filled..).unwrap_or_default() {
        match input.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

impl Chunk {
    /// Its text; `None` for bytes that are not UTF-8.
    pub fn text(&self) -> Option<&str> {
        if self.number == 0 && UTF_16.iter().any(|mark| self.bytes.starts_with(mark)) {
            return None;
        }
        simdutf8::basic::from_utf8(&self.bytes).ok()
    }

    /// The same; `None` too where a character of value zero is in it, as in texts of other encodings.
    pub fn text_without_zeros(&self) -> Option<&str> {
        self.text().filter(|_| memchr::memchr(0, &self.bytes).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(text: &[u8]) -> Vec<Chunk> {
        let mut chunks = Chunks::new(text);
        let mut found = Vec::new();
        while let Some(chunk) =
            chunks.next(Chunk { bytes: vec![1, 2, 3], breaks: vec![4], ..Chunk::default() }).unwrap()
        {
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
                let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
                assert_eq!(chunk.breaks, breaks);
                lines += breaks.len();
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_other_encodings_are_left_alone() {
        assert_eq!(chunks(b"\xef\xbb\xbf{}").first().and_then(Chunk::text), Some("{}"));
        for other in [&b"\xff\xfe{"[..], b"\xff"] {
            assert_eq!(chunks(other).first().and_then(Chunk::text), None);
        }
    }
}
