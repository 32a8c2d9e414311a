//! Documents to records: one file an input format, one table of them; knows nothing of rules.

mod bind;
mod decode;
mod format;
mod node;
mod record;
mod shorten;
mod value;

pub use bind::{Bound, bind, bind_all, bind_record};
pub use decode::{MAX_FILE_MIB, decode};
pub use format::{Format, MAX_ALIASED, MAX_DEPTH, Parsed, format_for, formats, jsonl};
pub use node::{Entry, Node, NodeKind};
pub use record::{Cell, Record, State};
pub use shorten::shorten;
pub use value::{Misread, parse_value};
