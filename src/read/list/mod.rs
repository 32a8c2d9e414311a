//! Lists in sheets, a record a row, to documents: headers found and joined, units, totals, rows that are none.

mod blocks;
mod body;
mod fields;
mod front;
mod head;
mod header;
mod heading;
mod kind;
mod line;
mod page;
mod plain;
mod records;
mod sheet;
mod tell;
#[cfg(test)]
mod trials;
mod value;

pub use blocks::{Block, Blocks, read_book, read_csv};
pub use front::{Content, FRONT_MARK, FrontRow, FrontSheet, content, front_sheets};

pub use plain::{NotAlone, PlainList};

pub use heading::normal;
pub(super) use heading::{Said, readings, unit_of_heading, unit_of_note};
pub(super) use kind::is_total_word;
pub(super) use page::{Origin, Page};
pub use records::Rows;
pub(super) use value::{Holder, Remark, is_bare, seen, take};
