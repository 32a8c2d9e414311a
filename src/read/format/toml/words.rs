//! The parser's errors as flaws that every format shares.

use toml_parser::ParseError;

use crate::diag::Flaw;
use crate::read::format::faults::Fault;
use crate::source::{Source, Span};

/// An error in the layout of a document, at the place that the parser gives it.
pub(super) fn layout(source: &Source, error: &ParseError) -> Fault {
    let place = error.unexpected().or(error.context()).unwrap_or_default();
    let span = on_boundaries(source, Span::new(place.start(), place.end()));
    let words = error.description();
    if words.starts_with("cannot recurse") {
        return Fault::too_deep(span);
    }
    let at_end = source.text().get(span.start..).is_some_and(|rest| rest.trim().is_empty());
    if at_end && (words.starts_with("unclosed") || words.starts_with("missing value")) {
        return Fault::ends(span.start);
    }
    let flaw = match words {
        "key with no value"
        | "missing assignment between key-value pairs"
        | "invalid key-value pair"
        | "extra `=`" => Flaw::NoMark(&["="]),
        "missing value for key" | "missing value" | "invalid value" => Flaw::NoValue,
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            Flaw::NoMark(&[","])
        }
        "unclosed array" => Flaw::NoMark(&[",", "]"]),
        "unclosed inline table" => Flaw::NoMark(&[",", "}"]),
        "unclosed table" => Flaw::NoMark(&["]"]),
        "unclosed array table" => Flaw::NoMark(&["]]"]),
        "missing key for inline table element" | "invalid table" => Flaw::NoKey,
        _ => Flaw::Words(words.to_owned()),
    };
    Fault::flaw(flaw, span)
}

/// An error inside the key or value that stands at `span`.
pub(super) fn scalar(source: &Source, span: Span, error: &ParseError) -> Fault {
    let words = error.description();
    let flaw = match words {
        "string values must be quoted" if span.start == span.end => Flaw::NoValue,
        "string values must be quoted" => Flaw::UnquotedText,
        "missing opening quote" => Flaw::UnclosedText,
        "missing escaped value" | "too few unicode value digits" => Flaw::BadEscape,
        "unquoted keys cannot be empty" => Flaw::NoKey,
        "invalid boolean" => Flaw::UnknownWord,
        "`_` may only go between digits"
        | "unexpected leading zero"
        | "radix must be lowercase"
        | "integers with a radix cannot be signed"
        | "redundant numeric sign"
        | "redundant integer number prefix"
        | "unexpected sign" => Flaw::BadNumber,
        _ if words.ends_with("number") || words.ends_with("float") => Flaw::BadNumber,
        _ if words.ends_with("string") => return text(source, span, error),
        _ => Flaw::Words(words.to_owned()),
    };
    Fault::flaw(flaw, span)
}

/// An error inside a text: its closing quote is not there, or it holds what must be escaped.
fn text(source: &Source, span: Span, error: &ParseError) -> Fault {
    let unclosed = error.unexpected().is_some_and(|place| place.is_empty() && place.end() == span.end);
    if unclosed && span.end == source.text().len() {
        return Fault::ends(span.end);
    }
    if unclosed {
        return Fault::flaw(Flaw::UnclosedText, span);
    }
    let place = error.unexpected().map_or(span, |place| Span::new(place.start(), place.end()));
    let inside = on_boundaries(source, place);
    let control = source.slice(inside).chars().any(char::is_control);
    Fault::flaw(if control { Flaw::ControlCharacter } else { Flaw::BadEscape }, inside)
}

/// The parser counts bytes in some of its errors; ours lie on character boundaries.
fn on_boundaries(source: &Source, span: Span) -> Span {
    let text = source.text();
    let start = text.floor_char_boundary(span.start);
    Span::new(start, text.ceil_char_boundary(span.end.min(text.len())).max(start))
}
