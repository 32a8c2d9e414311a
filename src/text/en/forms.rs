//! What is wrong with filled-in forms, in words.

use crate::diag::FormProblem;
use crate::text::Sentence;

pub(in crate::text) fn problem(problem: &FormProblem) -> Sentence {
    match problem {
        FormProblem::Ambiguous { forms } => Sentence::with_help(
            format!("this sheet is as much one form as another: {}; it was not checked", forms.join(", ")),
            "check its title and captions",
        ),
        FormProblem::TooLong { form, limit } => Sentence::with_help(
            format!("this looks like form `{form}` but has more than {limit} rows, so it was not checked"),
            "put the details into a sheet of their own, or use several forms",
        ),
        FormProblem::NoCaption { form, captions } => Sentence::with_help(
            format!(
                "read as form `{form}`, without captions `{}`: what belongs there counts as not filled in",
                captions.join("`, `")
            ),
            "check whether a caption was changed or removed",
        ),
        FormProblem::CaptionTwice { caption } => Sentence::with_help(
            format!("caption `{caption}` stands in several places, so that it counts as not filled in"),
            "check the captions and remove the superfluous one",
        ),
        FormProblem::NotRead { form, cells, count } => {
            let more =
                if *count > cells.len() { format!(" and others, {count} in all") } else { String::new() };
            Sentence::with_help(
                format!(
                    "form `{form}` has no use for cells {}{more}: they were not checked",
                    cells.join(", ")
                ),
                "remarks and signatures may stay; move what was filled in to its caption",
            )
        }
        FormProblem::OtherShape { field, found, shapes } => Sentence::with_help(
            format!("`{field}` is `{found}`, which is no value"),
            format!("write it as {}", shapes.join(" or ")),
        ),
        FormProblem::SeveralTicks { field, found } => Sentence::with_help(
            format!("`{field}` takes one option; several are ticked, or it is unclear which one: `{found}`"),
            "tick one option, right beside it",
        ),
        FormProblem::NoUnit { field, found } => Sentence::with_help(
            format!("`{field}` is `{found}`, and nothing on the sheet names the unit"),
            "name the unit behind the caption, as in `项目资金（万元）`",
        ),
        FormProblem::Conflict { field, first, second } => Sentence::with_help(
            format!("the forms of one record differ about `{field}`: `{first}` and `{second}`"),
            "check them and correct one",
        ),
        FormProblem::OnlyInOne { list, element, missing_in, checked } => Sentence::with_help(
            format!(
                "`{element}` of `{list}` is in this form, and not in `{missing_in}`{}",
                if *checked { "" } else { ", which is the later one: it was not checked" }
            ),
            "the forms should agree: check for another wording or a missing row",
        ),
        FormProblem::JoinedByName { name, forms } => Sentence::with_help(
            format!("{forms} forms without a code were joined by the name `{name}`"),
            "fill in the code on every form",
        ),
        FormProblem::NotJoined { name, records } => Sentence::with_help(
            format!(
                "this form has no code, and {records} records have the name `{name}`: it was checked by itself"
            ),
            "fill in the code",
        ),
    }
}
