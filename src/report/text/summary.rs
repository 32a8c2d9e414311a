//! The end of the `text` report: counts by rule, decisions, totals, and the one sentence to remember.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::diag::Severity;
use crate::finding::{Counts, Report, Total};
use crate::report::Context;
use crate::report::scores;
use crate::report::terminal::{Align, Tone, columns, paint, visible};
use crate::text::ReportWords;
use crate::value::{Number, Period, Unit};

/// Writes the summary; only the conclusion when the context is brief.
pub(super) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    if !context.brief {
        write_verdicts(report, context, out)?;
        write_decisions(report, context, out)?;
        write_scorecards(report, context, out)?;
        write_totals(context.language.report().totals, &report.totals, context, out)?;
        write_totals(context.language.states().waived_totals, &report.waived_totals, context, out)?;
        write_scope(report, context, out)?;
    }
    write_conclusion(report, context, out)
}

/// The rules with their counts, and those that are disabled.
pub(in crate::report) fn write_verdicts(
    report: &Report,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A table of noughts would look like something that was checked.
    if report.records > 0 {
        write_rules(report, context, out)?;
    }
    write_disabled(report, context, out)
}

/// What was checked with what, and how many findings there are of each severity.
pub(in crate::report) fn write_scope(
    report: &Report,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = context.language;
    if !was_begun(report) {
        return Ok(());
    }
    for line in language.scope(report) {
        writeln!(out, "{}", visible(&line))?;
    }
    if let Some(waivers) = report.waivers {
        writeln!(out, "{}", language.waivers(waivers))?;
    }
    writeln!(out, "{}", language.counts(report))
}

/// The one sentence to remember.
pub(in crate::report) fn write_conclusion(
    report: &Report,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", paint(context.color, conclusion_tone(report), &context.language.conclusion(report)))
}

/// False when arguments, configuration or rules kept the run from looking at any input.
pub(super) fn was_begun(report: &Report) -> bool {
    !report.rules.is_empty() || !report.run.inputs.is_empty()
}

/// Green is for what was checked and found in order, and for nothing else.
fn conclusion_tone(report: &Report) -> Tone {
    let verdicts = report.verdicts();
    if report.count(Severity::Error) > 0 || report.records == 0 || verdicts.total() == verdicts.not_applicable
    {
        Tone::Error
    } else if report.count(Severity::Warning) > 0 {
        Tone::Warning
    } else {
        Tone::Good
    }
}

/// Code and name at the left, numbers and signs between them at the right.
const EQUATION: [Align; 13] = {
    let mut align = [Align::Right; 13];
    align[0] = Align::Left;
    align[12] = Align::Left;
    align
};

fn write_rules(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    if report.rules.is_empty() {
        return Ok(());
    }
    let words = context.language.report();
    let [pass, fail, not_applicable, undetermined, fault] = words.five;
    let mut rows =
        vec![row(words.rule, [pass, fail, not_applicable, undetermined, fault, words.subjects], words.name)];
    for rule in &report.rules {
        let name = context.language.rule_name(rule);
        let name = visible(&name);
        // Which of several versions it was; a rule that has only ever been one needs no dates.
        let name = match rule.period.filter(|_| rule.versions > 1) {
            Some(Period { from, to }) => format!("{name} [{}]", context.language.period(from, to)),
            None => name.into_owned(),
        };
        // The equation stays whole: what is waived or explained is a part of what fails.
        let name = match context.language.settled(rule.counts) {
            Some(settled) => format!("{name}{}{settled}", words.comma),
            None => name,
        };
        rows.push(count_row(&visible(&rule.code), rule.counts, &name));
    }
    let settled = context.language.settled(report.verdicts());
    rows.push(count_row(words.sum, report.verdicts(), &settled.unwrap_or_default()));
    write_table(words.verdicts, &EQUATION, &rows, context, out)?;
    let unused: Vec<&str> = report
        .rules
        .iter()
        .filter(|rule| rule.counts.total() == rule.counts.not_applicable)
        .map(|rule| &*rule.code)
        .collect();
    // When none applied, the conclusion says so.
    if !unused.is_empty() && unused.len() < report.rules.len() {
        writeln!(out, "{}{}{}\n", words.unused, words.colon, visible(&unused.join(words.comma)))?;
    }
    Ok(())
}

