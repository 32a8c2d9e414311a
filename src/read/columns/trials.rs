//! Records in every way of writing them that is read at once, and what of it is left to the careful reader.

use std::sync::Arc;

use super::{ARENA, ColumnId, ColumnKind, Columns, Decoder, Layout, PRESENT, Plan, SCALE, Syntax, Written};
use crate::schema::{EnumId, Enumeration, Field, Member, Names, RecordType, Schema, Table, TableId, Type};
use crate::source::Span;
use crate::value::Unit;

fn field(chinese: &str, english: &str, ty: Type) -> Field {
    Field {
        names: Names { first: chinese.to_owned(), second: Some(english.to_owned()) },
        aliases: Vec::new(),
        ty,
        required: false,
        unit: Unit::TenThousand,
        percent: false,
        bounds: None,
        pattern: None,
        placeholders: ["无".to_owned(), "0".to_owned()].into(),
        child: false,
    }
}

pub(super) fn schema() -> Schema {
    let record = |fields: Vec<Field>| Type::Record(RecordType { fields });
    let fund = vec![field("来源", "source", Type::Text), field("金额", "amount", Type::Money)];
    let fields = vec![
        Field { required: true, ..field("名称", "name", Type::Text) },
        field("得分", "score", Type::Number),
        field("属性", "kind", Type::Enum(EnumId(0))),
        field("日期", "date", Type::Date),
        field("已办", "done", Type::Bool),
        field("资金", "funds", Type::List(Box::new(record(fund)))),
        field("评价的结果和它的应用", "evaluation", record(vec![field("年度", "year", Type::Year)])),
    ];
    let member = |name: &str| Member { names: Names::single(name), aliases: Vec::new() };
    let kinds = ["新增", "延续项目", "无"].map(member).into();
    let record = RecordType { fields };
    Schema {
        enumerations: vec![Enumeration { names: Names::single("属性"), members: kinds }],
        tables: vec![Table {
            names: Arc::new(Names::single("项目")), key: Vec::new(), record, child: None
        }],
        main: Some(TableId(0)),
        ..Schema::default()
    }
}

/// The record of a line of JSON as it stands in columns: names, scores, kinds, dates, truths, the sources and amounts
/// of funds, years. `None` for one that is odd.
fn read(line: &str) -> Option<Vec<String>> {
    read_as(Syntax::Json, line)
}

fn read_as(syntax: Syntax, line: &str) -> Option<Vec<String>> {
    let schema = schema();
    let mut layout = Layout::new(&schema, TableId(0)).unwrap();
    let mut columns: Vec<(ColumnId, ColumnKind)> =
        (0..6).map(|at| layout.column(0, &[at]).unwrap()).collect();
    let Some((_, ColumnKind::List(frame))) = columns.pop() else {
        panic!("the funds are a list");
    };
    columns.extend([0, 1].map(|at| layout.column(frame, &[at]).unwrap()));
    columns.push(layout.column(0, &[6, 0]).unwrap());
    let plan = Plan::new(&layout).unwrap();
    let (mut decoder, mut batch, mut arena) = (Decoder::new(&plan), Columns::new(&layout), String::new());
    // Once more when it has seen such a record, and with another before it.
    let text = format!("{line}\0{{}}\0{line}");
    let lines = [0, line.len() + 4].map(|start| Span::new(start, start + line.len()));
    decoder.read(Written::As(syntax), &text, &lines, &mut batch, &mut arena);
    let &[first, second] = batch.odd() else {
        panic!("two records");
    };
    assert_eq!(first, second, "{line}");
    let half = |frame| batch.rows(frame) / 2;
    let shown = |(column, kind): &(ColumnId, ColumnKind), half: usize| {
        let column = batch.column(*column).unwrap();
        let rows = |from: usize| {
            let cell = |row: usize| match kind {
                _ if column.states[row] != PRESENT => "-".to_owned(),
                ColumnKind::Text => {
                    let [from, to] = column.ranges[row];
                    let (text, base) = if from < ARENA { (&text, 0) } else { (&arena, ARENA) };
                    text[(from - base) as usize..(to - base) as usize].to_owned()
                }
                ColumnKind::Number => (column.numbers[row] / SCALE).to_string(),
                _ => column.numbers[row].to_string(),
            };
            (from..from + half).map(cell).collect::<Vec<_>>().join("+")
        };
        let (first, second) = (rows(0), rows(half));
        assert_eq!(first, second, "{line}");
        first
    };
    let of_list = |at: usize| usize::from((5..7).contains(&at)) * frame;
    (!first)
        .then(|| columns.iter().enumerate().map(|(at, column)| shown(column, half(of_list(at)))).collect())
}

