//! What names in rules stand for, in words, and where to look when nothing has a name like it.

use crate::diag::Kind;

/// A kind of thing, as rule authors call it.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Value => "字段、参数或选项",
        Kind::Field => "字段",
        Kind::Member => "选项",
        Kind::Type => "类型",
        Kind::Table => "表",
        Kind::Form => "表样",
        Kind::Param => "参数",
        Kind::Measure => "处置",
        Kind::Scorecard => "考核",
        Kind::Rule => "规则",
        Kind::Function => "函数",
        Kind::Let => "令",
        Kind::Argument => "处置的参数",
        Kind::Pack => "规则包",
        Kind::Example => "样例",
        Kind::Row => "档",
    }
}

/// Where to look when nothing has a name like it.
pub(super) fn where_declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Value => "请核对名称：可以用对象的字段、`令` 的名称和参数；一段文本要加引号",
        Kind::Field => "请对照表的声明核对字段名",
        Kind::Member => "请对照类型的声明核对选项；一段文本要加引号",
        Kind::Type => "请核对类型名，或先用 `类型 …` 声明它",
        Kind::Table => "请核对表名，或先用 `表 …` 声明它",
        Kind::Param => "请核对参数名，或先用 `参数 …` 声明它",
        Kind::Measure => "请核对处置的名称，或先用 `处置 … 轻重 …` 声明它",
        Kind::Scorecard => "请核对考核的名称，或先用 `考核 … 满分 … 按 …` 声明它",
        Kind::Rule => "请核对规则的编号",
        Kind::Function => "请核对函数名；常用的有 `合计`、`计数`、`最大`、`最小`、`长度`、`年`、`绝对值`",
        Kind::Row => "请对照分档各行的名称；不写名称，所有较轻的档都改",
        Kind::Let | Kind::Argument | Kind::Pack | Kind::Form | Kind::Example => "请核对名称",
    }
}
