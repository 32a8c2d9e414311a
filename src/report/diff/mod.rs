//! What two runs say differently, for people and for programs: the table of its formats.

mod json;
mod markdown;
mod sheet;
mod text;

use std::io::{self, Write};

use super::Context;
use crate::finding::record::Diff;

/// A way to write what two runs say differently.
#[derive(Debug)]
pub struct DiffFormat {
    /// The name by which `--format` knows it.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&Diff, &Context, &mut dyn Write) -> io::Result<()>,
}

/// All formats, the default first.
pub fn diff_formats() -> &'static [DiffFormat] {
    const FORMATS: &[DiffFormat] = &[
        DiffFormat { name: "text", write: text::write },
        DiffFormat { name: "json", write: json::write },
        DiffFormat { name: "markdown", write: markdown::write },
    ];
    FORMATS
}
