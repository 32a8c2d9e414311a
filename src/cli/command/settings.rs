//! What a check is to do: the command line over the configuration.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::program::{bad_option, pairs};
use super::standing::Paths;
use crate::cli::args::{Check, ProgramOptions};
use crate::cli::config::{self, Config};
use crate::cli::files;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Severity};
use crate::read::Encoding;
use crate::report::{Format, default_format, format_named, formats};
use crate::text::Language;
use crate::value::{Date, parse_date};

/// Rules and parameters of any command that needs a program.
#[derive(Debug)]
pub(super) struct ProgramSettings {
    pub(super) rules: Vec<String>,
    pub(super) params: Vec<(String, String)>,
    pub(super) screen: Screen,
}

/// What a check is to do.
#[derive(Debug)]
pub(super) struct CheckSettings {
    pub(super) program: ProgramSettings,
    pub(super) config: Config,
    pub(super) data: Vec<(String, String)>,
    pub(super) as_of: Option<Date>,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    /// The files with waivers and with the findings that were known before.
    pub(super) standing: Paths,
    /// True when those count as new ones do.
    pub(super) fail_on_all: bool,
    pub(super) unit: Option<String>,
    pub(super) encoding: Option<Encoding>,
    pub(super) format: &'static Format,
    pub(super) outputs: Vec<(&'static Format, PathBuf)>,
    pub(super) record: Option<PathBuf>,
    pub(super) fail_on: Severity,
}

impl CheckSettings {
    /// Files that a check reads besides its inputs.
    pub(super) fn beside(&self) -> impl Iterator<Item = &str> {
        self.standing.waivers.iter().chain(&self.standing.baseline).map(String::as_str)
    }

    /// True for such a file.
    pub(super) fn reads(&self, path: &Path) -> bool {
        self.beside().any(|file| files::same(Path::new(file), path))
    }
}

/// The settings of a check, or what is wrong with them.
pub(super) fn of_check(
    options: &Check,
    screen: Screen,
    stated: bool,
) -> Result<CheckSettings, Vec<Diagnostic>> {
    let scope = &options.scope;
    let start = options.paths.first().map_or(".", String::as_str);
    let config = config::find(Path::new(start), screen.language)?;
    let mut problems = Vec::new();
    let program = of_program(&options.program, &config, screen, stated).unwrap_or_else(|faults| {
        problems.extend(faults);
        ProgramSettings { rules: Vec::new(), params: Vec::new(), screen }
    });
    let data = pairs("--data", "TABLE=PATH", &scope.data).unwrap_or_else(|faults| {
        problems.extend(faults);
        Vec::new()
    });
    let as_of = day(scope.as_of.as_ref(), &config).unwrap_or_else(|fault| {
        problems.push(fault);
        None
    });
    let encoding = scope.encoding.as_ref().and_then(|name| {
        let encoding = Encoding::named(name);
        if encoding.is_none() {
            problems.push(bad_option("--encoding", name, "utf-8, gb18030, utf-16le, big5"));
        }
        encoding
    });
    let outputs = outputs(&options.out).unwrap_or_else(|faults| {
        problems.extend(faults);
        Vec::new()
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let format = options.format.as_ref().or(config.format.as_ref()).and_then(|name| format_named(name));
    let fail_on = options.fail_on.as_ref().or(config.fail_on.as_ref());
    Ok(CheckSettings {
        program,
        // A table given on the command line replaces the one of the configuration.
        data: config
            .data
            .iter()
            .filter(|(table, _)| !data.iter().any(|(given, _)| given == table))
            .chain(&data)
            .cloned()
            .collect(),
        as_of,
        select: either(&scope.select, &config.select),
        ignore: either(&scope.ignore, &config.ignore),
        standing: Paths {
            waivers: either(&scope.waivers, &config.waivers),
            baseline: options.baseline.as_ref().or(config.baseline.as_ref()).cloned(),
        },
        fail_on_all: options.fail_on_all,
        unit: scope.unit.as_ref().or(config.unit.as_ref()).cloned(),
        encoding,
        format: format.unwrap_or_else(default_format),
        outputs,
        record: options.record.as_ref().map(PathBuf::from),
        fail_on: match fail_on.map(String::as_str) {
            Some("warning") => Severity::Warning,
            Some("note") => Severity::Note,
            _ => Severity::Error,
        },
        config,
    })
}

/// Rules, parameters and the day of a command that checks nothing: the configuration is looked for from `start`, its
/// first path, or from here.
pub(super) fn of_rules(
    options: &ProgramOptions,
    start: Option<&String>,
    as_of: Option<&String>,
    screen: Screen,
    stated: bool,
) -> Result<(ProgramSettings, Option<Date>), Vec<Diagnostic>> {
    let config = config::find(Path::new(start.map_or(".", String::as_str)), screen.language)?;
    let program = of_program(options, &config, screen, stated)?;
    let day = day(as_of, &config).map_err(|fault| vec![fault])?;
    Ok((program, day))
}

/// The day for which rules are chosen.
fn day(given: Option<&String>, config: &Config) -> Result<Option<Date>, Diagnostic> {
    let Some(text) = given.or(config.as_of.as_ref()) else {
        return Ok(None);
    };
    parse_date(text).map(Some).ok_or_else(|| bad_option("--as-of", text, "2020-06-30"))
}

fn of_program(
    options: &ProgramOptions,
    config: &Config,
    screen: Screen,
    stated: bool,
) -> Result<ProgramSettings, Vec<Diagnostic>> {
    let given = pairs("--param", "NAME=VALUE", &options.params)?;
    let kept = config.params.iter().filter(|(name, _)| !given.iter().any(|(other, _)| other == name));
    let language = config.lang.as_deref().and_then(Language::named).filter(|_| !stated);
    Ok(ProgramSettings {
        rules: either(&options.rules, &config.rules),
        params: kept.chain(&given).cloned().collect(),
        screen: Screen { language: language.unwrap_or(screen.language) },
    })
}

fn either(given: &[String], configured: &[String]) -> Vec<String> {
    if given.is_empty() { configured.to_vec() } else { given.to_vec() }
}

/// Every format as `--out` takes it.
static OUTPUTS: LazyLock<String> = LazyLock::new(|| {
    let names = formats().iter().map(|format| format!("{}=…", format.name));
    names.collect::<Vec<_>>().join(" ")
});

fn outputs(given: &[String]) -> Result<Vec<(&'static Format, PathBuf)>, Vec<Diagnostic>> {
    pairs("--out", "json=report.json", given)?
        .into_iter()
        .map(|(name, path)| match format_named(&name) {
            Some(format) => Ok((format, PathBuf::from(path))),
            None => Err(vec![bad_option("--out", &name, &OUTPUTS)]),
        })
        .collect()
}
