//! Parents that are not read row by row, with rows of a child table that are: nothing of these is lost.

use std::collections::BTreeMap;

use heng::finding::Report;
use heng::ir::{Checked, Program};
use heng::session::{self, Input, Options};

use super::{json, packs};
use crate::run::Memory;

const PACK: &str = r#"规则包 例
  主表 项目

表 项目
  主键 代码
  代码 : 文本 必填
  名称 : 文本
  金额 : 金额 必填 单位 万元
  指标 : 列表 {
    名称 : 文本
    权重 : 数值
  } 子表

规则 R1 权重合计
  依据 "例"
  对象 项目
  要求 合计(指标.权重 或缺 0) = 100
  否则 错误 "权重合计是 {合计(指标.权重 或缺 0)}"

规则 R2 不许差
  依据 "例"
  对象 项目
  条件 有 指标
  要求 每个 指标 其中 (有 名称) 满足 (名称 != "差")
  否则 错误 "{名称} 有差指标"
"#;

/// Records that are many enough for columns.
const MANY: usize = 70;

fn check(path: &str, parents: &[u8], rows: &str, careful: bool) -> Report {
    let program: Checked<Program> = packs::compiled(PACK).unwrap();
    let files = [(path, parents), ("指标.csv", rows.as_bytes())];
    let files = Memory(BTreeMap::from(files.map(|(path, text)| (path.to_owned(), text.to_vec()))));
    let input =
        |path: &str, table: Option<&str>| Input { path: path.to_owned(), table: table.map(str::to_owned) };
    let inputs = vec![input(path, None), input("指标.csv", Some("指标"))];
    session::check(&program, inputs, &files, &Options { careful, ..Options::default() }, &|_| {})
}

/// A row for each of so many records.
fn rows(count: usize) -> String {
    (0..count).fold("代码,名称,权重\n".to_owned(), |text, row| text + &format!("A{row},差,100\n"))
}

fn records(head: &str) -> String {
    (0..MANY).fold(format!("{head}\n"), |text, row| text + &format!("A{row},路,10\n"))
}

#[test]
fn a_list_that_is_not_read_row_by_row_has_its_elements() {
    let plain = records("代码,名称,金额");
    let lists = [
        plain.clone(),
        records("代码,名称,金额（万元）"),
        plain.clone() + "合计,,700\n",
        plain.clone() + "B1,\"两\n行\",10\n",
        plain + "B1,路,10,11,12\n",
    ];
    for list in lists {
        let [fast, careful] =
            [false, true].map(|careful| check("a.csv", list.as_bytes(), &rows(MANY), careful));
        // Every record has an element that must not be there.
        assert!(careful.findings.len() >= MANY, "{list}");
        assert_eq!(json(&fast), json(&careful), "{list}");
    }
}

#[test]
fn rows_of_no_record_are_told_whatever_a_reading_that_was_given_up_had_found() {
    let line = |row: usize| format!("{{\"代码\":\"A{row}\",\"金额\":10}}\n");
    let lines: String = (0..MANY).map(line).collect();
    // What looks like a row, or a line, is none once the whole is known.
    let parents = [
        ("a.csv", [records("代码,名称,金额").as_bytes(), "B1,\"两\nA70,行\",10\n".as_bytes()].concat()),
        ("a.jsonl", [lines.as_bytes(), line(MANY).trim_end().as_bytes(), b"\n\xff\n"].concat()),
        ("a.jsonl", [lines.as_bytes(), line(MANY).trim_end().as_bytes(), b"\n{\"\0\":1}\n"].concat()),
    ];
    for (path, text) in parents {
        let [fast, careful] = [false, true].map(|careful| check(path, &text, &rows(MANY + 2), careful));
        assert!(!careful.diagnostics.is_empty());
        assert_eq!(json(&fast), json(&careful), "{}", String::from_utf8_lossy(&text));
    }
}
