//! TOML: the events of `toml_parser` to tables, with every place and every repeated key kept.

mod read;
mod tables;
mod words;

use super::faults::{Fault, no_record};
use super::{Format, Parsed};
use crate::read::columns::Syntax;
use crate::source::Source;

pub(super) const FORMAT: Format =
    Format { name: "TOML", endings: &["toml"], parse: Some(parse), alone: Some(Syntax::Toml) };

/// Mistakes told of one file; after so many the rest follow from the first ones.
const MOST_MISTAKES: usize = 20;

fn parse(source: &Source) -> Parsed {
    let (root, faults) = read::read(source);
    let faults = one_a_line(source, faults);
    if !faults.is_empty() {
        let diagnostics = faults.into_iter().map(|fault| fault.diagnose(source, FORMAT.name)).collect();
        return Parsed { documents: Vec::new(), diagnostics };
    }
    match root {
        Some((document, diagnostics)) => Parsed { documents: vec![document], diagnostics },
        None => Parsed { documents: Vec::new(), diagnostics: vec![no_record(source)] },
    }
}

/// The first mistake of each line: those after it on the line mostly follow from it.
fn one_a_line(source: &Source, mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.span);
    faults.dedup_by_key(|fault| source.position(fault.span.start).line);
    faults.truncate(MOST_MISTAKES);
    faults
}
