//! Rule text to a syntax tree and back; knows nothing of what names mean.

pub mod ast;

mod brackets;
mod build;
mod decode;
mod explain;
mod flaw;
mod format;
mod grammar;
mod habits;
mod lexemes;
mod parse;
mod repair;
mod scan;
mod slices;
mod units;
mod untested;
mod whole;
mod words;

pub use decode::decode;
pub use format::format;
pub use parse::{Parsed, parse, parse_rules};
pub use whole::whole;
pub use words::{Keywords, Word, english};

/// How deep brackets and operators may be nested. A chain of 且 or of 或 counts once, however long it is.
pub const MAX_DEPTH: usize = 256;
