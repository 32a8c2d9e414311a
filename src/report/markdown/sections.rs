//! The parts of the report: verdict, money, findings, documents, rules, what was checked.

use std::io::{self, Write};

use super::escape::Markdown;
use super::table::{self, Side};
use crate::finding::{Counts, Decision, Finding, Report, Status, Total};
use crate::report::entry::{Entry, worst_first};
use crate::report::place::{self, Column};
use crate::report::scores;
use crate::report::text::amount;
use crate::source::Site;
use crate::text::Language;

/// How many bytes the tables may have.
pub(super) struct Room {
    findings: usize,
    other: usize,
}

impl Room {
    /// A file of one's own.
    pub(super) const ENDLESS: Self = Self { findings: usize::MAX, other: usize::MAX };
    /// GitHub's mebibyte for a step, with some to spare.
    pub(super) const STEP: Self = Self { findings: 400 << 10, other: 80 << 10 };
}

/// Writes all parts.
pub(super) fn write(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", language.formats().title)?;
    writeln!(out, "**{}**\n", Markdown(&language.conclusion(report)))?;
    let waivers = report.waivers.map(|waivers| language.waivers(waivers));
    for line in language.scope(report).iter().chain(&waivers).chain([&language.counts(report)]) {
        writeln!(out, "- {}", Markdown(line))?;
    }
    let (findings, documents): (Vec<Entry<'_>>, Vec<Entry<'_>>) =
        worst_first(report).into_iter().partition(|entry| matches!(entry, Entry::Finding(_)));
    write_totals(language.report().totals, &report.totals, language, room, out)?;
    write_totals(language.states().waived_totals, &report.waived_totals, language, room, out)?;
    write_entries(language.formats().findings, &findings, room.findings, language, out)?;
    write_settled(report, language, room, out)?;
    write_gone(report, language, room, out)?;
    write_entries(language.formats().documents, &documents, room.other, language, out)?;
    write_decisions(&report.decisions, language, room, out)?;
    write_scorecards(report, language, room, out)?;
    write_rules(report, language, room, out)?;
    write_disabled(report, language, room, out)?;
    write_record(report, language, room, out)
}

fn shown(text: &str) -> String {
    Markdown(text).to_string()
}

fn write_totals(
    title: &str,
    totals: &[Total],
    language: Language,
    room: &Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = language.report();
    let heads = [
        (words.measure, Side::Left),
        (words.count, Side::Right),
        (words.amount, Side::Right),
        (words.unknown, Side::Right),
    ];
    let rows = totals.iter().map(|total| {
        [
            shown(language.name(&total.measure)),
            total.count.to_string(),
            amount(total.amount, total.unit).unwrap_or_else(|| words.no_amount.to_owned()),
            total.unknown.to_string(),
        ]
    });
    table::write(title, heads, rows, room.other, language, out)
}

fn write_entries(
    title: &str,
    entries: &[Entry<'_>],
    room: usize,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (words, more) = (language.report(), language.formats());
    let heads = [
        (more.severity, Side::Left),
        (words.rule, Side::Left),
        (words.subject, Side::Left),
        (more.message, Side::Left),
        (more.values, Side::Left),
        (words.place, Side::Left),
    ];
    let rows = entries.iter().map(|entry| {
        let (subject, values) = match entry {
            Entry::Finding(finding) => (subject(finding, language), values(finding, language)),
            Entry::Diagnostic(_) => (String::new(), String::new()),
        };
        let details = entry.details(language);
        let says = std::iter::once(entry.message(language)).chain(details);
        [
            badge(*entry, language),
            shown(&entry.title(language)),
            subject,
            lines(says),
            values,
            entry.site().map(|site| shown(&spot(site))).unwrap_or_default(),
        ]
    });
    table::write(title, heads, rows, room, language, out)
}

/// The severity, and with a baseline whether it knows the finding.
fn badge(entry: Entry<'_>, language: Language) -> String {
    let severity = language.severity(entry.severity()).to_owned();
    match entry {
        Entry::Finding(Finding { age: Some(age), .. }) => format!("{severity}<br>{}", language.age(*age)),
        Entry::Finding(_) | Entry::Diagnostic(_) => severity,
    }
}

/// The findings that nobody has to do anything about, with the answers that say so.
fn write_settled(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let (words, states) = (language.report(), language.states());
    let heads = [
        (language.formats().severity, Side::Left),
        (words.rule, Side::Left),
        (words.subject, Side::Left),
        (language.formats().message, Side::Left),
        (states.reason, Side::Left),
        (words.place, Side::Left),
    ];
    for status in [Status::Accepted, Status::UnderReview] {
        let settled: Vec<_> = report.settled().filter(|(_, answer)| answer.status == status).collect();
        let rows = settled.into_iter().map(|(finding, answer)| {
            let entry = Entry::Finding(finding);
            [
                badge(entry, language),
                shown(&entry.title(language)),
                subject(finding, language),
                shown(&entry.message(language)),
                shown(&language.answer(answer)),
                entry.site().map(|site| shown(&spot(site))).unwrap_or_default(),
            ]
        });
        table::write(language.status(status), heads, rows, room.other, language, out)?;
    }
    Ok(())
}

/// The findings of the baseline that are gone or were not looked for.
fn write_gone(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let Some(comparison) = &report.comparison else {
        return Ok(());
    };
    let (words, states) = (language.report(), language.states());
    let heads = [
        (language.formats().severity, Side::Left),
        (words.rule, Side::Left),
        (words.subject, Side::Left),
        (states.field, Side::Left),
    ];
    for (title, known) in [(states.fixed, &comparison.fixed), (states.unchecked, &comparison.unchecked)] {
        let rows = known.iter().map(|known| {
            let key = if known.key.is_empty() { words.no_key } else { &known.key };
            [
                language.severity(known.severity).to_owned(),
                shown(&known.rule),
                shown(&format!("{} {key}", known.table)),
                shown(&known.field),
            ]
        });
        table::write(title, heads, rows, room.other, language, out)?;
    }
    Ok(())
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| shown(&text)).collect::<Vec<_>>().join("<br>")
}

