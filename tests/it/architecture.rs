//! The house as it is drawn in `src/lib.rs`: rooms import lower floors only.

use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: [&[&str]; 7] = [
    &["source", "value"],
    &["schema", "diag", "sample"],
    &["syntax", "read", "builtins", "finding"],
    &["ir", "text"],
    &["eval", "report"],
    &["session"],
    &["cli"],
];

/// Lines past which a file has more than one thought.
const LONGEST: usize = 400;

#[test]
fn a_room_imports_lower_floors_only() {
    let mut wrong = Vec::new();
    for File { room, path, text } in files() {
        let own = floor(&room);
        for (line, other) in imports(&text) {
            if other != room && floor(&other) >= own {
                wrong.push(format!("{}:{line}: `{room}` reads `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_holds() {
    let silent: Vec<_> =
        files().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn a_file_holds_one_thought() {
    let lines = |file: &File| file.text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
    let long: Vec<String> = files()
        .iter()
        .filter(|file| lines(file) > LONGEST)
        .map(|file| format!("{}: {} lines", file.path.display(), lines(file)))
        .collect();
    assert!(long.is_empty(), "look for the seam in\n{}", long.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    let lost: Vec<String> =
        files().into_iter().map(|file| file.room).filter(|room| floor(room) == 0).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).map_or(0, |at| at + 1)
}

/// Rooms named after `crate::`, with their lines; comments do not count.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for rest in line.split("crate::").skip(1) {
            let room: String =
                rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
            assert!(
                !rest.starts_with('{'),
                "line {}: one `use crate::` a room, so that this test can read it",
                at + 1
            );
            if floor(&room) > 0 {
                found.push((at + 1, room));
            }
        }
    }
    found
}

struct File {
    room: String,
    path: PathBuf,
    text: String,
}

/// Every source file inside a room, in the order of their paths.
fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && path.parent() != Some(&*src) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&src).unwrap().to_path_buf();
                let room = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                found.push(File { room, path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
