//! The syntax tree of a rule file: what was written, with its spans; knows nothing of what names mean.
//!
//! Spans are left out of the serialised tree, so that two texts with one meaning serialise alike.

use serde::Serialize;

use crate::source::Span;
use crate::value::{Date, Number, Unit};

/// A rule file.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// Its items, in the order of the text.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, Serialize)]
pub enum Item {
    /// 规则包.
    Pack(Pack),
    /// 参数.
    Param(Param),
    /// 类型.
    Type(TypeDecl),
    /// 表.
    Table(Table),
    /// 处置.
    Measure(Measure),
    /// 规则.
    Rule(Rule),
    /// 分档.
    Tiers(Tiers),
    /// 样例.
    Example(Example),
    /// 测试.
    Test(Test),
    /// An item that could not be parsed. Its name is kept, so that uses of it are not reported as unknown.
    Broken(Broken),
}

/// An item, or a part of one, that could not be parsed.
#[derive(Clone, Debug, Serialize)]
pub struct Broken {
    /// The names it would have declared, where they could be made out.
    pub names: Vec<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A name as written, without backticks.
#[derive(Clone, Debug, Serialize)]
pub struct Ident {
    /// The name.
    pub text: String,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// One or two spellings.
#[derive(Clone, Debug, Serialize)]
pub struct Names {
    /// The spelling written first.
    pub first: Ident,
    /// The spelling written second.
    pub second: Option<Ident>,
}

/// A text without holes.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// Its characters.
    pub text: String,
    /// Its place, quotes included.
    #[serde(skip)]
    pub span: Span,
}

/// A text with holes.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// Characters and holes in turn.
    pub parts: Vec<TemplatePart>,
    /// Its place, quotes included.
    #[serde(skip)]
    pub span: Span,
}

/// A piece of a template.
#[derive(Clone, Debug, Serialize)]
pub enum TemplatePart {
    /// Characters.
    Text(String),
    /// `{expression}`.
    Hole(Expr),
}

/// 施行 … 起 [至 …].
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// First day.
    #[serde(serialize_with = "date")]
    pub from: Date,
    /// Last day, itself included.
    #[serde(serialize_with = "date_if_any")]
    pub to: Option<Date>,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// 规则包: the header of a pack.
#[derive(Clone, Debug, Serialize)]
pub struct Pack {
    /// Its name.
    pub name: Ident,
    /// 名称.
    pub title: Option<Text>,
    /// 版本.
    pub version: Option<Text>,
    /// 施行.
    pub period: Option<Period>,
    /// 引用.
    pub uses: Vec<Ident>,
    /// 主表.
    pub main: Option<Ident>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 参数.
#[derive(Clone, Debug, Serialize)]
pub struct Param {
    /// Its name.
    pub names: Names,
    /// Its type.
    pub ty: TypeExpr,
    /// Its value.
    pub value: Expr,
    /// 范围.
    pub range: Option<Interval>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 类型.
#[derive(Clone, Debug, Serialize)]
pub struct TypeDecl {
    /// Its name.
    pub names: Names,
    /// Members or fields.
    pub body: TypeBody,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What stands between the braces of a type.
#[derive(Clone, Debug, Serialize)]
pub enum TypeBody {
    /// An enumeration.
    Members(Vec<Member>),
    /// A record.
    Fields(Vec<Field>),
}

/// A member of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Its spellings.
    pub names: Names,
    /// 别名.
    pub aliases: Vec<Text>,
}

/// A type where one is named.
#[derive(Clone, Debug, Serialize)]
pub struct TypeExpr {
    /// Which one.
    pub kind: TypeKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The ways to name a type.
#[derive(Clone, Debug, Serialize)]
pub enum TypeKind {
    /// A type of the language.
    Basic(BasicType),
    /// A declared type.
    Named(Ident),
    /// Written out here.
    Inline(TypeBody),
    /// 列表.
    List(Box<TypeExpr>),
    /// 集合.
    Set(Box<TypeExpr>),
}

/// The types of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BasicType {
    /// 文本.
    Text,
    /// 是否.
    Bool,
    /// 整数.
    Int,
    /// 数值.
    Number,
    /// 比例.
    Ratio,
    /// 金额.
    Money,
    /// 日期.
    Date,
    /// 年度.
    Year,
    /// 天数.
    Days,
}

/// 表.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Its name.
    pub names: Names,
    /// 主键.
    pub key: Vec<Ident>,
    /// 占位.
    pub placeholders: Vec<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A field of a table or a record.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its spellings.
    pub names: Names,
    /// Its type.
    pub ty: TypeExpr,
    /// True with 必填.
    pub required: bool,
    /// 单位.
    pub unit: Option<FieldUnit>,
    /// 范围.
    pub range: Option<Interval>,
    /// 匹配.
    pub pattern: Option<Text>,
    /// 别名.
    pub aliases: Vec<Text>,
    /// 占位.
    pub placeholders: Vec<Text>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 单位 of a field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldUnit {
    /// Which one.
    pub unit: EntryUnit,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// What a bare number in a document stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryUnit {
    /// A unit of money.
    Money(Unit),
    /// `%`.
    Percent,
}

impl Serialize for EntryUnit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Money(unit) => unit.word(),
            Self::Percent => "%",
        })
    }
}

