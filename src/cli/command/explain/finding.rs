//! `heng explain FINGERPRINT`: one finding, and step by step how it came about.

use std::path::Path;

use super::Page;
use crate::cli::args::Explain;
use crate::cli::command::program::{Compiled, bad_option, pairs};
use crate::cli::command::verify;
use crate::cli::config;
use crate::cli::exit::Exit;
use crate::cli::files::{self, Disk};
use crate::cli::inputs::{Finder, Inputs};
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem, Severity};
use crate::eval::{ClauseSteps, Step, StepPart};
use crate::finding::{Finding, Verdict};
use crate::report::{Tone, paint, visible};
use crate::session::{self, Explained, Input, Options};
use crate::source::Site;
use crate::text::Heading;
use crate::value::{Date, parse_date};

/// The least digits that can be a fingerprint.
const LEAST: usize = 6;

/// True when the argument names a finding and not a rule.
pub(super) fn is_meant(options: &Explain) -> bool {
    let digits = options.code.bytes().all(|byte| byte.is_ascii_hexdigit()) && options.code.len() >= LEAST;
    digits || options.report.is_some() || !options.paths.is_empty()
}

/// Explains the finding, or all whose fingerprints begin so.
pub(super) fn explain(options: &Explain, compiled: &Compiled, day: Option<Date>, screen: Screen) -> Exit {
    let (inputs, recorded) = match inputs(options, screen) {
        Ok(inputs) => inputs,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let plan = Options { as_of: day.or(recorded), ..Options::default() };
    let disk = Disk { language: screen.language };
    let fingerprint = options.code.to_ascii_lowercase();
    let (explained, report) = session::explain(&compiled.program, &inputs.files, &disk, &plan, &fingerprint);
    if explained.is_empty() {
        let findings = report.findings.len();
        let problem = SetupProblem::UnknownFinding { fingerprint: options.code.clone(), findings };
        let mut told = vec![Diagnostic::error(Problem::Setup(problem), Site::whole("heng explain"))];
        let unread = |one: &&Diagnostic| one.severity == Severity::Error;
        told.extend(inputs.diagnostics.iter().chain(&report.diagnostics).filter(unread).cloned());
        return screen.complain(Exit::Unusable, &told);
    }
    let program = &*compiled.program.on(plan.as_of);
    let mut lines = Vec::new();
    for one in &explained {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let Some(rule) = program.rules.get(one.rule) else {
            continue;
        };
        let page = Page { program, rule, screen };
        lines.extend(head(one, &page));
        lines.extend(cells(&one.finding, &page));
        lines.extend(clauses(&one.clauses, &page));
        lines.extend(page.text());
        lines.extend(page.overrides());
        lines.extend(page.params());
        lines.extend(page.cases(one.rule));
    }
    screen.print(Exit::Clean, &lines)
}

/// The files of the run: those of a report or a record, or those that are given; and the day of the run.
fn inputs(options: &Explain, screen: Screen) -> Result<(Inputs, Option<Date>), Vec<Diagnostic>> {
    if let Some(path) = &options.report {
        let (files, day) = of_report(path, screen)?;
        return Ok((Inputs::named(files), day));
    }
    if options.paths.is_empty() {
        return Err(vec![bad_option("PATH", "", "heng explain FINGERPRINT PATH…, --report REPORT")]);
    }
    let start = options.paths.first().map_or(".", String::as_str);
    let config = config::find(Path::new(start), screen.language)?;
    let finder = Finder { config: &config, beside: &[], language: screen.language };
    let mut inputs = Inputs::default();
    let data = pairs("--data", "TABLE=PATH", &options.data)?;
    let configured = config.data.iter().filter(|(table, _)| !data.iter().any(|(given, _)| given == table));
    for (table, path) in configured.chain(&data) {
        finder.add(&mut inputs, path, Some(table));
    }
    for path in &options.paths {
        finder.add(&mut inputs, path, None);
    }
    let day = config.as_of.as_deref().and_then(parse_date);
    Ok((inputs, day))
}

/// What a `json` report or a record says of the files of its run.
fn of_report(path: &str, screen: Screen) -> Result<(Vec<Input>, Option<Date>), Vec<Diagnostic>> {
    let site = || Site::whole(files::shown(Path::new(path)));
    let bytes = files::read(Path::new(path)).map_err(|error| {
        let reason = screen.language.io_reason(&error);
        vec![Diagnostic::error(Problem::Setup(SetupProblem::Unreadable { reason }), site())]
    })?;
    let day = |text: Option<String>| text.as_deref().and_then(parse_date);
    if let Ok(report) = serde_json::from_slice::<ReportHead>(&bytes) {
        let RunHead { as_of, inputs } = report.run;
        let inputs = inputs.into_iter().map(|input| Input { path: input.path, table: input.table });
        return Ok((inputs.collect(), day(as_of)));
    }
    let record = verify::read(path, screen).map_err(|problem| vec![problem])?;
    let inputs = record.inputs.into_iter().map(|input| Input { path: input.path, table: input.table });
    Ok((inputs.collect(), day(record.as_of)))
}

#[derive(serde::Deserialize)]
struct ReportHead {
    run: RunHead,
}

#[derive(serde::Deserialize)]
struct RunHead {
    as_of: Option<String>,
    inputs: Vec<InputHead>,
}

#[derive(serde::Deserialize)]
struct InputHead {
    path: String,
    #[serde(default)]
    table: Option<String>,
}

fn head(one: &Explained, page: &Page<'_>) -> Vec<String> {
    let finding = &one.finding;
    let language = page.screen.language;
    let words = language.report();
    let color = page.screen.output().color;
    let names = format!("{} {}", finding.rule, language.name(&page.rule.names));
    let subject = format!("{} {}", language.name(&finding.table), finding.key);
    let title = format!("{} · {}", visible(&names), visible(subject.trim_end()));
    let mut lines = vec![
        paint(color, Tone::Strong, &title),
        format!(
            "{}{}{}{}{}{}{}",
            language.verdict(finding.verdict),
            words.comma,
            language.severity(finding.severity),
            words.comma,
            language.heading(Heading::Fingerprint),
            words.colon,
            finding.fingerprint
        ),
        visible(&language.message(&finding.message)).into_owned(),
    ];
    for basis in page.rule.basis.iter() {
        lines.push(format!("{}{}{}", words.basis, words.colon, visible(basis)));
    }
    if let Some(measure) = &finding.measure {
        let amount = measure.amount.map(|amount| {
            let shown = amount.over(measure.unit.in_yuan()).unwrap_or(amount);
            format!("{}{} {}", words.comma, shown.to_grouped(2), measure.unit.word())
        });
        let name = language.name(&measure.name);
        lines.push(format!("{}{}{name}{}", words.measure, words.colon, amount.unwrap_or_default()));
    }
    lines
}

fn cells(finding: &Finding, page: &Page<'_>) -> Vec<String> {
    let open = matches!(finding.verdict, Verdict::Undetermined | Verdict::Fault);
    let mut lines = page.heading(if open { Heading::WouldDecide } else { Heading::CellsRead }, None);
    let nothing = page.screen.language.heading(Heading::NotFilledIn);
    for place in &finding.places {
        let value = place.value.as_deref().map_or(nothing.into(), visible);
        lines.push(format!("    {}  {} = {value}", place_of(&place.site), visible(&place.field.0)));
    }
    if finding.more > 0 {
        lines.push(format!("    {}", page.screen.language.more_records(finding.more)));
    }
    lines
}

fn clauses(clauses: &[ClauseSteps], page: &Page<'_>) -> Vec<String> {
    let language = page.screen.language;
    let colon = language.report().colon;
    let mut lines = page.heading(Heading::Steps, None);
    for clause in clauses {
        let label = match &clause.part {
            StepPart::Condition => language.heading(Heading::ConditionClause).to_owned(),
            StepPart::Exception(_) => language.heading(Heading::ExceptionClause).to_owned(),
            StepPart::Let(name) => format!("{} {name}", language.heading(Heading::LetClause)),
            StepPart::Requirement => language.heading(Heading::RequirementClause).to_owned(),
            StepPart::Axis => language.heading(Heading::AxisClause).to_owned(),
            StepPart::Row => language.heading(Heading::Row).to_owned(),
        };
        lines.push(format!("    {label}{colon}{}", visible(&clause.text)));
        let mut more = |heading, text: &str| {
            lines.push(format!("      {}{colon}{}", language.heading(heading), visible(text)));
        };
        if clause.with_values != clause.text {
            more(Heading::WithValues, &clause.with_values);
        }
        if !clause.value.is_empty() {
            more(Heading::ComesTo, &clause.value);
        }
        for Step { depth, text, value } in &clause.steps {
            let indent = "  ".repeat(depth + 3);
            let arrow = if value.is_empty() { "" } else { " → " };
            lines.push(format!("{indent}{}{arrow}{}", visible(text), visible(value)));
        }
    }
    lines
}

/// File, line and column, or file, sheet and cell.
fn place_of(site: &Site) -> String {
    match &site.cell {
        Some(cell) => format!("{} › {}", visible(&site.path), visible(&cell.to_string())),
        None => format!("{}:{}:{}", visible(&site.path), site.start.line, site.start.column),
    }
}
