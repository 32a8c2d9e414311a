//! Paths, folders and patterns to the files that are checked.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::config::{self, Config};
use super::files;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::read;
use crate::session::Input;
use crate::source::Site;
use crate::text::Language;

/// The files to check, and what was wrong with the paths.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The files.
    pub(super) files: Vec<Input>,
    /// What was wrong with the paths.
    pub(super) diagnostics: Vec<Diagnostic>,
    seen: HashSet<(PathBuf, Option<String>)>,
    tables: BTreeSet<PathBuf>,
}

/// Finds files under paths as the user gave them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder<'a> {
    /// What the configuration leaves out.
    pub(super) config: &'a Config,
    /// Files that the run reads for something else: a folder or a pattern does not stand for them.
    pub(super) beside: &'a [&'a str],
    /// The language of the operating system's reasons.
    pub(super) language: Language,
}

impl Finder<'_> {
    /// Adds the files of one path: a file as it is, the documents in a folder, or what a pattern matches.
    /// `table` is the table of bare records, where it is not the main one.
    pub(super) fn add(self, inputs: &mut Inputs, path: &str, table: Option<&str>) {
        let before = inputs.seen.len();
        let given = Path::new(path);
        let found = match std::fs::metadata(given) {
            Ok(metadata) if metadata.is_dir() => self.folder(inputs, given, table),
            Ok(_) => {
                self.push(inputs, given, whole(given), table);
                return;
            }
            Err(_) if path.contains(['*', '?', '[']) => self.pattern(inputs, path, table),
            Err(error) => {
                inputs.unreadable(given, self.language.io_reason(&error));
                return;
            }
        };
        if found == 0 && inputs.seen.len() == before {
            let problem = SetupProblem::NoInput { paths: vec![path.to_owned()] };
            inputs.diagnostics.push(Diagnostic::error(Problem::Setup(problem), Site::whole(path)));
        }
    }

    /// How many documents the folder holds.
    fn folder(self, inputs: &mut Inputs, folder: &Path, table: Option<&str>) -> usize {
        let mut found = 0;
        // The paths of a folder's files differ in their names alone.
        let by_name = |one: &walkdir::DirEntry, other: &walkdir::DirEntry| {
            one.path().as_os_str().cmp(other.path().as_os_str())
        };
        let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by(by_name);
        let mut beside = Beside::default();
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.path());
        for entry in walk.into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if self.is_document(entry.path()) => {
                    found += 1;
                    let whole = if entry.path_is_symlink() {
                        whole(entry.path())
                    } else {
                        beside.whole(entry.path())
                    };
                    self.push(inputs, entry.path(), whole, table);
                }
                Ok(_) => {}
                // A loop of links leads to what is walked anyway.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let reason = error.io_error().map(|error| self.language.io_reason(error));
                    inputs.unreadable(&path, reason.unwrap_or_else(|| error.to_string()));
                    found += 1;
                }
            }
        }
        found
    }

    /// How many documents the pattern matches, those in matching folders included.
    fn pattern(self, inputs: &mut Inputs, pattern: &str, table: Option<&str>) -> usize {
        let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let Ok(paths) = glob::glob_with(pattern, options) else {
            return 0;
        };
        let mut found = 0;
        for path in paths {
            match path {
                Ok(path) if path.is_dir() => found += self.folder(inputs, &path, table),
                Ok(path) if self.is_document(&path) => {
                    found += 1;
                    self.push(inputs, &path, whole(&path), table);
                }
                Ok(_) => {}
                Err(error) => {
                    inputs.unreadable(error.path(), self.language.io_reason(error.error()));
                    found += 1;
                }
            }
        }
        found
    }

    /// A file is checked once for each table, under whatever paths it was given: `one` is the same for all. One that
    /// was given as a table is not a bare document as well, though it lie in a folder of them.
    fn push(self, inputs: &mut Inputs, path: &Path, one: PathBuf, table: Option<&str>) {
        let Some(text) = path.to_str() else {
            let error = std::io::ErrorKind::InvalidFilename.into();
            inputs.unreadable(path, self.language.io_reason(&error));
            return;
        };
        let shown = files::shown(Path::new(text));
        match table {
            Some(_) => {
                inputs.tables.insert(one.clone());
            }
            None if inputs.tables.contains(&one) => return,
            None => {}
        }
        if inputs.seen.insert((one, table.map(str::to_owned))) {
            inputs.files.push(Input { path: shown, table: table.map(str::to_owned) });
        } else {
            let problem = Problem::Setup(SetupProblem::Repeated);
            inputs.diagnostics.push(Diagnostic::note(problem, Site::whole(shown)));
        }
    }

    /// True for a file that a folder or a pattern stands for: of a known format, neither hidden nor the
    /// configuration nor left out by it nor read for something else.
    fn is_document(self, path: &Path) -> bool {
        let Some(name) = path.file_name() else {
            return false;
        };
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        let known = ending.is_some_and(|ending| read::endings().any(|one| one.eq_ignore_ascii_case(ending)));
        known
            && !is_hidden(Path::new(name))
            && name != config::FILE
            && !self.is_excluded(path)
            && !self.beside.iter().any(|file| files::same(Path::new(file), path))
    }

    fn is_excluded(self, path: &Path) -> bool {
        if self.config.exclude.is_empty() {
            return false;
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let Ok(inside) = whole.strip_prefix(&self.config.folder) else {
            return false;
        };
        let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
        inside
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty())
            .any(|part| self.config.exclude.iter().any(|pattern| pattern.matches_path_with(part, options)))
    }
}

