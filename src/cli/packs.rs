//! Folders of rule files to packs, and where the packs that they import are found.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::files;
use crate::diag::{Diagnostic, Problem, SetupProblem, nearest};
use crate::ir::{Library, PackText};
use crate::session;
use crate::source::Site;
use crate::syntax;
use crate::text::Language;

/// The pack that is used when none is named.
pub(super) const DEFAULT: &str = "历城绩效";

/// The ending of rule files.
pub(super) const ENDING: &str = "heng";

/// The packs at the given folders or with the given names, and where to look for what they import.
pub(super) fn load(given: &[String], language: Language) -> Result<(Vec<PackText>, Shelf), Vec<Diagnostic>> {
    let mut shelf = Shelf { folders: Vec::new(), language, problems: RefCell::default() };
    let mut packs = Vec::new();
    let mut problems = Vec::new();
    let default = [DEFAULT.to_owned()];
    for name in if given.is_empty() { &default } else { given } {
        let folder = Path::new(name);
        if folder.is_dir() {
            for folder in folders(folder) {
                shelf.folders.extend(beside(&folder).filter(|beside| !shelf.folders.contains(beside)));
                match read_pack(&folder, language) {
                    Ok(pack) => packs.push(pack),
                    Err(mut faults) => problems.append(&mut faults),
                }
            }
        } else if let Some(pack) = session::embedded().pack(name) {
            packs.push(pack);
        } else {
            problems.push(unknown(name, folder));
        }
    }
    if problems.is_empty() { Ok((packs, shelf)) } else { Err(problems) }
}

/// A pack's folder itself, or the packs' folders below one that has no rule file; the folder itself where there
/// is none below it either.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let holds = |folder: &Path| rule_files(folder).is_ok_and(|files| !files.is_empty());
    if holds(folder) {
        return vec![folder.to_owned()];
    }
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = walkdir::WalkDir::new(folder).min_depth(1).max_depth(DEEPEST).sort_by_file_name();
    let below =
        walk.into_iter().filter_entry(|entry| entry.file_type().is_dir() && !hidden(entry.file_name()));
    let found: Vec<PathBuf> =
        below.flatten().map(walkdir::DirEntry::into_path).filter(|path| holds(path)).collect();
    if found.is_empty() { vec![folder.to_owned()] } else { found }
}

/// Folders inside folders in which packs are looked for.
const DEEPEST: usize = 3;

/// The folder that holds a pack's folder.
fn beside(folder: &Path) -> Option<PathBuf> {
    Some(super::config::relative(whole(folder).parent()?))
}

/// The folder's path from the root, with a name at its end.
fn whole(folder: &Path) -> PathBuf {
    let named = folder.file_name().is_some();
    let whole = if named { std::path::absolute(folder) } else { std::fs::canonicalize(folder) };
    whole.unwrap_or_else(|_| folder.to_owned())
}

fn unknown(name: &str, path: &Path) -> Diagnostic {
    let mut known = session::embedded().names();
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let siblings = std::fs::read_dir(parent).into_iter().flatten().flatten();
    known.extend(
        siblings
            .filter(|entry| entry.path().is_dir())
            .map(|entry| files::shown(&parent.join(entry.file_name()))),
    );
    let nearest = nearest(name, known.iter().map(String::as_str));
    let problem = SetupProblem::UnknownPack { name: name.to_owned(), nearest };
    Diagnostic::error(Problem::Setup(problem), Site::whole(name))
}

/// Finds imported packs beside the given ones, then among the embedded ones.
pub(super) struct Shelf {
    folders: Vec<PathBuf>,
    language: Language,
    problems: RefCell<Vec<Diagnostic>>,
}

impl Shelf {
    /// What was wrong with the files of imported packs.
    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }
}

impl Library for Shelf {
    fn pack(&self, name: &str) -> Option<PackText> {
        // A name is a folder beside the others, never a way out of there.
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
        let beside =
            self.folders.iter().map(|folder| folder.join(name)).find(|folder| plain && folder.is_dir());
        let Some(folder) = beside else {
            return session::embedded().pack(name);
        };
        match read_pack(&folder, self.language) {
            Ok(pack) => Some(pack),
            Err(mut faults) => {
                self.problems.borrow_mut().append(&mut faults);
                None
            }
        }
    }

    fn names(&self) -> Vec<String> {
        let mut names = session::embedded().names();
        for folder in &self.folders {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            names.extend(
                entries
                    .filter(|entry| !rule_files(&entry.path()).unwrap_or_default().is_empty())
                    .filter_map(|entry| entry.file_name().into_string().ok()),
            );
        }
        names.sort();
        names.dedup();
        names
    }
}

fn read_pack(folder: &Path, language: Language) -> Result<PackText, Vec<Diagnostic>> {
    let site = |path: &Path| Site::whole(files::shown(path));
    let unreadable = |path: &Path, error: &std::io::Error| {
        let problem = SetupProblem::Unreadable { reason: language.io_reason(error) };
        Diagnostic::error(Problem::Setup(problem), site(path))
    };
    let paths = rule_files(folder).map_err(|error| vec![unreadable(folder, &error)])?;
    if paths.is_empty() {
        return Err(vec![Diagnostic::error(Problem::Setup(SetupProblem::EmptyPack), site(folder))]);
    }
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        let source = files::read(&path)
            .map_err(|error| unreadable(&path, &error))
            .and_then(|bytes| syntax::decode(files::shown(&path), bytes));
        match source {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let name = whole(folder).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(PackText { name, files: sources })
}

/// The rule files that lie in a folder itself, by name.
pub(super) fn rule_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|ending| ending == ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
