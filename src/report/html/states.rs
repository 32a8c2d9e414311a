//! How findings stand, on the page: filters, badges, the answers.

use std::io::{self, Write};

use super::escape::Html;
use crate::finding::{Age, Finding, Status};
use crate::text::Language;

/// The words by which the script compares; none of them is text of others.
fn state(finding: &Finding) -> &'static str {
    match finding.suppression.as_ref().map(|answer| answer.status) {
        None => "open",
        Some(Status::Accepted) => "waived",
        Some(Status::UnderReview) => "explained",
    }
}

const fn age(age: Age) -> &'static str {
    match age {
        Age::New => "new",
        Age::Unchanged => "unchanged",
    }
}

/// Writes the choices for those ways of standing that there are.
pub(super) fn write_filters(shown: &[&Finding], language: Language, out: &mut dyn Write) -> io::Result<()> {
    let words = language.states();
    if shown.iter().any(|finding| finding.suppression.is_some()) {
        let mut answers = vec![("open", words.open)];
        for (value, status) in [("waived", Status::Accepted), ("explained", Status::UnderReview)] {
            if shown.iter().any(|finding| state(finding) == value) {
                answers.push((value, language.status(status)));
            }
        }
        write_choice("state", words.state, &answers, language, out)?;
    }
    if shown.iter().any(|finding| finding.age.is_some()) {
        let ages = [Age::New, Age::Unchanged].map(|one| (age(one), language.age(one)));
        write_choice("age", words.age, &ages, language, out)?;
    }
    Ok(())
}

fn write_choice(
    id: &str,
    label: &str,
    choices: &[(&str, &str)],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<label>{label} <select id=\"{id}\"><option value=\"\">{}</option>", language.page().all)?;
    for (value, shown) in choices {
        writeln!(out, "<option value=\"{value}\">{shown}</option>")?;
    }
    writeln!(out, "</select></label>")
}

/// Writes what the choices compare.
pub(super) fn write_marks(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    write!(out, " data-state=\"{}\"", state(finding))?;
    if let Some(one) = finding.age {
        write!(out, " data-age=\"{}\"", age(one))?;
    }
    Ok(())
}

/// What stands under the severity.
pub(super) fn badges(finding: &Finding, language: Language) -> String {
    let answer = finding.suppression.as_ref().map(|answer| language.status(answer.status));
    let age = finding.age.map(|age| language.age(age));
    let badge = |text: &str| format!("<br><span class=\"badge settled\">{text}</span>");
    answer.into_iter().chain(age).map(badge).collect()
}

/// Writes why a finding may stand.
pub(super) fn write_answer(finding: &Finding, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Some(answer) = &finding.suppression else {
        return Ok(());
    };
    let label = language.status(answer.status);
    let colon = language.report().colon;
    writeln!(out, "<p class=\"advice\"><b>{label}</b>{colon}{}</p>", Html(&language.answer(answer)))
}
