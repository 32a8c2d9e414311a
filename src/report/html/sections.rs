//! The parts of the page after the findings: documents, decisions and money, rules, what was checked.

use std::io::{self, Write};

use super::badge;
use super::escape::{Html, Sentence};
use super::findings::position;
use crate::finding::{Counts, Report, Tally};
use crate::report::entry::Entry;
use crate::report::place;
use crate::report::scores;
use crate::report::text::amount;
use crate::text::Language;

/// Rows of a table, beyond which nobody reads and a browser labours.
const MOST: usize = 2_000;

/// Writes the parts that hold something.
pub(super) fn write(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    write_gone(report, language, out)?;
    write_documents(report, language, out)?;
    write_decisions(report, language, out)?;
    write_scorecards(report, language, out)?;
    write_rules(report, language, out)?;
    write_disabled(report, language, out)?;
    write_record(report, language, out)
}

fn open(id: &str, title: &str, heads: &[(&str, bool)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"{id}\"><h2>{title}</h2>")?;
    open_table(title, heads, out)
}

/// A table whose heads say if their columns hold numbers.
fn open_table(caption: &str, heads: &[(&str, bool)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<table><caption class=\"unseen\">{caption}</caption><thead><tr>")?;
    for (head, is_number) in heads {
        let class = if *is_number { " class=\"number\"" } else { "" };
        writeln!(out, "<th scope=\"col\"{class}>{head}</th>")?;
    }
    writeln!(out, "</tr></thead><tbody>")
}

fn close(total: usize, language: Language, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</tbody></table>")?;
    match total.checked_sub(MOST) {
        None | Some(0) => Ok(()),
        Some(left_out) => writeln!(out, "<p class=\"left-out\">{}</p>", Html(&language.left_out(left_out))),
    }
}

/// How many findings of the baseline are gone or were not looked for.
pub(super) fn gone(report: &Report) -> usize {
    let comparison = report.comparison.as_ref();
    comparison.map_or(0, |comparison| comparison.fixed.len() + comparison.unchecked.len())
}

fn write_gone(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Some(comparison) = report.comparison.as_ref().filter(|_| gone(report) > 0) else {
        return Ok(());
    };
    let (words, states) = (language.report(), language.states());
    let heads = [(states.state, false), (words.rule, false), (words.subject, false), (states.field, false)];
    open("fixed", states.fixed, &heads, out)?;
    let fixed = comparison.fixed.iter().map(|known| (states.fixed, known));
    let unchecked = comparison.unchecked.iter().map(|known| (states.unchecked, known));
    for (state, known) in fixed.chain(unchecked).take(MOST) {
        let key = if known.key.is_empty() { words.no_key } else { &known.key };
        writeln!(
            out,
            "<tr><td>{state}</td><td><code>{}</code></td><td>{} <span class=\"key\">{}</span></td><td>{}</td></tr>",
            Html(&known.rule),
            Html(&known.table),
            Html(key),
            Html(&known.field)
        )?;
    }
    close(gone(report), language, out)?;
    writeln!(out, "</section>")
}

fn write_documents(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if report.diagnostics.is_empty() {
        return Ok(());
    }
    let (words, more) = (language.report(), language.formats());
    let heads = [(more.severity, false), (more.message, false), (words.help, false), (words.place, false)];
    open("documents", more.documents, &heads, out)?;
    for diagnostic in report.diagnostics.iter().take(MOST) {
        let (class, sign) = badge(diagnostic.severity);
        let sentence = language.problem(&diagnostic.problem);
        let site = diagnostic.site();
        let path = site.map(|site| Html(place::path(site)).to_string()).unwrap_or_default();
        let position = site
            .and_then(position)
            .map(|text| format!("<br><span class=\"position\">{}</span>", Html(&text)));
        writeln!(
            out,
            "<tr><td><span class=\"badge {class}\">{sign} {}</span></td><td><p class=\"message\">{}</p>\
             <code>{}</code></td><td>{}</td><td class=\"place\">{path}{}</td></tr>",
            language.severity(diagnostic.severity),
            Sentence(&sentence.message),
            Html(&Entry::Diagnostic(diagnostic).code()),
            Sentence(sentence.help.as_deref().unwrap_or_default()),
            position.unwrap_or_default(),
        )?;
    }
    close(report.diagnostics.len(), language, out)?;
    writeln!(out, "</section>")
}

