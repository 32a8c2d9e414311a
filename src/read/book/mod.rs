//! Workbooks to the cells of their sheets, row by row and within bounds; knows nothing of schemas.

mod archive;
mod cells;
mod formats;
mod number;
mod ods;
mod open;
mod texts;
#[cfg(test)]
pub(super) mod trials;
mod xls;
mod xlsx;
mod xml;

pub use archive::{Archive, PartReader, canonical};
pub use open::{BOOK_ENDINGS, is_book};
pub use xlsx::part_name;

pub(super) use cells::{CellValue, DateSystem, Merge, Row, SheetCell, SheetHead, Sheets, Shown};
pub(super) use number::{date, digits, percent, push_digits};
pub(super) use open::open;
