//! `heng sample`: records or findings drawn for a closer look, with the method in words.

use std::io::{self, Write};

use serde::Serialize;

use super::check::{Prepared, inputs, prepare};
use super::program::bad_option;
use super::settings;
use crate::cli::args::{self, Check};
use crate::cli::exit::{Exit, is_unread};
use crate::cli::files::Disk;
use crate::cli::screen::Screen;
use crate::diag::Diagnostic;
use crate::finding::Status;
use crate::report::{Align, columns, csv_record, visible};
use crate::sample::{Method, Sample, draw};
use crate::session::{self, Asked, Member, Population};
use crate::text::{Drawn, Language};
use crate::value::Unit;

/// Runs `heng sample`.
pub(in crate::cli) fn sample(options: &args::Sample, screen: Screen, stated: bool) -> Exit {
    let check = as_check(options);
    let mut settings = match settings::of_check(&check, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let screen = settings.program.screen;
    // The arguments take no other word.
    let method = Method::named(&options.method).unwrap_or(Method::Random);
    if let Err(problem) = suits(method, options) {
        return screen.complain(Exit::Unusable, &[problem]);
    }
    let inputs = inputs(&options.paths, &settings);
    // A finding is drawn however it stands, and how is said of it; what is new of them is nobody's question here.
    settings.standing.baseline = None;
    let Prepared { compiled, plan, .. } = match prepare(&check.scope, &settings, false) {
        Ok(prepared) => prepared,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let program = compiled.program.on(plan.as_of);
    let files = inputs.files.len();
    let disk = Disk { language: screen.language };
    let population = if options.of == FINDINGS {
        let report = session::check(&compiled.program, inputs.files, &disk, &plan, &|_| {});
        Ok(Population::of_findings(&report))
    } else {
        let by = |wanted| options.by.as_deref().filter(|_| method == wanted);
        let asked = Asked {
            table: options.table.as_deref(),
            stratum: by(Method::Stratified),
            amount: by(Method::Monetary),
        };
        session::population(&program, inputs.files, &disk, &plan, asked)
    };
    let population = match population {
        Ok(population) => population,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let told = inputs.diagnostics.iter().chain(&population.diagnostics);
    let wrong: Vec<Diagnostic> = told.filter(|one| is_unread(one)).cloned().collect();
    // A population with holes is no population: what could not be read is said, and nothing is passed over.
    let exit = if wrong.is_empty() { Exit::Clean } else { screen.complain(Exit::BadInput, &wrong) };
    let items: Vec<_> = population.members.iter().map(|member| member.item.clone()).collect();
    let drawn = match draw(&items, method, options.size.get(), &options.seed) {
        Ok(drawn) => drawn,
        Err(refusal) => {
            screen.say(crate::report::Tone::Error, screen.language.refusal(refusal));
            return exit.max(Exit::BadInput);
        }
    };
    let table = population.members.first().map(|member| member.kind.as_str());
    let settled = |status| population.members.iter().filter(|one| one.status == Some(status)).count();
    let from = Drawn {
        table: table.filter(|_| options.of != FINDINGS),
        files,
        by: options.by.as_deref(),
        settled: [Status::Accepted, Status::UnderReview].map(settled),
    };
    let page = Page { sample: &drawn, members: &population.members, from, language: screen.language };
    let written = Screen::write(|out| match options.format.as_str() {
        "json" => page.json(out),
        "csv" => page.csv(out),
        _ => page.text(out),
    });
    match written {
        Ok(()) => exit,
        Err(error) => exit.max(screen.unwritable("stdout", &error)),
    }
}

/// The word of `--of` for findings.
const FINDINGS: &str = "findings";

/// `--by` names the amount or the class of a record; a finding has its own.
fn suits(method: Method, options: &args::Sample) -> Result<(), Diagnostic> {
    let needs = matches!(method, Method::Stratified | Method::Monetary) && options.of != FINDINGS;
    match (&options.by, needs) {
        (None, true) => Err(bad_option("--by", "", "--by FIELD")),
        (Some(field), false) => Err(bad_option("--by", field, "--method stratified, monetary; --of records")),
        _ => Ok(()),
    }
}

/// The check whose records or findings are drawn: what the arguments do not say its configuration does.
fn as_check(options: &args::Sample) -> Check {
    let (paths, program) = (options.paths.clone(), options.program.clone());
    Check { paths, program, scope: options.scope.clone(), ..Check::default() }
}

struct Page<'a> {
    sample: &'a Sample,
    members: &'a [Member],
    from: Drawn<'a>,
    language: Language,
}

impl Page<'_> {
    fn drawn(&self) -> impl Iterator<Item = (&Member, u32)> {
        self.sample.drawn.iter().filter_map(|(place, times)| Some((self.members.get(*place)?, *times)))
    }

    fn heads(&self) -> Vec<String> {
        let words = self.language.sample();
        let heads =
            [words.number, words.kind, words.key, words.place, words.stratum, words.amount, words.times];
        let state = self.of_findings().then_some(words.state);
        heads.into_iter().chain(state).map(str::to_owned).collect()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |(number, (member, times)): (usize, (&Member, u32))| {
            let cells = [
                number.to_string(),
                member.kind.clone(),
                member.key.clone(),
                place(member),
                member.item.stratum.clone().unwrap_or_default(),
                amount(member).unwrap_or_default(),
                times.to_string(),
            ];
            let state = self.of_findings().then(|| self.language.standing(member.status).to_owned());
            cells.into_iter().chain(state).collect()
        };
        (1..).zip(self.drawn()).map(row).collect()
    }

    /// Findings alone can be answered.
    const fn of_findings(&self) -> bool {
        self.from.table.is_none()
    }

    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        for paragraph in self.language.sampling(self.sample, self.from) {
            writeln!(out, "{}", visible(&paragraph))?;
        }
        writeln!(out)?;
        let shown = self.rows().into_iter().map(|row| row.iter().map(|cell| visible(cell).into()).collect());
        let rows: Vec<Vec<String>> = std::iter::once(self.heads()).chain(shown).collect();
        let align = [
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Right,
            Align::Right,
            Align::Left,
        ];
        columns(&align, &rows).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        csv_record(&self.heads(), out)?;
        self.rows().iter().try_for_each(|row| csv_record(row, out))
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let sample = self.sample;
        let method = Method::ALL.iter().find(|(_, method)| *method == sample.method);
        let document = Document {
            v: 1,
            method: method.map_or("", |(word, _)| word),
            description: self.language.sampling(sample, self.from),
            size: sample.size,
            seed: &sample.seed,
            population: sample.population,
            items: self
                .drawn()
                .map(|(member, times)| ItemRow {
                    id: &member.item.id,
                    kind: &member.kind,
                    key: &member.key,
                    path: &member.site.path,
                    place: place(member),
                    stratum: member.item.stratum.as_deref(),
                    amount: amount(member),
                    times,
                    state: self.of_findings().then(|| member.status.map_or("open", Status::word)),
                })
                .collect(),
        };
        serde_json::to_writer(&mut *out, &document)?;
        out.write_all(b"\n")
    }
}

/// The amount in 元.
fn amount(member: &Member) -> Option<String> {
    Unit::Yuan.digits(member.item.amount?, 2)
}

/// File and line, or file, sheet and cell.
fn place(member: &Member) -> String {
    match &member.site.cell {
        Some(cell) => format!("{} › {cell}", member.site.path),
        None => format!("{}:{}", member.site.path, member.site.start.line),
    }
}

/// The sample for programs: version 1; keys are only ever added.
#[derive(Serialize)]
struct Document<'a> {
    v: u32,
    method: &'static str,
    description: Vec<String>,
    size: usize,
    seed: &'a str,
    population: usize,
    items: Vec<ItemRow<'a>>,
}

#[derive(Serialize)]
struct ItemRow<'a> {
    id: &'a str,
    kind: &'a str,
    key: &'a str,
    path: &'a str,
    place: String,
    stratum: Option<&'a str>,
    amount: Option<String>,
    times: u32,
    /// How a finding stands: `open`, `waived` or `explained`.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}
