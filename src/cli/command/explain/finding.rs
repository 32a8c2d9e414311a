//! `heng explain FINGERPRINT`: one finding, and step by step how it came about.

use std::path::Path;

use super::Page;
use crate::cli::args::{Check, Explain};
use crate::cli::command::check::{Prepared, inputs, prepare_with};
use crate::cli::command::program::{bad_option, compile, given_name};
use crate::cli::command::settings::{self, ProgramSettings};
use crate::cli::command::verify;
use crate::cli::exit::{Exit, is_unread};
use crate::cli::files::{self, Disk};
use crate::cli::inputs::Inputs;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::eval::{ClauseSteps, Step, StepPart};
use crate::finding::record::OptionsEntry;
use crate::finding::{Finding, Verdict};
use crate::report::{Tone, paint, visible};
use crate::session::{self, Explained, Input};
use crate::source::Site;
use crate::text::Heading;
use crate::value::parse_date;

/// The least digits that can be a fingerprint.
const LEAST: usize = 6;

/// True when the argument names a finding and not a rule.
pub(super) fn is_meant(options: &Explain) -> bool {
    let digits = options.code.bytes().all(|byte| byte.is_ascii_hexdigit()) && options.code.len() >= LEAST;
    digits || options.report.is_some() || !options.paths.is_empty()
}

/// Explains the finding, or all whose fingerprints begin so.
pub(super) fn explain(options: &Explain, screen: Screen, stated: bool) -> Exit {
    let Ready { prepared, inputs, screen } = match ready(options, screen, stated) {
        Ok(ready) => ready,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let Prepared { compiled, plan, .. } = prepared;
    let disk = Disk { language: screen.language };
    let fingerprint = options.code.to_ascii_lowercase();
    let (explained, report) = session::explain(&compiled.program, &inputs.files, &disk, &plan, &fingerprint);
    if explained.is_empty() {
        let findings = report.findings.len();
        let problem = SetupProblem::UnknownFinding { fingerprint: options.code.clone(), findings };
        let mut told = vec![Diagnostic::error(Problem::Setup(problem), Site::whole("heng explain"))];
        let of_run = inputs.diagnostics.iter().chain(&report.diagnostics);
        told.extend(of_run.filter(|one| is_unread(one)).cloned());
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

/// A run that may begin, and its files.
struct Ready {
    prepared: Prepared,
    inputs: Inputs,
    screen: Screen,
}

/// The run that a report or a record tells of, or that of the paths: what the arguments do not say the report does,
/// and then the configuration.
fn ready(options: &Explain, screen: Screen, stated: bool) -> Result<Ready, Vec<Diagnostic>> {
    let (paths, mut program, mut scope) =
        (options.paths.clone(), options.program.clone(), options.scope.clone());
    let told = options.report.as_ref().map(|path| told(path, screen)).transpose()?;
    if told.is_none() && paths.is_empty() {
        return Err(vec![bad_option("PATH", "", "heng explain FINGERPRINT PATH…, --report REPORT")]);
    }
    if let Some(Told { options: asked, waivers, .. }) = &told {
        if program.rules.is_empty() {
            program.rules.clone_from(&asked.rules);
        }
        let own: Vec<_> = options.program.params.iter().map(|given| given_name(given)).collect();
        let rest = asked.params.iter().filter(|(name, _)| !own.contains(&Some(name)));
        let rest: Vec<String> = rest.map(|(name, value)| format!("{name}={value}")).collect();
        // The last of two values holds, should the names be two of one parameter.
        program.params.splice(..0, rest);
        scope.encoding = scope.encoding.or_else(|| asked.encoding.clone());
        if scope.waivers.is_empty() {
            scope.waivers.clone_from(waivers);
        }
    }
    let check = Check { paths, program, scope, ..Check::default() };
    let mut settings = settings::of_check(&check, screen, stated)?;
    if let Some(told) = &told
        && check.scope.as_of.is_none()
    {
        // A run without a day is made again without one, whatever the configuration says by now.
        settings.as_of = told.as_of.as_deref().and_then(parse_date);
    }
    settings.standing.baseline = None;
    let ProgramSettings { rules, params, screen } = &settings.program;
    let (compiled, screen) = (compile(rules, params, *screen)?, *screen);
    let prepared = prepare_with(compiled, &check.scope, &settings, false)?;
    let inputs = match told {
        Some(told) => Inputs::named(told.inputs),
        None => inputs(&check.paths, &settings),
    };
    Ok(Ready { prepared, inputs, screen })
}

/// What a report or a record says of its run.
struct Told {
    inputs: Vec<Input>,
    as_of: Option<String>,
    options: OptionsEntry,
    /// The files with waivers that are still there.
    waivers: Vec<String>,
}

/// What a `json` report or a record says of its run.
fn told(path: &str, screen: Screen) -> Result<Told, Vec<Diagnostic>> {
    let bytes = files::read(Path::new(path)).map_err(|error| {
        let problem = Problem::Setup(SetupProblem::Unreadable { reason: screen.language.io_reason(&error) });
        vec![Diagnostic::error(problem, Site::whole(files::shown(Path::new(path))))]
    })?;
    let input = |path, table| Input { path, table };
    if let Ok(ReportHead { run }) = serde_json::from_slice::<ReportHead>(&bytes) {
        let inputs = run.inputs.into_iter().map(|one| input(one.path, one.table)).collect();
        return Ok(Told { inputs, as_of: run.as_of, options: OptionsEntry::default(), waivers: Vec::new() });
    }
    let record = verify::read(path, screen).map_err(|problem| vec![problem])?;
    let inputs = record.inputs.into_iter().map(|one| input(one.path, one.table)).collect();
    let waivers = record.standing.into_iter().filter(|file| file.kind == "waivers");
    let waivers = waivers.map(|file| file.path).filter(|path| Path::new(path).is_file()).collect();
    Ok(Told { inputs, as_of: record.as_of, options: record.options, waivers })
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
        let amount = measure.amount.and_then(|amount| measure.unit.shown(amount));
        let amount = amount.map(|amount| format!("{}{amount}", words.comma)).unwrap_or_default();
        lines.push(format!(
            "{}{}{}{amount}",
            words.measure,
            words.colon,
            visible(language.name(&measure.name))
        ));
    }
    if let Some(deduction) = &finding.deduction {
        let points = language.deduction(deduction);
        lines.push(format!("{}{}{}", language.scores().points, words.colon, visible(&points)));
    }
    if let Some(answer) = &finding.suppression {
        let (status, said) = (language.status(answer.status), language.answer(answer));
        lines.push(format!("{status}{}{}", words.colon, visible(&said)));
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
