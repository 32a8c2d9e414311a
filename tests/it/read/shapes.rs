//! The shapes of documents: a record, a list of records, tables by name.

use heng::read;
use heng::schema::{Schema, TableId};

use super::schema::{check, parse, schema, source, state, told};

const RECORD: &str = "{\"code\": \"0001\", \"amount\": 1}";

fn tables(ending: &str, text: &str) -> Vec<usize> {
    check(ending, text).records.iter().map(|(table, _)| table.0).collect()
}

#[test]
fn a_record_a_list_and_tables() {
    assert_eq!(tables("json", RECORD), [0]);
    assert_eq!(tables("json", &format!("[{RECORD}, {RECORD}]")), [0, 0]);
    let text = format!("{{\"project\": [{RECORD}], \"汇总\": {{\"金额\": 3}}}}");
    assert_eq!(tables("json", &text), [0, 1]);
    assert_eq!(tables("toml", "[[\"项目\"]]\ncode = '0001'\namount = 1\n[[totals]]\ntotal = 1\n"), [0, 1]);
}

#[test]
fn a_given_table_takes_the_main_tables_place() {
    let source = source("csv", "金额\n3\n4\n");
    let parsed = parse(&source);
    let bound = read::bind_all(&schema(), Some(TableId(1)), &source, &parsed.documents);
    assert_eq!(bound.records.iter().map(|(table, _)| table.0).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(told(&bound.diagnostics), []);
}

#[test]
fn what_is_no_record_is_told() {
    for (text, code) in [
        ("3", "read/not-a-record"),
        ("null", "read/not-a-record"),
        ("[]", "read/no-record"),
        ("[[]]", "read/not-a-record"),
        ("{\"项目\": 3}", "read/not-a-record"),
        ("{\"项目\": [], \"项木\": []}", "read/unknown-table"),
    ] {
        let bound = check("json", text);
        assert_eq!(
            bound.diagnostics.iter().map(|told| told.problem.code()).collect::<Vec<_>>(),
            [code],
            "{text}"
        );
        assert!(bound.records.is_empty());
    }
}

#[test]
fn without_a_main_table_a_bare_record_has_no_meaning() {
    let source = source("json", RECORD);
    let parsed = parse(&source);
    let schema = Schema { main: None, ..schema() };
    let bound = read::bind(&schema, None, &source, &parsed.documents[0]);
    assert_eq!(told(&bound.diagnostics), [("read/no-main-table", "{".to_owned())]);
}

#[test]
fn bind_record_takes_an_object_and_says_when_it_is_none() {
    let source = source("json", "[{\"code\": \"0001\", \"amount\": 1}, 3]");
    let parsed = parse(&source);
    let read::NodeKind::List(nodes) = &parsed.documents[0].kind else { panic!("no list") };
    let (record, diagnostics) = read::bind_record(&schema(), TableId(0), &source, &nodes[0]);
    assert_eq!((state(&record.cells[0]), told(&diagnostics)), ("Text(\"0001\")".to_owned(), Vec::new()));
    let (record, diagnostics) = read::bind_record(&schema(), TableId(0), &source, &nodes[1]);
    assert_eq!((record.cells.len(), told(&diagnostics)[0].0), (10, "read/not-a-record"));
}
