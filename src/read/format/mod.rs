//! The input formats: one file each, one row each in the table.

mod csv;
mod faults;
mod json;
pub mod jsonl;
mod repeats;
mod table;
mod toml;
mod yaml;

pub(super) use csv::Csv;
pub(super) use json::{escape, unescape};

pub use table::{Format, MAX_DEPTH, Parsed, endings, format_for, formats};
pub use yaml::MAX_ALIASED;
