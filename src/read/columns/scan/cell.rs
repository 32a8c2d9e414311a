//! Cells of a text with delimiters: where they end, and that nothing in them needs a second look.

use wide::u8x16;

use super::text::{control, uncommon};
use super::{At, Bytes, low};
use crate::read::columns::Odd;

/// A cell that is not written in quotes, or what stands between its quotes.
#[derive(Clone, Copy)]
pub(in crate::read::columns) struct Cell {
    /// What stands in it, without white space around it.
    pub(in crate::read::columns) from: At,
    pub(in crate::read::columns) to: At,
    /// The place behind it: of a delimiter, of a line break, or of the end.
    pub(in crate::read::columns) end: At,
    /// True when a character stands in it like some that are white space, invisible, or written in several ways.
    pub(in crate::read::columns) uncommon: bool,
}

impl Bytes<'_> {
    /// The cell that begins there. One with a quote or a control in it, or with a character that nobody sees, is odd.
    #[expect(clippy::inline_always, reason = "a call for every cell would be a quarter of the work")]
    #[inline(always)]
    pub(in crate::read::columns) fn cell(self, start: At, delimiter: u8) -> Result<Cell, Odd> {
        if let Some(bytes) = self.some(start) {
            let block = u8x16::new(*bytes);
            let blanks = block.simd_eq(u8x16::splat(b' ')).to_bitmask();
            let [marks, ends] = [marks(block, delimiter), ends(block, delimiter).to_bitmask()];
            // The first mark is an end, and no blank is at either end.
            let first = marks & marks.wrapping_neg();
            if first & ends != 0 && (blanks & 1) | (blanks << 1 & first) == 0 {
                let end = start + first.trailing_zeros();
                return Ok(Cell { from: start, to: end, end, uncommon: false });
            }
        }
        self.other_cell(start, delimiter).cell()
    }

    /// The same of a cell that does not end in its first sixteen bytes or stands near the end of the text, has a mark
    /// before its end, white space around it or quotes.
    #[inline(never)]
    fn other_cell(self, start: At, delimiter: u8) -> Packed {
        let quoted = self.byte(start) == b'"';
        Packed::new(if quoted { self.quoted_cell(start) } else { self.bare_cell(start, delimiter) })
    }

    fn bare_cell(self, start: At, delimiter: u8) -> Result<Cell, Odd> {
        let (end, uncommon) = self.later_end(start, delimiter)?;
        let (from, to) = (start, end);
        let edges = self.byte(from).min(self.byte(to.wrapping_sub(1)));
        let padded = from < to && (edges <= b' ' || (uncommon && self.may_be_padded(from, to)));
        let [from, to] = if padded { self.trimmed(from, to) } else { [from, to] };
        Ok(Cell { from, to, end, uncommon })
    }

    /// The end of a cell, and whether it has a character that is not common.
    fn later_end(self, start: At, delimiter: u8) -> Result<(At, bool), Odd> {
        let (mut at, mut uncommon) = (start, false);
        loop {
            let mut marks = marks(self.block(at), delimiter);
            while marks != 0 {
                let mark = at + marks.trailing_zeros();
                let byte = self.byte(mark);
                if byte == delimiter || byte < b' ' {
                    return Ok((mark, uncommon));
                }
                if byte < 0xc0 || self.begins_invisible(mark) {
                    return Err(Odd);
                }
                uncommon = true;
                marks &= marks - 1;
            }
            at += 16;
        }
    }

    /// A cell between quotes.
    fn quoted_cell(self, start: At) -> Result<Cell, Odd> {
        let super::Quoted { from, to, end } = self.text(start + 1)?;
        let uncommon =
            self.between(start + 1, end - 1).iter().any(|byte| matches!(byte, 0xc0..0xe4 | 0xef..));
        Ok(Cell { from, to, end, uncommon })
    }
}

/// A cell, or that it is odd, in two registers: handed on through memory it takes as long as all the rest, as other
/// texts do.
struct Packed {
    /// Where what stands in it begins and, higher, where it ends.
    inside: u64,
    /// The place behind it, above a bit for a character that is not common and one for a cell that is not odd.
    behind: u64,
}

impl Packed {
    #[inline]
    fn new(cell: Result<Cell, Odd>) -> Self {
        let Ok(Cell { from, to, end, uncommon }) = cell else {
            return Self { inside: 0, behind: 0 };
        };
        Self {
            inside: u64::from(from) | u64::from(to) << 32,
            behind: u64::from(end) << 2 | u64::from(uncommon) << 1 | 1,
        }
    }

    #[inline]
    fn cell(self) -> Result<Cell, Odd> {
        let Self { inside, behind } = self;
        let [from, to] = [inside, inside >> 32].map(low);
        let cell = Cell { from, to, end: low(behind >> 2), uncommon: behind & 2 != 0 };
        if behind == 0 { Err(Odd) } else { Ok(cell) }
    }
}

/// All bits of the bytes that end a cell.
#[inline]
fn ends(block: u8x16, delimiter: u8) -> u8x16 {
    control(block) | block.simd_eq(u8x16::splat(delimiter))
}

/// Bits for the bytes that end a cell, that may not stand in one as they are, or that begin a character like some that
/// are white space or invisible.
#[inline]
fn marks(block: u8x16, delimiter: u8) -> u32 {
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));
    (ends(block, delimiter) | is(b'"') | is(0x7f) | uncommon(block)).to_bitmask()
}
