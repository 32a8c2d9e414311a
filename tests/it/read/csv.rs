//! CSV: delimiters, line breaks, quotes, ragged rows, headings.

use super::schema::{parse, pointed_at, show, source, told};

fn shown(text: &str) -> Vec<String> {
    parse(&source("csv", text)).documents.iter().map(show).collect()
}

#[test]
fn the_header_tells_the_delimiter_and_any_line_break_ends_a_row() {
    for text in [
        "人数,工期\n1,2\n3,4\n",
        "人数;工期\r\n1;2\r\n3;4",
        "人数\t工期\r1\t2\r3\t4\r",
        "\n,,\n\"人数\",工期\n1,2\n,\n3,4\n",
    ] {
        assert_eq!(shown(text), ["{人数: '1', 工期: '2'}", "{人数: '3', 工期: '4'}"], "{text:?}");
    }
}

#[test]
fn quotes_hold_delimiters_line_breaks_and_quotes() {
    assert_eq!(
        shown("人数,工期\n\"1,250.50\",\"x\r\n\"\"y\"\"\"\n"),
        ["{人数: '1,250.50', 工期: 'x\r\n\"y\"'}"]
    );
    assert_eq!(shown("人数,工期\n5\" 管,\" \"\n"), ["{人数: '5\" 管', 工期: null}"]);
}

#[test]
fn ragged_rows_are_named_and_the_others_kept() {
    let parsed = parse(&source("csv", "人数,工期\n1\n1,2\n1,250.50,3\n4,5,,\n"));
    assert_eq!(
        told(&parsed.diagnostics),
        [("read/ragged-row", "1".to_owned()), ("read/ragged-row", "3".to_owned())]
    );
    let documents: Vec<String> = parsed.documents.iter().map(show).collect();
    assert_eq!(documents, ["{人数: '1', 工期: '2'}", "{人数: '4', 工期: '5'}"]);
}

#[test]
fn an_unclosed_quote_is_named_by_row_and_column() {
    let parsed = parse(&source("csv", "人数,工期\n1,2\n3,\"x\n5,6\n"));
    let problem = heng::diag::DataProblem::UnclosedQuote { row: 3, column: 2 };
    assert_eq!(parsed.diagnostics[0].problem, heng::diag::Problem::Data(problem));
    assert_eq!(parsed.documents.len(), 1);
    let parsed = parse(&source("csv", "人数,工期\n\"1\"x,2\n3,4\n"));
    assert_eq!(told(&parsed.diagnostics), [("read/bad-syntax", "\"1\"x".to_owned())]);
    assert_eq!(parsed.documents.len(), 1);
}

#[test]
fn headings_that_stand_twice_or_not_at_all_are_told() {
    let parsed = parse(&source("csv", "人数,工期,people,,\n7,8,9,,\n7,8,9,,x\n7,8,9,,y\n"));
    let wanted = [
        ("book/same-field-twice", "people".to_owned()),
        ("read/ragged-row", "x".to_owned()),
        ("read/ragged-row", "y".to_owned()),
    ];
    assert_eq!(told(&parsed.diagnostics), wanted);
    assert_eq!(pointed_at(&parsed.diagnostics[0], 1), "人数");
    let parsed = parse(&source("csv", "人数,,工期\n1,x,2\n1,y,2\n"));
    assert_eq!(told(&parsed.diagnostics), [("book/unnamed-column", "x".to_owned())]);
}

#[test]
fn a_header_alone_has_no_record() {
    for text in ["", "\n,\n", "人数,工期\n"] {
        let told: Vec<_> =
            parse(&source("csv", text)).diagnostics.iter().map(|one| one.problem.code()).collect();
        assert_eq!(told, ["read/no-record"]);
    }
}