impl Inputs {
    /// Files that somebody else has found.
    pub(super) fn named(files: Vec<Input>) -> Self {
        Self { files, ..Self::default() }
    }

    fn unreadable(&mut self, path: &Path, reason: String) {
        let problem = Problem::Setup(SetupProblem::Unreadable { reason });
        self.diagnostics.push(Diagnostic::error(problem, Site::whole(files::shown(path))));
    }

    /// True when the path is one of the files.
    pub(super) fn hold(&self, path: &Path) -> bool {
        let one = files::whole(path);
        self.seen.iter().any(|(seen, _)| *seen == one)
    }
}

/// The one path of a file that is there.
fn whole(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder of the file that was found last, and its one path: a folder is looked up once for all its files.
#[derive(Default)]
struct Beside(Option<(PathBuf, PathBuf)>);

impl Beside {
    /// The one path of a file that is no link.
    fn whole(&mut self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return whole(path);
        };
        let known = self.0.take().filter(|(last, _)| last.as_os_str() == folder.as_os_str());
        let known = known.or_else(|| Some((folder.to_owned(), std::fs::canonicalize(folder).ok()?)));
        let found = known.as_ref().map_or_else(|| whole(path), |(_, one)| one.join(name));
        self.0 = known;
        found
    }
}

fn is_hidden(path: &Path) -> bool {
    // Excel and WPS keep a file beside every open workbook.
    let starts = |name: &[u8]| name.starts_with(b".") || name.starts_with(b"~$");
    path.file_name().is_some_and(|name| starts(name.as_encoded_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str], exclude: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for file in ["b.json", "a.toml", "heng.toml", ".hidden.toml", "readme.md", "x/c.YAML", "x/.d/e.csv"] {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let exclude = exclude.iter().map(|pattern| glob::Pattern::new(pattern).unwrap()).collect();
        let config = Config { folder: root.clone(), exclude, ..Config::default() };
        let mut inputs = Inputs::default();
        for path in paths {
            let finder = Finder { config: &config, beside: &[], language: Language::Chinese };
            finder.add(&mut inputs, root.join(path).to_str().unwrap(), None);
        }
        let short =
            |path: String| path.trim_start_matches(root.to_str().unwrap()).trim_start_matches('/').to_owned();
        (
            inputs.files.into_iter().map(|input| short(input.path)).collect(),
            inputs.diagnostics.iter().map(|diagnostic| diagnostic.problem.code()).collect(),
        )
    }

    fn all(paths: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        (paths.iter().map(|path| (*path).to_owned()).collect(), Vec::new())
    }

    #[test]
    fn a_folder_is_its_documents_in_order() {
        assert_eq!(found(&["."], &[]), all(&["a.toml", "b.json", "x/c.YAML"]));
    }

    #[test]
    fn what_the_configuration_leaves_out_is_left_out_unless_named() {
        assert_eq!(found(&["."], &["x", "b*"]), all(&["a.toml"]));
        assert_eq!(found(&["b.json"], &["b*"]), all(&["b.json"]));
    }

    #[test]
    fn a_pattern_is_what_it_matches() {
        assert_eq!(found(&["*.toml"], &[]), all(&["a.toml"]));
        assert_eq!(found(&["*"], &[]), all(&["a.toml", "b.json", "x/c.YAML"]));
    }

    #[test]
    fn a_file_given_twice_is_checked_once_and_said_so() {
        let (files, problems) = found(&["a.toml", "./a.toml"], &[]);
        assert_eq!((files.len(), problems), (1, vec!["input/repeated"]));
    }

    #[test]
    fn paths_that_lead_to_nothing_are_said() {
        assert_eq!(found(&["none.toml"], &[]), (vec![], vec!["input/unreadable"]));
        assert_eq!(found(&["*.jsonl"], &[]), (vec![], vec!["input/none"]));
    }
}
