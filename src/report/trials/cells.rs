//! A cell of a workbook, by its name in every format.

use super::sample::{finding, place, tally};
use super::written;
use crate::diag::Severity;
use crate::finding::{Counts, Report, Role};
use crate::report::{Format, Takes, formats};
use crate::source::{CellMark, Source};

#[test]
fn every_format_names_the_cell() {
    let mark = |start, column| CellMark { start, row: 11, column };
    let text = "A001\t795\n".to_owned();
    let source = Source::with_cells("a.xlsx", text, "申报表".into(), vec![mark(0, 4), mark(5, 5)]);
    let places = vec![place(&source, Role::Primary, "金额", "795", Some("795"))];
    let report = Report {
        records: 1,
        rules: vec![tally("LC101", Severity::Error, Counts { fail: 1, ..Counts::default() })],
        findings: vec![finding("LC101", "A", Severity::Error, "不对", places)],
        ..Report::default()
    };
    let listing = |format: &&Format| format.name != "xlsx" && !matches!(format.takes, Takes::Counts);
    for format in formats().iter().filter(listing) {
        let expected = match format.name {
            "json" | "jsonl" => r#""sheet":"申报表","cell":"E11""#,
            "text" => "a.xlsx › 申报表!E11",
            "html" => "申报表!E11<",
            "csv" | "csv-raw" => ",a.xlsx,申报表,E11,",
            "concise" => "a.xlsx:申报表!E11: ",
            _ => "申报表!E11：",
        };
        let written = written(&report, format.name);
        assert!(written.contains(expected), "{}: {written}", format.name);
    }
}
