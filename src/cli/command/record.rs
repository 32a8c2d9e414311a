//! The record of a run as this process knows it: the report, the settings, and paths that name no machine.

use std::path::{Component, Path, PathBuf};

use super::program::Compiled;
use super::settings::CheckSettings;
use crate::cli::exit::{Exit, is_unread};
use crate::cli::{config, files};
use crate::finding::Report;
use crate::finding::record::{OptionsEntry, RunRecord, StandingEntry};
use crate::session;

/// The record of a check that ended so.
pub(super) fn of_check(
    report: &Report,
    compiled: &Compiled,
    settings: &CheckSettings,
    standing: Vec<StandingEntry>,
    exit: Exit,
) -> RunRecord {
    let rules = settings.program.rules.iter().filter(|rules| Path::new(rules).is_dir());
    let inputs = report.run.inputs.iter().map(|input| &input.path);
    let beside = standing.iter().map(|file| &file.path);
    let names = Names::of(inputs.chain(rules).chain(beside).map(String::as_str));
    of(report, compiled, options_of(settings, &names), standing, &names, exit)
}

/// What a check was asked to do.
pub(super) fn options_of(settings: &CheckSettings, names: &Names) -> OptionsEntry {
    OptionsEntry {
        encoding: settings.encoding.map(|encoding| encoding.name().to_owned()),
        fail_on: settings.fail_on.word().to_owned(),
        fail_on_all: settings.fail_on_all,
        ignore: settings.ignore.clone(),
        params: settings.program.params.clone(),
        rules: settings.program.rules.iter().map(|rules| names.name(rules)).collect(),
        select: settings.select.clone(),
        unit: settings.unit.clone(),
    }
}

/// The record of a run with those options.
pub(super) fn of(
    report: &Report,
    compiled: &Compiled,
    options: OptionsEntry,
    standing: Vec<StandingEntry>,
    names: &Names,
    exit: Exit,
) -> RunRecord {
    let program = &*compiled.program.on(report.run.as_of);
    let recorded = |file: StandingEntry| StandingEntry { path: names.name(&file.path), ..file };
    let standing = standing.into_iter().map(recorded).collect();
    session::record(report, program, options, standing, exit.code(), &|path| names.name(path), &is_unread)
}

/// How paths are recorded: from the folder of the run, and those that lie elsewhere from the folder that they
/// have in common.
#[derive(Debug, Default)]
pub(super) struct Names {
    common: Option<PathBuf>,
}

impl Names {
    /// How these paths are recorded.
    pub(super) fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let mut common: Option<PathBuf> = None;
        for path in paths {
            let path = config::relative(Path::new(path));
            if !path.has_root() {
                continue;
            }
            let folder = path.parent().unwrap_or(&path);
            common = Some(match common {
                None => folder.to_owned(),
                Some(common) => shared(&common, folder),
            });
        }
        Self { common }
    }

    /// A path as it is recorded.
    pub(super) fn name(&self, path: &str) -> String {
        let relative = config::relative(Path::new(path));
        let inside = self.common.as_ref().and_then(|common| relative.strip_prefix(common).ok());
        files::shown(inside.unwrap_or(&relative))
    }
}

fn shared(one: &Path, other: &Path) -> PathBuf {
    let steps = one.components().zip(other.components()).take_while(|(one, other)| one == other);
    steps.map(|(step, _): (Component<'_>, _)| step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_holds_no_absolute_path() {
        let paths = ["a/b.toml", "/x/y/2020/c.toml", "/x/y/2021/d.toml"];
        let names = Names::of(paths.into_iter());
        assert_eq!(paths.map(|path| names.name(path)), ["a/b.toml", "2020/c.toml", "2021/d.toml"]);
    }

    #[test]
    fn one_file_elsewhere_is_its_name() {
        let names = Names::of(["/x/y/c.toml"].into_iter());
        assert_eq!(names.name("/x/y/c.toml"), "c.toml");
    }
}
