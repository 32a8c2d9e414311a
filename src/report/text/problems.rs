//! The problems of a report, file by file, and diagnostics on their own.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::block::write_block;
use super::{states, summary};
use crate::diag::{Diagnostic, Severity};
use crate::finding::{AppliedMeasure, Finding, Report, Verdict};
use crate::report::Context;
use crate::report::concise::write_line;
use crate::report::entry::Entry;
use crate::report::terminal::{Tone, paint, visible};
use crate::source::Site;

/// Writes the problems file by file, then the summary.
pub(in crate::report) fn write(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    // What was known before is listed below, a line each.
    let findings = report.open().filter(|finding| report.counts_against(finding));
    write_files(report, findings, context, out)?;
    states::write(report, context, out)?;
    summary::write(report, context, out)
}

/// Writes what is wrong with the documents, and these findings, file by file.
pub(in crate::report) fn write_files<'f>(
    report: &'f Report,
    findings: impl Iterator<Item = &'f Finding>,
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut files: BTreeMap<&str, (Vec<&Diagnostic>, Vec<&Finding>)> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        files.entry(diagnostic.site().map_or("", |site| &site.path)).or_default().0.push(diagnostic);
    }
    for finding in findings {
        files.entry(finding.places.first().map_or("", |place| &place.site.path)).or_default().1.push(finding);
    }
    let mut left = context.in_full.unwrap_or(usize::MAX);
    let mut in_lines = 0;
    for (path, (diagnostics, findings)) in files {
        if !path.is_empty() && summary::was_begun(report) {
            writeln!(out, "{}\n", paint(context.color, Tone::Strong, &format!("── {} ──", visible(path))))?;
        }
        let diagnostics = diagnostics.into_iter().map(Entry::Diagnostic);
        let mut entries = diagnostics.chain(findings.into_iter().map(Entry::Finding));
        for entry in entries.by_ref().take(left) {
            left -= 1;
            match entry {
                Entry::Diagnostic(diagnostic) => write_diagnostic(diagnostic, context, out)?,
                Entry::Finding(finding) => write_finding(finding, context, out)?,
            }
        }
        let before = in_lines;
        for entry in entries {
            in_lines += 1;
            write_line(entry, context, out)?;
        }
        if in_lines > before {
            writeln!(out)?;
        }
    }
    if in_lines > 0 {
        writeln!(out, "{}\n", context.language.in_lines(in_lines))?;
    }
    Ok(())
}

/// Writes diagnostics as the `text` report does, for what is wrong with rules and configuration.
pub fn write_diagnostics(
    diagnostics: &[Diagnostic],
    context: &Context,
    out: &mut dyn Write,
) -> io::Result<()> {
    diagnostics.iter().try_for_each(|diagnostic| write_diagnostic(diagnostic, context, out))
}

fn write_diagnostic(diagnostic: &Diagnostic, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let language = context.language;
    let sentence = language.problem(&diagnostic.problem);
    let head = format!("{}[{}]", language.severity(diagnostic.severity), diagnostic.problem.code());
    writeln!(out, "{}", paint(context.color, tone(diagnostic.severity), &head))?;
    let places: Vec<(&Site, Option<String>)> = diagnostic
        .labels
        .iter()
        .map(|label| (&label.site, label.remark.as_ref().map(|remark| language.remark(remark))))
        .collect();
    write_block(diagnostic.severity, &sentence.message, &places, context, out)?;
    if let Some(help) = &sentence.help {
        write_detail(language.report().help, help, context, out)?;
    }
    writeln!(out)
}

fn write_finding(finding: &Finding, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (language, words) = (context.language, context.language.report());
    let head = format!("{}[{}]", language.severity(finding.severity), visible(&finding.rule));
    let name = if finding.name.is(&finding.rule) {
        String::new()
    } else {
        format!(" {}", visible(language.name(&finding.name)))
    };
    let verdict = match finding.verdict {
        Verdict::Pass | Verdict::Fail | Verdict::NotApplicable => String::new(),
        Verdict::Undetermined | Verdict::Fault => format!(" · {}", language.verdict(finding.verdict)),
    };
    let verdict = match finding.age {
        Some(age) => format!("{verdict} · {}", language.age(age)),
        None => verdict,
    };
    let subject =
        format!(" · {} {}", visible(language.name(&finding.table)), summary::key(&finding.key, words));
    writeln!(
        out,
        "{}{}{}{}",
        paint(context.color, tone(finding.severity), &head),
        paint(context.color, Tone::Strong, &name),
        verdict,
        paint(context.color, Tone::Faint, &subject),
    )?;
    let places: Vec<(&Site, Option<String>)> =
        finding.places.iter().map(|place| (&place.site, Some(language.place(place)))).collect();
    write_block(finding.severity, &language.message(&finding.message), &places, context, out)?;
    if finding.more > 0 {
        writeln!(out, "    {}", language.more_records(finding.more))?;
    }
    if !finding.basis.is_empty() {
        write_detail(words.basis, &finding.basis.join(words.comma), context, out)?;
    }
    if let Some(measure) = &finding.measure {
        write_detail(words.measure, &measure_line(measure, context), context, out)?;
    }
    if let Some(deduction) = &finding.deduction {
        write_detail(language.scores().points, &language.deduction(deduction), context, out)?;
    }
    if let Some(advice) = &finding.advice {
        write_detail(words.advice, advice, context, out)?;
    }
    // An open finding that is answered all the same is explained, and must be mended.
    if let Some(answer) = &finding.suppression {
        write_detail(language.status(answer.status), &language.answer(answer), context, out)?;
    }
    writeln!(out)
}

fn measure_line(measure: &AppliedMeasure, context: &Context) -> String {
    match summary::amount(measure.amount, measure.unit) {
        Some(amount) => {
            format!("{}{}{amount}", context.language.name(&measure.name), context.language.report().comma)
        }
        None => context.language.name(&measure.name).to_owned(),
    }
}

fn write_detail(label: &str, text: &str, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let colon = context.language.report().colon;
    writeln!(out, "    {}{}", paint(context.color, Tone::Note, &format!("{label}{colon}")), visible(text))
}

pub(in crate::report) const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Note => Tone::Note,
    }
}
