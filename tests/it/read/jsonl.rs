//! JSON Lines: a broken line is told, and the others are kept.

use heng::read::jsonl;

use super::schema::{parse, show, source, told};

#[test]
fn blank_lines_are_skipped_and_broken_ones_told() {
    let parsed = parse(&source("jsonl", "{\"a\":1}\r\n\n  \t\n{\"a\":\n[2]\n{\"c\" 3}\n"));
    let documents: Vec<String> = parsed.documents.iter().map(show).collect();
    assert_eq!(documents, ["{a: '1'}", "['2']"]);
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|told| told.site().unwrap().start.line).collect();
    assert_eq!(lines, [4, 6]);
}

#[test]
fn the_last_line_may_lack_its_end_and_is_then_said_to_be_truncated() {
    let parsed = parse(&source("jsonl", "{\"a\":1}\n{\"a\": \"金"));
    assert_eq!(told(&parsed.diagnostics), [("read/truncated", String::new())]);
    assert_eq!(parsed.documents.len(), 1);
    assert_eq!(parse(&source("jsonl", "1\n2")).documents.len(), 2);
}

#[test]
fn a_line_is_read_by_itself() {
    let source = source("jsonl", "1\r\n\n{\"金\": 2}");
    let lines: Vec<_> = jsonl::lines(&source).collect();
    let texts: Vec<&str> = lines.iter().map(|line| source.slice(*line)).collect();
    assert_eq!(texts, ["1", "{\"金\": 2}"]);
    let parsed = jsonl::parse_line(&source, lines[1]);
    assert_eq!(source.slice(parsed.documents[0].span), "{\"金\": 2}");
}

#[test]
fn a_text_without_lines_has_no_record() {
    for text in ["", "\n\n", " \r\n"] {
        assert_eq!(told(&parse(&source("jsonl", text)).diagnostics), [("read/no-record", String::new())]);
    }
}
