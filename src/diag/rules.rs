//! What can be wrong with the meaning of rules.

use super::{ChildFlaw, Impossible, Kind};
use crate::value::Date;

/// A rule that cannot mean what it says. Types are named in both languages, `("金额", "money")`.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum RuleProblem {
    /// A name that nobody declared.
    #[strum(serialize = "name/unknown")]
    Unknown {
        /// What kind of thing was looked for.
        kind: Kind,
        /// The name as written.
        name: String,
        /// The declared name most like it.
        nearest: Option<String>,
    },
    /// A name declared twice.
    #[strum(serialize = "name/duplicate")]
    Duplicate {
        /// What kind of thing it names.
        kind: Kind,
        /// The name.
        name: String,
    },
    /// A name that could mean two things.
    #[strum(serialize = "name/ambiguous")]
    Ambiguous {
        /// The name.
        name: String,
        /// The ways to say which one is meant.
        choices: Vec<String>,
    },
    /// Two rules with one code.
    #[strum(serialize = "rule/duplicate-code")]
    DuplicateCode {
        /// The code.
        code: String,
    },
    /// A rule without 依据.
    #[strum(serialize = "rule/no-basis")]
    NoBasis {
        /// The code.
        code: String,
    },
    /// Two sides whose types do not go together.
    #[strum(serialize = "type/mismatch")]
    Mismatch {
        /// What is wanted.
        expected: (String, String),
        /// What stands there.
        found: (String, String),
    },
    /// Money compared or mixed with a plain number.
    #[strum(serialize = "type/money-and-number")]
    MoneyAndNumber {
        /// What to write instead, `50万元`, where that can be said.
        suggestion: Option<String>,
    },
    /// A ratio compared or mixed with a plain number.
    #[strum(serialize = "type/ratio-and-number")]
    RatioAndNumber {
        /// What to write instead, `60%`.
        suggestion: Option<String>,
    },
    /// A number of days compared or mixed with a plain number.
    #[strum(serialize = "type/days-and-number")]
    DaysAndNumber {
        /// What to write instead, `30天`.
        suggestion: Option<String>,
    },
    /// A text in quotes where a member of an enumeration is needed.
    #[strum(serialize = "type/quoted-member")]
    QuotedMember {
        /// The text.
        text: String,
        /// The member it is or that looks like it.
        suggestion: Option<String>,
    },
    /// An operator that these types do not have.
    #[strum(serialize = "type/no-operation")]
    NoOperation {
        /// The operator or function.
        operation: String,
        /// The types it was given.
        operands: Vec<(String, String)>,
    },
    /// A function called with another number of arguments.
    #[strum(serialize = "type/argument-count")]
    ArgumentCount {
        /// The function or measure.
        function: String,
        /// How many it takes, `1`, `1–2`.
        expected: String,
        /// How many were given.
        found: usize,
    },
    /// `.` on something that is not a record.
    #[strum(serialize = "type/not-a-record")]
    NotARecord {
        /// What stands there.
        found: (String, String),
    },
    /// A line of a form for something that is no single value.
    #[strum(serialize = "form/not-one-value")]
    NotOneValue {
        /// The path or pattern.
        path: String,
        /// What it is.
        found: (String, String),
    },
    /// A pattern of a form that is none.
    #[strum(serialize = "form/bad-pattern")]
    FormPattern {
        /// What is wrong with it.
        fault: PatternFault,
    },
    /// A list where a single value is needed.
    #[strum(serialize = "type/list-not-aggregated")]
    ListNotAggregated {
        /// The list.
        list: String,
    },
    /// An aggregate over two lists at once, or over two choices from one.
    #[strum(serialize = "type/two-lists")]
    TwoLists {
        /// Both lists as written.
        lists: [String; 2],
    },
    /// A type where it cannot stand: a list of lists, a set as a field, a record as a parameter.
    #[strum(serialize = "type/misplaced")]
    MisplacedType {
        /// The type.
        found: (String, String),
    },
    /// Record types that hold each other in a circle.
    #[strum(serialize = "type/circle")]
    TypeCircle {
        /// The circle.
        chain: Vec<String>,
    },
    /// A record type with more fields in all, or nested deeper, than the limit.
    #[strum(serialize = "type/too-large")]
    TypeTooLarge {
        /// Fields a record may have in all.
        fields: usize,
        /// Records inside records.
        depth: usize,
    },
    /// An aggregate or a quantifier over something that is not a list.
    #[strum(serialize = "type/not-a-list")]
    NotAList {
        /// The aggregate or quantifier.
        operation: String,
    },
    /// An optional field read where silence must be handled.
    #[strum(serialize = "presence/unguarded")]
    Unguarded {
        /// The field.
        field: String,
        /// In which clause.
        clause: &'static str,
    },
    /// An aggregate over optional elements that does not say what a missing one means.
    #[strum(serialize = "presence/aggregate")]
    AggregateOverOptional {
        /// The field.
        field: String,
        /// The list.
        list: String,
    },
    /// A guard on a field that is always there.
    #[strum(serialize = "presence/needless")]
    NeedlessGuard {
        /// The field.
        field: String,
    },
    /// A join to a table without 主键.
    #[strum(serialize = "join/no-key")]
    JoinWithoutKey {
        /// The table.
        table: String,
    },
    /// A join with another number of values than the table's key has parts.
    #[strum(serialize = "join/key-count")]
    JoinKeyCount {
        /// The table.
        table: String,
        /// The parts of its key.
        key: Vec<String>,
        /// How many values were given.
        found: usize,
    },
    /// A field that differs among the members of a group, read as if it were one value.
    #[strum(serialize = "group/not-a-key")]
    NotAGroupKey {
        /// The field.
        field: String,
    },
    /// 按 something that is no single value of a record.
    #[strum(serialize = "group/bad-key")]
    BadGroupKey,
    /// A table as a list where one record, or the group, is looked at.
    #[strum(serialize = "group/table-as-list")]
    TableAsList {
        /// The table.
        table: String,
    },
    /// Something asked of all records for each record.
    #[strum(serialize = "group/nested")]
    NestedTables,
    /// A value of the axis that no row covers.
    #[strum(serialize = "tiers/gap")]
    TierGap {
        /// A point no row covers, an axis each: `评价.得分 = 79.5`.
        witness: Vec<String>,
    },
    /// A value of the axis that two rows cover.
    #[strum(serialize = "tiers/overlap")]
    TierOverlap {
        /// A point both rows cover, an axis each.
        witness: Vec<String>,
    },
    /// An optional axis without its 缺失 row.
    #[strum(serialize = "tiers/missing-row")]
    TierMissingRow {
        /// The axis.
        axis: String,
    },
    /// A row that no value reaches.
    #[strum(serialize = "tiers/unreachable")]
    TierUnreachable,
    /// An axis of a type that has no tiers.
    #[strum(serialize = "tiers/bad-axis")]
    TierBadAxis {
        /// Its type.
        found: (String, String),
    },
    /// A row with another number of patterns than there are axes.
    #[strum(serialize = "tiers/pattern-count")]
    TierPatternCount {
        /// Axes.
        expected: usize,
        /// Patterns.
        found: usize,
    },
    /// More cells than the proof can visit.
    #[strum(serialize = "tiers/too-many-cells")]
    TierTooManyCells {
        /// The limit.
        limit: usize,
    },
    /// Measures that do not get graver in one direction along the axis.
    #[strum(serialize = "tiers/not-monotone")]
    TierNotMonotone,
    /// Something that must be known when the rules are compiled.
    #[strum(serialize = "constant/needed")]
    ConstantNeeded,
    /// An interval that holds nothing.
    #[strum(serialize = "constant/empty-interval")]
    EmptyInterval,
    /// A parameter outside its own range, or a constant outside the field's.
    #[strum(serialize = "constant/out-of-range")]
    OutOfRange {
        /// The value.
        value: String,
        /// The range.
        range: String,
    },
    /// A pattern that is not a regular expression.
    #[strum(serialize = "pattern/invalid")]
    BadPattern {
        /// The regular expression engine's words.
        detail: String,
    },
    /// A pattern that would take too much memory.
    #[strum(serialize = "pattern/too-large")]
    PatternTooLarge,
    /// A modifier that the field's type does not have.
    #[strum(serialize = "field/bad-modifier")]
    BadModifier {
        /// The modifier's keyword.
        modifier: &'static str,
        /// The type.
        found: (String, String),
    },
    /// 子表 where there can be none.
    #[strum(serialize = "field/bad-child")]
    BadChild {
        /// Why there can be none.
        flaw: ChildFlaw,
    },
    /// A child table where a table with records of its own is meant.
    #[strum(serialize = "name/child-table")]
    ChildTable {
        /// The child table.
        table: String,
        /// The table of its parents.
        parent: String,
        /// Their list.
        list: String,
    },
    /// A period that ends before it begins.
    #[strum(serialize = "time/empty-period")]
    EmptyPeriod,
    /// Two versions in force on the same days.
    #[strum(serialize = "time/overlap")]
    VersionOverlap {
        /// What it is that has versions.
        kind: Kind,
        /// Its name or code.
        name: String,
        /// The first day that both have.
        from: Date,
        /// The last one; `None` when there is no end to it.
        to: Option<Date>,
    },
    /// Days on which no version is in force.
    #[strum(serialize = "time/hole")]
    VersionHole {
        /// What it is that has versions.
        kind: Kind,
        /// Its name or code.
        name: String,
        /// The first such day; `None` when there is none at all before the last one.
        from: Option<Date>,
        /// The last one; `None` when there is no end to it.
        to: Option<Date>,
    },
    /// No file of the pack has the 规则包 header, or two have.
    #[strum(serialize = "pack/header")]
    PackHeader {
        /// How many were found.
        found: usize,
    },
    /// 引用 of a pack that cannot be found.
    #[strum(serialize = "pack/not-found")]
    PackNotFound {
        /// The pack.
        name: String,
        /// A pack with a name like it.
        nearest: Option<String>,
    },
    /// Packs that import each other in a circle.
    #[strum(serialize = "pack/circle")]
    PackCircle {
        /// The circle.
        chain: Vec<String>,
    },
    /// 扣分 or 满分 that is not greater than nought.
    #[strum(serialize = "scorecard/not-positive")]
    PointsNotPositive {
        /// The number.
        value: String,
    },
    /// 至多 less than 扣分.
    #[strum(serialize = "scorecard/most-below-points")]
    MostBelowPoints,
    /// Rows of one tier set whose 至多 are not the same.
    #[strum(serialize = "scorecard/different-most")]
    DifferentMost,
    /// 扣分 that does not say off which scorecard, where there is not exactly one.
    #[strum(serialize = "scorecard/which")]
    WhichScorecard {
        /// The scorecards there are.
        scorecards: Vec<String>,
    },
    /// A rule that takes points off two scorecards.
    #[strum(serialize = "scorecard/two")]
    TwoScorecards,
    /// A test that expects what cannot be.
    #[strum(serialize = "test/impossible")]
    ImpossibleExpectation {
        /// Why it cannot be.
        why: Impossible,
    },
}

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// It has no hole.
    NoHole,
    /// A hole that does not end.
    Unclosed,
}
