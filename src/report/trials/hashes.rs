//! Formats say whether they show the SHA-256 of the inputs: a run makes none where nobody sees it.

use super::sample::report;
use crate::finding::Report;
use crate::report::{Context, Format, formats};

fn bytes(format: &Format, report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    (format.write)(report, &Context::default(), &mut out).unwrap();
    out
}

#[test]
fn a_format_shows_hashes_if_it_says_so() {
    let mut unhashed = report();
    unhashed.run.inputs.iter_mut().for_each(|input| input.sha256 = None);
    for format in formats() {
        let shown = bytes(format, &report()) != bytes(format, &unhashed);
        assert_eq!(shown, format.hashes, "{}", format.name);
    }
}
