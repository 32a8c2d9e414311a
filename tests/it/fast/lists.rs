//! Lists of many rows, as workbooks and as CSV.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use heng::session::Options;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;

use super::documents::Dice;
use super::{RULES, asked, checked, difference, documents, json, packs, seeds};
use crate::run::Memory;

/// Packs that are tried.
const PACKS: u32 = 30;

/// Rows of a list, at most; a few are not worth the fast path.
const ROWS: usize = 300;

/// Headings of fields, each with what its values are called in documents; some say a unit of their own.
const HEADINGS: [(&str, &[&str]); 17] = [
    ("代码", &["代码", "code"]),
    ("名称", &["名称", "name", "项目名称"]),
    ("金额", &["金额", "amount"]),
    ("预算", &["预算", "budget"]),
    ("得分", &["得分", "score"]),
    ("数", &["数", "n"]),
    ("占比", &["占比", "share"]),
    ("属性", &["属性", "kind"]),
    ("日期", &["日期", "date"]),
    ("止", &["止", "until"]),
    ("年度", &["年度", "year"]),
    ("期限", &["期限", "term"]),
    ("已办", &["已办", "done"]),
    ("评价.分", &["分", "points"]),
    ("评价.等级", &["等级", "grade"]),
    ("评价.日", &["日", "day"]),
    ("标签[1]", &["标签", "tags"]),
];

/// A row under the headings.
type Grid = Vec<Vec<String>>;

/// The documents as rows, those aside that are none.
fn grid(dice: &mut Dice, document: &[u8]) -> Grid {
    let lists = dice.one_in(6);
    let wanted: Vec<_> = HEADINGS.iter().filter(|(heading, _)| lists || !heading.contains('[')).collect();
    let heading = |dice: &mut Dice, heading: &str| match (heading, dice.below(5)) {
        ("金额" | "预算", 0) => format!("{heading}（元）"),
        ("占比" | "得分", 0) => format!("{heading}(%)"),
        ("评价.分", 0) => "评价.points".to_owned(),
        _ => heading.to_owned(),
    };
    let mut grid = vec![wanted.iter().map(|(one, _)| heading(dice, one)).collect::<Vec<_>>()];
    if dice.one_in(4) {
        grid[0].push("未知".to_owned());
    }
    for line in document.split(|byte| *byte == b'\n') {
        if let Ok(Value::Object(record)) = serde_json::from_slice(line) {
            let inside = |record: &Value| match record {
                Value::Object(inner) => inner.clone(),
                _ => serde_json::Map::new(),
            };
            let evaluation = record.get("评价").or_else(|| record.get("evaluation")).map(inside);
            let evaluation = evaluation.unwrap_or_default();
            let cell = |(heading, names): &&(&str, &[&str])| {
                let record = if heading.contains('.') { &evaluation } else { &record };
                text(names.iter().find_map(|name| record.get(*name)))
            };
            let mut row: Vec<String> = wanted.iter().map(cell).collect();
            if grid[0].len() > row.len() && dice.one_in(2) {
                row.push("多".to_owned());
            }
            grid.push(row);
        }
    }
    grid
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(elements)) => text(elements.first()),
        Some(other) => other.to_string(),
    }
}

fn csv(grid: &Grid) -> Vec<u8> {
    let wide = grid[0].len();
    let line = |row: &Vec<String>| {
        let cells = (0..wide).map(|at| row.get(at).map_or(String::new(), |cell| cell.replace('"', "\"\"")));
        cells.map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
    };
    grid.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

/// The rows below a title and perhaps a unit, numbers as numbers, some rows hidden, some as people let them slip.
fn xlsx(dice: &mut Dice, grid: &Grid) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let formats = ["0.00", "0%", "yyyy-mm-dd", "0000"].map(|code| Format::new().set_num_format(code));
    sheet.write(0, 0, "清单").unwrap();
    if dice.one_in(3) {
        sheet.write(1, 0, dice.pick(&["单位：元", "单位：万元"])).unwrap();
    }
    for (row, cells) in (3..).zip(grid) {
        let slip = u16::from(row > 3 && dice.one_in(60));
        for (column, cell) in (slip..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) if row > 3 && !dice.one_in(6) => {
                    let odd = dice.below(40);
                    match odd {
                        0 => sheet.write_with_format(
                            row,
                            column,
                            number,
                            dice.pick(&[&formats[0], &formats[1], &formats[2], &formats[3]]),
                        ),
                        1 => sheet.write(row, column, number + 45_000.0),
                        2 => sheet.write(row, column, Formula::new("=1+1").set_result(cell)),
                        _ => sheet.write(row, column, number),
                    }
                    .unwrap();
                }
                _ => drop(sheet.write(row, column, cell.as_str()).unwrap()),
            }
        }
        if dice.one_in(50) {
            sheet.set_row_hidden(row).unwrap();
        }
    }
    let below = u32::try_from(grid.len()).unwrap() + 3;
    sheet.write(below, 0, "合计").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn lists_agree_on_every_byte() {
    let asked = asked();
    let config = Config { cases: asked.unwrap_or(PACKS), ..Config::default() };
    let cases = AtomicU64::new(0);
    let strategy = (any::<u64>().no_shrink(), seeds(RULES), seeds(ROWS));
    let result = TestRunner::new(config).run(&strategy, |(schema, rules, lines)| {
        let Some((pack, program)) = packs::pack(schema, &rules) else {
            return Ok(());
        };
        let mut dice = Dice::new(schema);
        let grid = grid(&mut dice, &documents::lines(schema, &lines));
        let files = [("a.xlsx", xlsx(&mut dice, &grid)), ("b.csv", csv(&grid))];
        let files = Memory(
            files.map(|(name, bytes)| (name.to_owned(), bytes)).into_iter().collect::<BTreeMap<_, _>>(),
        );
        let some = Options { jobs: Some(2), ..Options::default() };
        let fast = checked(&program, &files, &some);
        let careful = checked(&program, &files, &Options { careful: true, ..some });
        cases.fetch_add(fast.verdicts().total(), Ordering::Relaxed);
        let difference = difference(&json(&fast), &json(&careful));
        prop_assert!(difference.is_none(), "{}\n{pack}\n{grid:?}", difference.unwrap_or_default());
        Ok(())
    });
    if let Err(difference) = result {
        panic!("{difference}");
    }
    let cases = cases.into_inner();
    // Fewer would not be a test of anything.
    assert!(cases >= 5_000 || asked.is_some(), "{cases}");
}
