//! Files of one record each, many in a run.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use heng::session::Options;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::{RULES, asked, checked, difference, documents, inputs, json, packs, seeds, toml};
use crate::counts;
use crate::run::Memory;

/// Packs that are tried.
const PACKS: u32 = 120;

/// Files of a run, at most; a few are not worth the fast path.
const FILES: usize = 120;

/// What may stand around a record.
const AROUND: [(&str, &str); 7] =
    [("", ""), ("", "\n"), ("", "\r\n"), ("", " \n\n"), (" ", ""), ("\n", "\n"), ("\u{feff}", "\n")];

/// Files of JSON, of TOML, or of both.
fn files(kind: u64, document: &[u8]) -> Memory {
    let file = |(at, line): (usize, &[u8])| {
        let value = serde_json::from_slice::<Value>(line).ok();
        if kind == 1 || kind == 2 && at % 2 == 0 {
            let record = value.as_ref().and_then(Value::as_object);
            let text = record.map(|record| toml::file(record, at as u64 ^ line.len() as u64));
            return (format!("{at:03}.toml"), text.map_or(line.to_owned(), String::into_bytes));
        }
        // Most stand alone, as programs write them.
        let (before, after) = AROUND.get(at % (4 * AROUND.len())).copied().unwrap_or_default();
        // People let theirs be spread over many lines.
        let spread = value.filter(|_| at % 3 == 0).and_then(|value| serde_json::to_vec_pretty(&value).ok());
        let own = spread.as_deref().unwrap_or(line);
        (format!("{at:03}.json"), [before.as_bytes(), own, after.as_bytes()].concat())
    };
    let lines = document.split(|byte| *byte == b'\n').enumerate();
    Memory(lines.map(file).collect::<BTreeMap<_, _>>())
}

#[test]
fn files_of_one_record_agree_on_every_byte() {
    let asked = asked();
    let config = Config { cases: asked.unwrap_or(PACKS), ..Config::default() };
    let cases = AtomicU64::new(0);
    let strategy = (any::<u64>().no_shrink(), seeds(RULES), seeds(FILES));
    let result = TestRunner::new(config).run(&strategy, |(schema, rules, lines)| {
        let Some((text, program)) = packs::pack(schema, &rules) else {
            return Ok(());
        };
        let files = files(schema / 8 % 3, &documents::lines(schema, &lines));
        let some = Options { jobs: Some(2), ..Options::default() };
        let fast = checked(&program, &files, &some);
        let careful = checked(&program, &files, &Options { careful: true, ..some });
        cases.fetch_add(fast.verdicts().total(), Ordering::Relaxed);
        let difference = difference(&json(&fast), &json(&careful));
        prop_assert!(difference.is_none(), "{}\n{text}", difference.unwrap_or_default());
        let some = Options { jobs: Some(2), ..Options::default() };
        let difference = counts::difference(&program, &inputs(&files), &files, &some, &fast);
        prop_assert!(difference.is_none(), "{}\n{text}", difference.unwrap_or_default());
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
    let cases = cases.into_inner();
    // Fewer would not be a test of anything.
    assert!(cases >= 5_000 || asked.is_some(), "{cases}");
}
