//! Documents to records: one file an input format, one table of them; knows nothing of rules.

mod bind;
mod book;
mod children;
mod chunks;
pub mod columns;
mod decode;
mod encoding;
mod form;
mod format;
mod habit;
mod invisible;
mod list;
mod node;
mod numeral;
mod plain;
mod record;
mod shorten;
mod value;

pub use bind::{Bound, bind, bind_all, bind_form, bind_record, bind_rows};
pub use book::{Archive, BOOK_ENDINGS, PartReader, canonical, is_book, part_name};
pub use children::{Amiss, Children, parent_of};
pub use chunks::{BYTE_ORDER_MARK, Chunk, Chunks, fill};
pub use decode::{Decoded, MAX_FILE_MIB, decode};
pub use encoding::Encoding;
pub use format::{Format, MAX_ALIASED, MAX_DEPTH, Parsed, endings, format_for, formats, jsonl};
pub use list::{
    Block, Blocks, Content, FRONT_MARK, FrontRow, FrontSheet, NotAlone, PlainList, Rows, content,
    front_sheets, normal as comparable, read_book, read_csv,
};
pub use node::{Entry, Node, NodeKind, Unread};
pub use plain::{Askers, Wanted, Wants, plain_file, plain_record};
pub use record::{Cell, Record, State, TextId};
pub use shorten::shorten;
pub use value::{Misread, parse_value};
