//! CSV: delimiters, line breaks, quotes, ragged rows, headings.

use super::schema::{parse, pointed_at, show, source, told};

fn shown(text: &str) -> Vec<String> {
    parse(&source("csv", text)).documents.iter().map(show).collect()
}

#[test]
fn the_header_tells_the_delimiter_and_any_line_break_ends_a_row() {
    for text in ["a,b\n1,2\n3,4\n", "a;b\r\n1;2\r\n3;4", "a\tb\r1\t2\r3\t4\r", "\n,,\n\"a\",b\n1,2\n,\n3,4\n"]
    {
        assert_eq!(shown(text), ["{a: '1', b: '2'}", "{a: '3', b: '4'}"], "{text:?}");
    }
}

#[test]
fn quotes_hold_delimiters_line_breaks_and_quotes() {
    assert_eq!(shown("a,b\n\"1,250.50\",\"x\r\n\"\"y\"\"\"\n"), ["{a: '1,250.50', b: 'x\r\n\"y\"'}"]);
    assert_eq!(shown("a,b\n5\" 管,\" \"\n"), ["{a: '5\" 管', b: null}"]);
}

#[test]
fn ragged_rows_are_named_and_the_others_kept() {
    let parsed = parse(&source("csv", "a,b\n1\n1,2\n1,250.50,3\n4,5,,\n"));
    assert_eq!(
        told(&parsed.diagnostics),
        [("read/ragged-row", "1".to_owned()), ("read/ragged-row", "3".to_owned())]
    );
    let documents: Vec<String> = parsed.documents.iter().map(show).collect();
    assert_eq!(documents, ["{a: '1', b: '2'}", "{a: '4', b: '5'}"]);
}

#[test]
fn an_unclosed_quote_is_named_by_row_and_column() {
    let parsed = parse(&source("csv", "a,b\n1,2\n3,\"x\n5,6\n"));
    let problem = heng::diag::DataProblem::UnclosedQuote { row: 3, column: 2 };
    assert_eq!(parsed.diagnostics[0].problem, heng::diag::Problem::Data(problem));
    assert_eq!(parsed.documents.len(), 1);
    let parsed = parse(&source("csv", "a,b\n\"1\"x,2\n3,4\n"));
    assert_eq!(told(&parsed.diagnostics), [("read/bad-syntax", "\"1\"x".to_owned())]);
    assert_eq!(parsed.documents.len(), 1);
}

#[test]
fn headings_that_stand_twice_or_not_at_all_are_told() {
    let parsed = parse(&source("csv", "a,b,a,,\n1,2,3,,\n1,2,3,,x\n1,2,3,,y\n"));
    let wanted = [
        ("read/duplicate-column", "a".to_owned()),
        ("read/ragged-row", "x".to_owned()),
        ("read/ragged-row", "y".to_owned()),
    ];
    assert_eq!(told(&parsed.diagnostics), wanted);
    assert_eq!(pointed_at(&parsed.diagnostics[0], 1), "a");
    let parsed = parse(&source("csv", "a,,b\n1,x,2\n1,y,2\n"));
    assert_eq!(told(&parsed.diagnostics), [("read/unnamed-column", "x".to_owned())]);
}

#[test]
fn a_header_alone_has_no_record() {
    for text in ["", "\n,\n", "a,b\n"] {
        assert_eq!(told(&parse(&source("csv", text)).diagnostics), [("read/no-record", String::new())]);
    }
}
