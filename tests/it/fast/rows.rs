//! Lists in CSV, a record a row: most of them as a program writes them, some of them as people do.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use heng::session::{self, Input, Options};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};

use super::documents::Dice;
use super::{LINES, RULES, asked, checked, difference, documents, json, packs, seeds};
use crate::run::Memory;

/// Packs that are tried.
const PACKS: u32 = 120;

/// What the columns are called, and the keys that the values have in records.
const COLUMNS: [(&[&str], &[&[&str]]); 16] = [
    (&["代码", "code", "*代码"], &[&["代码", "code"]]),
    (&["名称", "name", "项目名称"], &[&["名称", "name", "项目名称"]]),
    (&["金额", "amount", "金额（万元）"], &[&["金额", "amount"]]),
    (&["预算", "budget"], &[&["预算", "budget"]]),
    (&["得分", "score"], &[&["得分", "score"]]),
    (&["数", "n"], &[&["数", "n"]]),
    (&["占比", "share"], &[&["占比", "share"]]),
    (&["属性", "KIND"], &[&["属性", "kind"]]),
    (&["日期", "date"], &[&["日期", "date"]]),
    (&["止", "until"], &[&["止", "until"]]),
    (&["年度", "year"], &[&["年度", "year"]]),
    (&["期限", "term"], &[&["期限", "term"]]),
    (&["已办", "done"], &[&["已办", "done"]]),
    (&["评价.分", "evaluation.points"], &[&["评价", "evaluation"], &["分", "points"]]),
    (&["评价.等级"], &[&["评价", "evaluation"], &["等级", "grade"]]),
    (&["评价.日"], &[&["评价", "evaluation"], &["日", "day"]]),
];

/// What stands in lists besides records.
const OTHERS: [&str; 12] = [
    "",
    ",,,",
    "合计,,100",
    "小计：,,100",
    "注：以上为草案",
    "填报人：甲,审核人：乙",
    "甲,乙",
    "\"a\nb\",甲",
    "\"甲",
    "\"甲\"乙,丙",
    "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
    "代码,名称,金额,预算,得分,数,占比,属性,日期,止,年度,期限,已办",
];

fn list(schema: u64, document: &[u8]) -> String {
    let mut dice = Dice::new(schema);
    let wild = schema % 5 > 1;
    let delimiter = dice.pick(&[",", ",", ",", ";", "\t"]);
    let end = dice.pick(&["\n", "\n", "\r\n"]);
    let mut columns: Vec<_> = COLUMNS.iter().filter(|_| !dice.one_in(40)).collect();
    if dice.one_in(3) {
        columns.reverse();
    }
    let mut heads: Vec<String> = columns
        .iter()
        .map(|(names, _)| if dice.one_in(30) { dice.pick(names) } else { names[0] }.to_owned())
        .collect();
    let numbered = dice.one_in(4);
    if numbered {
        heads.insert(0, "序号".to_owned());
    }
    if wild && dice.one_in(12) {
        heads.push(dice.pick(&["", "备注说明", "代码"]).to_owned());
    }
    let mut lines = vec![heads.join(delimiter)];
    if wild && dice.one_in(12) {
        lines
            .insert(0, dice.pick(&["", "项目清单", "单位：元", "金额单位：万元,,,"]).replace(',', delimiter));
    }
    for (number, line) in document.split(|byte| *byte == b'\n').enumerate() {
        let Ok(Value::Object(record)) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let cells = columns.iter().map(|(_, keys)| cell(&record, keys, delimiter, &mut dice));
        let number = numbered.then(|| number.to_string());
        let mut cells: Vec<String> = number.into_iter().chain(cells).collect();
        if wild && dice.one_in(60) {
            cells.truncate(5);
        }
        if wild && dice.one_in(60) {
            cells.rotate_right(1);
        }
        if dice.one_in(60) {
            cells.push(String::new());
        }
        lines.push(cells.join(delimiter));
        if wild && schema.is_multiple_of(3) && dice.one_in(100) {
            lines.push(dice.pick(&OTHERS).replace(',', delimiter));
        }
    }
    lines.join(end) + if dice.one_in(4) { "" } else { end }
}

