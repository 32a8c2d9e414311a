//! What is wrong with waivers and baselines, and how findings stand by them, in words.

use super::setup::{setting, suggest};
use crate::diag::{Lapse, StateProblem, Unused};
use crate::finding::{Age, Comparison, Counts, Report, Status, Suppression, WaiverCounts};
use crate::text::{Sentence, StateWords};

pub(in crate::text) const WORDS: StateWords = StateWords {
    waived: "waived",
    explained: "explained (under review)",
    reason: "reason",
    waived_totals: "waived measures",
    state: "state",
    open: "open",
    age: "baseline",
    new: "new",
    unchanged: "unchanged",
    fixed: "fixed",
    unchecked: "in the baseline and not checked",
    field: "field",
    gone: "this finding of the baseline is gone",
};

pub(in crate::text) fn answer(suppression: &Suppression) -> String {
    let Suppression { status, justification, by, basis, days, .. } = suppression;
    let mut details = Vec::new();
    if !by.is_empty() {
        let label = match status {
            Status::Accepted => "approved by",
            Status::UnderReview => "by",
        };
        details.push(format!("{label} {by}"));
    }
    if !basis.is_empty() {
        details.push(format!("basis: {basis}"));
    }
    if let Some((from, until)) = days {
        details.push(format!("{from} to {until}"));
    }
    if details.is_empty() {
        justification.clone()
    } else {
        format!("{justification} ({})", details.join(", "))
    }
}

pub(in crate::text) fn settled(counts: Counts) -> String {
    let parts = [("waived", counts.waived), ("explained", counts.explained)];
    let parts: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}")).collect();
    format!("fail {}, of them {}", counts.fail, parts.join(" and "))
}

pub(in crate::text) fn waivers(counts: WaiverCounts) -> String {
    let parts = [
        ("used", counts.used),
        ("unused", counts.unused),
        ("expired", counts.expired),
        ("not yet granted", counts.early),
        ("of rules not checked", counts.idle),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}")).collect();
    format!("waivers: {} ({})", counts.total(), parts.join(", "))
}

pub(in crate::text) fn comparison(report: &Report, comparison: &Comparison) -> String {
    let (new, unchanged) = (report.aged(Age::New), report.aged(Age::Unchanged));
    let unchecked = match comparison.unchecked.len() {
        0 => String::new(),
        count => format!(", {count} not checked"),
    };
    format!(
        "against the baseline: {new} new, {unchanged} unchanged, {} fixed{unchecked}",
        comparison.fixed.len()
    )
}

pub(in crate::text) fn not_listed(counts: [usize; 3]) -> String {
    let words = ["waived", "explained, under review", "in the baseline"];
    let parts: Vec<String> = words
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    parts.join(", ")
}

