//! Formats say what they show: a run makes nothing that nobody sees.

use super::sample::report;
use crate::finding::{Compared, Report};
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
        assert_eq!(shown, format.shows.hashes, "{}", format.name);
    }
}

#[test]
fn a_format_shows_no_text_around_places_if_it_says_so() {
    let mut bare = report();
    let findings = bare.findings.iter_mut().flat_map(|finding| &mut finding.places);
    findings.for_each(|place| place.site.excerpt = None);
    for format in formats().iter().filter(|format| !format.shows.excerpts) {
        assert_eq!(bytes(format, &report()), bytes(format, &bare), "{}", format.name);
    }
    let text = formats().first().unwrap();
    assert_ne!(bytes(text, &report()), bytes(text, &bare));
}

#[test]
fn a_format_shows_what_was_wanted_if_it_says_so() {
    let mut wanted = report();
    let compared =
        Compared { expected: "≤ 80.00".to_owned(), difference: "3.50".to_owned(), unit: "万元" };
    wanted.findings.iter_mut().for_each(|finding| finding.compared = Some(compared.clone()));
    for format in formats() {
        let shown = bytes(format, &report()) != bytes(format, &wanted);
        assert_eq!(shown, format.shows.compared, "{}", format.name);
    }
}
