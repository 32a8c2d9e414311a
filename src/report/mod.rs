//! Reports to bytes: one file an output format, one table of them; knows nothing of files and terminals.

mod baseline;
mod book;
mod bytes;
mod checkstyle;
mod concise;
mod csv;
mod diff;
mod entry;
mod format;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod list;
mod markdown;
mod object;
mod place;
mod problem_rows;
mod rdjson;
mod rows;
mod sarif;
mod scores;
mod states;
mod summary;
mod terminal;
#[cfg(test)]
mod tests;
mod text;
#[cfg(test)]
mod trials;
mod xml;

pub use baseline::write_baseline;
pub use book::{Annotated, Answer, Earlier, Original, annotate, list_workbook};
pub use csv::csv_record;
pub use diff::{DiffFormat, diff_formats};
pub use format::{Around, Context, Format, Rows, Takes, Written, default_format, format_named, formats};
pub use terminal::{Align, Tone, columns, paint, visible};
pub use text::{write_block, write_diagnostics};
