//! What is wrong with what a pack changes of the packs above it, in words.

use super::kinds::kind;
use crate::diag::{Kind, OverrideProblem};
use crate::text::{Language, Sentence};

pub(in crate::text) fn problem(problem: &OverrideProblem) -> Sentence {
    match problem {
        OverrideProblem::Own { kind, name } => Sentence::with_help(
            format!("{} `{name}` is this pack's own", self::kind(*kind)),
            "change its declaration; `override`, `add` and `disable` are for imported packs",
        ),
        OverrideProblem::NotImported { kind, name, pack } => Sentence::with_help(
            format!("{} `{name}` is of pack `{pack}`, which this pack does not import", self::kind(*kind)),
            format!("write `use {pack}` in the header of this pack"),
        ),
        OverrideProblem::Closed { name } => Sentence::with_help(
            format!("param `{name}` is not open to packs below"),
            "the pack above opens it with `open [least, most]`; a pack that overrides it closes it unless it writes \
             `open` again",
        ),
        OverrideProblem::OutOfBounds { name, value, bounds } => Sentence::with_help(
            format!("`{value}` is outside {bounds}, which is what is open of param `{name}`"),
            "use a value that is permitted, or have the pack above open more",
        ),
        OverrideProblem::Wider { bounds, upper } => Sentence::with_help(
            format!("{bounds} opens more than the {upper} that the pack above permits"),
            format!("keep inside {upper}"),
        ),
        OverrideProblem::NotTighter { name, from, to } if from == to => Sentence::with_help(
            format!("rule `{name}` is {} already", a(*from)),
            "remove this, or choose a graver severity",
        ),
        OverrideProblem::NotTighter { name, from, to } => Sentence::with_help(
            format!("rule `{name}` is {} and cannot be loosened to {}", a(*from), a(*to)),
            "a pack below makes it graver only: note, warning, error; to give it up write `disable … because \"…\"`",
        ),
        OverrideProblem::Conflict { kind: Kind::Param, name } => Sentence::with_help(
            format!("param `{name}` is overridden twice on the same days"),
            "remove one of the two, or keep their days apart with `effective`",
        ),
        OverrideProblem::Conflict { kind, name } => Sentence::with_help(
            format!("two overrides of {} `{name}` contradict each other on the same days", self::kind(*kind)),
            "remove one of the two, or keep their days apart with `effective`; a disabled rule cannot be changed",
        ),
        OverrideProblem::Never { kind, name } => Sentence::with_help(
            format!(
                "{} `{name}` is not in force on these days, so the override never holds",
                self::kind(*kind)
            ),
            "check the dates of `effective`",
        ),
    }
}

fn a(severity: crate::diag::Severity) -> String {
    let word = Language::English.severity(severity);
    let article = if word.starts_with('e') { "an" } else { "a" };
    format!("{article} {word}")
}
