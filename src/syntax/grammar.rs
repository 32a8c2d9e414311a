//! The grammar of `grammar/*.pest`, bound to Rust; the only place that knows pest's own types of errors.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

pub(super) use generated::Rule as Symbol;

/// A piece of text with the symbol of the grammar that it is.
pub(super) type Piece<'i> = Pair<'i, Symbol>;

/// Where a text stops to be what was asked for.
#[derive(Debug)]
pub(super) struct Stop {
    /// The byte.
    pub(super) at: usize,
    /// What could stand there.
    pub(super) expected: Vec<Symbol>,
}

/// Reads `text` as `symbol`.
pub(super) fn read(symbol: Symbol, text: &str) -> Result<Pairs<'_, Symbol>, Stop> {
    generated::Grammar::parse(symbol, text).map_err(|error| {
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
    })
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
