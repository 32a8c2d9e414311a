//! The YAML parser's errors as flaws that every format shares.

use saphyr_parser::ScanError;

use super::places::Places;
use crate::diag::Flaw;
use crate::read::format::faults::Fault;
use crate::source::{Source, Span};

/// What the parser says when a line does not line up with the lines around it.
const INDENTATION: [&str; 6] = [
    "indentation",
    "indented",
    "tab",
    "expected '-'",
    "did not find expected key",
    "mapping keys are not allowed",
];

pub(super) fn fault(source: &Source, places: &Places<'_>, error: &ScanError) -> Fault {
    let at = places.byte(error.marker().index());
    let rest = source.text().get(at..).unwrap_or_default();
    let span = Span::new(at, at + rest.chars().next().map_or(0, char::len_utf8));
    let words = error.info();
    let about = |part: &str| words.contains(part);
    if about("recursion limit") {
        return Fault::too_deep(span);
    }
    let open = about("flow") || about("quoted scalar") || about("end of stream") || about("eof");
    if open && rest.trim().is_empty() {
        return Fault::ends(at);
    }
    let flaw = if about("mapping values are not allowed") || about("illegal placement of ':'") {
        Flaw::ColonInText
    } else if about("escape") || about("hexadecimal") {
        Flaw::BadEscape
    } else if about("end of stream") {
        Flaw::UnclosedText
    } else if INDENTATION.into_iter().any(about) {
        Flaw::Indentation
    } else if about("flow mapping") {
        Flaw::NoMark(&[",", "}"])
    } else if about("flow sequence") {
        Flaw::NoMark(&[",", "]"])
    } else if about("simple key expect") {
        Flaw::NoMark(&[":"])
    } else if about("unprintable") {
        Flaw::ControlCharacter
    } else if about("unexpected character") || about("plain scalar cannot start") {
        Flaw::UnquotedText
    } else if about("unknown anchor") {
        Flaw::UnknownAlias
    } else {
        Flaw::Words(words.to_owned())
    };
    Fault::flaw(flaw, span)
}
