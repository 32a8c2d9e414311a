//! The table of findings: who, what, the values, by which basis, where, what follows; and its filters.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::badge;
use super::escape::{Html, Sentence};
use super::numbers::Numbers;
use super::states;
use crate::diag::Severity;
use crate::finding::{Finding, Message, Place, Report, Verdict};
use crate::report::entry::{Entry, worst_first};
use crate::report::place::{self, Column};
use crate::report::text::amount;
use crate::source::Site;
use crate::text::Language;

/// Rows of the table: a browser takes longer than people wait for many more.
const MOST: usize = 5_000;
/// Rows that a browser lays out at once.
const PART: usize = 200;
/// Cells shown with one finding.
const MOST_CELLS: usize = 24;

/// Writes the worst findings, each in full.
pub(super) fn write(
    report: &Report,
    numbers: &Numbers<'_>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (words, more, page) = (language.report(), language.formats(), language.page());
    writeln!(out, "<section id=\"findings\" tabindex=\"-1\"><h2>{}</h2>", more.findings)?;
    let open = worst_first(report).into_iter().filter_map(|entry| match entry {
        Entry::Finding(finding) => Some(finding),
        Entry::Diagnostic(_) => None,
    });
    // What nobody has to do anything about comes last.
    let findings: Vec<&Finding> = open.chain(report.settled().map(|(finding, _)| finding)).collect();
    if findings.is_empty() {
        return writeln!(out, "<p class=\"nothing\">{}</p></section>", page.nothing);
    }
    let shown = findings.get(..MOST).unwrap_or(&findings);
    write_filters(report, shown, numbers, language, out)?;
    if let Some(left_out) = findings.len().checked_sub(MOST).filter(|count| *count > 0) {
        writeln!(out, "<p class=\"left-out\">{}</p>", Html(&language.left_out(left_out)))?;
    }
    writeln!(
        out,
        "<table class=\"findings\"><caption class=\"unseen\">{}</caption><thead><tr>",
        more.findings
    )?;
    let heads = [more.severity, words.rule, words.subject, more.message, words.measure, words.place];
    for head in heads {
        writeln!(out, "<th scope=\"col\">{head}</th>")?;
    }
    writeln!(out, "</tr></thead>")?;
    for (number, part) in shown.chunks(PART).enumerate() {
        // What is further down waits until it is asked for, on a screen; on paper everything stands.
        writeln!(out, "<tbody{}>", if number == 0 { "" } else { " class=\"later\"" })?;
        for finding in part {
            write_row(finding, numbers, language, out)?;
        }
        writeln!(out, "</tbody>")?;
    }
    writeln!(out, "</table><p><button type=\"button\" id=\"more\" hidden>{}</button></p>", page.more)?;
    writeln!(out, "<p class=\"nothing\" id=\"nothing\" hidden>{}</p></section>", page.nothing_shown)
}

fn write_filters(
    report: &Report,
    shown: &[&Finding],
    numbers: &Numbers<'_>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (words, more, page) = (language.report(), language.formats(), language.page());
    // Without the script there is nothing to filter with.
    writeln!(out, "<form id=\"filter\" class=\"filter\" hidden>")?;
    writeln!(
        out,
        "<label class=\"search\">{} <input type=\"search\" id=\"search\" autocomplete=\"off\" placeholder=\"{}\"></label>",
        page.search, page.search_hint
    )?;
    writeln!(out, "<fieldset><legend>{}</legend>", more.severity)?;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let (class, sign) = badge(severity);
        let count = shown.iter().filter(|finding| finding.severity == severity).count();
        writeln!(
            out,
            "<label class=\"{class}\"><input type=\"checkbox\" name=\"severity\" value=\"{class}\" checked> \
             {sign} {} <b>{count}</b></label>",
            language.severity(severity)
        )?;
    }
    writeln!(out, "</fieldset>")?;
    let title = |code: &str, number: usize| match report.rules.get(number) {
        Some(rule) if !rule.name.is(code) => format!("{code} {}", language.name(&rule.name)),
        Some(_) | None => code.to_owned(),
    };
    states::write_filters(shown, language, out)?;
    let rules = used(shown, |finding| Some(numbers.rule(finding)));
    write_choice("rule", words.rule, &numbers.rules, &rules, &title, language, out)?;
    let plain = |name: &str, _| if name.is_empty() { page.missing.to_owned() } else { name.to_owned() };
    if !numbers.units.is_empty() {
        let units = used(shown, |finding| numbers.unit(finding));
        write_choice("unit", page.unit, &numbers.units, &units, &plain, language, out)?;
    }
    let files = used(shown, |finding| Some(numbers.file(finding)));
    write_choice("file", more.file, &numbers.files, &files, &plain, language, out)?;
    writeln!(out, "<button type=\"reset\">{}</button>", page.reset)?;
    let total = shown.len();
    writeln!(
        out,
        "<output aria-live=\"polite\">{} <b id=\"shown\">{total}</b> / {total}</output></form>",
        page.shown
    )
}

/// The numbers that occur among the rows shown.
fn used(shown: &[&Finding], number: impl Fn(&Finding) -> Option<usize>) -> BTreeSet<usize> {
    shown.iter().filter_map(|finding| number(finding)).collect()
}

fn write_choice(
    id: &str,
    label: &str,
    numbers: &BTreeMap<&str, usize>,
    used: &BTreeSet<usize>,
    shown: &dyn Fn(&str, usize) -> String,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<label>{label} <select id=\"{id}\"><option value=\"\">{}</option>", language.page().all)?;
    for (name, number) in numbers.iter().filter(|(_, number)| used.contains(number)) {
        writeln!(out, "<option value=\"{number}\">{}</option>", Html(&shown(name, *number)))?;
    }
    writeln!(out, "</select></label>")
}