/// What a record has under the keys, as a cell.
fn cell(record: &Map<String, Value>, keys: &[&[&str]], delimiter: &str, dice: &mut Dice) -> String {
    let Some((first, rest)) = keys.split_first() else {
        return String::new();
    };
    let Some(value) = first.iter().find_map(|key| record.get(*key)) else {
        return String::new();
    };
    let text = match value {
        Value::Object(inner) => return cell(inner, rest, delimiter, dice),
        Value::Null | Value::Array(_) => return String::new(),
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
    };
    let text = match dice.below(300) {
        0 => format!(" {text}\u{3000}"),
        1 => format!("{text}\""),
        2 => "#REF!".to_owned(),
        3 => format!("{text} "),
        _ => text,
    };
    let must = text.contains(delimiter) || text.contains(['"', '\r', '\n']);
    if must || dice.one_in(20) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[test]
fn lists_agree_on_every_byte() {
    let config = Config { cases: asked().unwrap_or(PACKS), ..Config::default() };
    let cases = AtomicU64::new(0);
    let strategy = (any::<u64>().no_shrink(), seeds(RULES), seeds(LINES));
    let result = TestRunner::new(config).run(&strategy, |(schema, rules, lines)| {
        let Some((text, program)) = packs::pack(schema, &rules) else {
            return Ok(());
        };
        let document = list(schema, &documents::lines(schema, &lines));
        let files = Memory(BTreeMap::from([("a.csv".to_owned(), document.clone().into_bytes())]));
        let some = Options { jobs: Some(2), ..Options::default() };
        let fast = checked(&program, &files, &some);
        let careful = checked(&program, &files, &Options { careful: true, ..some });
        cases.fetch_add(fast.verdicts().total(), Ordering::Relaxed);
        let difference = difference(&json(&fast), &json(&careful));
        prop_assert!(difference.is_none(), "{}\n{text}\n{document}", difference.unwrap_or_default());
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
    let cases = cases.into_inner();
    // Fewer would not be a test of anything.
    assert!(cases >= 5_000 || asked().is_some(), "{cases}");
}

/// The elements of lists in the records, a row each behind the key of the record.
fn elements(schema: u64, document: &[u8]) -> String {
    let mut dice = Dice::new(schema);
    let wild = schema % 5 > 1;
    // One odd cell among the rows of a table is enough for all of them to be read with care.
    let clean = dice.one_in(2);
    let plain = |text: String, otherwise: &str| {
        let number =
            text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        if clean && !(number || text == otherwise) { otherwise.to_owned() } else { text }
    };
    // What has no column is pointed at in the header, and read with care.
    let whole = !dice.one_in(6);
    let mut rows = Vec::new();
    for line in document.split(|byte| *byte == b'\n') {
        let Ok(Value::Object(record)) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let code = cell(&record, &[&["代码", "code"]], ",", &mut dice);
        let funds = ["资金", "funds"].iter().find_map(|key| record.get(*key)?.as_array());
        for fund in funds.into_iter().flatten().filter_map(Value::as_object) {
            if code.is_empty() && !(wild && dice.one_in(10)) {
                continue;
            }
            let [source, value, share] =
                [&["来源"], &["value"], &["份额"]].map(|keys| cell(fund, &[keys], ",", &mut dice));
            let (source, value, share) = (plain(source, "财政"), plain(value, "1"), plain(share, "2"));
            let more: [&[&str]; 2] = [&["甲"], &["乙"]];
            let [whole_number, truth] = more.map(|key| cell(fund, &[&["附", "more"], key], ",", &mut dice));
            let truth = if clean { "是".to_owned() } else { truth };
            let more = [plain(whole_number, "1"), truth].join(",");
            let rest = if whole { format!(",{more}") } else { String::new() };
            rows.push(format!("{code},{source},{value},{share}{rest}"));
        }
        if dice.one_in(200) {
            rows.push(format!("Z{},财政,1,2{}", dice.below(3), if whole { ",1,是" } else { "" }));
        }
    }
    if dice.one_in(2) {
        rows.sort();
    }
    if wild && !clean && dice.one_in(4) {
        let at = usize::try_from(dice.below(rows.len() as u64 + 1)).unwrap();
        rows.insert(at, dice.pick(&OTHERS).to_owned());
    }
    rows.insert(0, format!("代码,来源,数额,份额{}", if whole { ",附.甲,附.乙" } else { "" }));
    rows.join("\n") + "\n"
}

#[test]
fn lists_with_child_tables_agree_on_every_byte() {
    let config = Config { cases: asked().unwrap_or(2 * PACKS), ..Config::default() };
    let cases = AtomicU64::new(0);
    let strategy = (any::<u64>().no_shrink(), seeds(RULES), seeds(LINES));
    let result = TestRunner::new(config).run(&strategy, |(schema, rules, lines)| {
        let pack = packs::pack(schema, &rules).map(|(text, _)| text);
        let Some((text, program)) =
            pack.and_then(|text| Some((packs::with_child_table(&text)?, text))).map(|(p, t)| (t, p))
        else {
            return Ok(());
        };
        let lines = documents::lines(schema, &lines);
        let (document, rows) = (list(schema, &lines), elements(schema / 3, &lines));
        let of_files = [("a.csv", &document), ("b.csv", &rows)];
        let files = of_files.map(|(path, text)| (path.to_owned(), text.clone().into_bytes()));
        let files = Memory(BTreeMap::from(files));
        let run = |options: &Options| {
            let input = |path: &str, table: Option<&str>| Input {
                path: path.to_owned(),
                table: table.map(str::to_owned),
            };
            let inputs = vec![input("a.csv", None), input("b.csv", Some("资金表"))];
            session::check(&program, inputs, &files, options, &|_| {})
        };
        let some = Options { jobs: Some(2), ..Options::default() };
        let fast = run(&some);
        let careful = run(&Options { careful: true, ..some });
        cases.fetch_add(fast.verdicts().total(), Ordering::Relaxed);
        let difference = difference(&json(&fast), &json(&careful));
        prop_assert!(difference.is_none(), "{}\n{text}\n{document}\n{rows}", difference.unwrap_or_default());
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
    let cases = cases.into_inner();
    // Fewer would not be a test of anything.
    assert!(cases >= 5_000 || asked().is_some(), "{cases}");
}
