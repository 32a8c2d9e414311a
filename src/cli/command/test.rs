//! `heng test`: the cases of packs.

mod proofs;

use std::io::{self, Write};
use std::sync::Arc;

use super::compile::{not_compiled, of_packs};
use super::program;
use crate::cli::args::Test;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;
use crate::diag::Severity;
use crate::report::{Context, Tone, paint, visible, write_block, write_diagnostics};
use crate::session::{self, Aspect, CaseResult};
use crate::text::{Heading, Language, Notice};
use crate::value::Number;

/// Runs `heng test`.
pub(in crate::cli) fn test(options: &Test, screen: Screen, stated: bool) -> Exit {
    let settings = match of_packs(&options.packs, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let screen = settings.screen;
    let program = match program::compile(&settings.rules, &settings.params, screen) {
        Ok(compiled) => compiled.program,
        Err(problems) => {
            let exit = screen.complain(Exit::Unusable, &problems);
            screen.notice(Tone::Error, &not_compiled(&problems));
            return exit;
        }
    };
    let report = session::run_tests(&program);
    let borders = session::borders(&program);
    let figures = (!options.quick && !report.cases.is_empty())
        .then(|| (session::coverage(&program, &report), session::mutate(&program)));
    let points = borders.iter().flat_map(|set| &set.points);
    let wrong = points.clone().filter(|point| !point.agrees).count();
    let points = points.count();
    let results = report.cases;
    let todo = results.iter().filter(|case| case.todo && case.passed()).count();
    let failed = results.iter().filter(|case| !case.passed()).count();
    let passed = results.len() - todo - failed;
    let (exit, tone) = match (results.len(), failed + wrong) {
        (0, _) => (Exit::BadInput, Tone::Error),
        (_, 0) => (Exit::Clean, Tone::Good),
        _ => (Exit::Violations, Tone::Error),
    };
    let context = screen.output();
    let written = Screen::write(|out| {
        for case in results.iter().filter(|case| !case.passed()) {
            write_case(case, &context, out)?;
        }
        if let Some((coverage, mutation)) = &figures {
            if options.coverage {
                proofs::write_not_shown(&program, coverage, &context, out)?;
                proofs::write_borders(&program, &borders, &context, out)?;
            }
            if options.mutate {
                proofs::write_not_noticed(&program, mutation, &context, out)?;
            }
            proofs::write_figures(&program, coverage, mutation, &context, out)?;
        }
        if points > 0 {
            let line = screen.language.notice(&Notice::Borders { points, wrong });
            writeln!(
                out,
                "{}",
                paint(context.color, if wrong == 0 { Tone::Faint } else { Tone::Error }, &line)
            )?;
        }
        if program.left_out > 0 {
            let line = screen.language.notice(&Notice::LeftOut(program.left_out));
            writeln!(out, "{}", paint(context.color, Tone::Note, &line))?;
        }
        let line = screen.language.notice(&Notice::Tested { passed, failed, todo });
        writeln!(out, "{}", paint(context.color, tone, &line))
    });
    match written {
        Ok(()) => exit,
        Err(error) => exit.max(screen.unwritable("stdout", &error)),
    }
}

fn write_case(case: &CaseResult, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (language, words) = (context.language, context.language.report());
    let head = format!("{} {}", language.heading(Heading::FailedCase), visible(&case.rule));
    writeln!(out, "{}", paint(context.color, Tone::Error, &head))?;
    write_block(Severity::Error, &case.title, &[(&case.site, None)], context, out)?;
    let mut detail = |label: Heading, text: String| {
        let label = format!("{}{}", language.heading(label), words.colon);
        writeln!(out, "    {}{}", paint(context.color, Tone::Note, &label), visible(&text))
    };
    if case.todo && case.differs.is_empty() {
        detail(Heading::Found, language.notice(&Notice::TodoPasses))?;
    } else if !case.differs.is_empty() {
        let (expected, found) = compared(case, language);
        detail(Heading::Expected, expected)?;
        detail(Heading::Found, found)?;
    }
    write_diagnostics(&case.diagnostics, context, out)?;
    writeln!(out)
}

/// What should have come out and what did, in what they differ; the message of the finding besides.
fn compared(case: &CaseResult, language: Language) -> (String, String) {
    let words = language.report();
    let nothing = || language.heading(Heading::Nothing).to_owned();
    let severity =
        |severity: Option<Severity>| severity.map_or_else(nothing, |it| language.severity(it).to_owned());
    let name = |names: Option<&Arc<crate::schema::Names>>| {
        names.map_or_else(nothing, |it| language.name(it).to_owned())
    };
    let amount =
        |amount: Option<Number>| amount.and_then(|it| case.found.unit.shown(it)).unwrap_or_else(nothing);
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    for aspect in &case.differs {
        let (label, one, other) = match aspect {
            Aspect::Verdict => (
                None,
                language.verdict(case.expected.verdict).to_owned(),
                language.verdict(case.found.verdict).to_owned(),
            ),
            Aspect::Severity => (
                Some(language.heading(Heading::Severity)),
                severity(case.expected.severity),
                severity(case.found.severity),
            ),
            Aspect::Measure => {
                (Some(words.measure), name(case.expected.measure.as_ref()), name(case.found.measure.as_ref()))
            }
            Aspect::Amount => (Some(words.amount), amount(case.expected.amount), amount(case.found.amount)),
            Aspect::Points => {
                let points = |points: Option<Number>| points.map_or_else(nothing, |it| it.to_decimal(0));
                (Some(language.scores().points), points(case.expected.points), points(case.found.points))
            }
            Aspect::Field => {
                let field = case.found.field.as_ref().map_or_else(nothing, |field| field.0.clone());
                (
                    Some(language.heading(Heading::Field)),
                    case.expected.field.clone().unwrap_or_else(nothing),
                    field,
                )
            }
        };
        let with_label = |text: String| label.map_or_else(|| text.clone(), |label| format!("{label} {text}"));
        expected.push(with_label(one));
        found.push(with_label(other));
    }
    found.extend(case.found.message.as_ref().map(|message| language.message(message)));
    (expected.join(words.comma), found.join(words.comma))
}