fn write_decisions(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if report.decisions.is_empty() && report.totals.is_empty() && report.waived_totals.is_empty() {
        return Ok(());
    }
    let words = language.report();
    let none = || words.no_amount.to_owned();
    let heads = [(words.measure, false), (words.count, true), (words.amount, true), (words.unknown, true)];
    open("decisions", words.decisions, &heads, out)?;
    let waived = format!("{}{}", language.states().waived, words.colon);
    let totals = report.totals.iter().map(|total| ("", total));
    for (before, total) in totals.chain(report.waived_totals.iter().map(|total| (waived.as_str(), total))) {
        writeln!(
            out,
            "<tr><td>{before}{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            Html(language.name(&total.measure)),
            total.count,
            Html(&amount(total.amount, total.unit).unwrap_or_else(none)),
            total.unknown
        )?;
    }
    writeln!(out, "</tbody></table>")?;
    open_table(
        words.decisions,
        &[(words.subject, false), (words.measure, false), (words.amount, true)],
        out,
    )?;
    for decision in report.decisions.iter().take(MOST) {
        let key = if decision.key.is_empty() { words.no_key } else { &decision.key };
        let measure = &decision.measure;
        writeln!(
            out,
            "<tr><td>{} <span class=\"key\">{}</span></td><td>{}</td><td class=\"number\">{}</td></tr>",
            Html(language.name(&decision.table)),
            Html(key),
            Html(language.name(&measure.name)),
            Html(&amount(measure.amount, measure.unit).unwrap_or_else(none))
        )?;
    }
    close(report.decisions.len(), language, out)?;
    writeln!(out, "</section>")
}

fn write_scorecards(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let heads = scores::heads(language);
    let heads: Vec<(&str, bool)> =
        heads.iter().enumerate().map(|(at, head)| (*head, scores::is_number(at))).collect();
    for (number, scorecard) in report.scorecards.iter().enumerate() {
        let title = Html(&language.scorecard(scorecard)).to_string();
        open(&format!("scorecard-{number}"), &title, &heads, out)?;
        for unit in scorecard.units.iter().take(MOST) {
            write!(out, "<tr>")?;
            for (at, cell) in scores::cells(unit, language).iter().enumerate() {
                let class = if scores::is_number(at) { " class=\"number\"" } else { "" };
                write!(out, "<td{class}>{}</td>", Html(cell))?;
            }
            writeln!(out, "</tr>")?;
        }
        close(scorecard.units.len(), language, out)?;
        writeln!(out, "</section>")?;
    }
    Ok(())
}

fn write_rules(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if report.rules.is_empty() {
        return Ok(());
    }
    let words = language.report();
    let [pass, fail, not_applicable, undetermined, fault] = words.five;
    let heads = [
        (words.rule, false),
        (words.basis, false),
        (language.page().share, false),
        (pass, true),
        (fail, true),
        (not_applicable, true),
        (undetermined, true),
        (fault, true),
        (words.subjects, true),
    ];
    open("rules", language.formats().rules, &heads, out)?;
    for rule in report.rules.iter().take(MOST) {
        let name = if rule.name.is(&rule.code) { "" } else { language.name(&rule.name) };
        let kind = language.subjects(rule.subjects);
        write!(out, "<tr><td><code>{}</code> {} {kind}", Html(&rule.code), Html(name))?;
        if let Some(settled) = language.settled(rule.counts) {
            write!(out, "<br>{}", Html(&settled))?;
        }
        write!(out, "</td>")?;
        write!(out, "<td class=\"basis\">{}</td>", Html(&rule.basis.join(words.comma)))?;
        write_share(rule, language, out)?;
        write_counts(rule.counts, out)?;
    }
    writeln!(out, "</tbody><tfoot><tr><th scope=\"row\" colspan=\"3\">{}</th>", words.sum)?;
    write_counts(report.verdicts(), out)?;
    writeln!(out, "</tfoot></table>")?;
    if let Some(left_out) = report.rules.len().checked_sub(MOST).filter(|count| *count > 0) {
        writeln!(out, "<p class=\"left-out\">{}</p>", Html(&language.left_out(left_out)))?;
    }
    writeln!(out, "</section>")
}

