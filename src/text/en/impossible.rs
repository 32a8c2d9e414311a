//! Why a test can never have the outcome it expects, in words.

use crate::diag::Impossible;
use crate::text::Sentence;

pub(super) fn impossible(why: &Impossible) -> Sentence {
    match why {
        Impossible::OtherTable { table } => Sentence::with_help(
            "the record of this case is no subject of the rule",
            format!("the rule is about `{table}`: write `{table} {{ … }}`"),
        ),
        Impossible::Verdict => Sentence::with_help(
            "the rule never ends so",
            "a rule without condition and exception always applies; tiers without a `pass` row never pass",
        ),
        Impossible::NothingToSay => Sentence::with_help(
            "with this verdict there is no severity, measure, amount or field",
            "measures and amounts go with `fail`; nothing goes with `pass` and `not_applicable`",
        ),
        Impossible::Severity => {
            Sentence::with_help("the rule never gives this severity", "compare with its `else` or its rows")
        }
        Impossible::Measure => {
            Sentence::with_help("the rule never applies this measure", "compare with its `measure`")
        }
        Impossible::Points => Sentence::with_help(
            "the rule takes no points off",
            "leave `points` out, or write `points …` at the rule",
        ),
        Impossible::Amount => Sentence::with_help(
            "the rule's measures have no amount",
            "remove the amount, or declare one with `amount …`",
        ),
    }
}
