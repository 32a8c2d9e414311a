//! What names in rules stand for, in words, and where to look when nothing has a name like it.

use crate::diag::Kind;

/// A kind of thing, as rule authors call it.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Value => "field, param or member",
        Kind::Field => "field",
        Kind::Member => "member",
        Kind::Type => "type",
        Kind::Table => "table",
        Kind::Form => "form",
        Kind::Param => "param",
        Kind::Measure => "measure",
        Kind::Scorecard => "scorecard",
        Kind::Rule => "rule",
        Kind::Function => "function",
        Kind::Let => "let",
        Kind::Argument => "argument",
        Kind::Pack => "pack",
        Kind::Example => "example",
        Kind::Row => "row",
    }
}

/// Where to look when nothing has a name like it.
pub(super) fn where_declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Value => "fields of the subject, lets and params can be named here; a text stands in quotes",
        Kind::Field => "compare with the declaration of the table",
        Kind::Member => "compare with the declaration of the type; a text stands in quotes",
        Kind::Type => "check the name, or declare it with `type …`",
        Kind::Table => "check the name, or declare it with `table …`",
        Kind::Param => "check the name, or declare it with `param …`",
        Kind::Measure => "check the name, or declare it with `measure … weight …`",
        Kind::Scorecard => "check the name, or declare it with `scorecard … full … by …`",
        Kind::Rule => "check the code",
        Kind::Function => {
            "check the name; there are `sum`, `count`, `max`, `min`, `length`, `abs` and others"
        }
        Kind::Row => {
            "compare with the labels of the rows; without a label all rows that matter less are raised"
        }
        Kind::Let | Kind::Argument | Kind::Pack | Kind::Form | Kind::Example => "check the name",
    }
}
