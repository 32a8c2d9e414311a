//! Words above or before the parts of a command's result.

use super::{Language, en, zh};

/// Words above or before the parts of a command's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A case that did not come out as it should.
    FailedCase,
    /// What should have come out.
    Expected,
    /// What came out.
    Found,
    /// 规则包.
    Pack,
    /// 施行.
    InForce,
    /// 参数.
    Params,
    /// A parameter whose value was given with the run.
    Overridden,
    /// 测试.
    Cases,
    /// There is no case.
    NoCase,
    /// 规则 as written.
    Text,
    /// Above the column of severities.
    Severity,
    /// Above the column of tables.
    Table,
    /// Nothing came out in this respect.
    Nothing,
    /// 字段.
    Field,
    /// 除外.
    Exceptions,
    /// Coverage and mutation score.
    Figures,
    /// What no case shows.
    NotShown,
    /// Above the column of what the cases notice.
    Mutation,
    /// What no case notices.
    NotNoticed,
    /// The values around the borders of tiers.
    Borders,
    /// The identity of a finding.
    Fingerprint,
    /// Above the steps that led to a finding.
    Steps,
    /// Before a formula with values in place of names.
    WithValues,
    /// Before what a formula comes to.
    ComesTo,
    /// 条件, before its formula.
    ConditionClause,
    /// 除外, before its formula.
    ExceptionClause,
    /// 令, before its formula.
    LetClause,
    /// 要求, before its formula.
    RequirementClause,
    /// 按, before its formula.
    AxisClause,
    /// Above the cells that a rule read.
    CellsRead,
    /// Above the cells that keep a rule from being decided.
    WouldDecide,
    /// In place of a value that was not filled in.
    NotFilledIn,
    /// Above a column of clauses: 条件 and 除外.
    Conditions,
    /// Above a column of clauses: 要求.
    Requirements,
    /// Above a column of clauses: 分档.
    Rows,
    /// 条件 that holds.
    ConditionHolds,
    /// 条件 that does not hold.
    ConditionFails,
    /// 条件 that cannot be known.
    ConditionUnknown,
    /// 除外 that applies.
    ExceptionHolds,
    /// 除外 that does not apply.
    ExceptionFails,
    /// 要求 that is met.
    RequirementHolds,
    /// 要求 that is not met.
    RequirementFails,
    /// A row of a tier set.
    Row,
    /// No value.
    Missing,
    /// Above the table of parameters.
    AllParams,
    /// Above the table of rules.
    AllRules,
    /// Above the table of scorecards.
    AllScorecards,
    /// Above the column of scorecards.
    Scorecard,
    /// 满分.
    FullMarks,
    /// 按: by what units are told apart.
    By,
    /// Above the column of parameters.
    Param,
    /// Above the column of values.
    Value,
    /// 范围.
    Range,
    /// 下级可调.
    Open,
    /// Above the column of places.
    Source,
    /// Before the place of the declaration.
    Declared,
    /// What packs below have changed.
    Overrides,
}

impl Language {
    /// The words above or before a part of a command's result.
    pub const fn heading(self, heading: Heading) -> &'static str {
        match self {
            Self::Chinese => zh::headings::heading(heading),
            Self::English => en::headings::heading(heading),
        }
    }
}
