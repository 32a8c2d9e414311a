//! The table of input formats, and what reading any of them yields.

use super::{csv, json, jsonl, toml, yaml};
use crate::diag::{DataProblem, Diagnostic, Problem};
use crate::read::columns::Syntax;
use crate::read::{BOOK_ENDINGS, Node};
use crate::source::{Site, Source};

/// The deepest nesting of lists and objects that is read, in every format.
pub const MAX_DEPTH: usize = 128;

/// An input format.
#[derive(Debug)]
pub struct Format {
    /// Its name in messages and help.
    pub name: &'static str,
    /// File name endings that mean it, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// Reads a whole text; none where rows of cells are read, as those of a workbook.
    pub parse: Option<fn(&Source) -> Parsed>,
    /// How a file that is one record is read to columns; none where it is always read with care.
    pub alone: Option<Syntax>,
}

/// The documents of a text, and what was wrong with the others.
#[derive(Debug, Default)]
pub struct Parsed {
    /// What could be read, in the order of the text.
    pub documents: Vec<Node>,
    /// What could not be.
    pub diagnostics: Vec<Diagnostic>,
}

/// All formats.
pub fn formats() -> &'static [Format] {
    &FORMATS
}

static FORMATS: [Format; 5] = [toml::FORMAT, json::FORMAT, jsonl::FORMAT, yaml::FORMAT, csv::FORMAT];

/// The endings of all files that are read, those of workbooks first.
pub fn endings() -> impl Iterator<Item = &'static str> {
    BOOK_ENDINGS.into_iter().chain(formats().iter().flat_map(|format| format.endings.iter().copied()))
}

/// The format that the ending of a file's name means.
pub fn format_for(path: &str) -> Result<&'static Format, Diagnostic> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let means = |format: &&Format| format.endings.iter().any(|one| one.eq_ignore_ascii_case(ending));
    formats().iter().find(means).ok_or_else(|| {
        let ending = ending.to_ascii_lowercase();
        Diagnostic::error(Problem::Data(DataProblem::UnknownFormat { ending }), Site::whole(path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_in_any_case() {
        for (path, name) in [
            ("申报/a.JSON", "JSON"),
            ("a.b/c.yml", "YAML"),
            ("x.ndjson", "JSON Lines"),
            ("x.toml", "TOML"),
            ("x.csv", "CSV"),
        ] {
            assert_eq!(format_for(path).unwrap().name, name);
        }
    }

    #[test]
    fn other_endings_are_said_to_be_unknown() {
        for (path, ending) in [("a.xlsx", "xlsx"), ("a.json/readme", ""), ("", "")] {
            let refused = format_for(path).unwrap_err();
            let ending = ending.to_owned();
            assert_eq!(refused.problem, Problem::Data(DataProblem::UnknownFormat { ending }));
        }
    }
}
