//! Cells of a text with delimiters: where they end, and that nothing in them needs a second look.

use wide::u8x16;

use super::text::{control, uncommon};
use super::{At, Bytes};
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
    #[inline]
    pub(in crate::read::columns) fn cell(self, start: At, delimiter: u8) -> Result<Cell, Odd> {
        if self.byte(start) == b'"' {
            return self.quoted_cell(start);
        }
        let marks = marks(self.block(start), delimiter);
        let end = start + marks.trailing_zeros();
        let ends = marks != 0 && matches!(self.byte(end), byte if byte == delimiter || byte < b' ');
        let (end, uncommon) = if ends { (end, false) } else { self.later_end(start, marks, delimiter)? };
        let (from, to) = (start, end);
        let edges = self.byte(from).min(self.byte(to.wrapping_sub(1)));
        let padded = from < to && (edges <= b' ' || (uncommon && self.may_be_padded(from, to)));
        let [from, to] = if padded { self.trimmed(from, to) } else { [from, to] };
        Ok(Cell { from, to, end, uncommon })
    }

    /// The end of a cell that is longer than sixteen bytes, or has another mark before its end; and whether it has a
    /// character that is not common.
    #[inline(never)]
    fn later_end(self, start: At, mut marks: u32, delimiter: u8) -> Result<(At, bool), Odd> {
        let (mut at, mut uncommon) = (start, false);
        loop {
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
            marks = self::marks(self.block(at), delimiter);
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

/// Bits for the bytes that end a cell, that may not stand in one as they are, or that begin a character like some that
/// are white space or invisible.
#[inline]
fn marks(block: u8x16, delimiter: u8) -> u32 {
    let is = |byte: u8| block.simd_eq(u8x16::splat(byte));
    (control(block) | is(delimiter) | is(b'"') | is(0x7f) | uncommon(block)).to_bitmask()
}
