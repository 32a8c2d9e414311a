//! The packs that are part of the program.

use crate::ir::{Library, PackText};
use crate::source::Source;

/// Files of `rules/`, each by its path there and with its text.
macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $path)))),*]
    };
}

/// Every file of `rules/`, one row each, in the order of their paths; `tests/it/session.rs` compares.
const FILES: &[(&str, &str)] = files! {};

/// The packs of `rules/` as they were when the program was built.
pub fn embedded() -> impl Library {
    Embedded
}

struct Embedded;

impl Library for Embedded {
    fn pack(&self, name: &str) -> Option<PackText> {
        let files: Vec<Source> = FILES
            .iter()
            .filter(|(path, _)| pack_of(path) == name)
            .map(|(path, text)| Source::new(format!("rules/{path}"), (*text).to_owned()))
            .collect();
        (!files.is_empty()).then(|| PackText { name: name.to_owned(), files })
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = FILES.iter().map(|(path, _)| pack_of(path).to_owned()).collect();
        names.dedup();
        names
    }
}

fn pack_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}
