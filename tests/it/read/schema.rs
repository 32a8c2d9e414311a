//! A schema built by hand, and short ways to read with it.

use std::sync::Arc;

use heng::diag::Diagnostic;
use heng::read::{self, Bound, Cell, Node, NodeKind, Parsed, State};
use heng::schema::{Bounds, EnumId, Enumeration, Field, Member, Names, RecordType, Schema, Table, Type};
use heng::source::{Source, Span};
use heng::value::{Number, Unit};

pub(crate) fn names(first: &str, second: &str) -> Names {
    Names { first: first.to_owned(), second: Some(second.to_owned()) }
}

pub(crate) fn field(first: &str, second: &str, ty: Type) -> Field {
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
        placeholders: ["无".to_owned(), "/".to_owned()].into(),
    }
}

pub(crate) fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

fn range(low: i128, high: i128) -> Bounds {
    let (low, high) = (Number::integer(low), Number::integer(high));
    Bounds { low, high, low_closed: true, high_closed: true }
}

/// 项目, with every kind of field, and 汇总, a second table.
pub(crate) fn schema() -> Schema {
    let member = |first, second| Member { names: names(first, second), aliases: Vec::new() };
    let kinds = Enumeration {
        names: names("属性", "attribute"),
        members: vec![
            Member { aliases: vec!["新设".to_owned()], ..member("新增", "new") },
            member("延续", "continued"),
        ],
    };
    let ten_thousand = |field| Field { unit: Unit::TenThousand, ..field };
    let review = RecordType {
        fields: vec![
            Field { bounds: Some(range(0, 100)), ..field("得分", "score", Type::Number) },
            required(field("日期", "date", Type::Date)),
        ],
    };
    let indicator = RecordType {
        fields: vec![
            required(field("名称", "name", Type::Text)),
            Field { percent: true, ..field("权重", "weight", Type::Ratio) },
        ],
    };
    let project = RecordType {
        fields: vec![
            required(Field {
                pattern: heng::value::Matcher::new("^[0-9]{4}$").ok(),
                aliases: vec!["项目编码".to_owned(), "1.编码".to_owned()],
                ..field("项目代码", "code", Type::Text)
            }),
            required(ten_thousand(field("申报金额", "amount", Type::Money))),
            field("属性", "attribute", Type::Enum(EnumId(0))),
            field("新建", "fresh", Type::Bool),
            field("人数", "people", Type::Int),
            field("年度", "year", Type::Year),
            field("工期", "duration", Type::Days),
            field("评价", "review", Type::Record(review)),
            field("指标", "indicators", Type::List(Box::new(Type::Record(indicator)))),
            field("标签", "tags", Type::List(Box::new(Type::Text))),
        ],
    };
    let totals = RecordType { fields: vec![ten_thousand(field("金额", "total", Type::Money))] };
    Schema {
        forms: Vec::new(),
        enumerations: vec![kinds],
        tables: vec![
            Table { names: names("项目", "project").into(), key: vec![0], record: project, child: None },
            Table { names: names("汇总", "totals").into(), key: Vec::new(), record: totals, child: None },
        ],
        main: Some(heng::schema::TableId(0)),
    }
}

/// A text in memory whose name has the ending.
pub(crate) fn source(ending: &str, text: &str) -> Source<'static> {
    Source::new(format!("申报.{ending}"), text.to_owned())
}

pub(crate) fn parse(source: &Source) -> Parsed {
    if let Some(parse) = read::format_for(source.path()).unwrap().parse {
        return parse(source);
    }
    let source = Source::new(Arc::clone(source.path()), source.text().to_owned());
    let mut parsed = Parsed::default();
    let schema = schema();
    for block in read::read_csv(&schema, None, Arc::new(source)) {
        parsed.documents.extend(block.rows.documents());
        parsed.diagnostics.extend(block.diagnostics);
    }
    parsed
}

/// All that reading and binding say of a text, and the records.
pub(crate) fn check(ending: &str, text: &str) -> Bound {
    let source = source(ending, text);
    let parsed = parse(&source);
    let mut bound = read::bind_all(&schema(), None, &source, &parsed.documents);
    bound.diagnostics.splice(..0, parsed.diagnostics);
    bound
}

/// The codes, with the texts at which the diagnostics point.
pub(crate) fn told(diagnostics: &[Diagnostic]) -> Vec<(&'static str, String)> {
    diagnostics.iter().map(|told| (told.problem.code(), pointed_at(told, 0))).collect()
}

pub(crate) fn pointed_at(diagnostic: &Diagnostic, label: usize) -> String {
    let site = &diagnostic.labels[label].site;
    let excerpt = site.excerpt.as_ref().unwrap();
    excerpt.text.get(excerpt.span.range()).unwrap().to_owned()
}

/// A state in one line, without places.
pub(crate) fn state(cell: &Cell) -> String {
    match &cell.state {
        State::Missing => "-".to_owned(),
        State::Malformed(text) => format!("!{text}"),
        State::Value(value) => format!("{value:?}"),
        State::Record(record) => {
            format!("{{{}}}", record.cells.iter().map(state).collect::<Vec<_>>().join(", "))
        }
        State::List(cells) => format!("[{}]", cells.iter().map(state).collect::<Vec<_>>().join(", ")),
    }
}

/// A tree in one line: scalars in `'`, keys as they are.
pub(crate) fn show(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Scalar(text) => format!("'{text}'"),
        NodeKind::Unread(cause) => format!("{cause:?}"),
        NodeKind::List(elements) => {
            format!("[{}]", elements.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Object(entries) => {
            let entry = |entry: &read::Entry| format!("{}: {}", entry.key, show(&entry.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Every place of a tree with its text.
pub(crate) fn spans(node: &Node, all: &mut Vec<Span>) {
    all.extend([node.span, node.anchor]);
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Unread(_) => {}
        NodeKind::List(elements) => elements.iter().for_each(|element| spans(element, all)),
        NodeKind::Object(entries) => {
            for entry in entries {
                all.push(entry.key_span);
                spans(&entry.value, all);
            }
        }
    }
}
