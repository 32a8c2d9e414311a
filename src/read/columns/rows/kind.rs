//! Whether a row surely is a record: no total, no remark, no header once more. Whatever could be one of these is odd.

use super::{Heading, Slot};
use crate::read::columns::plan::Action;
use crate::read::columns::scan::{Bytes, Cell};
use crate::read::comparable;

/// What has been seen of a row.
#[derive(Default)]
pub(super) struct Seen {
    /// Cells in which something stands.
    filled: usize,
    /// Those of them that surely are not their headings, as long as they are less than half of all.
    others: usize,
    /// The first of them, where it is no number, date or truth.
    first: Option<Cell>,
}

impl Seen {
    /// Looks at a cell in which something stands, in a row of so many.
    #[inline]
    pub(super) fn cell(&mut self, slot: &Slot, cells: usize, bytes: Bytes<'_>, cell: &Cell, filled: bool) {
        let action = slot.field.filter(|_| filled).map(|field| field.plan.action);
        // What is read as a value of one of these is no word.
        let is_word = !matches!(action, Some(Action::Number | Action::Date | Action::Bool));
        if is_word && self.filled == 0 {
            self.first = Some(*cell);
        }
        self.filled += 1;
        if 2 * self.others < cells {
            self.others += usize::from(!is_word || !may_be(&slot.heading, bytes, cell));
        }
    }

    pub(super) fn is_record(&self, text: &str) -> bool {
        self.filled > 0
            && self.filled <= 2 * self.others
            && !self.first.as_ref().is_some_and(|first| may_be_label(first, text))
    }
}

/// True where a cell may be compared as the same text as the heading.
#[inline]
fn may_be(heading: &Heading, bytes: Bytes<'_>, cell: &Cell) -> bool {
    let byte = bytes.byte(cell.from);
    if byte >= 0x80 && byte == heading.first && !cell.uncommon {
        return bytes.between(cell.from, cell.from + 3) == heading.all.get(..3).unwrap_or_default();
    }
    cell.uncommon || byte.to_ascii_lowercase() == heading.first || byte == b'*'
}

/// True where the first cell of a row may be a word for totals, or what a remark begins with.
fn may_be_label(cell: &Cell, text: &str) -> bool {
    let own = text.get(cell.from as usize..cell.to as usize).unwrap_or_default();
    // Most first cells are codes.
    let is_code = own.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let has = |text: &str| text.contains([':', '计']);
    !is_code && if cell.uncommon { has(&comparable(own)) } else { has(own) }
}
