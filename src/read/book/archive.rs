//! The parts of a zip archive, each unpacked no further than its directory says and a workbook can need.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Cursor, Read};
use std::sync::Arc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::diag::{BookProblem, Damage, Disguise, Excess};

/// An archive in memory. Names of parts are compared as office programs do: without regard to case.
#[derive(Clone, Debug)]
pub struct Archive {
    bytes: Arc<Vec<u8>>,
    parts: Arc<BTreeMap<String, Part>>,
}

#[derive(Clone, Debug)]
struct Part {
    from: usize,
    to: usize,
    deflated: bool,
    size: u64,
    crc: u32,
}

/// Parts of an archive; a workbook with a thousand pictures has fewer.
const MOST_PARTS: usize = 10_000;
/// What all parts unpack to; the largest sheet of numbers there can be takes about so much.
const MOST_BYTES: u64 = 4 << 30;
/// What a byte unpacks to. Sheets reach 50; an archive made to burst reaches 1,000.
const MOST_RATIO: u64 = 200;
/// Parts up to this size may unpack from however little.
const SMALL: u64 = 8 << 20;

impl Archive {
    /// The archive that the bytes are.
    pub fn open(bytes: Arc<Vec<u8>>) -> Result<Self, BookProblem> {
        if announced(&bytes) > MOST_PARTS as u64 {
            return Err(BookProblem::TooMuch { excess: Excess::Parts { limit: MOST_PARTS } });
        }
        let cut_short = |_| BookProblem::Damaged { damage: Damage::CutShort };
        let view: &[u8] = &bytes;
        let mut zip = ZipArchive::new(Cursor::new(view)).map_err(cut_short)?;
        if zip.len() > MOST_PARTS {
            return Err(BookProblem::TooMuch { excess: Excess::Parts { limit: MOST_PARTS } });
        }
        if zip.has_duplicate_names() {
            return Err(BookProblem::Damaged { damage: Damage::TwoParts });
        }
        let mut parts = BTreeMap::new();
        let mut total = 0_u64;
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(cut_short)?;
            let entry = file.entry();
            if entry.encrypted() {
                return Err(BookProblem::Encrypted);
            }
            let deflated = match entry.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => return Err(BookProblem::NotAWorkbook { found: Disguise::Archive }),
            };
            let (packed, size) = (entry.compressed_size(), entry.size());
            total = total.saturating_add(size);
            if total > MOST_BYTES {
                return Err(BookProblem::TooMuch { excess: Excess::Bytes { limit_mib: MOST_BYTES >> 20 } });
            }
            if size > SMALL && size / packed.max(1) > MOST_RATIO {
                return Err(BookProblem::TooMuch { excess: Excess::Ratio { limit: MOST_RATIO } });
            }
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let from = file.data_start().and_then(|start| usize::try_from(start).ok());
            let range = from.and_then(|from| Some((from, from.checked_add(usize::try_from(packed).ok()?)?)));
            let Some((from, to)) = range.filter(|(_, to)| *to <= bytes.len()) else {
                return Err(BookProblem::Damaged { damage: Damage::CutShort });
            };
            let part = Part { from, to, deflated, size, crc: entry.crc32() };
            if parts.insert(canonical(&name), part).is_some() {
                return Err(BookProblem::Damaged { damage: Damage::TwoParts });
            }
        }
        Ok(Self { bytes, parts: Arc::new(parts) })
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// True when there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&canonical(name))
    }

    /// What the part of that name unpacks to.
    pub fn size(&self, name: &str) -> u64 {
        self.parts.get(&canonical(name)).map_or(0, |part| part.size)
    }

    /// The part of that name, to be read from its start.
    pub fn part(&self, name: &str) -> Result<PartReader, BookProblem> {
        let Some(part) = self.parts.get(&canonical(name)) else {
            return Err(BookProblem::Damaged { damage: Damage::MissingPart { part: name.to_owned() } });
        };
        let slice = Slice { bytes: Arc::clone(&self.bytes), at: part.from, to: part.to };
        let unpacked = if part.deflated {
            Unpacked::Deflated(Box::new(DeflateDecoder::new(slice)))
        } else {
            Unpacked::Stored(slice)
        };
        Ok(PartReader { unpacked, left: part.size, crc: part.crc, seen: Crc::new() })
    }
}

/// Names with forward slashes and in lower case, without the slash before them that some programs write.
pub fn canonical(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The greatest number of entries that any end of a directory in the last 64 KiB announces, before the directory
/// is read into memory.
fn announced(bytes: &[u8]) -> u64 {
    const END: &[u8] = b"PK\x05\x06";
    const END_64: &[u8] = b"PK\x06\x06";
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or_default();
    let number = |at: usize, length: usize| {
        let digits = tail.get(at..at.saturating_add(length)).unwrap_or_default();
        digits.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let ends = tail.windows(4).enumerate().map(|(at, window)| match window {
        // All ones stands for a number in the larger record.
        END if number(at + 10, 2) < 0xffff => number(at + 10, 2),
        END_64 => number(at + 32, 8),
        _ => 0,
    });
    ends.max().unwrap_or_default()
}

/// The bytes of one part. Reading fails where the part is longer than its directory says, and at its end when
/// it is not what was packed.
pub struct PartReader {
    unpacked: Unpacked,
    left: u64,
    crc: u32,
    seen: Crc,
}

enum Unpacked {
    Stored(Slice),
    Deflated(Box<DeflateDecoder<Slice>>),
}

impl Read for PartReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.unpacked {
            Unpacked::Stored(slice) => slice.read(buffer)?,
            Unpacked::Deflated(decoder) => decoder.read(buffer)?,
        };
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::InvalidData)?;
        self.seen.update(buffer.get(..count).unwrap_or_default());
        if count == 0 && !buffer.is_empty() && (self.left > 0 || self.seen.sum() != self.crc) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}

/// Some bytes of a shared whole.
struct Slice {
    bytes: Arc<Vec<u8>>,
    at: usize,
    to: usize,
}

impl BufRead for Slice {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.bytes.get(self.at..self.to).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount).min(self.to);
    }
}

impl Read for Slice {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
