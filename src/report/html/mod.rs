//! `html`: one page that needs nothing but itself: no network, a policy that lets nothing else in, A4 on paper.

mod charts;
mod escape;
mod findings;
mod numbers;
pub(super) mod policy;
mod sections;
mod states;

use std::io::{self, Write};

use self::escape::Html;
use self::numbers::Numbers;
use super::Context;
use crate::diag::Severity;
use crate::finding::{Report, Verdict};
use crate::text::{Language, PageWords};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the page.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    let words = language.page();
    write_head(report, language, out)?;
    write_header(report, language, out)?;
    writeln!(out, "<main>")?;
    write_verdict(report, language, out)?;
    let numbers = Numbers::of(report);
    charts::write(report, &numbers, language, out)?;
    findings::write(report, &numbers, language, out)?;
    sections::write(report, language, out)?;
    writeln!(out, "</main>\n<footer><p>{}</p><p>{}</p></footer>", words.alone, Html(TOOL))?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

const TOOL: &str = concat!("衡 heng ", env!("CARGO_PKG_VERSION"));

fn write_head(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let tag = match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">")?;
    let policy = policy::policy(STYLE, SCRIPT);
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", Html(&policy))?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    // Without an icon of its own a page served over HTTP would ask for one.
    writeln!(out, "<link rel=\"icon\" href=\"data:,\">")?;
    let title = language.formats().title;
    writeln!(out, "<title>{title} · {}</title>", Html(&language.conclusion(report)))?;
    writeln!(out, "<style>{STYLE}</style>\n</head>\n<body>")
}

fn write_header(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let words = language.page();
    writeln!(out, "<a class=\"skip\" href=\"#findings\">{}</a>", words.skip)?;
    writeln!(out, "<header><div class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">衡</span>")?;
    writeln!(out, "<span class=\"title\">{}</span></div>", language.formats().title)?;
    writeln!(out, "<ul class=\"scope\">")?;
    for line in language.scope(report) {
        writeln!(out, "<li>{}</li>", Html(&line))?;
    }
    writeln!(out, "</ul></header>")
}

/// How the page greets its reader. Green is for what was checked and found in order, and for nothing else.
#[derive(Clone, Copy)]
enum Mood {
    Bad,
    Doubtful,
    Good,
}

fn mood(report: &Report) -> Mood {
    let verdicts = report.verdicts();
    let undecided = report.records == 0 || verdicts.total() == verdicts.not_applicable;
    if report.count(Severity::Error) > 0 || undecided {
        Mood::Bad
    } else if report.count(Severity::Warning) > 0 {
        Mood::Doubtful
    } else {
        Mood::Good
    }
}

fn write_verdict(report: &Report, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let (class, icon) = match mood(report) {
        Mood::Bad => ("bad", "✖"),
        Mood::Doubtful => ("doubtful", "▲"),
        Mood::Good => ("good", "✔"),
    };
    writeln!(out, "<section class=\"verdict {class}\">")?;
    writeln!(
        out,
        "<h1><span class=\"icon\" aria-hidden=\"true\">{icon}</span> {}</h1>",
        Html(&language.conclusion(report))
    )?;
    let words = language.page();
    let open = report.open().filter(|finding| finding.verdict != Verdict::Fail).count();
    let mut cards: Vec<(&str, &str, String)> = vec![
        ("error", language.severity(Severity::Error), report.count(Severity::Error).to_string()),
        ("warning", language.severity(Severity::Warning), report.count(Severity::Warning).to_string()),
        ("note", language.severity(Severity::Note), report.count(Severity::Note).to_string()),
        ("open", language.verdict(Verdict::Undetermined), open.to_string()),
        ("plain", words.records, report.records.to_string()),
        ("plain", words.rules, report.rules.len().to_string()),
    ];
    let states = language.states();
    let (waived, explained) = report.settled_counts();
    let more = [(states.waived, waived), (states.explained, explained)].into_iter();
    let more = more.filter(|(_, count)| *count > 0);
    cards.extend(more.map(|(label, count)| ("settled", label, count.to_string())));
    writeln!(out, "<dl class=\"cards\">")?;
    for (class, label, count) in cards {
        let zero = if count == "0" { " zero" } else { "" };
        writeln!(out, "<div class=\"{class}{zero}\"><dt>{label}</dt><dd>{count}</dd></div>")?;
    }
    writeln!(out, "</dl>")?;
    write_contents(report, words, language, out)?;
    writeln!(out, "</section>")
}

/// Links to the parts of the page, each with what it holds.
fn write_contents(
    report: &Report,
    words: &PageWords,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let more = language.formats();
    let parts = [
        ("findings", more.findings, report.findings.len()),
        ("fixed", language.states().fixed, sections::gone(report)),
        ("documents", more.documents, report.diagnostics.len()),
        ("decisions", language.report().decisions, report.decisions.len()),
        ("rules", more.rules, report.rules.len()),
        ("record", words.record, report.run.inputs.len()),
    ];
    writeln!(out, "<nav aria-label=\"{}\"><ul>", words.contents)?;
    for (id, title, count) in parts {
        if count > 0 {
            writeln!(out, "<li><a href=\"#{id}\">{title} <b>{count}</b></a></li>")?;
        }
    }
    writeln!(out, "<li><button type=\"button\" id=\"print\" hidden>{}</button></li></ul></nav>", words.print)
}

/// The class and the sign of a severity: a colour never stands alone.
const fn badge(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✖"),
        Severity::Warning => ("warning", "▲"),
        Severity::Note => ("note", "●"),
    }
}
