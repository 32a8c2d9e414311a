//! TOML against the `toml` crate's own tree, and what the reader tells beyond it.

use ::toml::de::{DeTable, DeValue};
use heng::read::{Node, NodeKind};

use super::mutations::{Dice, mutate};
use super::schema::{parse, pointed_at, show, source, told};

const WHOLE: &str = "a = 1_000\n\"项目\" = 'x'\nb.c = 0x1F\nb.d = [1, [\"二\", {e = -1.5e3}], ]\n[t]\nf = true\n\
                     [t.u]\ng = \"\"\"多\n行\"\"\"\n[[l]]\nh = 1\n[[l]]\nh = inf\n[l.m]\ni = {j.k = 1, j.l = 2}\n# 完\n";

fn agrees(node: &Node, value: &DeValue<'_>) -> bool {
    match (&node.kind, value) {
        (NodeKind::Scalar(text), DeValue::String(wanted)) => text == wanted,
        (NodeKind::Scalar(text), DeValue::Integer(wanted)) => {
            let number = i128::from_str_radix(wanted.as_str(), wanted.radix());
            text.parse().ok() == number.ok()
        }
        (NodeKind::Scalar(text), DeValue::Float(wanted)) => text == wanted.as_str(),
        (NodeKind::Scalar(text), DeValue::Boolean(wanted)) => *text == wanted.to_string(),
        (NodeKind::Scalar(text), DeValue::Datetime(wanted)) => *text == wanted.to_string(),
        (NodeKind::List(nodes), DeValue::Array(values)) => {
            nodes.len() == values.len()
                && nodes.iter().zip(values.iter()).all(|(node, value)| agrees(node, value.get_ref()))
        }
        (NodeKind::Object(_), DeValue::Table(table)) => agrees_with_table(node, table),
        _ => false,
    }
}

