//! One line, and the column that each format must give for it.

use super::sample::{finding, place, tally};
use super::written;
use crate::diag::Severity;
use crate::finding::{Counts, Report, Role};
use crate::source::Source;

/// A finding at `x` in `预算="😀"; x`, the line clipped or not: its columns are 9 in characters, 10 in UTF-16
/// code units, 16 in UTF-8 bytes.
fn report(before: &str) -> Report {
    let source = Source::new("a.toml", format!("{before}预算=\"😀\"; x"));
    let places = vec![place(&source, Role::Primary, "预算", "x", Some("x"))];
    Report {
        records: 1,
        rules: vec![tally("LC101", Severity::Error, Counts { fail: 1, ..Counts::default() })],
        findings: vec![finding("LC101", "A", Severity::Error, "不对", places)],
        ..Report::default()
    }
}

#[test]
fn every_format_counts_columns_its_own_way() {
    const EXPECTED: &[(&str, &str)] = &[
        ("concise", "a.toml:1:9:"),
        ("text", "[a.toml:1:9]"),
        ("json", r#""column":9,"end_line":1,"end_column":10"#),
        ("jsonl", r#""column":9,"end_line":1,"end_column":10"#),
        ("github", "line=1,endLine=1,col=10,endColumn=11,"),
        ("gitlab", r#""lines":{"begin":1}"#),
        ("checkstyle", r#"<error line="1" column="9" "#),
        ("sarif", r#""startLine":1,"startColumn":10,"endLine":1,"endColumn":11,"snippet":{"text":"x"}"#),
        ("markdown", "| a.toml:1:9 |"),
        ("github-summary", "| a.toml:1:9 |"),
        ("html", "<span class=\"position\">1:9</span>"),
        ("csv", ",a.toml,项目,1:9,"),
        ("junit", "\n1:9 错误 LC101"),
        ("rdjson", r#""range":{"start":{"line":1,"column":16},"end":{"line":1,"column":17}}"#),
    ];
    let report = report("");
    for (format, expected) in EXPECTED {
        let written = written(&report, format);
        assert!(written.contains(expected), "{format}: {written}");
    }
}

#[test]
fn a_clipped_line_moves_no_column() {
    let report = report(&"😀".repeat(10_000));
    assert!(written(&report, "checkstyle").contains(r#"column="10009""#));
    assert!(written(&report, "sarif").contains(r#""startColumn":20010"#));
    assert!(written(&report, "github").contains("col=20010,endColumn=20011"));
    assert!(written(&report, "rdjson").contains(r#""column":40016"#));
}