fn subject(finding: &Finding, language: Language) -> String {
    let key = if finding.key.is_empty() { language.report().no_key } else { &finding.key };
    shown(&format!("{} {key}", language.name(&finding.table)))
}

/// The first cells of a finding: those of a long list are in the reports for programs.
fn values(finding: &Finding, language: Language) -> String {
    const MOST: usize = 8;
    let shown = lines(finding.places.iter().take(MOST).map(|place| language.value(place)));
    let mut shown = match finding.places.len().checked_sub(MOST) {
        None | Some(0) => shown,
        Some(more) => format!("{shown}<br>{}", Markdown(&language.more_places(more))),
    };
    if finding.more > 0 {
        shown.push_str("<br>");
        shown.push_str(&language.more_records(finding.more));
    }
    shown
}

/// `path:line:column`.
fn spot(site: &Site) -> String {
    match place::region(site, Column::Scalar) {
        Some(region) => format!("{}:{}:{}", place::path(site), region.line, region.from),
        None => place::path(site).to_owned(),
    }
}

fn write_decisions(
    decisions: &[Decision],
    language: Language,
    room: &Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = language.report();
    let heads = [(words.subject, Side::Left), (words.measure, Side::Left), (words.amount, Side::Right)];
    let rows = decisions.iter().map(|decision| {
        let key = if decision.key.is_empty() { words.no_key } else { &decision.key };
        [
            shown(&format!("{} {key}", language.name(&decision.table))),
            shown(language.name(&decision.measure.name)),
            amount(decision.measure.amount, decision.measure.unit)
                .unwrap_or_else(|| words.no_amount.to_owned()),
        ]
    });
    table::write(words.decisions, heads, rows, room.other, language, out)
}

fn write_scorecards(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let names = scores::heads(language);
    let heads: [(&str, Side); scores::COLUMNS] = std::array::from_fn(|at| {
        let side = if scores::is_number(at) { Side::Right } else { Side::Left };
        (names.get(at).copied().unwrap_or_default(), side)
    });
    for scorecard in &report.scorecards {
        let rows = scorecard.units.iter().map(|unit| scores::cells(unit, language).map(|cell| shown(&cell)));
        table::write(&shown(&language.scorecard(scorecard)), heads, rows, room.other, language, out)?;
    }
    Ok(())
}

fn write_rules(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let words = language.report();
    let [pass, fail, not_applicable, undetermined, fault] = words.five;
    let right = |head| (head, Side::Right);
    let heads = [
        (words.rule, Side::Left),
        (words.name, Side::Left),
        right(pass),
        right(fail),
        right(not_applicable),
        right(undetermined),
        right(fault),
        right(words.subjects),
    ];
    let row = |code: &str, name: &str, counts: Counts| {
        let Counts { pass, fail, not_applicable, undetermined, fault, .. } = counts;
        let [pass, fail, not_applicable, undetermined, fault, sum] =
            [pass, fail, not_applicable, undetermined, fault, counts.total()].map(|count| count.to_string());
        let fail = match language.settled(counts) {
            Some(settled) => shown(&settled),
            None => fail,
        };
        [shown(code), shown(name), pass, fail, not_applicable, undetermined, fault, sum]
    };
    let rules = report.rules.iter();
    let mut rows: Vec<[String; 8]> =
        rules.map(|rule| row(&rule.code, &language.rule_name(rule), rule.counts)).collect();
    if !rows.is_empty() {
        rows.push(row("", words.sum, report.verdicts()));
    }
    table::write(language.formats().rules, heads, rows.into_iter(), room.other, language, out)
}

/// The rules that judge nothing, with who has disabled them and why.
fn write_disabled(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let words = language.report();
    let heads = [words.rule, words.name, words.disabled_by, words.reason].map(|head| (head, Side::Left));
    let rows = report.disabled.iter().map(|one| {
        let name = language.rule_name(&one.rule);
        [&*one.rule.code, &name, &one.by, &one.reason].map(shown)
    });
    table::write(words.disabled, heads, rows, room.other, language, out)
}

fn write_record(report: &Report, language: Language, room: &Room, out: &mut dyn Write) -> io::Result<()> {
    let (words, more) = (language.report(), language.formats());
    let heads = [(more.pack, Side::Left), (more.version, Side::Left), ("SHA-256", Side::Left)];
    let packs = report.run.packs.iter();
    let rows = packs.map(|pack| [shown(&pack.name), shown(&pack.version), shown(&pack.sha256)]);
    table::write(more.record, heads, rows, room.other, language, out)?;
    let heads = [(more.file, Side::Left), (more.records, Side::Right), ("SHA-256", Side::Left)];
    let rows = report.run.inputs.iter().map(|input| {
        let sha256 = input.sha256.as_deref().unwrap_or(words.no_amount);
        [shown(place::plain(&input.path)), input.records.to_string(), shown(sha256)]
    });
    table::write(more.inputs, heads, rows, room.other, language, out)
}