fn agrees_with_table(node: &Node, table: &DeTable<'_>) -> bool {
    let NodeKind::Object(entries) = &node.kind else { return false };
    let entry = |key: &str| entries.iter().find(|entry| entry.key == key);
    let same =
        |(key, value): (&str, &DeValue<'_>)| entry(key).is_some_and(|entry| agrees(&entry.value, value));
    entries.len() == table.len() && table.iter().all(|(key, value)| same((key.get_ref(), value.get_ref())))
}

fn compare(text: &str) {
    let parsed = parse(&source("toml", text));
    let codes: Vec<&str> = parsed.diagnostics.iter().map(|told| told.problem.code()).collect();
    match (parsed.documents.first(), DeTable::parse(text)) {
        (Some(node), Ok(table)) => {
            assert!(codes.is_empty(), "{text:?}: {codes:?}");
            assert!(agrees_with_table(node, table.get_ref()), "{text:?}: {}", show(node));
        }
        // The oracle looks at the digits of `1_00x` only when it is asked for the number.
        (None, Ok(_)) if text.contains('_') && codes == ["read/bad-syntax"] => {}
        (None, Ok(table)) => {
            assert!(table.get_ref().is_empty() && codes == ["read/no-record"], "{text:?}: {codes:?}");
        }
        // What looks like a date and is none is a text here, and malformed at its cell.
        (Some(_), Err(error)) if codes.is_empty() && error.message().contains("date") => {}
        (_, Err(error)) => assert!(!codes.is_empty(), "{text:?}: accepted, but {}", error.message()),
    }
}

#[test]
fn tables_are_defined_and_extended_as_the_oracle_allows() {
    for text in [
        WHOLE,
        "",
        "# 无\n",
        "[a]\n[a.b]\nx=1\n[a.c]\n",
        "[a.b]\nx=1\n[a]\ny=2\n",
        "[a]\n[a]\n",
        "[a.b.c]\nz=9\n[a]\nb.c.t=1\n",
        "[a.b.c]\nz=9\n[a]\nb.t=1\n",
        "a.b=1\n[a]\nc=2\n",
        "a.b=1\n[a.c]\nd=2\n",
        "a.b=1\na=2\n",
        "a=1\na.b=2\n",
        "a={b=1}\na.c=2\n",
        "a={b=1}\n[a]\n",
        "a={b=1}\n[a.c]\n",
        "a=[]\n[[a]]\n",
        "a=[{}]\n[[a]]\n",
        "[[a]]\n[a]\n",
        "[a]\n[[a]]\n",
        "[[a]]\n[a.b]\n[[a]]\n[a.b]\n",
        "[a.b]\n[[a]]\n",
        "a={b=1,b=2}\n",
        "a={b.c=1,b.d=2}\n",
        "a={b={c=1},b.d=2}\n",
        "a = 1_0\nb=1__0\n",
        "a = +5\nb = -0\nc = 0b101\nd = 0o17\ne = nan\nf=+inf\n",
        "a = 007\n",
        "a = 2020-01-02\nb = 2020-01-02T03:04:05Z\nc = 03:04:05\n",
        "a = '''x'''\nb = \"\\u4e2d\\n\"\n\"\" = 1\n",
        "申报 = 1\n",
        "a b = 1\n",
        "a = 1 b = 2\n",
        "a = \"x\n",
        "a = [1\n",
    ] {
        compare(text);
    }
}

#[test]
fn mutated_texts_agree_with_the_oracle() {
    const ALPHABET: [&str; 24] = [
        "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\n", " ", "a", "b", "1", "_", "#",
        "\"金\"", "t", "l", "[t]\n", "\\", "0x",
    ];
    let mut dice = Dice::new(11);
    for _ in 0..4_000 {
        compare(&mutate(&mut dice, WHOLE, &ALPHABET));
    }
}

#[test]
fn numbers_keep_their_digits_and_other_bases_become_decimal() {
    let text = "a = 1_250.50\nb = 0xFF\nc = 123456789012345678901234567890.1\nd = -inf\ne = 2020-13-45\n";
    let parsed = parse(&source("toml", text));
    let wanted =
        "{a: '1250.50', b: '255', c: '123456789012345678901234567890.1', d: '-inf', e: '2020-13-45'}";
    assert_eq!(show(&parsed.documents[0]), wanted);
}

#[test]
fn chinese_keys_without_quotes_are_told_once_with_the_remedy() {
    let parsed = parse(&source("toml", "申报金额 = 50\n[评价]\n得分 = 3\n"));
    assert_eq!(told(&parsed.diagnostics), [("read/bare-key", "申报金额".to_owned())]);
    let told = heng::text::Language::Chinese.problem(&parsed.diagnostics[0].problem);
    assert!(told.message.contains("另有 2 处") && told.help.unwrap().contains("\"申报金额\" = "));
}

#[test]
fn every_line_has_its_own_mistake() {
    let parsed = parse(&source("toml", "a = 新增\nb = 01\nc\nd = [1 2]\n"));
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|told| told.site().unwrap().start.line).collect();
    assert_eq!(lines, [1, 2, 3, 4]);
}

#[test]
fn a_table_defined_twice_is_a_repeated_key_with_both_places() {
    let parsed = parse(&source("toml", "[\"评价\"]\nx = 1\n['评价']\ny = 2\n"));
    assert_eq!(told(&parsed.diagnostics), [("read/duplicate-key", "'评价'".to_owned())]);
    assert_eq!(pointed_at(&parsed.diagnostics[0], 1), "\"评价\"");
}

#[test]
fn tables_point_at_their_headers() {
    let source = source("toml", "[review]\nscore = 1\n[[tags]]\na = 1\n[[tags]]\n");
    let parsed = parse(&source);
    let NodeKind::Object(entries) = &parsed.documents[0].kind else { panic!("no object") };
    assert_eq!(source.slice(entries[0].value.anchor), "[review]");
    let NodeKind::List(tags) = &entries[1].value.kind else { panic!("no list") };
    assert_eq!(source.position(tags[1].anchor.start).line, 5);
}
