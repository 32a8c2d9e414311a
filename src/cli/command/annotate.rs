//! `heng annotate`: a check, and a copy of each workbook with what was found marked in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::check::{Also, check_and};
use crate::cli::args::Annotate;
use crate::cli::exit::Exit;
use crate::cli::files::{self, Disk};
use crate::cli::inputs::Inputs;
use crate::cli::screen::Screen;
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::finding::{Details, Report, UsedInput};
use crate::read;
use crate::report::{Earlier, Original, Tone, annotate as marked, list_workbook};
use crate::session::Files;
use crate::source::{self, Site};
use crate::text::Notice;

/// What the name of a copy ends in, before its ending.
const SUFFIX: &str = "_自查结果";

/// Runs `heng annotate`.
pub(in crate::cli) fn annotate(options: &Annotate, screen: Screen, stated: bool) -> Exit {
    let folder = Path::new(&options.into);
    let plan = |inputs: &Inputs| {
        let paths =
            inputs.files.iter().filter(|input| input.table.is_none()).map(|input| input.path.as_str());
        copies(folder, paths)
    };
    let outputs = |inputs: &Inputs| plan(inputs).into_iter().map(|copy| copy.to).collect();
    let write = |report: &Report, screen: Screen| {
        let checked = report.run.inputs.iter().filter(|input| input.table.is_none());
        let copies = copies(folder, checked.map(|input| input.path.as_str()));
        if copies.is_empty() {
            return Exit::Clean;
        }
        if let Err(error) = std::fs::create_dir_all(folder) {
            return screen.unwritable(&files::shown(folder), &error);
        }
        copies.iter().map(|copy| copy.write(report, screen)).max().unwrap_or(Exit::Clean)
    };
    check_and(
        &options.check,
        screen,
        stated,
        &Also { outputs: &outputs, write: &write, by_file: true, findings: true, shows: Details::ALL },
    )
}

/// A copy to be made.
#[derive(Debug, PartialEq, Eq)]
struct Copy {
    /// The path of the input.
    from: String,
    /// Its name without folders, and without what an earlier run added.
    name: String,
    to: PathBuf,
}

/// The copies of some inputs, each with a name of its own.
fn copies<'p>(folder: &Path, paths: impl Iterator<Item = &'p str>) -> Vec<Copy> {
    let mut from: Vec<&str> = paths.collect();
    // Of two with one name the workbook that can be marked has it alone.
    from.sort_unstable_by_key(|path| (!is_markable(path), *path));
    let mut taken = BTreeSet::new();
    let copy = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let stem = stem.strip_suffix(SUFFIX).filter(|stem| !stem.is_empty()).unwrap_or(stem);
        let name = if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") };
        let ending = match ending.to_ascii_lowercase().as_str() {
            "xlsm" => "xlsm",
            _ => "xlsx",
        };
        let mut names = (1..).map(|number| numbered(stem, number, ending));
        let unused = names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
        Copy { from: path.to_owned(), name, to: folder.join(unused) }
    };
    from.into_iter().map(copy).collect()
}

fn is_markable(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "xlsx" | "xlsm")
}

fn numbered(stem: &str, number: usize, ending: &str) -> String {
    match number {
        1 => format!("{stem}{SUFFIX}.{ending}"),
        number => format!("{stem}{SUFFIX}-{number}.{ending}"),
    }
}

impl Copy {
    fn write(&self, report: &Report, screen: Screen) -> Exit {
        let Some(used) = report.run.inputs.iter().find(|input| input.path == self.from) else {
            return Exit::Clean;
        };
        // What could not be read was told; there is nothing to copy.
        let Some(sha256) = &used.sha256 else {
            return Exit::Clean;
        };
        let disk = Disk { language: screen.language };
        let bytes = match disk.read(&self.from) {
            Ok(bytes) if source::sha256(&bytes) == *sha256 => bytes,
            Ok(_) => return self.complain(SetupProblem::Changed, screen),
            Err(reason) => return self.complain(SetupProblem::Unreadable { reason }, screen),
        };
        self.put(report, used, bytes, screen)
    }

