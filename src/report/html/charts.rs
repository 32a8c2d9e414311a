//! Bars of findings by rule and by unit, and of money by measure, as SVG inside the page.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::escape::Html;
use super::numbers::{Numbers, file, unit};
use crate::diag::Severity;
use crate::finding::{Finding, Report, Total};
use crate::report::text::amount;
use crate::text::Language;
use crate::value::Number;

/// Bars of one chart; the rest is counted.
const MOST: usize = 10;
/// Columns of a label, a Chinese character taking two.
const LABEL: usize = 52;

const WIDTH: u64 = 384;
const BAR: u64 = 330;
const STEP: u64 = 40;

/// Writes the charts that have something to show.
pub(super) fn write(
    report: &Report,
    numbers: &Numbers<'_>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    if report.open().next().is_none() {
        return Ok(());
    }
    let words = language.page();
    writeln!(out, "<section class=\"charts\" aria-label=\"{}\">", words.charts)?;
    write_counts(words.by_rule, by_rule(report, numbers, language), Some("rule"), language, out)?;
    let (title, bars, filter) = by_unit(report, numbers, language);
    write_counts(title, bars, filter, language, out)?;
    write_money(&report.totals, language, out)?;
    writeln!(out, "</section>")
}

/// A bar of counts: errors, warnings, notes.
struct Bar {
    label: String,
    counts: [u64; 3],
    /// What the table is filtered by when the bar is clicked.
    number: Option<usize>,
}

impl Bar {
    fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn count(&mut self, finding: &Finding) {
        let [errors, warnings, notes] = &mut self.counts;
        *match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        } += 1;
    }
}

fn by_rule(report: &Report, numbers: &Numbers<'_>, language: Language) -> Vec<Bar> {
    let title = |code: &str| {
        let rule = numbers.rules.get(code).and_then(|number| report.rules.get(*number));
        match rule {
            Some(rule) if !rule.name.is(code) => format!("{code} {}", language.name(&rule.name)),
            Some(_) | None => code.to_owned(),
        }
    };
    bars(report, |finding| (title(&finding.rule), Some(numbers.rule(finding))))
}

/// By unit where the run was told which field names it; else by file, since a unit hands in a file; by subject
/// when there is one file only.
fn by_unit(
    report: &Report,
    numbers: &Numbers<'_>,
    language: Language,
) -> (&'static str, Vec<Bar>, Option<&'static str>) {
    let words = language.page();
    let or =
        |name: &str, otherwise: &str| if name.is_empty() { otherwise.to_owned() } else { name.to_owned() };
    if !numbers.units.is_empty() {
        let label = |finding: &Finding| or(unit(finding), words.missing);
        let bars = bars(report, |finding| (label(finding), numbers.unit(finding)));
        return (words.by_unit, bars, Some("unit"));
    }
    if numbers.files.len() < 2 {
        let no_key = language.report().no_key;
        return (words.by_subject, bars(report, |finding| (or(&finding.key, no_key), None)), None);
    }
    let bars = bars(report, |finding| (file(finding).to_owned(), Some(numbers.file(finding))));
    (words.by_file, bars, Some("file"))
}

fn bars(report: &Report, name: impl Fn(&Finding) -> (String, Option<usize>)) -> Vec<Bar> {
    let mut bars: BTreeMap<String, Bar> = BTreeMap::new();
    for finding in report.open() {
        let (label, number) = name(finding);
        bars.entry(label.clone()).or_insert(Bar { label, counts: [0; 3], number }).count(finding);
    }
    bars.into_values().collect()
}

fn write_counts(
    title: &str,
    mut bars: Vec<Bar>,
    filter: Option<&str>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    bars.sort_by(|one, other| other.total().cmp(&one.total()).then_with(|| one.label.cmp(&other.label)));
    let mut more = None;
    if bars.len() > MOST + 1 {
        let rest = bars.split_off(MOST);
        // The rest has a number and no bar: one that is longer than all others would say nothing.
        more = Some((language.other(rest.len()), rest.iter().map(Bar::total).sum::<u64>()));
    }
    let greatest = bars.iter().map(Bar::total).max().unwrap_or_default().max(1);
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let described = bars.iter().map(|bar| format!("{} {}", bar.label, bar.total()));
    open(title, bars.len(), described, language, out)?;
    for (bar, row) in bars.iter().zip(0..) {
        let y = row * STEP;
        let link = filter.zip(bar.number);
        if let Some((filter, number)) = link {
            write!(out, "<a href=\"#findings\" data-by=\"{filter}\" data-value=\"{number}\">")?;
        }
        write_label(&bar.label, y, out)?;
        let mut x = 0;
        for (severity, count) in severities.iter().zip(bar.counts) {
            let width = (count * BAR).div_ceil(greatest);
            if width > 0 {
                let class = super::badge(*severity).0;
                write!(
                    out,
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"13\"/>",
                    y + 22
                )?;
            }
            x += width;
        }
        write!(out, "<text class=\"count\" x=\"{}\" y=\"{}\">{}</text>", x + 6, y + 33, bar.total())?;
        writeln!(out, "{}", if link.is_some() { "</a>" } else { "" })?;
    }
    writeln!(out, "</svg>\n<p class=\"legend\">")?;
    if let Some((label, count)) = more {
        writeln!(out, "<span>{label}{}{count}</span>", language.report().colon)?;
    }
    for severity in severities {
        let (class, sign) = super::badge(severity);
        writeln!(out, "<span class=\"{class}\">{sign} {}</span>", language.severity(severity))?;
    }
    writeln!(out, "</p></figure>")
}

