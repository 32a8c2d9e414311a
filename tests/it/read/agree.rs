//! One record written in five formats is one record: the format cannot change a finding.

use heng::diag::Diagnostic;
use proptest::prelude::*;

use super::schema::{check, state};

/// Texts by the paths of a record's fields, as CSV headings name them.
type Given = Vec<(String, String)>;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9 金额,;'\"：无/%.\\-\\\\\n\t]{0,8}",
        "-?[0-9]{1,6}(\\.[0-9]{1,3})?",
        "[0-9]{1,3}(,[0-9]{3}){0,2}(元|万元|万|)",
        "20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}",
        prop::sample::select(vec![
            "是", "否", "true", "新增", "新设", "延续", "2020年", "30天", "20%", "null", "~"
        ])
        .prop_map(str::to_owned),
    ]
}

fn given() -> impl Strategy<Value = Given> {
    let plain = ["申报金额", "attribute", "新建", "people", "年度", "工期", "评价.得分", "评价.date", "备注"];
    let scalars = prop::collection::vec(prop::option::of(text()), plain.len());
    let indicators = prop::collection::vec(("[a-z]{1,3}", text()), 0..3);
    let tags = prop::collection::vec("[a-z,\"]{1,4}", 0..3);
    ("[0-9]{4}", scalars, indicators, tags).prop_map(move |(code, scalars, indicators, tags)| {
        let mut given = vec![("项目代码".to_owned(), code)];
        for (field, text) in plain.into_iter().zip(scalars) {
            given.extend(text.map(|text| (field.to_owned(), text)));
        }
        for (number, (name, weight)) in (1..).zip(indicators) {
            given.push((format!("指标[{number}].名称"), name));
            given.push((format!("指标[{number}].weight"), weight));
        }
        given.extend((1..).zip(tags).map(|(number, tag)| (format!("标签[{number}]"), tag)));
        given
    })
}

/// The given texts as a JSON value.
fn nested(given: &Given) -> serde_json::Value {
    let mut root = serde_json::Map::new();
    for (path, text) in given {
        let value = serde_json::Value::String(text.clone());
        if let Some((list, rest)) = path.split_once('[') {
            let (_, field) = rest.split_once(']').unwrap();
            let list = root.entry(list).or_insert_with(|| serde_json::json!([])).as_array_mut().unwrap();
            match field.strip_prefix('.') {
                None => list.push(value),
                Some("名称") => list.push(serde_json::json!({ "名称": value })),
                Some(field) => list.last_mut().unwrap()[field] = value,
            }
        } else if let Some((record, field)) = path.split_once('.') {
            root.entry(record).or_insert_with(|| serde_json::json!({}))[field] = value;
        } else {
            root.insert(path.clone(), value);
        }
    }
    serde_json::Value::Object(root)
}

/// As TOML, with headers for the nested record and the list of records.
fn toml(value: &serde_json::Value) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let lines = |header: String, record: &serde_json::Value| {
        let fields = record.as_object().unwrap().iter();
        let lines = fields.map(|(key, value)| format!("{} = {value}\n", quoted(key)));
        std::iter::once(header).chain(lines).collect::<String>()
    };
    let (mut top, mut below) = (Vec::new(), Vec::new());
    for (key, value) in value.as_object().unwrap() {
        let key = quoted(key);
        match value {
            serde_json::Value::Object(_) => below.push(lines(format!("[{key}]\n"), value)),
            serde_json::Value::Array(elements) if elements.iter().all(serde_json::Value::is_object) => {
                below.extend(elements.iter().map(|element| lines(format!("[[{key}]]\n"), element)));
            }
            _ => top.push(format!("{key} = {value}\n")),
        }
    }
    top.concat() + &below.concat()
}

/// As block YAML with quoted scalars.
fn yaml(value: &serde_json::Value) -> String {
    let mut lines = Vec::new();
    for (key, value) in value.as_object().unwrap() {
        match value {
            serde_json::Value::Object(fields) => {
                lines.push(format!("{key}:\n"));
                lines.extend(fields.iter().map(|(key, value)| format!("  {key}: {value}\n")));
            }
            serde_json::Value::Array(elements) => {
                lines.push(format!("{key}:\n"));
                lines.extend(elements.iter().map(|element| format!("- {element}\n")));
            }
            _ => lines.push(format!("{key}: {value}\n")),
        }
    }
    lines.concat()
}

fn csv(given: &Given) -> String {
    let header: Vec<&str> = given.iter().map(|(path, _)| path.as_str()).collect();
    let row: Vec<String> =
        given.iter().map(|(_, text)| format!("\"{}\"", text.replace('"', "\"\""))).collect();
    format!("{}\r\n{}\r\n", header.join(","), row.join(","))
}

/// The states of all cells, and the codes of what was told, whatever their order.
fn outcome(ending: &str, text: &str) -> (Vec<String>, Vec<&'static str>) {
    let bound = check(ending, text);
    let code = |told: &Diagnostic| match told.problem.code() {
        // What is no field is a column in a CSV text.
        "book/unknown-heading" => "read/unknown-field",
        code => code,
    };
    let mut codes: Vec<&'static str> = bound.diagnostics.iter().map(code).collect();
    codes.sort_unstable();
    let records = bound.records.iter();
    (records.flat_map(|(_, record)| record.cells.iter().map(state)).collect(), codes)
}

proptest! {
    #[test]
    fn five_formats_bind_to_the_same_states(given in given()) {
        let value = nested(&given);
        let json = outcome("json", &serde_json::to_string_pretty(&value).unwrap());
        for (ending, text) in [
            ("jsonl", format!("{value}\n")),
            ("toml", toml(&value)),
            ("yaml", yaml(&value)),
            ("csv", csv(&given)),
        ] {
            let found = outcome(ending, &text);
            // A row that looks like something else than a record is left out of a table, and told.
            let left_out = ["book/shifted-row", "book/total-rows", "book/side-rows", "book/repeated-header"];
            prop_assume!(!found.1.iter().any(|code| left_out.contains(code)));
            prop_assert_eq!(&found, &json, "{}", text);
        }
    }
}

#[test]
fn a_scalar_means_the_same_with_and_without_quotes() {
    let quoted = outcome(
        "json",
        "{\"code\": \"0001\", \"amount\": \"12.50\", \"年度\": \"2020\", \"新建\": \"true\"}",
    );
    for (ending, text) in [
        ("json", "{\"code\": \"0001\", \"amount\": 12.50, \"年度\": 2020, \"新建\": true}"),
        ("toml", "code = '0001'\namount = 12.50\nyear = 2020\nfresh = true\n"),
        ("yaml", "code: 0001\namount: 12.50\nyear: 2020\nfresh: true\n"),
        ("csv", "code,amount,year,fresh\n0001,12.50,2020,true\n"),
    ] {
        assert_eq!(outcome(ending, text), quoted, "{ending}");
    }
}
