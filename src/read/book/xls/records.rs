//! The records of a stream, and the texts in them, which may run on through the records that continue them.

use std::sync::Arc;

/// Kinds of records that say something about cells.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000a;
    pub(in super::super) const DATE_SYSTEM: u16 = 0x0022;
    pub(in super::super) const PASSWORD: u16 = 0x002f;
    pub(in super::super) const CONTINUE: u16 = 0x003c;
    pub(in super::super) const COLUMNS: u16 = 0x007d;
    pub(in super::super) const SHEET: u16 = 0x0085;
    pub(in super::super) const RK_CELLS: u16 = 0x00bd;
    pub(in super::super) const RICH_TEXT_CELL: u16 = 0x00d6;
    pub(in super::super) const MERGES: u16 = 0x00e5;
    pub(in super::super) const STYLE: u16 = 0x00e0;
    pub(in super::super) const SHARED_TEXTS: u16 = 0x00fc;
    pub(in super::super) const SHARED_TEXT_CELL: u16 = 0x00fd;
    pub(in super::super) const NUMBER_CELL: u16 = 0x0203;
    pub(in super::super) const TEXT_CELL: u16 = 0x0204;
    pub(in super::super) const BOOL_OR_ERROR_CELL: u16 = 0x0205;
    pub(in super::super) const TEXT_OF_FORMULA: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const RK_CELL: u16 = 0x027e;
    pub(in super::super) const FORMAT: u16 = 0x041e;
    pub(in super::super) const START: u16 = 0x0809;

    /// Those that hold values of cells.
    pub(in super::super) const OF_CELLS: [u16; 8] = [
        NUMBER_CELL,
        RK_CELL,
        RK_CELLS,
        SHARED_TEXT_CELL,
        TEXT_CELL,
        RICH_TEXT_CELL,
        BOOL_OR_ERROR_CELL,
        FORMULA,
    ];
}

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) kind: u16,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The records of a stream from some place on.
#[derive(Clone)]
pub(super) struct Records {
    stream: Arc<Vec<u8>>,
    at: usize,
}

impl Records {
    pub(super) fn new(stream: Arc<Vec<u8>>, at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; `None` at the end of the stream, and where it is cut short.
    pub(super) fn next(&mut self) -> Option<Record> {
        let kind = self.u16(self.at)?;
        let length = usize::from(self.u16(self.at.checked_add(2)?)?);
        let from = self.at.checked_add(4)?;
        let to = from.checked_add(length)?;
        self.stream.get(from..to)?;
        self.at = to;
        Some(Record { kind, from, to })
    }

    /// The records after one of this stream.
    pub(super) fn after(&self, record: Record) -> Self {
        Self { stream: Arc::clone(&self.stream), at: record.to }
    }

    /// The record and those that continue it.
    pub(super) fn continued(&mut self, first: Record) -> Vec<Record> {
        let mut all = vec![first];
        loop {
            let before = self.at;
            match self.next() {
                Some(record) if record.kind == kind::CONTINUE => all.push(record),
                _ => {
                    self.at = before;
                    return all;
                }
            }
        }
    }

    /// The bytes of a record from its byte `at` on.
    pub(super) fn bytes(&self, record: Record, at: usize) -> &[u8] {
        self.stream.get(record.from.saturating_add(at)..record.to).unwrap_or_default()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        u16_at(&self.stream, at)
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let bytes = bytes.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// The number in the four bytes of an RK: an integer or the upper half of a float, or a hundredth of it.
pub(super) fn rk(bytes: &[u8], at: usize) -> Option<f64> {
    let raw = u32_at(bytes, at)?;
    let whole = if raw & 2 != 0 {
        f64::from(raw.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(raw & !3) << 32)
    };
    Some(if raw & 1 != 0 { whole / 100.0 } else { whole })
}

/// Reads texts from a record and from those that continue it.
pub(super) struct Reader<'r> {
    pieces: Vec<&'r [u8]>,
    piece: usize,
    at: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(pieces: Vec<&'r [u8]>) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    /// The text after a length of `length_bytes` bytes, without its fonts and readings.
    pub(super) fn text(&mut self, length_bytes: usize) -> Option<String> {
        let mut left = usize::try_from(self.number(length_bytes)?).ok()?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::try_from(self.number(2)?).ok()? } else { 0 };
        let readings = if flags & 4 != 0 { usize::try_from(self.number(4)?).ok()? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.piece_is_done() {
                self.next_piece()?;
                wide = self.byte()? & 1 != 0;
            }
            let here = self.pieces.get(self.piece)?.get(self.at..)?;
            let width = if wide { 2 } else { 1 };
            let count = left.min(here.len() / width);
            if count == 0 {
                return None;
            }
            let bytes = here.get(..count * width)?;
            if wide {
                units.extend(bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)));
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            self.at += count * width;
            left -= count;
        }
        self.skip(runs.checked_mul(4)?.checked_add(readings)?)?;
        String::from_utf16(&units).ok()
    }

    /// The number in the next bytes, the smallest first.
    pub(super) fn number(&mut self, bytes: usize) -> Option<u32> {
        (0..bytes).try_fold(0, |number, place| Some(number | u32::from(self.byte()?) << (8 * place)))
    }

    fn byte(&mut self) -> Option<u8> {
        if self.piece_is_done() {
            self.next_piece()?;
        }
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if self.piece_is_done() {
                self.next_piece()?;
            }
            let here = self.pieces.get(self.piece)?.len().saturating_sub(self.at).min(bytes);
            self.at += here;
            bytes -= here;
        }
        Some(())
    }

    fn piece_is_done(&self) -> bool {
        self.pieces.get(self.piece).is_none_or(|piece| self.at >= piece.len())
    }

    fn next_piece(&mut self) -> Option<()> {
        self.piece += 1;
        self.at = 0;
        self.pieces.get(self.piece).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_runs_on_in_the_next_record() {
        let first = [&[4, 0, 0][..], b"ab"].concat();
        let second = [&[1][..], &[0x84, 0x98, b'c', 0]].concat();
        let mut reader = Reader::new(vec![&first, &second]);
        assert_eq!(reader.text(2).as_deref(), Some("ab预c"));
        assert_eq!(reader.text(2), None);
    }

    #[test]
    fn packed_numbers() {
        for (raw, number) in
            [(0x0000_0c82_u32, 800.0), (0x0000_0003 | 12_345 << 2, 123.45), (0x3ff0_0000, 1.0)]
        {
            assert_eq!(rk(&raw.to_le_bytes(), 0), Some(number));
        }
    }
}
