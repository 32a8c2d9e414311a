//! `heng compile`: what is wrong with packs, without any declaration.

use std::path::Path;

use super::program::{self, pairs};
use super::settings::ProgramSettings;
use crate::cli::args::Packs;
use crate::cli::config;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Severity};
use crate::report::{Tone, paint, write_diagnostics};
use crate::text::{Language, Notice};

/// Runs `heng compile`.
pub(in crate::cli) fn compile(options: &Packs, screen: Screen, stated: bool) -> Exit {
    let settings = match of_packs(options, screen, stated) {
        Ok(settings) => settings,
        Err(problems) => return screen.complain(Exit::Unusable, &problems),
    };
    let screen = settings.screen;
    let (exit, tone, notice, diagnostics) = match program::compile(&settings.rules, &settings.params, screen)
    {
        Ok(compiled) => {
            let notice = Notice::Compiled {
                packs: compiled.program.packs.len(),
                rules: compiled.program.rules.len(),
                cases: compiled.program.tests.iter().map(|test| test.cases.len()).sum(),
                warnings: compiled.remarks.len(),
            };
            (Exit::Clean, Tone::Good, notice, compiled.remarks)
        }
        Err(problems) => (Exit::Unusable, Tone::Error, not_compiled(&problems), problems),
    };
    let context = screen.output();
    let written = Screen::write(|out| {
        write_diagnostics(&diagnostics, &context, out)?;
        writeln!(out, "{}", paint(context.color, tone, &screen.language.notice(&notice)))
    });
    match written {
        Ok(()) => exit,
        Err(error) => exit.max(screen.unwritable("stdout", &error)),
    }
}

/// The packs and parameters of `heng compile` and `heng test`: the configuration speaks when no pack is named.
pub(super) fn of_packs(
    options: &Packs,
    screen: Screen,
    stated: bool,
) -> Result<ProgramSettings, Vec<Diagnostic>> {
    let given = pairs("--param", "NAME=VALUE", &options.params)?;
    if !options.packs.is_empty() {
        return Ok(ProgramSettings { rules: options.packs.clone(), params: given, screen });
    }
    let config = config::find(Path::new("."), screen.language)?;
    let language = config.lang.as_deref().and_then(Language::named).filter(|_| !stated);
    let params = config.params.into_iter().filter(|(name, _)| !given.iter().any(|(other, _)| other == name));
    let params = params.chain(given.clone()).collect();
    let screen = Screen { language: language.unwrap_or(screen.language) };
    Ok(ProgramSettings { rules: config.rules, params, screen })
}

/// How many errors and warnings keep the rules from being used.
pub(super) fn not_compiled(problems: &[Diagnostic]) -> Notice {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    Notice::NotCompiled { errors, warnings: problems.len() - errors }
}