pub(in crate::text) fn problem(problem: &StateProblem) -> Sentence {
    match problem {
        StateProblem::UnknownKey { key, nearest, known } => {
            let known = format!("there are {}", known.join(", "));
            let help = nearest
                .as_ref()
                .map_or_else(|| known.clone(), |nearest| format!("did you mean `{nearest}`? {known}"));
            Sentence::with_help(format!("a waiver has no key `{key}`"), help)
        }
        StateProblem::RepeatedKey { key } => Sentence::with_help(
            format!("`{key}` stands twice in this waiver"),
            "give each key once; its Chinese and its English spelling are one key",
        ),
        StateProblem::MissingKey { key: [chinese, english] } => Sentence::with_help(
            format!("a waiver without `{english}`"),
            format!(
                "add `{english}` (or `{chinese}`); a waiver has rule, key, reason, approver, basis, granted and expires"
            ),
        ),
        StateProblem::WrongKind { key, expected } => Sentence::with_help(
            format!("`{key}` does not take this value"),
            format!("it takes {}", setting(*expected)),
        ),
        StateProblem::ExpiresBeforeGranted { granted, expires } => Sentence::with_help(
            format!("expires on {expires}, before it is granted on {granted}"),
            "`expires` is the last day on which the waiver holds",
        ),
        StateProblem::UnknownRule { code, nearest } => suggest(
            format!("there is no rule `{code}`"),
            nearest.as_deref(),
            "`heng rules` lists the codes of all rules",
        ),
        StateProblem::OtherTable { rule, found, expected } => Sentence::with_help(
            format!("rule {rule} is about `{expected}`, not about `{found}`"),
            format!("write `{expected}`, or leave the key out"),
        ),
        StateProblem::UnknownField { field, nearest } => suggest(
            format!("no table has a field `{field}`"),
            nearest.as_deref(),
            "fields are written as reports have them: `evaluation.score`, `indicators[2].weight`",
        ),
        StateProblem::BatchHasNoKey { rule } => Sentence::with_help(
            format!("rule {rule} is about the whole batch, which has no key"),
            "leave the key out",
        ),
        StateProblem::Twice { rule, key } => Sentence::with_help(
            format!("rule {rule} is waived twice for `{key}` on the same days"),
            "keep one; a renewal is a waiver of its own, from the day after the last one",
        ),
        StateProblem::NoDay => Sentence::with_help(
            "waivers expire, so a check by them needs a day",
            "give `--as-of 2020-06-30`, or `as-of = 2020-06-30` in `heng.toml`",
        ),
        StateProblem::Expired(lapse) => lapsed(lapse, "expired on"),
        StateProblem::NotYetGranted(lapse) => lapsed(lapse, "does not hold before"),
        StateProblem::ExplanationOutdated { rule, key, then, now } => Sentence::with_help(
            format!(
                "the finding of rule {rule} on {} was explained for {}, and now {} is filled in",
                of(key),
                filled(then),
                filled(now)
            ),
            "check the value, and write the explanation anew",
        ),
        StateProblem::ExplanationUnused { rule, key } => Sentence::with_help(
            format!("the finding of rule {rule} on {} that was explained is gone", of(key)),
            "if it was mended, delete the explanation",
        ),
        StateProblem::Unused { rule, key, why } => unused(rule, key, why),
        StateProblem::NotABaseline => Sentence::with_help(
            "this file is no baseline",
            "`heng baseline` writes baselines; a report of `--format json` is one as well",
        ),
        StateProblem::BadEntry { key } => Sentence::with_help(
            format!("this finding of the baseline has no `{key}`, or something else for it"),
            "write the baseline anew with `heng baseline`",
        ),
    }
}

fn lapsed(lapse: &Lapse, words: &str) -> Sentence {
    let Lapse { rule, key, border, day, matters } = lapse;
    let what =
        format!("the waiver of rule {rule} for {} {words} {border}, and this run is as of {day}", of(key));
    if *matters {
        Sentence::with_help(
            what + ": the finding counts",
            "mend it, or have it approved anew in a waiver of its own",
        )
    } else {
        Sentence::with_help(what + "; the finding is gone as well", "delete the waiver")
    }
}

fn unused(rule: &str, key: &str, why: &Unused) -> Sentence {
    let of = of(key);
    match why {
        Unused::Met => Sentence::with_help(
            format!("rule {rule} has no finding on {of}: the waiver is unused"),
            "if it was mended, delete the waiver",
        ),
        Unused::Undecided => Sentence::with_help(
            format!("rule {rule} could not be decided on {of}: there is no finding yet to be waived"),
            "complete the data first; only what fails can be waived",
        ),
        Unused::OtherField(field) if field.is_empty() => Sentence::with_help(
            format!("the finding of rule {rule} on {of} is about no field: the waiver is unused"),
            "leave `field` out",
        ),
        Unused::OtherField(field) => Sentence::with_help(
            format!("the finding of rule {rule} on {of} is about `{field}`: the waiver is unused"),
            format!("did you mean `{field}`? Without a field the waiver is for the whole subject"),
        ),
        Unused::NotFound { nearest } => suggest(
            format!(
                "`{key}` is not among the records that were checked: the waiver of rule {rule} is unused"
            ),
            nearest.as_deref(),
            "keys are written as reports have them; a subject that is not part of this run needs nothing",
        ),
    }
}

fn filled(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { format!("`{value}`") }
}

fn of(key: &str) -> String {
    if key.is_empty() { "the batch".to_owned() } else { format!("`{key}`") }
}
