//! The benchmark's checks as a heng pack give the verdicts of an independent program.

use std::path::Path;
use std::process::Command;

use heng::ir::{self, PackText};
use heng::session::{self, Files, Input, Options};
use heng::source::Source;
use serde_json::Value;

#[test]
fn twenty_checks_count_as_the_reference_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = root.join("../shared/bench");
    if !bench.is_dir() {
        println!("SKIPPED: ../shared/bench is not beside the checkout");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("decl.jsonl");
    python(&[
        bench.join("gen.py").as_os_str(),
        "--n".as_ref(),
        "1000".as_ref(),
        "--out".as_ref(),
        folder.path().as_ref(),
    ]);
    let reference: Value =
        serde_json::from_str(&python(&[bench.join("reference.py").as_os_str(), data.as_os_str()])).unwrap();

    let rules = root.join("benches/检查/检查.heng");
    let files = vec![Source::new("检查.heng", std::fs::read_to_string(rules).unwrap())];
    let roots = vec![PackText { name: "检查".to_owned(), files }];
    let (program, diagnostics) = ir::compile(roots, &session::embedded(), &[]);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let inputs = vec![Input { path: data.to_string_lossy().into_owned(), table: None }];
    let report = session::check(&program, inputs, &Disk, &Options::default(), &|_| {});
    assert_eq!(report.records, 1000);
    for rule in &report.rules {
        // A value of the wrong type violates a check that asserts something of it; here nobody can tell.
        let violated = rule.counts.fail + rule.counts.undetermined;
        assert_eq!(reference["counts"][&rule.code].as_u64().unwrap_or(0), violated, "{}", rule.code);
    }
}

fn python(arguments: &[&std::ffi::OsStr]) -> String {
    let run = Command::new("python3").args(arguments).output().unwrap();
    assert!(run.status.success(), "{run:?}");
    String::from_utf8(run.stdout).unwrap()
}

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| error.to_string())
    }
}