    fn put(&self, report: &Report, used: &UsedInput, bytes: Vec<u8>, screen: Screen) -> Exit {
        let language = screen.language;
        let is_book = read::is_book(&self.from, &bytes);
        let mut book = Facts::default();
        if is_book {
            match facts(&self.from, &bytes, Some(&used.fronts)) {
                // A list of problems is no declaration: there is nothing to mark.
                Some(facts) if facts.only_front && !facts.own.is_empty() => return Exit::Clean,
                Some(facts) => book = facts,
                None => return Exit::Clean,
            }
        }
        let (to, before) = self.place(screen);
        let mut earlier = book.earlier;
        let sha256 = used.sha256.clone().unwrap_or_default();
        let content = book.content.unwrap_or_else(|| sha256.clone());
        let same = earlier.content.as_ref() == Some(&content);
        let original = Original {
            name: self.name.clone(),
            path: self.from.clone(),
            sha256: earlier.sha256.clone().filter(|_| same).unwrap_or(sha256),
            content,
        };
        earlier.extend(before);
        let mut report = report.of_file(&self.from);
        // What became of explanations stands beside them in the list.
        report.diagnostics.retain(|one| !matches!(one.problem, Problem::State(_)));
        let path = files::shown(&to);
        let copy = marked(bytes, &report, &original, &book.own, &earlier, language);
        let (bytes, notice) = match copy {
            Ok(copy) => {
                let notice = Notice::Annotated { path: path.clone(), cells: copy.marked, notes: copy.notes };
                (copy.bytes, notice)
            }
            Err(reason) => match list_workbook(&report, &original, &earlier, language) {
                Ok(bytes) => {
                    let file = self.from.clone();
                    (bytes, Notice::Listed { file, path: path.clone(), reason })
                }
                Err(_) => return self.complain(SetupProblem::Changed, screen),
            },
        };
        if let Err(error) = files::write(&to, |out| out.write_all(&bytes)) {
            return screen.unwritable(&path, &error);
        }
        screen.notice(Tone::Faint, &notice);
        Exit::Clean
    }

    /// Where the copy goes, and what was answered in the one that is there. One in which data were changed since
    /// stays as it is.
    fn place(&self, screen: Screen) -> (PathBuf, Earlier) {
        let Ok(bytes) = files::read(&self.to) else {
            return (self.to.clone(), Earlier::default());
        };
        let path = files::shown(&self.to);
        if let Some(facts) = facts(&path, &bytes, None)
            && !facts.own.is_empty()
            && (facts.content == facts.earlier.content || facts.only_front)
        {
            return (self.to.clone(), facts.earlier);
        }
        let stem = self.to.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ending = self.to.extension().unwrap_or_default().to_string_lossy().into_owned();
        let beside = (2..).map(|number| self.to.with_file_name(format!("{stem}-{number}.{ending}")));
        let to = beside.into_iter().find(|path| !path.exists()).unwrap_or_else(|| self.to.clone());
        screen.notice(Tone::Warning, &Notice::Beside { path, beside: files::shown(&to) });
        (to, Earlier::default())
    }

    fn complain(&self, problem: SetupProblem, screen: Screen) -> Exit {
        let problem = Diagnostic::error(Problem::Setup(problem), Site::whole(self.from.as_str()));
        screen.complain(Exit::BadInput, &[problem])
    }
}

/// What is known of a workbook before it is copied.
#[derive(Default)]
struct Facts {
    /// The names of the sheets that an earlier run put in front.
    own: Vec<String>,
    earlier: Earlier,
    /// SHA-256 of what its cells hold.
    content: Option<String>,
    /// True when it has no sheet but those.
    only_front: bool,
}

/// `None` when the workbook cannot be read. Of a workbook that was checked it is known which of the sheets with a
/// mark were not read as data.
fn facts(path: &str, bytes: &[u8], known: Option<&[String]>) -> Option<Facts> {
    let mut front = read::front_sheets(path, bytes.to_vec()).ok()?;
    front.retain(|sheet| known.is_none_or(|known| known.iter().any(|name| **name == *sheet.name)));
    let own: Vec<String> = front.iter().map(|sheet| sheet.name.to_string()).collect();
    let content = read::content(path, bytes.to_vec(), &own).ok()?;
    Some(Facts {
        own,
        earlier: Earlier::read(&front),
        only_front: content.sheets == 0,
        content: Some(content.sha256),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Run;
    use crate::text::Language;

    #[test]
    fn a_file_that_changed_since_it_was_checked_is_not_copied() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("甲.xlsx");
        std::fs::write(&from, b"PK now").unwrap();
        let path = files::shown(&from);
        let input = UsedInput {
            path: path.clone(),
            sha256: Some(source::sha256(b"PK then")),
            ..UsedInput::default()
        };
        let run = Run { inputs: vec![input], ..Run::default() };
        let report = Report { run, ..Report::default() };
        let [copy] = &copies(folder.path(), std::iter::once(path.as_str()))[..] else {
            panic!("one copy");
        };
        assert_eq!(copy.write(&report, Screen { language: Language::Chinese }), Exit::BadInput);
        assert!(!copy.to.exists());
        let changed = Problem::Setup(SetupProblem::Changed);
        assert_eq!(changed.code(), "input/changed");
    }

    #[test]
    fn every_copy_has_a_name_of_its_own() {
        let paths = ["b/甲.xlsx", "a/甲.xls", "甲_自查结果.xlsm", "乙"];
        let copies = copies(Path::new("出"), paths.into_iter());
        let shown: Vec<(&str, String)> =
            copies.iter().map(|copy| (copy.name.as_str(), files::shown(&copy.to))).collect();
        let expected = [
            ("甲.xlsx", "出/甲_自查结果.xlsx"),
            ("甲.xlsm", "出/甲_自查结果.xlsm"),
            ("甲.xls", "出/甲_自查结果-2.xlsx"),
            ("乙", "出/乙_自查结果.xlsx"),
        ];
        assert_eq!(shown, expected.map(|(name, to)| (name, to.to_owned())));
    }
}
