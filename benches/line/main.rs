//! A run of heng as a contestant of the yardstick: checks a file or a folder by `benches/检查` and prints the result
//! line that `../shared/bench/CHECKS.md` describes.
//!
//! ```text
//! cargo bench --bench line -- PATH [--threads N] [--rules FOLDER] [--findings]
//! ```
//!
//! Of the twenty checks the line shows how often each is violated and how many declarations violate any, and no more:
//! heng counts them, as the yardstick does. Of the checks on the batch (`B01` to `B03`) it shows what is found, which
//! heng explains. `--findings` explains and keeps all findings.

mod result;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use heng::finding::Details;
use heng::ir::{self, Checked, PackText, Program};
use heng::session::{self, Anywhere, Files, Input, Listed, Options};
use heng::source::Source;

fn main() -> ExitCode {
    let mut path = None;
    let (mut threads, mut all) = (None, false);
    let mut rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/检查");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--threads" => threads = arguments.next().and_then(|number| number.parse().ok()),
            "--rules" => rules = arguments.next().map_or(rules, PathBuf::from),
            "--findings" => all = true,
            // What cargo itself passes on.
            "--bench" => {}
            _ => path = Some(argument),
        }
    }
    let Some(path) = path else {
        eprintln!("usage: line PATH [--threads N] [--rules FOLDER] [--findings]");
        return ExitCode::SUCCESS;
    };
    let Some(program) = compiled(&rules) else {
        return ExitCode::FAILURE;
    };
    // The line shows no hash of its input, as the yardstick's does not.
    let batch = program.rules.iter().any(|rule| rule.code.starts_with('B'));
    let some = if batch { Listed::Of(vec!["B".to_owned()]) } else { Listed::NONE };
    let listed = if all { Listed::All } else { some };
    let options = Options { jobs: threads, shown: Details::NONE, listed, ..Options::default() };
    let report = session::check(&program, inputs(Path::new(&path)), &Disk, &options, &|_| {});
    for diagnostic in report.diagnostics.iter().take(3) {
        eprintln!("{diagnostic:?}");
    }
    println!("{}", result::line(&report));
    ExitCode::SUCCESS
}

fn compiled(folder: &Path) -> Option<Checked<Program>> {
    let mut paths: Vec<PathBuf> = files(folder);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "heng"));
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        Some(Source::new(path.to_string_lossy(), text))
    };
    let pack = PackText { name: "检查".to_owned(), files: paths.iter().filter_map(read).collect() };
    let (program, diagnostics) = ir::compile_rules(vec![pack], &session::embedded(), &[]);
    if program.is_none() {
        eprintln!("{diagnostics:#?}");
    }
    program
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The files, and the indicators that stand beside flat declarations.
fn inputs(path: &Path) -> Vec<Input> {
    let paths = if path.is_dir() { files(path) } else { vec![path.to_owned()] };
    let input = |path: &Path, table: Option<&str>| Input {
        path: path.to_string_lossy().into_owned(),
        table: table.map(str::to_owned),
    };
    let mut inputs: Vec<Input> = paths.iter().map(|path| input(path, None)).collect();
    if path.extension().is_some_and(|ending| ending == "csv") {
        inputs.push(input(&path.with_file_name("indicators.csv"), Some("指标")));
    }
    inputs
}

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| error.to_string())
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Read + Send + 'f>, String> {
        Ok(Box::new(File::open(path).map_err(|error| error.to_string())?))
    }

    fn open_anywhere<'f>(&'f self, path: &str) -> Result<Box<dyn Anywhere + 'f>, String> {
        Ok(Box::new(File::open(path).map_err(|error| error.to_string())?))
    }
}
