//! Documents to records: one file an input format, one table of them; knows nothing of rules.

mod bind;
mod book;
mod decode;
mod format;
mod list;
mod node;
mod record;
mod shorten;
mod value;

pub use bind::{Bound, bind, bind_all, bind_record};
pub use book::{BOOK_ENDINGS, is_book};
pub use decode::{MAX_FILE_MIB, decode};
pub use format::{Format, MAX_ALIASED, MAX_DEPTH, Parsed, endings, format_for, formats, jsonl};
pub use list::{Block, Blocks, read_book};
pub use node::{Entry, Node, NodeKind, Unread};
pub use record::{Cell, Record, State};
pub use shorten::shorten;
pub use value::{Misread, parse_value};
