//! JSON Lines: a JSON document a line. Lines stand alone, so they can be read in any order and in parallel.

use super::faults::{Cause, Fault, no_record};
use super::{Format, Parsed, json};
use crate::diag::Flaw;
use crate::source::{Source, Span};

/// The format's name.
pub const NAME: &str = "JSON Lines";

pub(super) const FORMAT: Format =
    Format { name: NAME, endings: &["jsonl", "ndjson"], parse: Some(parse), alone: None };

fn parse(source: &Source) -> Parsed {
    let mut all = Parsed::default();
    for line in lines(source) {
        let parsed = parse_line(source, line);
        all.documents.extend(parsed.documents);
        all.diagnostics.extend(parsed.diagnostics);
    }
    if all.documents.is_empty() && all.diagnostics.is_empty() {
        all.diagnostics.push(no_record(source));
    }
    all
}

/// The lines that are not blank, without their line breaks.
pub fn lines(source: &Source) -> impl Iterator<Item = Span> {
    let text = source.text();
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        let span = Span::new(from, from + line.trim_end_matches('\r').len());
        from += length + 1;
        Some((span, line.trim_matches(json::WHITE_SPACE).is_empty()))
    })
    .filter_map(|(span, blank)| (!blank).then_some(span))
}

/// The document of one line, or what is wrong with it.
pub fn parse_line(source: &Source, line: Span) -> Parsed {
    match json::read(source, line) {
        Ok((document, diagnostics)) => Parsed { documents: vec![document], diagnostics },
        Err(fault) => {
            let last = line.end == source.text().len();
            let fault = match fault.cause {
                Cause::Ends if !last => Fault::flaw(Flaw::LineEnds, fault.span),
                _ => fault,
            };
            Parsed { documents: Vec::new(), diagnostics: vec![fault.diagnose(source, FORMAT.name)] }
        }
    }
}