/// The rules that judge nothing, with who has disabled them and why.
fn write_disabled(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if report.disabled.is_empty() {
        return Ok(());
    }
    let words = language.report();
    let heads = [(words.rule, false), (words.disabled_by, false), (words.reason, false)];
    open("disabled", words.disabled, &heads, out)?;
    for one in report.disabled.iter().take(MOST) {
        let name = language.rule_name(&one.rule);
        let (code, name, by, reason) = (Html(&one.rule.code), Html(&name), Html(&one.by), Html(&one.reason));
        writeln!(out, "<tr><td><code>{code}</code> {name}</td><td>{by}</td><td>{reason}</td></tr>")?;
    }
    close(report.disabled.len(), language, out)?;
    writeln!(out, "</section>")
}

fn write_counts(counts: Counts, out: &mut dyn Write) -> io::Result<()> {
    let Counts { pass, fail, not_applicable, undetermined, fault, .. } = counts;
    for count in [pass, fail, not_applicable, undetermined, fault, counts.total()] {
        let class = if count == 0 { "number zero" } else { "number" };
        write!(out, "<td class=\"{class}\">{count}</td>")?;
    }
    writeln!(out, "</tr>")
}

/// How a rule ended on its subjects, as a bar; the numbers stand beside it.
fn write_share(rule: &Tally, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Counts { pass, fail, not_applicable, undetermined, fault, .. } = rule.counts;
    let total = rule.counts.total().max(1);
    let severity = badge(rule.severity).0;
    let parts = [("pass", pass), (severity, fail), ("open", undetermined + fault), ("none", not_applicable)];
    let [passed, failed, ..] = language.report().five;
    write!(
        out,
        "<td><svg class=\"share\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{passed} {pass}, {failed} {fail}\">"
    )?;
    let mut x = 0;
    for (class, count) in parts {
        let width = (count * 100).div_ceil(total).min(100 - x);
        if width > 0 {
            write!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"10\"/>")?;
        }
        x += width;
    }
    write!(out, "</svg></td>")
}

fn write_record(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if report.run.packs.is_empty() && report.run.inputs.is_empty() {
        return Ok(());
    }
    let (words, more) = (language.report(), language.formats());
    let heads = [(more.pack, false), (more.version, false), ("SHA-256", false)];
    open("record", language.page().record, &heads, out)?;
    for pack in &report.run.packs {
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"hash\">{}</td></tr>",
            Html(&pack.name),
            Html(&pack.version),
            Html(&pack.sha256)
        )?;
    }
    writeln!(out, "</tbody></table>")?;
    open_table(more.inputs, &[(more.file, false), (more.records, true), ("SHA-256", false)], out)?;
    for input in report.run.inputs.iter().take(MOST) {
        writeln!(
            out,
            "<tr><td>{}</td><td class=\"number\">{}</td><td class=\"hash\">{}</td></tr>",
            Html(place::plain(&input.path)),
            input.records,
            Html(input.sha256.as_deref().unwrap_or(words.no_amount))
        )?;
    }
    close(report.run.inputs.len(), language, out)?;
    writeln!(out, "</section>")
}
