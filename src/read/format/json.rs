//! JSON after RFC 8259, to the letter: tokens of bytes first, a tree of them second.

mod escape;
mod scan;
mod tree;

use super::faults::no_record;
use super::{Format, Parsed};
use crate::read::columns::Syntax;
use crate::source::{Source, Span};

pub(super) const FORMAT: Format =
    Format { name: "JSON", endings: &["json"], parse: Some(parse), alone: Some(Syntax::Json) };

/// Reads a text that is one document.
pub(super) fn parse(source: &Source) -> Parsed {
    if source.text().trim_matches(WHITE_SPACE).is_empty() {
        return Parsed { documents: Vec::new(), diagnostics: vec![no_record(source)] };
    }
    match read(source, Span::new(0, source.text().len())) {
        Ok((document, diagnostics)) => Parsed { documents: vec![document], diagnostics },
        Err(fault) => {
            Parsed { documents: Vec::new(), diagnostics: vec![fault.diagnose(source, FORMAT.name)] }
        }
    }
}

/// What may stand between tokens.
pub(super) const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

pub(in crate::read) use escape::{escape, unescape};
pub(super) use tree::read;