fn write_row(
    finding: &Finding,
    numbers: &Numbers<'_>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = language.report();
    let (class, sign) = badge(finding.severity);
    write!(
        out,
        "<tr data-severity=\"{class}\" data-rule=\"{}\" data-file=\"{}\"",
        numbers.rule(finding),
        numbers.file(finding)
    )?;
    if let Some(unit) = numbers.unit(finding) {
        write!(out, " data-unit=\"{unit}\"")?;
    }
    states::write_marks(finding, out)?;
    writeln!(out, ">")?;
    let open = match finding.verdict {
        Verdict::Fail | Verdict::Pass | Verdict::NotApplicable => String::new(),
        Verdict::Undetermined | Verdict::Fault => {
            format!("<br><span class=\"badge open\">{}</span>", language.verdict(finding.verdict))
        }
    };
    writeln!(
        out,
        "<td><span class=\"badge {class}\">{sign} {}</span>{open}{}</td>",
        language.severity(finding.severity),
        states::badges(finding, language)
    )?;
    let name = if finding.name.is(&finding.rule) { "" } else { language.name(&finding.name) };
    writeln!(out, "<td><code>{}</code><br>{}</td>", Html(&finding.rule), Html(name))?;
    let key = if finding.key.is_empty() { words.no_key } else { &finding.key };
    writeln!(
        out,
        "<td>{}<br><span class=\"key\">{}</span>{}</td>",
        Html(language.name(&finding.table)),
        Html(key),
        finding.unit.as_ref().map(|unit| format!("<br>{}", Html(unit))).unwrap_or_default()
    )?;
    write_message(finding, language, out)?;
    match &finding.measure {
        None => writeln!(out, "<td></td>")?,
        Some(measure) => {
            let amount = amount(measure.amount, measure.unit);
            let amount = amount.map(|amount| format!("<br><span class=\"amount\">{}</span>", Html(&amount)));
            writeln!(out, "<td>{}{}</td>", Html(language.name(&measure.name)), amount.unwrap_or_default())?;
        }
    }
    let spot = finding.places.first().map(|cell| spot(&cell.site)).unwrap_or_default();
    writeln!(out, "<td class=\"place\">{spot}</td></tr>")
}

fn write_message(finding: &Finding, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let words = language.report();
    let message = match &finding.message {
        Message::Rule(text) => Html(text).to_string(),
        Message::Reason(reason) => Sentence(&language.reason(reason)).to_string(),
    };
    writeln!(out, "<td><p class=\"message\">{message}</p>")?;
    let cells = finding.places.get(..MOST_CELLS).unwrap_or(&finding.places);
    if !cells.is_empty() {
        writeln!(out, "<dl class=\"values\">")?;
        for (number, cell) in cells.iter().enumerate() {
            write_cell(cell, number == 0, language, out)?;
        }
        if let Some(more) = finding.places.len().checked_sub(MOST_CELLS).filter(|more| *more > 0) {
            writeln!(out, "<div><dt></dt><dd>{}</dd></div>", Html(&language.more_places(more)))?;
        }
        if finding.more > 0 {
            writeln!(out, "<div><dt></dt><dd>{}</dd></div>", Html(&language.more_records(finding.more)))?;
        }
        writeln!(out, "</dl>")?;
    }
    if !finding.basis.is_empty() {
        let basis = finding.basis.join(words.comma);
        writeln!(out, "<p class=\"basis\"><b>{}</b>{}{}</p>", words.basis, words.colon, Html(&basis))?;
    }
    if let Some(deduction) = &finding.deduction {
        let (label, text) = (language.scores().points, language.deduction(deduction));
        writeln!(out, "<p class=\"points\"><b>{label}</b>{}{}</p>", words.colon, Html(&text))?;
    }
    if let Some(advice) = &finding.advice {
        writeln!(out, "<p class=\"advice\"><b>{}</b>{}{}</p>", words.advice, words.colon, Html(advice))?;
    }
    states::write_answer(finding, language, out)?;
    writeln!(out, "</td>")
}

fn write_cell(cell: &Place, is_primary: bool, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let field = match language {
        Language::Chinese => &cell.field.0,
        Language::English => &cell.field.1,
    };
    let class = if is_primary { " class=\"primary\"" } else { "" };
    write!(out, "<div{class}><dt title=\"{}\">{}</dt>", Html(&plain_spot(&cell.site)), Html(field))?;
    match &cell.value {
        Some(value) => writeln!(out, "<dd>{}</dd></div>", Html(value)),
        None => writeln!(out, "<dd class=\"missing\">{}</dd></div>", language.page().missing),
    }
}

/// File, and line and column or the cell.
fn spot(site: &Site) -> String {
    let path = Html(place::path(site)).to_string();
    match position(site) {
        Some(position) => format!("{path}<br><span class=\"position\">{}</span>", Html(&position)),
        None => path,
    }
}

fn plain_spot(site: &Site) -> String {
    match position(site) {
        Some(position) => format!("{} {position}", place::path(site)),
        None => place::path(site).to_owned(),
    }
}

/// `12:5`, or `申报表!E11`.
pub(super) fn position(site: &Site) -> Option<String> {
    let line =
        || place::region(site, Column::Scalar).map(|region| format!("{}:{}", region.line, region.from));
    place::cell(site).or_else(line)
}
