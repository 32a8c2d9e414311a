//! Which cells a finding shows, and where they are, whatever way the record was judged.

use std::collections::BTreeMap;

use heng::finding::Report;
use heng::session::Options;

use super::documents::Dice;
use super::{checked, difference, json};
use crate::run::Memory;

/// What both ways come to on those lines, which is the same.
fn agreed(pack: &str, lines: &[String]) -> Report {
    let program = crate::run::compile(pack);
    let files = Memory(BTreeMap::from([("a.jsonl".to_owned(), lines.join("\n").into_bytes())]));
    let fast = checked(&program, &files, &Options::default());
    let careful = checked(&program, &files, &Options { careful: true, ..Options::default() });
    if let Some(difference) = difference(&json(&fast), &json(&careful)) {
        panic!("{difference}");
    }
    fast
}

#[test]
fn cells_by_the_truths_of_nested_parts() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  甲 a : 整数\n  乙 b : 整数\n  丙 c : 文本\n",
        "  内 d : {\n    甲 a : 整数\n    乙 b : 是否\n  }\n\n",
        "规则 R1 层层\n  依据 \"例\"\n  对象 项目\n",
        "  要求 (甲 < 5 且 非 (乙 > 3 或 丙 = \"x\")) 或 (内.甲 < 乙 且 (内.乙 或 非 (甲 = 乙))) 且 有 丙\n",
        "  否则 错误 \"不符\"\n\n",
        "规则 R2 一处\n  依据 \"例\"\n  对象 项目\n  要求 甲 + 乙 < 9\n  否则 错误 \"{甲 + 乙}\"\n\n",
        "规则 R3 默认\n  依据 \"例\"\n  对象 项目\n  要求 (内.甲 或缺 9) < 5 且 甲 < 8\n  否则 错误 \"不符\"\n",
    );
    let mut dice = Dice::new(1);
    let line = |_| {
        let mut parts = Vec::new();
        for (at, key) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let value = match (at, dice.below(8)) {
                (_, 0) => continue,
                (_, 1) => "null".to_owned(),
                (2, n) => if n % 2 == 0 { r#""x""# } else { r#""y""# }.to_owned(),
                (3, 2) => "{}".to_owned(),
                (3, 3) => format!("{{\"b\":{}}}", dice.below(2) == 0),
                (3, 4) => format!("{{\"a\":{}}}", dice.below(10)),
                (3, _) => format!("{{\"a\":{},\"b\":{}}}", dice.below(10), dice.below(2) == 0),
                _ => dice.below(10).to_string(),
            };
            parts.push(format!("\"{key}\":{value}"));
        }
        format!("{{{}}}", parts.join(","))
    };
    let lines: Vec<String> = (0..3000).map(line).collect();
    assert!(agreed(pack, &lines).findings.len() > 2000);
}

#[test]
fn cells_by_more_patterns_than_are_kept() {
    let keys: Vec<String> = (0..16).map(|number| format!("k{number}")).collect();
    let fields: Vec<String> = keys.iter().map(|key| format!("  {key} : 整数\n")).collect();
    let parts: Vec<String> = keys.iter().map(|key| format!("{key} < 5")).collect();
    let pack = format!(
        "规则包 试\n  主表 项目\n\n表 项目\n{}\n规则 R1 都小\n  依据 \"例\"\n  对象 项目\n  要求 {}\n  否则 错误 \"不小\"\n",
        fields.concat(),
        parts.join(" 且 ")
    );
    let mut dice = Dice::new(1);
    let mut patterns = std::collections::BTreeSet::new();
    let line = |_| {
        let values: Vec<u64> = keys.iter().map(|_| dice.below(10)).collect();
        patterns.insert(values.iter().map(|value| *value < 5).collect::<Vec<_>>());
        let parts: Vec<String> =
            keys.iter().zip(values).map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", parts.join(","))
    };
    let lines: Vec<String> = (0..3000).map(line).collect();
    assert!(patterns.len() > 2048);
    assert!(agreed(&pack, &lines).findings.len() > 2900);
}

#[test]
fn a_field_that_a_nested_record_lacks_is_shown_at_its_key() {
    let pack = concat!(
        "规则包 试\n  主表 项目\n\n表 项目\n  名 name : 文本\n",
        "  外 outer : {\n    数 n : 整数\n    内 inner : {\n      数 n : 整数\n      日 day : 整数\n    }\n  }\n\n",
        "规则 R1 有日\n  依据 \"例\"\n  对象 项目\n  要求 有 外.内.日 且 有 外.数\n  否则 错误 \"没有\"\n",
    );
    let cases: [(&str, &[&str]); 7] = [
        (r#"{"name":"a","outer":{"n":1,"inner":{"n":2}}}"#, &[r#""inner""#]),
        (r#"{"name":"a","outer":{"inner":{"n":2}}}"#, &[r#""inner""#, r#""outer""#]),
        ("{\"name\":\"a\", \"outer\" : {\"n\":1,\t\"inner\"\t:\t{\"n\":2}}}", &[r#""inner""#]),
        (r#"{"name":"b\"","outer":{"n":1,"\u5185":{"n":2}}}"#, &[r#""\u5185""#]),
        (r#"{"name":"c,\"inner\":","outer":{"inner":{"n":2}}}"#, &[r#""inner""#, r#""outer""#]),
        (r#"{"outer":{"n":1,"inner":null}}"#, &["null"]),
        (r#"{"outer":{"n":1,"inner":{"day":null,"n":3}}}"#, &["null"]),
    ];
    // So many of them that they are judged in columns.
    let lines: Vec<String> = (0..700).map(|number| cases[number % 7].0.to_owned()).collect();
    let report = agreed(pack, &lines);
    assert_eq!(report.findings.len(), 700);
    for (finding, (line, wanted)) in report.findings.iter().zip(cases.iter().cycle()) {
        let shown = |place: &heng::finding::Place| {
            let columns = place.site.start.utf8 - 1..place.site.end.utf8 - 1;
            line.get(columns).unwrap_or_default().to_owned()
        };
        assert_eq!(finding.places.iter().map(shown).collect::<Vec<_>>(), *wanted, "{line}");
    }
}
