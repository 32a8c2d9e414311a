//! `text`: for people, with the lines that each problem is about.

mod block;
mod cells;
mod problems;
mod snippet;
mod states;
mod summary;
mod window;

pub use block::write_block;
pub use problems::write_diagnostics;
pub(in crate::report) use problems::{tone, write, write_files};
pub(in crate::report) use summary::{amount, write_conclusion, write_scope, write_verdicts};
