//! Packs to a program, for all commands that need one.

use crate::cli::packs;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem, Severity};
use crate::ir::{self, Checked, Library, PackText, Program};
use crate::source::Site;

/// A program with the warnings about its rules.
pub(super) struct Compiled {
    /// The program.
    pub(super) program: Checked<Program>,
    /// Warnings and notes about its rules.
    pub(super) remarks: Vec<Diagnostic>,
}

/// Compiles packs; all that is wrong with them when that fails.
pub(super) fn compile(
    rules: &[String],
    params: &[(String, String)],
    screen: Screen,
) -> Result<Compiled, Vec<Diagnostic>> {
    compile_by(ir::compile, rules, params, screen)
}

/// The same without the packs' tests and samples.
pub(super) fn compile_rules(
    rules: &[String],
    params: &[(String, String)],
    screen: Screen,
) -> Result<Compiled, Vec<Diagnostic>> {
    compile_by(ir::compile_rules, rules, params, screen)
}

type Compile =
    fn(Vec<PackText>, &dyn Library, &[(String, String)]) -> (Option<Checked<Program>>, Vec<Diagnostic>);

fn compile_by(
    compile: Compile,
    rules: &[String],
    params: &[(String, String)],
    screen: Screen,
) -> Result<Compiled, Vec<Diagnostic>> {
    let (roots, shelf) = packs::load(rules, screen.language)?;
    let (program, mut diagnostics) = compile(roots, &shelf, params);
    diagnostics.extend(shelf.into_problems());
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    match program {
        Some(program) if !broken => Ok(Compiled { program, remarks: diagnostics }),
        _ => Err(diagnostics),
    }
}

/// The name in `NAME=VALUE`.
pub(super) fn given_name(text: &str) -> Option<&str> {
    split(text).map(|(name, _)| name)
}

/// The equals sign may come from a Chinese input method.
fn split(text: &str) -> Option<(&str, &str)> {
    text.split_once(['=', '＝']).map(|(name, value)| (name.trim(), value.trim()))
}

/// Splits `NAME=VALUE`.
pub(super) fn pairs(
    option: &'static str,
    form: &'static str,
    given: &[String],
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let mut pairs = Vec::new();
    let mut problems = Vec::new();
    for text in given {
        match split(text) {
            Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                pairs.push((name.to_owned(), value.to_owned()));
            }
            _ => problems.push(bad_option(option, text, form)),
        }
    }
    if problems.is_empty() { Ok(pairs) } else { Err(problems) }
}

/// An option whose text does not have its form.
pub(super) fn bad_option(option: &'static str, value: &str, form: &'static str) -> Diagnostic {
    let problem = SetupProblem::BadOption { option, value: value.to_owned(), form };
    Diagnostic::error(Problem::Setup(problem), Site::whole(option))
}
