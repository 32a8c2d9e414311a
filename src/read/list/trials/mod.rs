//! Lists in workbooks made in the test, bound to a small schema.

mod formats;
mod lists;
mod rows;
mod values;

use rust_xlsxwriter::{Workbook, Worksheet};

use super::{Blocks, read_book};
use crate::diag::{Diagnostic, Problem};
use crate::read::{Cell, Record, State, bind_rows};
use crate::schema::{EnumId, Enumeration, Field, Member, Names, RecordType, Schema, Table, TableId, Type};
use crate::source::Source;
use crate::value::{Unit, Value};

fn names(first: &str, second: &str) -> Names {
    Names { first: first.to_owned(), second: Some(second.to_owned()) }
}

fn field(first: &str, second: &str, ty: Type) -> Field {
    Field {
        child: false,
        names: names(first, second),
        aliases: Vec::new(),
        ty,
        required: false,
        unit: Unit::Yuan,
        percent: false,
        bounds: None,
        pattern: None,
        placeholders: std::sync::Arc::default(),
    }
}

/// 项目代码, 项目名称 (required), 申报金额 in 万元, 属性, 评价.得分, 评价.比例, 开始日期, 年度, 政府采购, and 资金 as a
/// list of 来源 and 金额; and a second table 单位 with 单位代码 and 人数.
pub(super) fn schema() -> Schema {
    let mut code = field("项目代码", "code", Type::Text);
    code.aliases = vec!["项目编码".to_owned()];
    let mut name = field("项目名称", "name", Type::Text);
    name.required = true;
    let mut amount = field("申报金额", "amount", Type::Money);
    amount.unit = Unit::TenThousand;
    let score = field("得分", "score", Type::Number);
    let share = field("比例", "share", Type::Ratio);
    let evaluation = RecordType { fields: vec![score, share] };
    let part = RecordType {
        fields: vec![field("来源", "source", Type::Text), field("金额", "amount", Type::Money)],
    };
    let project = RecordType {
        fields: vec![
            code,
            name,
            amount,
            field("属性", "nature", Type::Enum(EnumId(0))),
            field("评价", "evaluation", Type::Record(evaluation)),
            field("开始日期", "start", Type::Date),
            field("年度", "year", Type::Year),
            field("政府采购", "procured", Type::Bool),
            field("资金", "funds", Type::List(Box::new(Type::Record(part)))),
        ],
    };
    let unit = RecordType {
        fields: vec![field("单位代码", "unit_code", Type::Text), field("人数", "people", Type::Int)],
    };
    let member = |first, second| Member { names: names(first, second), aliases: Vec::new() };
    Schema {
        forms: Vec::new(),
        enumerations: vec![Enumeration {
            names: names("属性", "nature"),
            members: vec![member("新增", "new"), member("延续", "ongoing")],
        }],
        tables: vec![
            Table { names: names("项目", "project").into(), key: vec![0], record: project, child: None },
            Table { names: names("单位", "unit").into(), key: vec![0], record: unit, child: None },
        ],
        main: Some(TableId(0)),
    }
}

/// Writes rows from a row on: what is a number is written as one, an empty text not at all.
pub(super) fn write(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in (from - 1..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            match text.parse::<f64>() {
                _ if text.is_empty() => {}
                Ok(number) => drop(sheet.write(row, column, number).unwrap()),
                Err(_) => drop(sheet.write(row, column, *text).unwrap()),
            }
        }
    }
}

/// A workbook with these rows in one sheet.
pub(super) fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet().set_name("申报").unwrap(), 1, rows);
    book.save_to_buffer().unwrap()
}

/// What a workbook came to.
pub(super) struct Read {
    /// The records, field by field.
    pub(super) records: Vec<Vec<String>>,
    /// What is told: code, cell.
    pub(super) told: Vec<(&'static str, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

pub(super) fn read(bytes: Vec<u8>) -> Read {
    match read_book(&schema(), None, "a.xlsx", bytes) {
        Ok(blocks) => came_to(blocks),
        Err(diagnostic) => told(Vec::new(), vec![diagnostic]),
    }
}

/// What blocks come to.
pub(super) fn came_to(blocks: Blocks<'_>) -> Read {
    let schema = schema();
    let (mut records, mut diagnostics) = (Vec::new(), Vec::new());
    for block in blocks {
        diagnostics.extend(block.diagnostics);
        let (documents, heading) = (block.rows.documents(), block.rows.first_heading());
        let bound = bind_rows(&schema, block.table, &block.source, &documents, heading);
        diagnostics.extend(bound.diagnostics);
        records.extend(bound.records.iter().map(|(_, record)| shown(record, &block.source)));
    }
    told(records, diagnostics)
}

fn told(records: Vec<Vec<String>>, diagnostics: Vec<Diagnostic>) -> Read {
    let told = diagnostics.iter().map(|one| (one.problem.code(), cell(one))).collect();
    Read { records, told, diagnostics }
}

/// The cell that a diagnostic points at.
fn cell(diagnostic: &Diagnostic) -> String {
    let cell = diagnostic.site().and_then(|site| site.cell.as_ref());
    cell.map(ToString::to_string).unwrap_or_default()
}

/// The filled-in fields of a record.
pub(super) fn shown(record: &Record, source: &Source) -> Vec<String> {
    record.cells.iter().filter_map(|cell| state(cell, source)).collect()
}

fn state(cell: &Cell, source: &Source) -> Option<String> {
    Some(match &cell.state {
        State::Missing => return None,
        State::Malformed(found) => format!("?{found}"),
        State::Value(Value::Text(text)) => text.to_string(),
        State::Value(Value::Number(number)) => number.to_string(),
        State::Value(Value::Date(date)) => date.to_string(),
        State::Value(Value::Bool(truth)) => truth.to_string(),
        State::Value(Value::Member(member)) => format!("member {member}"),
        State::Record(record) => shown(record, source).join(" "),
        State::List(cells) => {
            cells.iter().filter_map(|cell| state(cell, source)).collect::<Vec<_>>().join(" + ")
        }
    })
}

/// The problem with that code.
pub(super) fn problem(read: &Read, code: &str) -> Problem {
    let mut found = read.diagnostics.iter().map(|one| &one.problem);
    found.find(|problem| problem.code() == code).unwrap().clone()
}
