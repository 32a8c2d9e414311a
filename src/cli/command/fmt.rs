//! `heng fmt`: rule files in the one canonical layout.

use std::path::{Path, PathBuf};

use crate::cli::args::Fmt;
use crate::cli::exit::Exit;
use crate::cli::screen::Screen;
use crate::cli::{files, packs};
use crate::diag::{Diagnostic, Problem, SetupProblem};
use crate::report::Tone;
use crate::source::Site;
use crate::syntax::{self, Keywords};
use crate::text::{Language, Notice};

/// Runs `heng fmt`.
pub(in crate::cli) fn fmt(options: &Fmt, screen: Screen) -> Exit {
    let keywords = options.keywords.as_deref().map(|word| match Language::named(word) {
        Some(Language::English) => Keywords::English,
        Some(Language::Chinese) | None => Keywords::Chinese,
    });
    let mut exit = Exit::Clean;
    let mut lines = Vec::new();
    let (mut changed, mut unchanged, mut broken) = (0, 0, 0);
    for path in rule_files(&options.paths, screen, &mut exit) {
        match format(&path, keywords, options.check, screen) {
            Ok(true) => {
                changed += 1;
                let shown = files::shown(&path);
                let notice =
                    if options.check { Notice::WouldFormat(shown) } else { Notice::Formatted(shown) };
                lines.push(screen.language.notice(&notice));
            }
            Ok(false) => unchanged += 1,
            Err((end, problems)) => {
                broken += 1;
                exit = exit.max(screen.complain(end, &problems));
            }
        }
    }
    if options.check && changed > 0 {
        exit = exit.max(Exit::Violations);
    }
    if changed + unchanged + broken > 0 {
        screen.notice(Tone::Faint, &Notice::FormatDone { changed, unchanged, broken });
    }
    screen.print(exit, &lines)
}

/// True when the file is not in the canonical layout; it is then written anew unless only asked about.
fn format(
    path: &Path,
    keywords: Option<Keywords>,
    ask: bool,
    screen: Screen,
) -> Result<bool, (Exit, Vec<Diagnostic>)> {
    let shown = files::shown(path);
    let bytes = files::read(path).map_err(|error| {
        let problem = SetupProblem::Unreadable { reason: screen.language.io_reason(&error) };
        (Exit::BadInput, vec![Diagnostic::error(Problem::Setup(problem), Site::whole(shown.as_str()))])
    })?;
    let source =
        syntax::decode(shown.as_str(), bytes.clone()).map_err(|problem| (Exit::Unusable, vec![problem]))?;
    let keywords = keywords.unwrap_or_else(|| written_in(source.text()));
    let formatted = syntax::format(&source, keywords).map_err(|problems| (Exit::Unusable, problems))?;
    if formatted.as_bytes() == bytes {
        return Ok(false);
    }
    if !ask {
        files::write(path, |out| out.write_all(formatted.as_bytes()))
            .map_err(|error| (screen.unwritable(&shown, &error), Vec::new()))?;
    }
    Ok(true)
}

/// The language of most item keywords: a file stays in its language unless another is asked for.
fn written_in(text: &str) -> Keywords {
    let first_words: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let count = |keyword: &str| first_words.iter().filter(|word| **word == keyword).count();
    let chinese: usize = ITEMS.iter().map(|item| count(item)).sum();
    let english: usize = ITEMS.iter().map(|item| count(syntax::english(item))).sum();
    if english > chinese { Keywords::English } else { Keywords::Chinese }
}

/// The keywords that begin an item.
const ITEMS: [&str; 9] = ["规则包", "参数", "类型", "表", "处置", "规则", "分档", "样例", "测试"];

/// The rule files at the paths and in the folders, those in folders below included.
fn rule_files(paths: &[String], screen: Screen, exit: &mut Exit) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for given in paths {
        let path = PathBuf::from(given);
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        let before = files.len();
        let walk = walkdir::WalkDir::new(&path).follow_links(true).sort_by_file_name();
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)).flatten() {
            if entry.file_type().is_file() && entry.path().extension().is_some_and(|it| it == packs::ENDING) {
                files.push(entry.into_path());
            }
        }
        if files.len() == before {
            let problem =
                Diagnostic::error(Problem::Setup(SetupProblem::EmptyPack), Site::whole(given.as_str()));
            *exit = (*exit).max(screen.complain(Exit::BadInput, &[problem]));
        }
    }
    files.sort();
    files.dedup();
    files
}
