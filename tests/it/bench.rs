//! The benchmark's checks as a heng pack give the verdicts of an independent program.

use std::path::Path;
use std::process::Command;

use heng::ir::{self, PackText};
use heng::session::{self, Files, Input, Options};
use heng::source::Source;
use serde_json::Value;

use crate::counts;

#[path = "../../benches/line/result.rs"]
mod result;

#[test]
fn the_checks_count_as_the_reference_does() {
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

    let pack = ["检查", "整批"].map(|name| {
        let text = std::fs::read_to_string(root.join(format!("benches/检查/{name}.heng"))).unwrap();
        Source::new(format!("{name}.heng"), text)
    });
    let roots = vec![PackText { name: "检查".to_owned(), files: pack.into() }];
    let (program, diagnostics) = ir::compile(roots, &session::embedded(), &[]);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let inputs = vec![Input { path: data.to_string_lossy().into_owned(), table: None }];
    let report = session::check(&program, inputs.clone(), &Disk, &Options::default(), &|_| {});
    let difference = counts::difference(&program, &inputs, &Disk, &Options::default(), &report);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    let line = result::line(&report);
    for part in ["n", "bad", "b1", "b3"] {
        assert_eq!(numbers(&line[part]), numbers(&reference[part]), "{part}");
    }
    for part in ["counts", "b2"] {
        for (key, value) in line[part].as_object().unwrap() {
            // The reference leaves out a check that nothing violates.
            let expected = reference[part].get(key).and_then(Value::as_f64).unwrap_or(0.0);
            assert_eq!(value.as_f64(), Some(expected), "{key}");
        }
    }
}

/// Numbers are equal whether they are written with a point or not.
fn numbers(value: &Value) -> Value {
    value.as_f64().map_or_else(|| value.clone(), Value::from)
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
