//! The same data in every format binds to the same states.

use std::sync::Arc;

use super::{book, came_to, read, schema, shown};
use crate::read::book::trials::ods;
use crate::read::{bind_all, decode, format_for, read_csv};

const ROWS: [[&str; 6]; 4] = [
    ["code", "name", "amount", "evaluation.score", "start", "procured"],
    ["A001", "拆违经费", "1250.5", "90", "2024-01-31", "是"],
    ["A002", "绿化", "795万左右", "", "2024/2/1", "否"],
    ["", "养护", "0.3", "60.25", "", ""],
];

/// What a text in a format comes to.
fn bound(path: &str, text: &str) -> Vec<Vec<String>> {
    let source = decode(path, text.as_bytes().to_vec(), None).unwrap().source;
    let schema = schema();
    let Some(parse) = format_for(path).unwrap().parse else {
        return came_to(read_csv(&schema, None, Arc::new(source))).records;
    };
    let parsed = parse(&source);
    assert_eq!(parsed.diagnostics, []);
    let bound = bind_all(&schema, None, &source, &parsed.documents);
    bound.records.iter().map(|(_, record)| shown(record, &source)).collect()
}

#[test]
fn the_same_states_in_five_formats() {
    let rows: Vec<&[&str]> = ROWS.iter().map(|row| &row[..]).collect();
    let expected = read(book(&rows)).records;
    assert_eq!(expected[0], ["A001", "拆违经费", "12505000", "90", "2024-01-31", "true"]);

    let cells = |row: &[&str]| -> String {
        let cell = |text: &&str| match text.parse::<f64>() {
            _ if text.is_empty() => "<table:table-cell/>".to_owned(),
            Ok(number) => {
                format!(
                    "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{text}</text:p></table:table-cell>"
                )
            }
            Err(_) => format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            ),
        };
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    let body: String = ROWS.iter().map(|row| cells(row)).collect();
    let sheet = ods(&format!("<table:table table:name=\"申报\">{body}</table:table>"));
    assert_eq!(read(sheet).records, expected);

    let csv: Vec<String> = ROWS.iter().map(|row| row.join(",")).collect();
    assert_eq!(bound("a.csv", &csv.join("\n")), expected);

    let [keys, records @ ..] = &ROWS;
    let object = |row: &[&str; 6], pair: fn(&str, &str) -> String, between: &str| {
        let filled = keys.iter().zip(row).filter(|(_, value)| !value.is_empty());
        filled.map(|(key, value)| pair(key, value)).collect::<Vec<_>>().join(between)
    };
    let json = records
        .iter()
        .map(|row| format!("{{{}}}", object(row, |key, value| format!("\"{key}\": \"{value}\""), ",")));
    assert_eq!(bound("a.json", &format!("[{}]", json.collect::<Vec<_>>().join(","))), expected);

    let toml = records.iter().map(|row| {
        format!("[[project]]\n{}\n", object(row, |key, value| format!("{key} = \"{value}\""), "\n"))
    });
    assert_eq!(bound("a.toml", &toml.collect::<String>()), expected);
}
