//! Reports to bytes: one file an output format, one table of them; knows nothing of files and terminals.

mod concise;
mod format;
mod json;
mod jsonl;
mod rows;
mod terminal;
#[cfg(test)]
mod tests;
mod text;

pub use format::{Context, Format, format_named, formats};
pub use terminal::{Align, Tone, columns, paint, visible};
pub use text::write_diagnostics;
