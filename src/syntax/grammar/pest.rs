//! The parser that pest makes of `grammar/*.pest`: it says where a text stops and what could stand there.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::piece::{Mark, Reading};

pub(in crate::syntax) use generated::Rule as Symbol;

/// Where a text stops to be what was asked for.
#[derive(Debug)]
pub(in crate::syntax) struct Stop {
    /// The byte.
    pub(in crate::syntax) at: usize,
    /// What could stand there.
    pub(in crate::syntax) expected: Vec<Symbol>,
}

/// Reads `text` as `symbol`.
pub(super) fn read(symbol: Symbol, text: &str) -> Result<Reading<'_>, Stop> {
    let pairs = generated::Grammar::parse(symbol, text).map_err(|error| {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let expected = match error.variant {
            ErrorVariant::ParsingError { positives, negatives } if positives.is_empty() => {
                // Where a name was to come, the next case came.
                negatives
                    .into_iter()
                    .map(|symbol| if symbol == Symbol::next_case { Symbol::name } else { symbol })
                    .collect()
            }
            ErrorVariant::ParsingError { positives, .. } => positives,
            // A limit on calls, which nobody sets.
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Stop { at, expected }
    })?;
    let mut marks = Vec::new();
    for pair in pairs {
        mark(pair, &mut marks);
    }
    Ok(Reading::new(text, marks))
}

/// Marks a piece and those in it.
fn mark(pair: Pair<'_, Symbol>, marks: &mut Vec<Mark>) {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (at, span) = (marks.len(), pair.as_span());
    let (start, end) = (number(span.start()), number(span.end()));
    marks.push(Mark { symbol: pair.as_rule(), start, end, past: 0 });
    for inner in pair.into_inner() {
        mark(inner, marks);
    }
    let past = number(marks.len());
    if let Some(mark) = marks.get_mut(at) {
        mark.past = past;
    }
}

mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/words.pest"]
    #[grammar = "grammar/literals.pest"]
    #[grammar = "grammar/expressions.pest"]
    #[grammar = "grammar/tables.pest"]
    #[grammar = "grammar/params.pest"]
    #[grammar = "grammar/measures.pest"]
    #[grammar = "grammar/rules.pest"]
    #[grammar = "grammar/tiers.pest"]
    #[grammar = "grammar/scorecards.pest"]
    #[grammar = "grammar/forms.pest"]
    #[grammar = "grammar/tests.pest"]
    #[grammar = "grammar/packs.pest"]
    #[grammar = "grammar/overrides.pest"]
    #[grammar = "grammar/file.pest"]
    pub(in crate::syntax) struct Grammar;
}
