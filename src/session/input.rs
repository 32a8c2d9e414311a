//! What is to be checked: paths as given, in one order, each once.

use std::io::{Cursor, Read, Seek};

use crate::diag::{Diagnostic, Problem, SetupProblem, Severity, nearest};
use crate::schema::{Schema, TableId};
use crate::source::Site;

/// A file to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given.
    pub path: String,
    /// The table of which it holds records; the main table, or what the file itself says, when left out.
    pub table: Option<String>,
}

/// Where files come from.
pub trait Files: Sync {
    /// The bytes of a file, or why it cannot be read in the words of the operating system.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// The bytes of a file, to be read in pieces.
    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Read + Send + 'f>, String> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }

    /// The bytes of a file, to be read here and there.
    fn open_anywhere<'f>(&'f self, path: &str) -> Result<Box<dyn Anywhere + 'f>, String> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }
}

/// Bytes that can be read from any place on.
pub trait Anywhere: Read + Seek + Send {}

impl<T: Read + Seek + Send> Anywhere for T {}

/// An input that is to be read.
#[derive(Debug)]
pub(super) struct Planned {
    /// The path by which reports name it.
    pub(super) path: String,
    /// The path by which it is opened.
    pub(super) given: String,
    /// The table of which it holds records.
    pub(super) table: Option<TableId>,
    /// That it was given more than once.
    pub(super) repeated: Option<Diagnostic>,
}

/// The inputs by path, each once, or a diagnostic for every table that no pack has.
pub(super) fn plan(inputs: Vec<Input>, schema: &Schema) -> Result<Vec<Planned>, Vec<Diagnostic>> {
    let mut planned = Vec::with_capacity(inputs.len());
    let mut unknown = Vec::new();
    for Input { path: given, table } in inputs {
        let table = match table.map(|name| (schema.table_named(&name), name)) {
            None => None,
            Some((Some(table), _)) => Some(table),
            Some((None, name)) => {
                unknown.push(unknown_table(schema, name));
                continue;
            }
        };
        planned.push(Planned { path: normal(&given), given, table, repeated: None });
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    planned.sort_by(|one, other| {
        let key = |planned: &Planned| (planned.table.map(|table| table.0), planned.given.clone());
        one.path.cmp(&other.path).then_with(|| key(one).cmp(&key(other)))
    });
    let mut once: Vec<Planned> = Vec::with_capacity(planned.len());
    for next in planned {
        match once.last_mut() {
            // A file named with and without its table is the same file when that is the main table.
            Some(last) if last.path == next.path && of(last, schema) == of(&next, schema) => {
                last.table = last.table.and(next.table);
                last.repeated = Some(repeated(&last.path));
            }
            _ => once.push(next),
        }
    }
    Ok(once)
}

fn of(planned: &Planned, schema: &Schema) -> Option<TableId> {
    planned.table.or(schema.main)
}

/// The path with forward slashes and without steps that lead nowhere.
fn normal(path: &str) -> String {
    let nowhere = path.contains("//") || path.contains("/./") || path.starts_with("./");
    if !(nowhere || path.contains('\\') || path.ends_with(['/', '.'])) {
        return path.to_owned();
    }
    let slashes = path.replace('\\', "/");
    let absolute = if slashes.starts_with('/') { "/" } else { "" };
    let steps: Vec<&str> = slashes.split('/').filter(|step| !step.is_empty() && *step != ".").collect();
    format!("{absolute}{}", steps.join("/"))
}

fn repeated(path: &str) -> Diagnostic {
    Diagnostic::note(Problem::Setup(SetupProblem::Repeated), Site::whole(path))
}

fn unknown_table(schema: &Schema, name: String) -> Diagnostic {
    let nearest = nearest(&name, schema.tables.iter().flat_map(|table| table.names.iter()));
    let problem = SetupProblem::UnknownTable { name, nearest };
    Diagnostic { problem: Problem::Setup(problem), severity: Severity::Error, labels: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(paths: &[&str]) -> Vec<(String, bool)> {
        let inputs = paths.iter().map(|path| Input { path: (*path).to_owned(), table: None }).collect();
        let planned = plan(inputs, &Schema::default()).unwrap();
        planned.into_iter().map(|input| (input.path, input.repeated.is_some())).collect()
    }

    #[test]
    fn a_file_is_read_once_however_it_is_named() {
        let expected = [("a/b.json".to_owned(), true), ("c.json".to_owned(), false)];
        assert_eq!(planned(&["./a/b.json", "c.json", "a\\b.json", "a/./b.json"]), expected);
        assert_eq!(planned(&["a/./b.json", "a\\b.json", "c.json", "./a/b.json"]), expected);
    }

    #[test]
    fn an_absolute_path_stays_one() {
        assert_eq!(normal("/tmp//a.json"), "/tmp/a.json");
        assert_eq!(normal("../a.json"), "../a.json");
    }

    #[test]
    fn a_table_that_no_pack_has() {
        let input = Input { path: "a.json".to_owned(), table: Some("项木".to_owned()) };
        assert_eq!(plan(vec![input], &Schema::default()).unwrap_err().len(), 1);
    }
}
