//! YAML: the events of `saphyr_parser` to trees; scalars keep their text, aliases have a budget.

mod places;
mod tree;
mod words;

use saphyr_parser::Parser;

use self::places::Places;
use self::tree::Tree;
use super::faults::{Fault, no_record};
use super::{Format, Parsed};
use crate::source::Source;

pub use tree::MAX_ALIASED;

pub(super) const FORMAT: Format =
    Format { name: "YAML", endings: &["yaml", "yml"], parse: Some(parse), alone: None };

fn parse(source: &Source) -> Parsed {
    let mut tree = Tree::new(source);
    let fault = read(source, &mut tree).err();
    let (documents, mut diagnostics) = tree.finish();
    match fault {
        Some(fault) => diagnostics.push(fault.diagnose(source, FORMAT.name)),
        None if documents.is_empty() => diagnostics.push(no_record(source)),
        None => {}
    }
    Parsed { documents, diagnostics }
}

fn read(source: &Source, tree: &mut Tree<'_>) -> Result<(), Fault> {
    let places = Places::new(source.text());
    let mut parser = Parser::new_from_str(source.text());
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| words::fault(source, &places, &error))?;
        tree.take(event, places.span(&span))?;
    }
    Ok(())
}