/// The rules that judge nothing, with who has disabled them and why.
fn write_disabled(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    if report.disabled.is_empty() {
        return Ok(());
    }
    let words = context.language.report();
    let mut rows =
        vec![[words.rule, words.disabled_by, words.reason, words.name].map(str::to_owned).to_vec()];
    rows.extend(report.disabled.iter().map(|one| {
        let name = context.language.rule_name(&one.rule);
        [&*one.rule.code, &one.by, &one.reason, &name].map(|text| visible(text).into_owned()).to_vec()
    }));
    write_table(words.disabled, &[Align::Left; 4], &rows, context, out)
}

fn count_row(code: &str, counts: Counts, name: &str) -> Vec<String> {
    let numbers =
        [counts.pass, counts.fail, counts.not_applicable, counts.undetermined, counts.fault, counts.total()];
    let numbers = numbers.map(|number| number.to_string());
    row(code, numbers.each_ref().map(String::as_str), name)
}

/// The equation of a rule: its five counts and their sum.
fn row(
    code: &str,
    [pass, fail, not_applicable, undetermined, fault, sum]: [&str; 6],
    name: &str,
) -> Vec<String> {
    [code, pass, "+", fail, "+", not_applicable, "+", undetermined, "+", fault, "=", sum, name]
        .map(str::to_owned)
        .to_vec()
}

fn write_decisions(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    if report.decisions.is_empty() {
        return Ok(());
    }
    let (language, words) = (context.language, context.language.report());
    let mut rows = vec![[words.subject, "", words.measure, words.amount].map(str::to_owned).to_vec()];
    rows.extend(report.decisions.iter().map(|decision| {
        vec![
            visible(language.name(&decision.table)).into_owned(),
            key(&decision.key, words).into_owned(),
            visible(language.name(&decision.measure.name)).into_owned(),
            amount(decision.measure.amount, decision.measure.unit)
                .unwrap_or_else(|| words.no_amount.to_owned()),
        ]
    }));
    write_table(words.decisions, &[Align::Left, Align::Left, Align::Left, Align::Right], &rows, context, out)
}

fn write_totals(title: &str, totals: &[Total], context: &Context, out: &mut dyn Write) -> io::Result<()> {
    if totals.is_empty() {
        return Ok(());
    }
    let (language, words) = (context.language, context.language.report());
    let mut rows =
        vec![[words.measure, words.count, words.amount, words.unknown].map(str::to_owned).to_vec()];
    rows.extend(totals.iter().map(|total| {
        vec![
            visible(language.name(&total.measure)).into_owned(),
            total.count.to_string(),
            amount(total.amount, total.unit).unwrap_or_else(|| words.no_amount.to_owned()),
            total.unknown.to_string(),
        ]
    }));
    write_table(title, &[Align::Left, Align::Right, Align::Right, Align::Right], &rows, context, out)
}

/// Units of a scorecard that are listed: more are for reports in which one can look for one's own.
const MOST_UNITS: usize = 20;

fn write_scorecards(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    let align: [Align; scores::COLUMNS] =
        std::array::from_fn(|at| if scores::is_number(at) { Align::Right } else { Align::Left });
    for scorecard in &report.scorecards {
        let heads = scores::heads(language).map(str::to_owned).to_vec();
        // The last ones have lost the most.
        let above = scorecard.units.len().saturating_sub(MOST_UNITS);
        let units = scorecard.units.iter().skip(above).map(|unit| scores::cells(unit, language).to_vec());
        let rows: Vec<Vec<String>> = std::iter::once(heads).chain(units).collect();
        write_rows(&visible(&language.scorecard(scorecard)), &align, &rows, context, out)?;
        if above > 0 {
            writeln!(out, "{}", language.units_above(above))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_table(
    title: &str,
    align: &[Align],
    rows: &[Vec<String>],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_rows(title, align, rows, context, out)?;
    writeln!(out)
}

/// Title, heads and rows; the first of the rows are the heads.
fn write_rows(
    title: &str,
    align: &[Align],
    rows: &[Vec<String>],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", paint(context.color, Tone::Strong, &format!("── {title} ──")))?;
    for (at, line) in columns(align, rows).iter().enumerate() {
        let tone = if at == 0 { Some(Tone::Faint) } else { None };
        writeln!(out, "{}", tone.map_or_else(|| line.clone(), |tone| paint(context.color, tone, line)))?;
    }
    Ok(())
}

/// `1,234.00 万元`; `None` when there is no amount.
pub(in crate::report) fn amount(amount: Option<Number>, unit: Unit) -> Option<String> {
    unit.shown(amount?)
}

/// The key of a subject as shown.
pub(super) fn key<'a>(key: &'a str, words: &'a ReportWords) -> Cow<'a, str> {
    if key.is_empty() { Cow::Borrowed(words.no_key) } else { visible(key) }
}