/// 处置 as an item: a measure.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// Its name.
    pub names: Names,
    /// Its arguments.
    pub args: Vec<MeasureArg>,
    /// 轻重.
    pub weight: Option<Weight>,
    /// 金额.
    pub amount: Option<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 轻重: greater is graver.
#[derive(Clone, Debug, Serialize)]
pub struct Weight {
    /// The number.
    pub value: u32,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// An argument of a measure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureArg {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
}

/// What 规则 and 分档 have in common.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The stable code.
    pub code: Ident,
    /// Its names, if it has any.
    pub names: Option<Names>,
    /// 依据.
    pub basis: Vec<Text>,
    /// 对象.
    pub subject: Option<Ident>,
    /// 施行.
    pub period: Option<Period>,
    /// 令, before or after 条件.
    pub lets: Vec<Let>,
    /// 条件.
    pub condition: Option<Expr>,
    /// 除外.
    pub exceptions: Vec<Exception>,
}

/// 令.
#[derive(Clone, Debug, Serialize)]
pub struct Let {
    /// The name.
    pub name: Ident,
    /// What it stands for.
    pub value: Expr,
}

/// 除外.
#[derive(Clone, Debug, Serialize)]
pub struct Exception {
    /// When it applies.
    pub when: Expr,
    /// Why it may.
    pub basis: Vec<Text>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 规则.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Code, names, scope.
    pub head: Head,
    /// 要求.
    pub requirement: Option<Expr>,
    /// 否则.
    pub otherwise: Option<Otherwise>,
    /// 处置.
    pub measure: Option<MeasureUse>,
    /// 建议.
    pub advice: Option<Template>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A severity with a message.
#[derive(Clone, Debug, Serialize)]
pub struct Otherwise {
    /// 错误, 警告 or 提示.
    pub severity: Level,
    /// The message.
    pub message: Template,
}

/// The severities, as keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Level {
    /// 错误.
    Error,
    /// 警告.
    Warning,
    /// 提示.
    Note,
}

/// 处置 as a clause: a measure applied.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureUse {
    /// Which measure.
    pub name: Ident,
    /// Its arguments.
    pub args: Vec<Expr>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 分档.
