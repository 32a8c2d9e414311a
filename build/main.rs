//! Before the crate is compiled: the grammar of `grammar/*.pest` as tables and functions for `src/syntax/grammar`.

mod classes;
mod code;
mod first;
mod nodes;
mod write;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use nodes::Nodes;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("grammar");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "pest"));
    files.sort();
    let mut grammar = String::new();
    for file in files {
        grammar.push_str(&fs::read_to_string(file)?);
        grammar.push('\n');
    }
    let (_, rules) = pest_meta::parse_and_optimize(&grammar).map_err(|errors| format!("{errors:?}"))?;
    let nodes = Nodes::of(&rules)?;
    let classes = classes::of(&nodes)?;
    let sets = first::of(&nodes, &classes)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("tables.rs"), write::tables(&classes, &sets)?)?;
    fs::write(out.join("functions.rs"), code::functions(&nodes, &sets)?)?;
    Ok(())
}