fn write_money(totals: &[Total], language: Language, out: &mut dyn Write) -> io::Result<()> {
    let greatest = totals.iter().filter_map(|total| total.amount).max().filter(|most| *most > Number::ZERO);
    let Some(greatest) = greatest else {
        return Ok(());
    };
    let shown = |total: &Total| {
        amount(total.amount, total.unit).unwrap_or_else(|| language.report().no_amount.to_owned())
    };
    let described = totals.iter().map(|total| format!("{} {}", language.name(&total.measure), shown(total)));
    open(language.page().money, totals.len(), described, language, out)?;
    for (total, row) in totals.iter().zip(0..) {
        let y = row * STEP;
        write_label(language.name(&total.measure), y, out)?;
        // The amount stands at the right end, so the longest bar leaves room for it.
        let width = width(total.amount, greatest, BAR * 2 / 3);
        if width > 0 {
            write!(out, "<rect class=\"money\" x=\"0\" y=\"{}\" width=\"{width}\" height=\"13\"/>", y + 22)?;
        }
        writeln!(
            out,
            "<text class=\"count\" x=\"{}\" y=\"{}\">{}</text>",
            width + 6,
            y + 33,
            Html(&shown(total))
        )?;
    }
    writeln!(out, "</svg>\n<p class=\"legend\">{}</p></figure>", language.page().money_note)
}

/// The share of the whole width, in exact numbers.
fn width(amount: Option<Number>, greatest: Number, whole: u64) -> u64 {
    let share =
        || amount?.times(Number::integer(i128::from(whole))).ok()?.over(greatest).ok()?.floor().to_integer();
    share().and_then(|width| u64::try_from(width).ok()).unwrap_or_default()
}

fn open(
    title: &str,
    rows: usize,
    described: impl Iterator<Item = String>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let height = u64::try_from(rows).unwrap_or_default() * STEP + 4;
    let described = described.collect::<Vec<_>>().join(language.report().comma);
    writeln!(out, "<figure><figcaption>{title}</figcaption>")?;
    writeln!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\"{title}{}{}\">",
        language.report().colon,
        Html(&described)
    )
}

/// The label, shortened in its middle, and whole as the title that a pointer brings up.
fn write_label(label: &str, y: u64, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<text class=\"label\" x=\"0\" y=\"{}\"><title>{}</title>{}</text>",
        y + 16,
        Html(label),
        Html(&shortened(label))
    )
}

/// At most `LABEL` columns: beginning and end of a path or a name say more than its middle.
fn shortened(label: &str) -> String {
    let label = crate::report::terminal::visible(label);
    if label.width() <= LABEL {
        return label.into_owned();
    }
    let half = (LABEL - 1) / 2;
    let take = |characters: &mut dyn Iterator<Item = char>| -> Vec<char> {
        let mut width = 0;
        characters
            .take_while(|character| {
                width += character.width().unwrap_or_default();
                width <= half
            })
            .collect()
    };
    let start = take(&mut label.chars());
    let end = take(&mut label.chars().rev());
    start.into_iter().chain(['…']).chain(end.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_keeps_its_ends() {
        let short = shortened(&format!("申报/{}局.toml", "区".repeat(40)));
        assert_eq!(short, format!("申报/{}…{}局.toml", "区".repeat(10), "区".repeat(9)));
        assert!(short.width() <= LABEL);
        assert_eq!(shortened("b.json"), "b.json");
    }

    #[test]
    fn money_has_exact_widths() {
        let third = Number::ONE.over(Number::integer(3)).ok();
        assert_eq!(width(third, Number::ONE, 208), 69);
        assert_eq!(width(None, Number::ONE, 208), 0);
        assert_eq!(width(Some(Number::integer(-5)), Number::ONE, 208), 0);
    }
}