const PLAIN: &str = r#"{"名称":"项目","得分":60,"属性":"延续项目","日期":"2024-05-31","已办":true,"资金":[{"来源":"财政","金额":1.5},{"来源":null,"金额":-2}],"评价的结果和它的应用":{"年度":2024}}"#;

fn plain() -> Vec<String> {
    let all = ["项目", "60", "1", "1036479", "1", "财政+-", "15000+-20000", "2024"];
    all.map(str::to_owned).into()
}

#[test]
fn a_record_means_the_same_with_white_space_escapes_and_other_spellings() {
    assert_eq!(read(PLAIN), Some(plain()));
    let escaped: String = PLAIN
        .chars()
        .map(|one| if one.is_ascii() { one.to_string() } else { format!("\\u{:04X}", one as u32) })
        .collect();
    let spaced = PLAIN.replace(':', ": ").replace(',', " ,\t").replace('{', "{ ").replace(']', " ] ");
    for written in [
        escaped.to_lowercase(),
        escaped,
        spaced,
        PLAIN.replace("\"项目\"", "\"\u{3000}项目 \""),
        PLAIN.replace("得分", "score").replace("评价的结果和它的应用", "evaluation"),
        PLAIN.replace(":60", ":\"60.0\"").replace(":true", ":\"是\"").replace(":2024", ":\"2024\""),
        PLAIN.replace("2024-05-31", "2024年5月31日"),
    ] {
        assert_eq!(read(&written), Some(plain()), "{written}");
    }
}

#[test]
fn keys_may_come_in_any_order() {
    let entries = [
        r#""name":"甲""#,
        r#""score":7"#,
        r#""kind":"新增""#,
        r#""date":"2024-02-29""#,
        r#""done":false"#,
        r#""funds":[]"#,
        r#""evaluation":{"year":2023}"#,
    ];
    let expected = read(&format!("{{{}}}", entries.join(",")));
    assert!(expected.is_some());
    for turn in 0..entries.len() {
        let mut turned = entries;
        turned.rotate_left(turn);
        assert_eq!(read(&format!("{{{}}}", turned.join(","))), expected);
        turned.reverse();
        assert_eq!(read(&format!("{{{}}}", turned.join(", "))), expected);
    }
}