#[derive(Clone, Debug, Serialize)]
pub struct Tiers {
    /// Code, names, scope.
    pub head: Head,
    /// 按.
    pub axes: Vec<Expr>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// A row of a tier set.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it covers.
    pub cover: Cover,
    /// Its label, 优.
    pub label: Option<Ident>,
    /// What follows.
    pub outcome: RowOutcome,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// What a row covers.
#[derive(Clone, Debug, Serialize)]
pub enum Cover {
    /// A pattern an axis (or a lone 缺失).
    Patterns(Vec<Pattern>),
    /// 其他: all that no other row covers.
    Otherwise,
}

/// What a row says of one axis.
#[derive(Clone, Debug, Serialize)]
pub struct Pattern {
    /// Which values.
    pub kind: PatternKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The ways to say which values of an axis.
#[derive(Clone, Debug, Serialize)]
pub enum PatternKind {
    /// `[60, 80)`.
    Interval(Interval),
    /// `>= 90`.
    Compare(CompareOp, Expr),
    /// One value.
    Value(Expr),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `*`.
    Any,
    /// 缺失.
    Missing,
}

/// What follows from a row.
#[derive(Clone, Debug, Serialize)]
pub enum RowOutcome {
    /// 通过.
    Pass,
    /// 不适用.
    NotApplicable,
    /// A finding.
    Finding {
        /// Severity and message.
        otherwise: Otherwise,
        /// 处置.
        measure: Option<MeasureUse>,
        /// 建议.
        advice: Option<Template>,
    },
}

/// An interval.
#[derive(Clone, Debug, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: Box<Expr>,
    /// Upper end.
    pub high: Box<Expr>,
    /// `[`.
    pub low_closed: bool,
    /// `]`.
    pub high_closed: bool,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 样例.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The table.
    pub table: Ident,
    /// The record.
    pub record: RecordLiteral,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 测试.
#[derive(Clone, Debug, Serialize)]
pub struct Test {
    /// The rule's code.
    pub rule: Ident,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 例.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// What it shows.
    pub title: Text,
    /// The subject's table.
    pub table: Ident,
    /// The subject.
    pub record: RecordLiteral,
    /// 应.
    pub expect: Expect,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// 应: what a case must give.
#[derive(Clone, Debug, Serialize)]
pub struct Expect {
    /// The verdict.
    pub verdict: ExpectedVerdict,
    /// The severity.
    pub severity: Option<Level>,
    /// 处置.
    pub measure: Option<Ident>,
    /// 金额.
    pub amount: Option<Expr>,
    /// 字段: the field pointed at.
    pub field: Option<FieldPath>,
    /// 待修: known to fail for now.
    pub todo: bool,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The verdicts that a case can expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ExpectedVerdict {
    /// 合规.
    Pass,
    /// 违反.
    Fail,
    /// 不适用.
    NotApplicable,
    /// 无法判定.
    Undetermined,
}

/// A field path as written, `指标[2].权重`.
#[derive(Clone, Debug, Serialize)]
pub struct FieldPath {
    /// The path, without white space.
    pub text: String,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

/// `{ field: value, … }`.
#[derive(Clone, Debug, Serialize)]
pub struct RecordLiteral {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// `field: value`.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The field.
    pub name: Ident,
    /// Its value.
    pub value: DataLiteral,
}

/// A value in a record literal.
#[derive(Clone, Debug, Serialize)]
pub enum DataLiteral {
    /// A scalar as a document would write it: a name, a number with its unit, a date, 是, or a text in quotes.
    Scalar(Text),
    /// 缺失: not filled in, whatever the 样例 says.
    Missing(#[serde(skip)] Span),
    /// A nested record.
    Record(RecordLiteral),
    /// A list.
    List(Vec<DataLiteral>, #[serde(skip)] Span),
}

/// An expression.
#[derive(Clone, Debug, Serialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its text.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, Serialize)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A name.
    Name(Ident),
    /// `a.b`.
    Member(Box<Expr>, Ident),
    /// `f(a, b)`.
    Call(Ident, Vec<Expr>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `[a, b)`.
    Interval(Interval),
    /// `-a`.
    Negate(Box<Expr>),
    /// `非 a`.
    Not(Box<Expr>),
    /// `a + b`.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `a 且 b`.
    And(Box<Expr>, Box<Expr>),
    /// `a 或 b`.
    Or(Box<Expr>, Box<Expr>),
    /// `a = b`, with `± t` where it is given (of `=` and `≠` only).
    Compare(CompareOp, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `a 属于 b`; 不属于 when true.
    In(Box<Expr>, Box<Expr>, bool),
    /// `a 匹配 "…"`.
    Matches(Box<Expr>, Box<Expr>),
    /// `a 包含 b`.
    Contains(Box<Expr>, Box<Expr>),
    /// `有 a`; 无 when true.
    Has(Box<Expr>, bool),
    /// `a 或缺 b`.
    Default(Box<Expr>, Box<Expr>),
    /// `每个 xs 满足 (…)`; 存在 when the kind says so.
    Quantified(Quantifier, Box<Expr>, Box<Expr>),
    /// `xs 其中 (…)`.
    Where(Box<Expr>, Box<Expr>),
}

/// 每个 or 存在.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Quantifier {
    /// 每个.
    All,
    /// 存在.
    Any,
}

/// The arithmetic operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ArithmeticOp {
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `×`.
    Mul,
    /// `÷`.
    Div,
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CompareOp {
    /// `=`.
    Eq,
    /// `≠`.
    Ne,
    /// `<`.
    Lt,
    /// `<=`.
    Le,
    /// `>`.
    Gt,
    /// `>=`.
    Ge,
}

/// A literal.
#[derive(Clone, Debug, Serialize)]
pub enum Literal {
    /// 是 or 否.
    Bool(bool),
    /// `100`, `1,250.50`.
    Number(#[serde(serialize_with = "number")] Number),
    /// `20%`, held as 0.2.
    Ratio(#[serde(serialize_with = "number")] Number),
    /// `50万元`: the number as written and its unit.
    Money(#[serde(serialize_with = "number")] Number, #[serde(serialize_with = "unit")] Unit),
    /// `30天`.
    Days(#[serde(serialize_with = "number")] Number),
    /// `2020年`.
    Year(#[serde(serialize_with = "number")] Number),
    /// `2020-01-01`.
    Date(#[serde(serialize_with = "date")] Date),
    /// `"text"`.
    Text(String),
}

fn number<S: serde::Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

fn unit<S: serde::Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.word())
}

fn date<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

#[expect(clippy::ref_option, reason = "the signature that serde calls")]
fn date_if_any<S: serde::Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}
