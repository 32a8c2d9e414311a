//! JSON against `serde_json`, which is asked for nothing else.

use heng::read::{Node, NodeKind};

use super::mutations::{Dice, mutate};
use super::schema::{parse, pointed_at, show, source, told};

/// What the reader makes of a text; `None` when it refuses it.
fn read(text: &str) -> Option<Node> {
    parse(&source("json", text)).documents.pop()
}

fn agrees(node: &Node, value: &serde_json::Value) -> bool {
    match (&node.kind, value) {
        (NodeKind::Null, serde_json::Value::Null) => true,
        (NodeKind::Scalar(text), serde_json::Value::String(wanted)) => text == wanted,
        (NodeKind::Scalar(text), serde_json::Value::Bool(wanted)) => *text == wanted.to_string(),
        (NodeKind::Scalar(text), serde_json::Value::Number(_)) => {
            serde_json::from_str::<serde_json::Value>(text).ok().as_ref() == Some(value)
        }
        (NodeKind::List(nodes), serde_json::Value::Array(values)) => {
            nodes.len() == values.len() && nodes.iter().zip(values).all(|(node, value)| agrees(node, value))
        }
        (NodeKind::Object(entries), serde_json::Value::Object(values)) => {
            // The oracle keeps the last of repeated keys and says nothing.
            values.iter().all(|(key, value)| {
                let last = entries.iter().rev().find(|entry| entry.key == *key);
                last.is_some_and(|entry| agrees(&entry.value, value))
            }) && entries.iter().all(|entry| values.contains_key(&entry.key))
        }
        _ => false,
    }
}

fn compare(text: &str) {
    match (read(text), serde_json::from_str::<serde_json::Value>(text)) {
        (Some(node), Ok(value)) => assert!(agrees(&node, &value), "{text:?}: {} or {value}", show(&node)),
        (None, Err(_)) => {}
        // The oracle holds numbers as floats; the text of a number has no such limit.
        (Some(_), Err(error)) if error.to_string().contains("out of range") => {}
        (ours, theirs) => panic!("{text:?}: {:?} or {theirs:?}", ours.map(|node| show(&node))),
    }
}

#[test]
fn the_corners_of_the_grammar_agree_with_the_oracle() {
    for text in [
        "",
        " ",
        "null",
        " true\r\n",
        "tru",
        "nul ",
        "True",
        "0",
        "-0",
        "-",
        "01",
        "00",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1E-2",
        "1e400",
        "+1",
        "0x1",
        "1_0",
        "\"\"",
        "\"",
        "\"\\",
        "\"\\u",
        "\"\\u12",
        "\"\\u12g4\"",
        "\"\\/\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ude00\"",
        "\"\\ud83d\\\"",
        "\"\\ud83dx\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "\"\u{2028}\"",
        "[",
        "]",
        "[]",
        "[,]",
        "[1,]",
        "[1 2]",
        "[1]]",
        "{}",
        "{,}",
        "{1:2}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1}}",
        "{\"a\":1]",
        "[1}",
        "\u{feff}1",
        "\u{a0}1",
        "1\u{b}",
        "/**/1",
        "//\n1",
        "'a'",
        "NaN",
        "Infinity",
        "{\"a\":1,\"a\":2}",
        "１",
        "\"\\u0000\"",
        "[\"\\uD834\\uDD1E\", 123456789012345678901234567890.5]",
        "\u{3000}{}",
    ] {
        compare(text.trim_start_matches('\u{feff}'));
    }
}

#[test]
fn generated_and_mutated_texts_agree_with_the_oracle() {
    const ALPHABET: [&str; 34] = [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"金\"", "0", "1", "-", ".", "e", "+", "true", "false",
        "null", " ", "\n", "\\", "\\u4e2d", "\\ud83d", "\\ude00", "\\n", "/", "x", "金", "\t", "{\"b\":",
        "[1,", "\"c\":2", "01", "1.5e-3",
    ];
    let mut dice = Dice::new(7);
    for _ in 0..10_000 {
        let length = dice.below(12);
        let text: String = (0..length).map(|_| ALPHABET[dice.below(ALPHABET.len())]).collect();
        compare(&text);
    }
    let whole = "{\"项目\": [{\"a\": -1.50e+3, \"b\": [true, null, \"\\u4e2d\\ud83d\\ude00\\n\"]}, {}], \"c\": \"x\"}";
    compare(whole);
    for _ in 0..10_000 {
        compare(&mutate(&mut dice, whole, &ALPHABET));
    }
}

#[test]
fn numbers_keep_their_digits() {
    let node = read("[1.10, 123456789012345678901234567890, -0, 1E400]").unwrap();
    assert_eq!(show(&node), "['1.10', '123456789012345678901234567890', '-0', '1E400']");
}

#[test]
fn a_repeated_key_is_told_with_both_places() {
    let text = "{\"a\": 1, \"b\": {\"c\": 1, \"\\u0063\": 2}}";
    let parsed = parse(&source("json", text));
    assert_eq!(told(&parsed.diagnostics), [("read/duplicate-key", "\"\\u0063\"".to_owned())]);
    assert_eq!(pointed_at(&parsed.diagnostics[0], 1), "\"c\"");
    assert_eq!(parsed.documents.len(), 1);
}

#[test]
fn an_object_points_at_its_key_and_the_outermost_at_its_brace() {
    let text = "{\"评价\": {\"得分\": 1}, \"指标\": [{}]}";
    let source = source("json", text);
    let parsed = parse(&source);
    let NodeKind::Object(entries) = &parsed.documents[0].kind else { panic!("no object") };
    assert_eq!(source.slice(parsed.documents[0].anchor), "{");
    assert_eq!(source.slice(entries[0].value.anchor), "\"评价\"");
    assert_eq!(source.slice(entries[0].value.span), "{\"得分\": 1}");
}

#[test]
fn a_mistake_is_told_with_what_stands_there() {
    for (text, at) in [
        ("{\"a\"：1}", "："),
        ("{金额: 1}", "金额"),
        ("[50万元]", "50万元"),
        ("[1,]", "]"),
        ("{\"a\": None}", "None"),
        ("[1] 2", "2"),
    ] {
        let parsed = parse(&source("json", text));
        assert_eq!(told(&parsed.diagnostics), [("read/bad-syntax", at.to_owned())], "{text}");
    }
}