#[test]
fn what_means_nothing_is_missing_and_a_member_is_no_placeholder() {
    let none = r#"{"name":"甲","score":"无","kind":null,"date":"","done":" 无","evaluation":{"year":0}}"#;
    assert_eq!(read(none).unwrap().join(" "), "甲 - - - -   -");
    assert_eq!(read(r#"{"name":"甲","score":0,"kind":"无"}"#).unwrap().join(" "), "甲 - 2 - -   -");
}

#[test]
fn what_the_careful_reader_tells_of_is_odd() {
    for odd in [
        r#"{"score":1}"#,
        r#"{"name":"无"}"#,
        r#"{"name":"甲","更多":1}"#,
        r#"{"name":"甲","name":"乙"}"#,
        r#"{"name":"甲","\u540d\u79f0":"乙"}"#,
        r#"{"name":"甲\u200b"}"#,
        r#"{"name":"甲","score":"约5"}"#,
        r#"{"name":"甲","score":0.0000001}"#,
        r#"{"name":"甲","kind":"新 增"}"#,
        r#"{"name":"甲","date":"2023-02-29"}"#,
        r#"{"name":"甲","done":"√"}"#,
        r#"{"name":"甲","evaluation":{"year":20240}}"#,
        r#"{"name":"甲","evaluation":{"year":999}}"#,
        r#"{"name":"甲","funds":[{}]}"#,
        r#"{"name":"甲","funds":[{"amount":1},{"amount":10000,"source":"乙"}],"score":1,}"#,
        r#"{"name":"甲"}}"#,
        r#"{"name":"甲""#,
        r#"{"name":"甲","score":1e3}"#,
        r#"{"name":"甲","score":01}"#,
    ] {
        assert_eq!(read(odd), None, "{odd}");
    }
}

const TOML: &str = r#"
name = "项目"
"得分" = 60  # 说明
kind = "延续项目"
date = 2024-05-31
done = true

[[funds]]
source = "财政"
amount = 1.5

[[funds]]
"金额" = -2

["评价的结果和它的应用"]
year = 2024
"#;

#[test]
fn a_file_of_toml_means_what_a_line_of_json_does() {
    let spaced = TOML.replace(" = ", "=").replace('\n', " \t\r\n\t").replace("[[", "# [\n[[");
    let before = TOML.split("\n[[funds]]").next().unwrap_or_default();
    let inline = format!(
        "{before}evaluation.year = 2024\n'funds' = [ {{source = \"财政\", amount = 1.5}}, # 一\n {{\"金额\"=-2 }}, ]"
    );
    for written in [
        TOML,
        &spaced,
        &inline,
        &TOML.replace("= 60", "= 6_0").replace("\"项目\"", "' 项目'"),
        &TOML.replace("= true", "= '是'").replace("2024-05-31", "\"2024年5月31日\""),
        TOML.trim(),
    ] {
        assert_eq!(read_as(Syntax::Toml, written), Some(plain()), "{written}");
    }
}

#[test]
fn what_is_not_plain_toml_is_odd() {
    let doubled = |line: &str| TOML.replacen(line, &format!("{line}\n{line}"), 1);
    let whole = [
        "",
        "# 只有说明\n",
        "name = 1 2",
        "name = \"甲\" score = 1",
        "name = \"\\u7532\"",
        "name = \"\"\"甲\"\"\"",
        "name = '''甲'''",
        "name = 甲",
        "名称 = \"甲\"",
        "name = null",
        "name = \"甲\" # \u{1}",
        "name = \"甲\"\r",
        "score = 1",
    ];
    let rest = [
        "score = 1e3",
        "score = 0_1",
        "score = 1__0",
        "score = +1",
        "score = 0x10",
        "date = 2023-02-29",
        "date = 2023-02-28T00:00:00",
        "funds = [1",
        "funds = [{}]",
        "evaluation = {year = 2024,}",
        "evaluation.year = 2024\n[evaluation]",
        "[[evaluation]]\nyear = 2024",
        "[funds]\namount = 1",
        "[funds.x]",
        "[ evaluation ]",
        "[evaluation",
        "[[funds]\nsource = \"乙\"",
        "[[funds]]",
        "unknown = 1",
    ];
    let more = [
        doubled("name = \"项目\""),
        doubled("[\"评价的结果和它的应用\"]"),
        TOML.replace("amount = 1.5", "[evaluation]"),
        TOML.replace("[[funds]]", "[[funds]]\n[[资金]]"),
    ];
    let whole = whole.into_iter().map(str::to_owned);
    let rest = rest.into_iter().map(|rest| format!("name = \"甲\"\n{rest}"));
    for odd in whole.chain(rest).chain(more) {
        assert_eq!(read_as(Syntax::Toml, &odd), None, "{odd}");
    }
}
